# make build | demo | test | test-slow | bench | format
MVN ?= mvn -B -ntp

build:
	$(MVN) -q -DskipTests package

format:
	$(MVN) -q spotless:apply

.PHONY: build format
