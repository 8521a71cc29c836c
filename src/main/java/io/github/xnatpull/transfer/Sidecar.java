package io.github.xnatpull.transfer;

import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.CsvDialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;

/**
 * What must still hold for a partial file to be continued.
 *
 * @param identity which file of which resource
 * @param total bytes of the whole, as the server announced them
 * @param lastModified the header as sent
 * @param forced bytes that are safely on disk
 */
record Sidecar(String identity, long total, String lastModified, long forced) {

    private static final List<String> COLUMNS = List.of("file", "total", "last_modified", "forced");

    static Path of(Path part) {
        return part.resolveSibling(part.getFileName() + Staging.SIDECAR);
    }

    /** Reads the one beside a partial file; empty where there is none that makes sense. */
    static Optional<Sidecar> read(Path part) {
        try (BufferedReader in = Files.newBufferedReader(of(part));
                CSVParser parser = CsvDialect.parser(in)) {
            if (!parser.getHeaderNames().equals(COLUMNS)) {
                return Optional.empty(); // of another version: as below
            }
            return CsvDialect.lines(parser)
                    .filter(cells -> cells.size() == COLUMNS.size())
                    .findFirst()
                    .map(cells -> new Sidecar(
                            cells.get(0), Long.parseLong(cells.get(1)), cells.get(2), Long.parseLong(cells.get(3))));
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
            // Without it the file starts anew: nothing is lost but time.
            return Optional.empty();
        }
    }

    /** Writes it; the bytes it speaks of must be forced before. */
    void write(Path part) throws IOException {
        StringWriter text = new StringWriter();
        CsvDialect.print(
                CsvDialect.printer(text, COLUMNS),
                List.of(identity, Long.toString(total), lastModified, Long.toString(forced)));
        AtomicFile.replaceUnforced(of(part), text.toString());
    }
}
