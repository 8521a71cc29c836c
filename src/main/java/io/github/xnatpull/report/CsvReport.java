package io.github.xnatpull.report;

import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.AtomicFile.Access;
import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVPrinter;

/** Writes rows of one kind as CSV, one at a time: nothing is held. */
final class CsvReport<T> {
    private final List<Column<T>> columns;

    CsvReport(List<Column<T>> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Writes the file whole, or leaves what was there; {@code rows} passes every row to the consumer it is given. */
    void write(Path file, Consumer<Consumer<T>> rows) throws IOException {
        AtomicFile.replace(file, Access.GROUP, out -> {
            CSVPrinter printer =
                    CsvDialect.printer(out, columns.stream().map(Column::name).toList());
            rows.accept(row -> print(printer, row));
            printer.flush();
        });
    }

    private void print(CSVPrinter printer, T row) {
        try {
            CsvDialect.print(
                    printer,
                    columns.stream().map(column -> column.cell().apply(row)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
