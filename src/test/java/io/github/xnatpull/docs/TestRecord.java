package io.github.xnatpull.docs;

import io.github.xnatpull.docs.AcceptanceTests.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one test ended on one Java, or one variant of a test with parameters: a line of a file that {@link TestRecorder} writes.
 *
 * @param id JUnit's unique id, which tells variants apart
 * @param name the display name as JUnit showed it
 * @param test what the test showed by its name when it ran; without rows where it shows none of the acceptance list
 * @param reason why it was skipped or failed
 */
record TestRecord(Result result, String java, String id, String name, Shown test, String reason, double seconds) {
    private static final int COLUMNS = 10;

    /** How a test ended; of two records of one variant in one run, the one that is further down counts. */
    enum Result {
        STARTED,
        SKIPPED,
        PASSED,
        FAILED
    }

    /** Tab-separated, with the line's end. */
    String line() {
        return String.join(
                        "\t",
                        result.name(),
                        cell(java),
                        cell(test.type()),
                        cell(test.method()),
                        String.join(",", test.rows()),
                        cell(test.words()),
                        cell(id),
                        cell(name),
                        cell(reason),
                        String.format(Locale.ROOT, "%.3f", seconds))
                + "\n";
    }

    /** Empty for a line that was cut when its writer was killed. */
    static Optional<TestRecord> of(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS || cells[COLUMNS - 1].isEmpty()) {
            return Optional.empty();
        }
        List<String> rows = cells[4].isEmpty() ? List.of() : List.of(cells[4].split(","));
        Shown test = new Shown(rows, cells[2], cells[3], cells[5]);
        return Optional.of(new TestRecord(
                Result.valueOf(cells[0]), cells[1], cells[6], cells[7], test, cells[8], Double.parseDouble(cells[9])));
    }

    private static String cell(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
