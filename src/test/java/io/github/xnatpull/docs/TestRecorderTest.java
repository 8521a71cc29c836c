package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.xnatpull.docs.TestRecord.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is written down of tests, by running some. */
class TestRecorderTest {
    private static Path file;

    @TempDir
    Path folder;

    @Test
    void eachEndIsRecordedWithItsReason() throws IOException {
        assertThat(ends(Ends.class))
                .containsExactlyInAnyOrder(
                        tuple("passes", Result.PASSED, List.of("B-01"), ""),
                        tuple(
                                "fails",
                                Result.FAILED,
                                List.of("B-02", "B-03"),
                                "Expecting an\todd text".replace('\t', ' ')),
                        tuple("isAborted", Result.SKIPPED, List.of("B-04"), "no disk here"),
                        tuple("isDisabled", Result.SKIPPED, List.of("B-05"), "not today"),
                        tuple("isDisabledWithItsVariants", Result.SKIPPED, List.of("B-06"), "none today"),
                        tuple("hasVariants", Result.PASSED, List.of("B-07"), ""),
                        tuple("hasVariants", Result.SKIPPED, List.of("B-07"), "no two here"),
                        tuple("hasVariants", Result.PASSED, List.of("B-07"), ""),
                        tuple("showsNoRow", Result.PASSED, List.of(), ""));
    }

    @Test
    void variantsHaveTheirNamesAndWhatTheyShowIsNamedOnce() throws IOException {
        assertThat(records(Ends.class))
                .filteredOn(record -> record.test().method().equals("hasVariants"))
                .filteredOn(record -> record.result() != Result.STARTED)
                .extracting(TestRecord::name, record -> record.test().words())
                .containsExactly(
                        tuple("B-07 variant 1", "variant {0}"),
                        tuple("B-07 variant 2", "variant {0}"),
                        tuple("B-07 variant 3", "variant {0}"));
    }

    @Test
    void whatEndsAClassIsToldOfEachOfItsTests() throws IOException {
        assertThat(ends(AbortedBefore.class))
                .containsExactlyInAnyOrder(
                        tuple("one", Result.SKIPPED, List.of("B-01"), "no browser here"),
                        tuple("two", Result.SKIPPED, List.of("B-02"), "no browser here"));
        assertThat(ends(DisabledAtAll.class))
                .containsExactly(tuple("one", Result.SKIPPED, List.of("B-01"), "never here"));
        assertThat(ends(FailsAfter.class))
                .containsExactly(
                        tuple("one", Result.PASSED, List.of("B-01"), ""),
                        tuple("one", Result.FAILED, List.of("B-01"), "something is left"));
    }

    @Test
    void classesAroundATestBearIdsToo() throws IOException {
        assertThat(ends(Around.class)).containsExactly(tuple("one", Result.PASSED, List.of("B-08", "B-09"), ""));
    }

    @Test
    void theBeginIsWrittenWhenATestBegins() throws IOException {
        assertThat(ends(LooksAtTheFile.class)).containsExactly(tuple("looks", Result.PASSED, List.of("B-01"), ""));
    }

    @Test
    void linesAreReadAsWritten() throws IOException {
        List<TestRecord> records = records(Ends.class);
        assertThat(records).hasSizeGreaterThan(9).allSatisfy(record -> assertThat(
                        TestRecord.of(record.line().stripTrailing()))
                .hasValueSatisfying(read -> assertThat(read.line()).isEqualTo(record.line())));
        String line = records.get(0).line();
        for (int length = 0; length < line.lastIndexOf('\t') + 2; length++) {
            assertThat(TestRecord.of(line.substring(0, length)))
                    .as("cut at %d", length)
                    .isEmpty();
        }
    }

    @Test
    void nothingIsWrittenWhereNobodyAsks() throws IOException {
        run(Ends.class, new TestRecorder(Optional.empty()));
        assertThat(folder).isEmptyDirectory();
    }

    private List<Tuple> ends(Class<?> tests) throws IOException {
        return records(tests).stream()
                .filter(record -> record.result() != Result.STARTED)
                .map(record -> tuple(
                        record.test().method(), record.result(), record.test().rows(), record.reason()))
                .toList();
    }

    private List<TestRecord> records(Class<?> tests) throws IOException {
        file = folder.resolve("records").resolve(tests.getSimpleName() + ".tsv");
        run(tests, new TestRecorder(Optional.of(file)));
        return Files.readAllLines(file).stream()
                .flatMap(line -> TestRecord.of(line).stream())
                .toList();
    }

    private static void run(Class<?> tests, TestRecorder recorder) {
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(recorder)
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .build());
    }

    static class Ends {
        @Test
        @DisplayName("B-01 passes")
        void passes() {
            assertThat(1).isPositive();
        }

        @Test
        @DisplayName("B-02, B-03: fails")
        void fails() {
            throw new AssertionError("Expecting an\todd text\nand more");
        }

        @Test
        @DisplayName("B-04 is aborted")
        void isAborted() {
            assumeTrue(false, "no disk here");
        }

        @Test
        @Disabled("not today")
        @DisplayName("B-05 is disabled")
        void isDisabled() {}

        @Disabled("none today")
        @ParameterizedTest(name = "B-06 {0}")
        @ValueSource(ints = {1, 2})
        void isDisabledWithItsVariants(int variant) {}

        @ParameterizedTest(name = "B-07 variant {0}")
        @ValueSource(ints = {1, 2, 3})
        void hasVariants(int variant) {
            assumeTrue(variant != 2, "no two here");
        }

        @Test
        void showsNoRow() {}
    }

    static class AbortedBefore {
        @BeforeAll
        static void browser() {
            assumeTrue(false, "no browser here");
        }

        @Test
        @DisplayName("B-01 one")
        void one() {}

        @ParameterizedTest(name = "B-02 {0}")
        @ValueSource(ints = {1, 2})
        void two(int variant) {}
    }

    @Disabled("never here")
    static class DisabledAtAll {
        @Test
        @DisplayName("B-01 one")
        void one() {}
    }

    static class FailsAfter {
        @Test
        @DisplayName("B-01 one")
        void one() {}

        @AfterAll
        static void nothingIsLeft() {
            throw new AssertionError("something is left");
        }
    }

    @DisplayName("B-08 around")
    static class Around {
        @Nested
        @DisplayName("No id")
        class Inside {
            @Test
            @DisplayName("B-09 one")
            void one() {}
        }
    }

    static class LooksAtTheFile {
        @Test
        @DisplayName("B-01 looks")
        void looks() throws IOException {
            assertThat(Files.readAllLines(file)).singleElement().asString().startsWith("STARTED\t");
        }
    }
}
