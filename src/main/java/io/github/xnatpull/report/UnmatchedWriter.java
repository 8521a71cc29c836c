package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.number;
import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.report.RunRecords.UnmatchedRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code unmatched.csv}: the rows of the user's lists that meant nothing on the server. */
final class UnmatchedWriter {
    static final String FILE = "unmatched.csv";
    private static final List<Column<UnmatchedRow>> COLUMNS = List.of(
            of("list", UnmatchedRow::list),
            number("line", UnmatchedRow::line),
            of("value", UnmatchedRow::value),
            of("project", UnmatchedRow::project),
            of("reason", UnmatchedRow::reason));

    private final RunRecords records;
    private final KnownGaps gaps;

    /** @param gaps what is not told here, as the user accepts it */
    UnmatchedWriter(RunRecords records, KnownGaps gaps) {
        this.gaps = gaps;
        this.records = records;
    }

    void write(Path file, String run) throws IOException {
        new CsvReport<>(COLUMNS).write(file, rows -> records.unmatched(run, row -> {
            if (!gaps.accepts(row.value(), row.project(), row.reason())) {
                rows.accept(row);
            }
        }));
    }
}
