package io.github.xnatpull;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The package table of docs/architecture.md, held. */
class ArchitectureTest {
    private static final String ROOT = "io.github.xnatpull.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.xnatpull");

    /** Each package and the packages of ours that it may use. A package uses only such as stand above it here: no arrow goes back. */
    private static final Map<String, List<String>> MAY_USE = table(
            "support:",
            "fault: support",
            "xnat:",
            "xnat.http: fault support",
            "xnat.login: xnat.http fault support",
            "xnat.rest: xnat xnat.http xnat.login fault support",
            "selection: xnat fault support",
            "ledger: xnat fault support",
            "layout: xnat fault support",
            "plan: layout ledger selection xnat fault support",
            "request: layout selection xnat fault support",
            "state: plan layout ledger selection xnat fault support",
            "storage: request layout ledger support",
            "transfer.archive: fault",
            "transfer: transfer.archive storage request plan layout ledger xnat fault support",
            "logging: plan ledger selection xnat fault support",
            "report: plan ledger selection xnat fault support",
            "verify: report storage plan ledger selection xnat fault",
            "run: report state request plan layout ledger selection xnat fault support",
            "job: run transfer state request plan ledger selection xnat fault support",
            "doctor: ledger xnat xnat.http xnat.login xnat.rest fault support",
            "app: job run verify report logging transfer storage state request plan layout ledger selection xnat fault support",
            "cli.console: plan ledger xnat fault support",
            "cli.output: cli.console app doctor run report logging request plan selection xnat fault support",
            "cli.command: cli.output cli.console app doctor run report logging request plan ledger selection xnat xnat.http xnat.login xnat.rest fault support",
            "cli: cli.command cli.output cli.console fault support",
            "miniature.http:",
            "miniature.archive:",
            "miniature.rest: miniature.archive miniature.http",
            "miniature: miniature.archive miniature.http miniature.rest cli.command");

    private static Map<String, List<String>> table(String... lines) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String[] names = line.substring(colon + 1).trim().split(" ");
            table.put(line.substring(0, colon), names[0].isEmpty() ? List.of() : List.of(names));
        }
        return table;
    }

    @Test
    void noArrowOfTheTableGoesBack() {
        List<String> above = new ArrayList<>();
        MAY_USE.forEach((name, allowed) -> {
            assertThat(above).as("what stands above " + name).containsAll(allowed);
            above.add(name);
        });
    }

    @Test
    void noClassNameIsUsedTwice() {
        Map<String, Long> times = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        assertThat(times).isNotEmpty();
        assertThat(times.entrySet().stream().filter(name -> name.getValue() > 1).map(Map.Entry::getKey))
                .isEmpty();
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        MAY_USE.forEach((name, allowed) -> noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(ofOursBut(name, allowed))
                .because(name + " may use " + allowed)
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void everyPackageIsInTheTable() {
        classes()
                .should()
                .resideInAnyPackage(
                        MAY_USE.keySet().stream().map(name -> ROOT + name).toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.github.xnatpull.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void springBatchStaysInJob() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.xnatpull.job")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(CLASSES);
    }

    @Test
    void jdbcStaysInState() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.xnatpull.state")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..")
                .check(CLASSES);
        // Spring Batch's repository is given the state's data source.
        noClasses()
                .that()
                .resideOutsideOfPackages("io.github.xnatpull.state", "io.github.xnatpull.job")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.sql..")
                .check(CLASSES);
    }

    @Test
    void httpClientStaysInXnatHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..xnat.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CLASSES);
    }

    @Test
    void commonsCompressStaysInTransferArchive() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..transfer.archive..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.compress..")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheMiniature() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..miniature..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..miniature..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void whatAUserCanDoIsCallableWithoutAConsole() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "app")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", ROOT + "cli..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.Console.class, java.io.PrintStream.class, java.io.PrintWriter.class)
                .check(CLASSES);
    }

    @Test
    void whatAUserDoesComesToARecord() {
        classes()
                .that()
                .implement(ROOT + "app.Result")
                .should()
                .beRecords()
                .andShould()
                .resideInAPackage(ROOT + "app")
                .check(CLASSES);
    }

    @Test
    @DisplayName("B-84 Nothing starts a process but the user's own password command and the look at the terminal")
    void nothingElseStartsAProcess() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("ProcessRunner")
                .and()
                .haveSimpleNameNotEndingWith("TerminalProbe")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> ofOursBut(String self, List<String> allowed) {
        String[] names = java.util.stream.Stream.concat(java.util.stream.Stream.of(self), allowed.stream())
                .map(name -> ROOT + name)
                .toArray(String[]::new);
        return DescribedPredicate.describe(
                "are ours but not " + Arrays.toString(names),
                type -> type.getPackageName().startsWith("io.github.xnatpull")
                        && Arrays.stream(names)
                                .noneMatch(name -> type.getPackageName().equals(name)));
    }
}
