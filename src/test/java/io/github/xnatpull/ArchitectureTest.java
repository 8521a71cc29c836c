package io.github.xnatpull;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The package table of docs/architecture.md, held. */
class ArchitectureTest {
    private static final String ROOT = "io.github.xnatpull.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.xnatpull");

    /** Each package and the packages of ours that it may use; sub-packages are named where they differ. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("support", List.of()),
            Map.entry("fault", List.of("support")),
            Map.entry("catalogue", List.of("fault", "support")),
            Map.entry("catalogue.login", List.of("catalogue", "catalogue.http", "fault", "support")),
            Map.entry("catalogue.http", List.of("catalogue", "fault", "support")),
            Map.entry("catalogue.rest", List.of("catalogue", "catalogue.http", "catalogue.login", "fault", "support")),
            Map.entry("selection", List.of("catalogue", "fault", "support")),
            Map.entry("ledger", List.of("catalogue", "fault", "support")),
            Map.entry("ledger.jdbc", List.of("catalogue", "fault", "ledger", "plan", "report", "selection", "support")),
            Map.entry("plan", List.of("catalogue", "fault", "ledger", "selection", "support", "transfer.place")),
            Map.entry("transfer.place", List.of("catalogue", "fault", "ledger", "support")),
            Map.entry("transfer.archive", List.of("catalogue", "fault", "ledger", "support", "transfer.place")),
            Map.entry(
                    "transfer",
                    List.of("catalogue", "fault", "ledger", "plan", "support", "transfer.archive", "transfer.place")),
            Map.entry(
                    "doctor",
                    List.of(
                            "catalogue",
                            "catalogue.http",
                            "catalogue.login",
                            "catalogue.rest",
                            "fault",
                            "ledger",
                            "support")),
            Map.entry("report", List.of("catalogue", "fault", "ledger", "plan", "selection", "support")),
            Map.entry("jobfile", List.of("catalogue", "fault", "selection", "support", "transfer", "transfer.place"))));

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
                .resideInAnyPackage(java.util.stream.Stream.concat(
                                MAY_USE.keySet().stream().map(name -> ROOT + name),
                                List.of("batch", "cli..", "demo..").stream().map(name -> ROOT + name))
                        .toArray(String[]::new))
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
    void springBatchStaysInBatch() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..batch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(CLASSES);
    }

    @Test
    void jdbcStaysInLedgerJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ledger.jdbc..", "..batch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..")
                .check(CLASSES);
    }

    @Test
    void httpClientStaysInCatalogueHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..catalogue.http..")
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
    void batchDoesNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("..batch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..cli..")
                .check(CLASSES);
    }

    @Test
    void theDemoIsKnownToTheCommandLineOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..demo..", "..cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..demo..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..demo..")
                .should()
                .dependOnClassesThat(ofOursBut("demo", List.of("demo.archive", "demo.http", "demo.rest", "support")))
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
