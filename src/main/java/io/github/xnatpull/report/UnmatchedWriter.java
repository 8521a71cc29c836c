package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.UnmatchedRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code unmatched.csv}: the names, and rows of lists, that nothing on the server answers to. */
final class UnmatchedWriter {
    static final String FILE = "unmatched.csv";
    private static final List<Column<UnmatchedRow>> COLUMNS = List.of(
            of("source", UnmatchedRow::source),
            of("kind", UnmatchedRow::kind),
            of("value", UnmatchedRow::value),
            of("project", UnmatchedRow::project),
            of("session", UnmatchedRow::session),
            of("reason", UnmatchedRow::reason),
            of("list", UnmatchedRow::list),
            of("line", row -> row.list().isEmpty() ? "" : Long.toString(row.line())));

    private final RunRecords records;
    private final KnownGaps gaps;

    /** @param gaps what is not told here, as the user accepts it */
    UnmatchedWriter(RunRecords records, KnownGaps gaps) {
        this.gaps = gaps;
        this.records = records;
    }

    void write(Path file, String run) throws IOException {
        new CsvReport<>(COLUMNS)
                .write(
                        file,
                        rows -> records.unmatched(run, row -> {
                            if (!gaps.accepts(row.asUnmatched())) {
                                rows.accept(row);
                            }
                        }));
    }
}
