# make demo    build, start a miniature XNAT on loopback, pull its project, show what landed
# make test    all tests but the slow ones, on this JDK and on the newest LTS found
# make build   target/xnatpull, the program; make test-slow, make bench, make format: as they say
# make docs    the pages and samples that are made of the code and its tests
MVN ?= mvn -B -ntp
# A second JDK to test on: the newest one installed, where it is not the one that builds.
NEWEST_JDK := $(shell ls -d /usr/lib/jvm/*-25-* /usr/lib/jvm/java-25* 2>/dev/null | head -n 1)
DEMO_DIR ?= target/demo
# What tests ran and how they ended, a file for each JVM; the acceptance page is made from them.
RECORDS := target/acceptance
RECORDED := -Dtest.records=$(RECORDS)
PAGE := $(MVN) -q exec:java -Dexec.classpathScope=test -Dexec.mainClass=io.github.xnatpull.docs.MakeAcceptancePage

# After tests: what they showed and what was skipped, also where some failed; ends as they did.
THEN_PAGE = ran=$$?; $(PAGE) -Dexec.args="$(1) $(RECORDS) $(RECORDS).md" && exit $$ran

# make soak    faults and kills at random, half an hour
.PHONY: build demo test test-slow test-kill soak bench bench-start docs format check-format clean

build:
	rm -rf target/xnatpull/lib  # what an earlier version needed
	$(MVN) -q -DskipTests package

demo: build
	rm -rf $(DEMO_DIR)
	target/xnatpull/bin/xnatpull demo --dest $(DEMO_DIR)

# Begins its records anew; `make test-kill` and `make test-slow` add to them.
test: build
	$(MVN) spotless:check test-compile
	rm -rf $(RECORDS)
	@( $(MVN) surefire:test $(RECORDED); ran=$$?; \
	MVN="$(MVN)" .ci/again-on "$(NEWEST_JDK)" $(RECORDED) && exit $$ran ); $(call THEN_PAGE,whole)

test-slow: build
	@$(MVN) surefire:test $(RECORDED) -Dtest.groups=slow -Dtest.excludedGroups=none; $(call THEN_PAGE,part)

# Of the slow ones, those that kill: at every fail point, at random moments, and under random faults for three minutes.
test-kill: build
	@$(MVN) surefire:test $(RECORDED) -Dtest='*KillTest,SoakTest' -Dtest.groups=slow -Dtest.excludedGroups=none; \
	$(call THEN_PAGE,part)

# Thirty minutes of random faults and kills over 2,000 sessions; SOAK_MINUTES for another length.
SOAK_MINUTES ?= 30
soak: build
	$(MVN) surefire:test -Dtest=SoakTest -Dtest.groups=slow -Dtest.excludedGroups=none -Dxnatpull.soak.minutes=$(SOAK_MINUTES)

bench: build
	$(MVN) -q -DskipTests test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
	java -cp "target/test-classes:target/classes:$$(cat target/test.classpath)" io.github.xnatpull.bench.PullBench target/bench target/xnatpull/bin/xnatpull
	java -cp target/test-classes io.github.xnatpull.bench.StartBench target/bench target/xnatpull/bin/xnatpull

# How long a start takes, beside that of the smallest class there is.
bench-start: build
	$(MVN) -q test-compile
	java -cp target/test-classes io.github.xnatpull.bench.StartBench target/bench target/xnatpull/bin/xnatpull

# What docs/ and sample-manifests/ tell of the code, written anew from it; docs/acceptance.md from the last `make test`.
docs: build
	$(MVN) -q test-compile
	$(PAGE) -Dexec.args="docs $(RECORDS) docs/acceptance.md"
	$(MVN) surefire:test -Dtest='*DocumentTest,SampleReportsTest,AcceptancePageTest' -DargLine=-Dxnatpull.docs.write=true

format:
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean
