package io.github.xnatpull.docs;

import io.github.xnatpull.docs.AcceptanceTests.Declared;
import io.github.xnatpull.docs.AcceptanceTests.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which faults of the acceptance list were shown to be survived, by which tests that ran. */
final class AcceptancePage {
    static final String NOT_RUN = "not run";
    static final String SLOW = "not run here (slow: `make test-slow`)";

    private static final String HEAD = """
            # What xnatpull survives, and how that is shown

            The faults and bad inputs of the acceptance list, and the tests that cause them. Each row
            begins with its state; below it stands how each of its tests ended, on %s.

            `make test` records how tests end, and `make docs` makes this page from the records of a whole
            run and from `src/test/resources/acceptance-rows.txt`. Do not edit it by hand.

            %s

            | row | what happens | test | result |
            |---|---|---|---|
            """;

    private final List<AcceptanceRow> rows;
    private final TestRecords records;
    private final Map<Shown, Boolean> slow = new LinkedHashMap<>();

    /** From the list, the tests that there are, and the records of those that ran. */
    AcceptancePage(List<AcceptanceRow> rows, List<Declared> declared, TestRecords records) {
        this.rows = rows;
        this.records = records;
        declared.forEach(test -> slow.put(test.test(), test.slow()));
        records.all().forEach(result -> slow.putIfAbsent(result.test(), false));
    }

    private List<TestResult> testsOf(AcceptanceRow row) {
        return slow.keySet().stream()
                .filter(test -> test.rows().contains(row.id()))
                .map(records::of)
                .toList();
    }

    private boolean failed(AcceptanceRow row) {
        return testsOf(row).stream().anyMatch(TestResult::failed);
    }

    private boolean tested(AcceptanceRow row) {
        return !failed(row) && testsOf(row).stream().anyMatch(TestResult::passed);
    }

    private boolean skipped(AcceptanceRow row) {
        return !failed(row) && !tested(row) && testsOf(row).stream().anyMatch(TestResult::skipped);
    }

    private boolean onlySlow(AcceptanceRow row) {
        List<TestResult> tests = testsOf(row);
        return !tests.isEmpty() && tests.stream().allMatch(test -> test.notRun() && slow.get(test.test()));
    }

    /** Nothing shows it, and nothing says why. */
    private boolean unshown(AcceptanceRow row) {
        return !failed(row) && !tested(row) && !skipped(row) && !onlySlow(row) && !row.isExcused();
    }

    private String state(AcceptanceRow row) {
        List<TestResult> tests = testsOf(row);
        String state = NOT_RUN;
        if (failed(row)) {
            state = "failed";
        } else if (tested(row)) {
            state = "tested";
        } else if (skipped(row)) {
            state = tests.stream()
                    .flatMap(test -> test.reasons().stream())
                    .distinct()
                    .collect(Collectors.joining("; ", "skipped: ", ""));
        } else if (onlySlow(row)) {
            state = SLOW;
        } else if (tests.isEmpty()) {
            state = row.isExcused() ? "" : "no test";
        }
        return row.remark().isEmpty() || state.isEmpty() ? state + row.remark() : state + "; " + row.remark();
    }

    private String result(TestResult test) {
        if (test.notRun()) {
            return slow.get(test.test()) ? SLOW : NOT_RUN;
        }
        return test.words();
    }

    /** Whether a test of a row failed, or never came to its end. */
    boolean hasFailures() {
        return rows.stream().anyMatch(this::failed);
    }

    /** The rows that neither a test nor a remark accounts for. */
    List<String> unshown() {
        return ids(this::unshown);
    }

    /** The tests of rows, slow ones apart, of which there is no record: the records are not those of a whole run. */
    List<String> missing() {
        return slow.keySet().stream()
                .filter(test -> !test.rows().isEmpty()
                        && !slow.get(test)
                        && records.of(test).notRun())
                .map(Shown::simpleName)
                .toList();
    }

    /** The page. */
    String text() {
        StringBuilder text =
                new StringBuilder(HEAD.formatted(javas(), count("\n- ").replaceFirst("\n", "\n\n")));
        for (AcceptanceRow row : rows) {
            text.append(line("**" + row.id() + "**", "**" + escaped(row.fault()) + "**", "", escaped(state(row))));
            for (TestResult test : testsOf(row)) {
                String name = "`" + test.test().simpleName() + "`";
                text.append(line(row.id(), escaped(test.test().words()), name, escaped(result(test))));
            }
        }
        return text.toString();
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** Fit for a cell of a table. */
    static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    /** What {@code make test} ends with: what was skipped or failed, and why; then one line with the numbers. */
    String summary() {
        List<String> lines = new ArrayList<>();
        for (TestResult test : records.all()) {
            told(test, "skipped", record -> record.result() == TestRecord.Result.SKIPPED, lines);
        }
        for (TestResult test : records.all()) {
            told(test, "failed", TestRecords::isFailure, lines);
        }
        lines.add(count("; "));
        return String.join("\n", lines);
    }

    private static void told(TestResult test, String how, Predicate<TestRecord> which, List<String> lines) {
        Map<String, Set<String>> javasOf = new LinkedHashMap<>();
        for (TestRecord record : test.records(which)) {
            String why = record.result() == TestRecord.Result.STARTED ? "began, and did not end" : record.reason();
            javasOf.computeIfAbsent(
                            AcceptanceTests.withoutIds(record.name()) + ": " + why, any -> new LinkedHashSet<>())
                    .add(record.java());
        }
        String ids = String.join(", ", test.test().rows());
        javasOf.forEach((words, javas) -> lines.add("%s on Java %s: %s%s, %s"
                .formatted(
                        how,
                        TestResult.joined(javas),
                        ids.isEmpty() ? "" : ids + " ",
                        test.test().simpleName(),
                        words)));
    }

    private String count(String before) {
        String count = "acceptance rows: %d of %d shown by tests that ran on %s"
                .formatted(ids(this::tested).size(), rows.size(), javas());
        return Stream.of(
                        named("failed", this::failed),
                        named("skipped", this::skipped),
                        named("slow, not run here", this::onlySlow),
                        named("not run", row -> unshown(row) && !testsOf(row).isEmpty()),
                        named(
                                "without a test",
                                row -> unshown(row) && testsOf(row).isEmpty()),
                        named("open", row -> row.isExcused() && !row.isNotApplicable()),
                        named("not applicable", AcceptanceRow::isNotApplicable))
                .filter(words -> !words.isEmpty())
                .map(before::concat)
                .collect(Collectors.joining("", count, ""));
    }

    private String javas() {
        return records.javas().isEmpty() ? "no Java" : "Java " + TestResult.joined(records.javas());
    }

    private String named(String what, Predicate<AcceptanceRow> which) {
        List<String> ids = ids(which);
        return ids.isEmpty() ? "" : what + ": " + String.join(" ", ids);
    }

    private List<String> ids(Predicate<AcceptanceRow> which) {
        return rows.stream().filter(which).map(AcceptanceRow::id).toList();
    }
}
