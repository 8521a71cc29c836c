package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.docs.AcceptanceTests.Declared;
import io.github.xnatpull.docs.AcceptanceTests.Shown;
import io.github.xnatpull.docs.TestRecord.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What page, summary and exit code say of rows, by records made by hand. */
class AcceptanceResultsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Declared> declared = new ArrayList<>();
    private String remark = "";
    private Path page;

    @BeforeEach
    void aPage() {
        page = folder.resolve("page.md");
    }

    @Test
    void aTestThatPassedShowsItsRow() throws IOException {
        TestRecord passed = record("one", Result.PASSED, "17", "");
        assertThat(whole(List.of(passed, record("one", Result.PASSED, "25", ""))))
                .isTrue();
        assertThat(rows())
                .containsExactly("| **B-01** | **a fault** |  | tested |", "| B-01 | words | `ATest.one` | passed |");
        assertThat(said()).endsWith("acceptance rows: 1 of 1 shown by tests that ran on Java 17 and 25");
    }

    @Test
    void aTestThatFailedOnOneJavaFailsItsRow() throws IOException {
        assertThat(whole(List.of(
                        record("one", Result.PASSED, "17", ""), record("one", Result.FAILED, "25", "1 is not 2"))))
                .isFalse();
        assertThat(rows())
                .containsExactly(
                        "| **B-01** | **a fault** |  | failed |",
                        "| B-01 | words | `ATest.one` | on Java 17 passed; on Java 25 failed |");
        assertThat(said())
                .contains("failed on Java 25: B-01 ATest.one, shown: 1 is not 2")
                .endsWith("0 of 1 shown by tests that ran on Java 17 and 25; failed: B-01");
    }

    @Test
    void oneFailedTestOutweighsOthersThatPassed() throws IOException {
        assertThat(whole(List.of(record("one", Result.PASSED, "17", ""), record("two", Result.FAILED, "17", "no"))))
                .isFalse();
        assertThat(rows())
                .contains("| **B-01** | **a fault** |  | failed |", "| B-01 | words | `ATest.one` | passed |");
    }

    @Test
    void aTestThatBeganAndDidNotEndFailed() throws IOException {
        assertThat(whole(List.of(record("one", Result.STARTED, "17", "")))).isFalse();
        assertThat(rows()).contains("| B-01 | words | `ATest.one` | failed |");
        assertThat(said()).contains("failed on Java 17: B-01 ATest.one, shown: began, and did not end");
    }

    @Test
    void aSkippedRowIsNotTestedAndSaysWhy() throws IOException {
        TestRecord skipped = record("one", Result.SKIPPED, "17", "no small | disk here");
        assertThat(whole(List.of(record("one", Result.STARTED, "17", ""), skipped)))
                .isTrue();
        assertThat(rows())
                .containsExactly(
                        "| **B-01** | **a fault** |  | skipped: no small \\| disk here |",
                        "| B-01 | words | `ATest.one` | skipped: no small \\| disk here |");
        assertThat(said())
                .contains("skipped on Java 17: B-01 ATest.one, shown: no small | disk here")
                .endsWith("0 of 1 shown by tests that ran on Java 17; skipped: B-01");
    }

    @Test
    void aVariantThatWasSkippedIsToldBesideThoseThatPassed() throws IOException {
        assertThat(whole(List.of(
                        variant(1, Result.PASSED, ""),
                        variant(2, Result.SKIPPED, "no two"),
                        variant(3, Result.PASSED, ""))))
                .isTrue();
        assertThat(rows())
                .containsExactly(
                        "| **B-01** | **a fault** |  | tested |",
                        "| B-01 | words | `ATest.one` | passed; 1 of 3 variants skipped: no two |");
        assertThat(said())
                .contains("skipped on Java 17: B-01 ATest.one, variant 2: no two")
                .contains("1 of 1 shown");
    }

    @Test
    void aTestOfTheGroupOnceIsOfOneJavaOnly() throws IOException {
        whole(List.of(record("one", Result.PASSED, "17", ""), record("two", Result.PASSED, "25", "")));
        assertThat(rows())
                .contains(
                        "| B-01 | words | `ATest.one` | passed on Java 17 only |",
                        "| B-01 | words | `ATest.two` | passed on Java 25 only |");
    }

    @Test
    void aSlowTestThatDidNotRunHereIsNoMissingOne() throws IOException {
        declared.add(new Declared(shown("one"), true));
        assertThat(whole(List.of())).isTrue();
        assertThat(rows())
                .containsExactly(
                        "| **B-01** | **a fault** |  | not run here (slow: `make test-slow`) |",
                        "| B-01 | words | `ATest.one` | not run here (slow: `make test-slow`) |");
        assertThat(said()).endsWith("0 of 1 shown by tests that ran on no Java; slow, not run here: B-01");
    }

    @Test
    void aTestThatThereIsButDidNotRunShowsNothing() throws IOException {
        declared.add(new Declared(shown("one"), false));
        assertThat(whole(List.of())).isFalse();
        assertThat(rows())
                .contains("| **B-01** | **a fault** |  | not run |", "| B-01 | words | `ATest.one` | not run |");
        assertThat(said()).contains("; not run: B-01").contains("Each row needs a test that runs");
    }

    @Test
    void ofAPartItIsNoFaultThatOthersDidNotRun() throws IOException {
        declared.add(new Declared(shown("one"), false));
        assertThat(program(List.of()).ofPart(page)).isTrue();
        assertThat(program(List.of(List.of(record("two", Result.FAILED, "17", ""))))
                        .ofPart(page))
                .isFalse();
    }

    @Test
    void aTestThatWasRenamedSinceItRanShowsNothing() throws IOException {
        declared.add(new Declared(new Shown(List.of("B-01"), "io.ATest", "one", "other words"), false));
        whole(List.of(record("one", Result.PASSED, "17", "")));
        assertThat(rows()).contains("| B-01 | other words | `ATest.one` | not run |");
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, no test, without a test",
        "a note, false, no test; a note, without a test",
        "open: later, true, open: later, open",
        "not applicable: no mail, true, not applicable: no mail, not applicable",
    })
    void aRowWithoutAnyTest(String said, boolean good, String state, String named) throws IOException {
        remark = said;
        assertThat(whole(List.of())).isEqualTo(good);
        assertThat(rows()).containsExactly("| **B-01** | **a fault** |  | " + state + " |");
        assertThat(said()).contains("0 of 1 shown by tests that ran on no Java; " + named + ": B-01");
    }

    @Test
    void aTestThatRanAgainLaterEndedAsItEndedLast() throws IOException {
        List<TestRecord> first =
                List.of(record("one", Result.FAILED, "17", "no"), record("two", Result.FAILED, "17", ""));
        write("1-a.tsv", first);
        write("2-b.tsv", List.of(record("one", Result.STARTED, "17", ""), record("one", Result.PASSED, "17", "")));
        new MakeAcceptancePage(
                        new AcceptancePage(List.of(row()), declared, TestRecords.in(folder)),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .ofPart(page);
        assertThat(rows())
                .contains("| B-01 | words | `ATest.one` | passed |", "| B-01 | words | `ATest.two` | failed |");
    }

    @Test
    void aFolderThatIsNotThereHasNoRecords() throws IOException {
        assertThat(TestRecords.in(folder.resolve("none")).all()).isEmpty();
    }

    @Test
    void thePageOfTheRepositoryIsOfAWholeRunWithoutFailures() throws IOException {
        declared.add(new Declared(shown("one"), false));
        declared.add(new Declared(shown("slow"), true));
        TestRecord passed = record("one", Result.PASSED, "17", "");
        assertThat(program(List.of()).forDocs(page)).isTrue();
        assertThat(said()).contains("stays as it is").contains("1 tests did not run, as ATest.one");
        program(List.of(List.of(record("one", Result.FAILED, "17", "")))).forDocs(page);
        program(List.of(List.of(passed, record("two", Result.FAILED, "17", ""))))
                .forDocs(page);
        assertThat(page).doesNotExist();
        program(List.of(List.of(passed))).forDocs(page);
        assertThat(rows()).contains("| B-01 | words | `ATest.one` | passed |");
    }

    private boolean whole(List<TestRecord> records) throws IOException {
        return program(List.of(records)).ofWholeRun(page);
    }

    private MakeAcceptancePage program(List<List<TestRecord>> runs) {
        return new MakeAcceptancePage(
                new AcceptancePage(List.of(row()), declared, TestRecords.of(runs)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private AcceptanceRow row() {
        return new AcceptanceRow("B-01", "a fault", remark);
    }

    private static Shown shown(String method) {
        return new Shown(List.of("B-01"), "io.ATest", method, "words");
    }

    private static TestRecord record(String method, Result result, String java, String reason) {
        return new TestRecord(result, java, "[" + method + "]", "B-01: shown", shown(method), reason, 1);
    }

    private static TestRecord variant(int number, Result result, String reason) {
        return new TestRecord(result, "17", "[one]/[" + number + "]", "variant " + number, shown("one"), reason, 1);
    }

    private void write(String name, List<TestRecord> records) throws IOException {
        Files.writeString(
                folder.resolve(name),
                String.join("", records.stream().map(TestRecord::line).toList()));
    }

    private List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.contains("B-01") && line.startsWith("| "))
                    .toList();
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
