package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.report.RunFiles.FileRow;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code files.csv}: one row per file that this run landed, found different, or could not get. */
final class FilesWriter {
    static final String FILE = "files.csv";

    static final List<Column<FileRow>> COLUMNS = List.of(
            of("status", FileRow::status),
            of("session_id", row -> row.item().session().accessionId()),
            of("level", row -> row.item().key().level().word()),
            of("scan_id", row -> part(row, Level.SCAN)),
            of("assessor_id", row -> part(row, Level.ASSESSOR)),
            of("resource_label", row -> row.item().label()),
            of("resource_id", row -> row.item().address().resourceId()),
            of("file", FileRow::file),
            of("path", FileRow::path),
            of("bytes", row -> Column.text(row.bytes())),
            of("bytes_expected", row -> Column.text(row.bytesExpected())),
            of("md5", FileRow::md5),
            of("md5_expected", FileRow::md5Expected),
            of("proof", FileRow::proof));

    private final RunFiles files;

    FilesWriter(RunRecords records, Receipts receipts) {
        this.files = new RunFiles(records, receipts);
    }

    void write(Path file, String run) throws IOException {
        new CsvReport<>(COLUMNS).write(file, rows -> files.of(run, rows));
    }

    private static String part(FileRow row, Level level) {
        return row.item().key().level() == level ? row.item().key().partId() : "";
    }
}
