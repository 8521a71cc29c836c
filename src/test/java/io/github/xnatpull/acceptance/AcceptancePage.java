package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xnatpull.acceptance.AcceptanceTests.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/acceptance.md}: which of the faults are shown to be survived, and by what. */
final class AcceptancePage {
    private static final String ROWS = "/acceptance-rows.txt";

    private static final String HEAD = """
            # What xnatpull survives, and how that is shown

            The faults and bad inputs of the acceptance list, and the tests that cause them. Made by `make docs` from the
            tests' display names and `src/test/resources/acceptance-rows.txt`: change those, not this page.

            %s

            | row | fault | state | shown by |
            |---|---|---|---|
            """;

    private final List<Row> rows;
    private final List<Shown> tests;

    private AcceptancePage(List<Row> rows, List<Shown> tests) {
        this.rows = rows;
        this.tests = tests;
    }

    /** A row as declared. */
    record Row(String id, String fault, String note) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[0].trim(), cells[1].trim(), cells[2].trim());
        }
    }

    /** From the tests on the class path. */
    static AcceptancePage ofTests() throws IOException {
        try (InputStream in = AcceptancePage.class.getResourceAsStream(ROWS)) {
            List<Row> rows = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
            return new AcceptancePage(rows, AcceptanceTests.all());
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** Rows with tests, and yet a word that there are none. */
    List<Row> contradicting() {
        return rows.stream()
                .filter(row -> !testsOf(row).isEmpty() && row.note().matches("(open|not applicable):.*"))
                .toList();
    }

    /** Ids in display names that the list does not have. */
    List<String> unknownIds() {
        List<String> known = rows.stream().map(Row::id).toList();
        return tests.stream()
                .flatMap(test -> test.rows().stream())
                .filter(id -> !known.contains(id))
                .toList();
    }

    /** The line that {@code make test} ends with. */
    String count() {
        List<String> slow = ids(row -> state(row).equals("slow group"));
        List<String> none = ids(row -> state(row).startsWith("not applicable"));
        List<String> open = ids(row -> state(row).startsWith("open"));
        int tested = rows.size() - none.size() - open.size();
        return "acceptance rows: " + tested + " of " + rows.size() + " tested" + named(slow, " in the slow group only")
                + named(none, " not applicable") + named(open, " open");
    }

    private static String named(List<String> ids, String what) {
        return ids.isEmpty() ? "" : ", " + ids.size() + what + ": " + String.join(" ", ids);
    }

    private List<String> ids(Predicate<Row> which) {
        return rows.stream().filter(which).map(Row::id).toList();
    }

    private List<Shown> testsOf(Row row) {
        return tests.stream().filter(test -> test.rows().contains(row.id())).toList();
    }

    private String state(Row row) {
        List<Shown> shown = testsOf(row);
        if (shown.isEmpty()) {
            return row.note().isEmpty() ? "open: no test bears its id" : row.note();
        }
        String state = shown.stream().allMatch(Shown::slow) ? "slow group" : "tested";
        return row.note().isEmpty() ? state : state + "; " + row.note();
    }

    String text() {
        return HEAD.formatted(count()) + rows.stream().map(this::line).collect(Collectors.joining());
    }

    private String line(Row row) {
        String shown = testsOf(row).stream()
                .map(test -> "`" + test.type() + "." + test.method() + "`: " + escaped(test.words())
                        + (test.slow() ? " (slow)" : ""))
                .collect(Collectors.joining("<br>"));
        return Arrays.stream(new String[] {row.id(), escaped(row.fault()), escaped(state(row)), shown})
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
