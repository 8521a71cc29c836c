package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVPrinter;

/** Writes {@code verify.csv}: one row per difference; a header alone where there is none. */
public final class VerifyWriter {
    /** The name of the file in the directory of reports. */
    public static final String FILE = "verify.csv";

    static final List<Column<Difference>> COLUMNS = List.of(
            of("status", row -> row.kind().word()),
            of("project", row -> row.key().project()),
            of("session_id", row -> isAbove(row) ? "" : row.key().accessionId()),
            of(
                    "level",
                    row -> row.kind() == Difference.Kind.STRANGER
                            ? ""
                            : row.key().level().word()),
            of("scan_id", row -> part(row, Level.SCAN)),
            of("assessor_id", row -> part(row, Level.ASSESSOR)),
            of("reconstruction_id", row -> part(row, Level.RECONSTRUCTION)),
            of("in_out", row -> row.key().inOut().word()),
            of(
                    "subject_id",
                    row -> row.key().level() == Level.SUBJECT ? row.key().accessionId() : ""),
            of("resource_label", row -> row.resource().label()),
            of("resource_id", row -> row.resource().id()),
            of("file", Difference::file),
            of("path", Difference::path),
            of("bytes", row -> Column.text(row.here().bytes())),
            of("bytes_expected", row -> Column.text(row.expected().bytes())),
            of("md5", row -> row.here().md5()),
            of("md5_expected", row -> row.expected().md5()),
            of("what", Difference::what));

    private VerifyWriter() {}

    /**
     * Writes the report whole, or leaves what was there.
     *
     * @param rows passes every difference to the consumer it is given
     * @throws Fault {@code REPORT_UNWRITABLE}, or what {@code rows} throws
     */
    public static void write(Path file, Consumer<Consumer<Difference>> rows) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            new CsvReport<>(COLUMNS).write(file, rows);
        } catch (IOException e) {
            throw Fault.fault(FaultCode.REPORT_UNWRITABLE)
                    .trying("write " + file)
                    .meaning("Nothing was changed")
                    .advice("Make " + file.resolveSibling(".").normalize() + " writable.")
                    .cause(e)
                    .because(LocalFaults.words(e));
        }
    }

    /** The same as a stream for a pipe; the header is written at once. */
    public static Consumer<Difference> printing(Appendable out) throws IOException {
        CSVPrinter printer =
                CsvDialect.printer(out, COLUMNS.stream().map(Column::name).toList());
        return row -> {
            try {
                CsvDialect.print(
                        printer,
                        COLUMNS.stream().map(column -> column.cell().apply(row)).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static boolean isAbove(Difference row) {
        return row.key().level() == Level.SUBJECT || row.key().level() == Level.PROJECT;
    }

    private static String part(Difference row, Level level) {
        return row.key().level() == level ? row.key().partId() : "";
    }
}
