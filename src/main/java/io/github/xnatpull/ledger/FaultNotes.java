package io.github.xnatpull.ledger;

import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes next to receipts, {@code <resource>.incomplete}, of files that came otherwise than listed or not at all
 * ({@code docs/stored-forms.md}). They save a fetch and say nothing of what is ours: without them a file is fetched once more.
 */
final class FaultNotes {
    private static final Logger LOG = LoggerFactory.getLogger(FaultNotes.class);
    private static final String ENDING = ".incomplete";
    private static final List<String> COLUMNS = List.of(
            "resource_id",
            "file",
            "bytes_expected",
            "md5_expected",
            "md5",
            "last_modified",
            "length",
            "error_code",
            "message");

    /** None where there is no file that makes sense. */
    List<FaultNote> read(Path receipt) {
        Path file = RecheckMarks.beside(receipt, ENDING);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = CsvDialect.parser(in)) {
            return parser.getHeaderNames().equals(COLUMNS)
                    ? CsvDialect.lines(parser).map(FaultNotes::note).toList()
                    : List.of();
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be read", file, e);
            return List.of();
        }
    }

    private static FaultNote note(List<String> cells) {
        return new FaultNote(
                cells.get(0),
                cells.get(1),
                number(cells.get(2)),
                Optional.of(cells.get(3)).filter(text -> !text.isEmpty()),
                cells.get(4),
                cells.get(5),
                number(cells.get(6)),
                cells.get(7),
                cells.get(8));
    }

    /** Takes the place of the older ones; none at all where there are none. */
    void write(Path receipt, List<FaultNote> notes) {
        Path file = RecheckMarks.beside(receipt, ENDING);
        try {
            if (notes.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            if (!Files.isDirectory(Disk.parent(file))) {
                return; // nothing of the session has landed
            }
            AtomicFile.replace(file, AtomicFile.Access.OWNER, out -> {
                var printer = CsvDialect.printer(out, COLUMNS);
                for (FaultNote note : notes) {
                    CsvDialect.print(
                            printer,
                            List.of(
                                    note.resourceId(),
                                    note.file(),
                                    text(note.bytesExpected()),
                                    note.md5Expected().orElse(""),
                                    note.md5(),
                                    note.lastModified(),
                                    text(note.length()),
                                    note.code(),
                                    note.message()));
                }
            });
        } catch (IOException e) {
            LOG.debug("{} cannot be written", file, e);
        }
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static OptionalLong number(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
