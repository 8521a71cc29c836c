package io.github.xnatpull.ledger;

import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Notes next to receipts, {@code <resource>.recheck}: the server was found to list other files than the receipt says
 * ({@code docs/stored-forms.md}). A version that does not know them passes them over.
 */
final class RecheckMarks {
    private static final String RECEIPT = "receipt";
    private static final String ENDING = ".recheck";

    /** The file of a resource next to its receipt. */
    static Path beside(Path receipt, String ending) {
        String name = receipt.getFileName().toString();
        return receipt.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
    }

    void write(Path receipt, String receiptId, Instant when) throws IOException {
        AtomicFile.replace(
                beside(receipt, ENDING),
                AtomicFile.Access.OWNER,
                out -> CsvDialect.print(
                        CsvDialect.printer(out, List.of(RECEIPT, "found_at")), List.of(receiptId, when.toString())));
    }

    /** One that is damaged is about every receipt: comparing once too often does no harm. */
    boolean isAbout(Path receipt, String receiptId) {
        Path mark = beside(receipt, ENDING);
        if (!Files.exists(mark)) {
            return false;
        }
        try (Reader in = Files.newBufferedReader(mark);
                CSVParser parser = CsvDialect.parser(in)) {
            CSVRecord line = parser.iterator().next();
            return CsvDialect.plain(line.get(RECEIPT)).equals(receiptId);
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    void clear(Path receipt) {
        try {
            Files.deleteIfExists(beside(receipt, ENDING));
        } catch (IOException e) {
            // It is about an older receipt, or the resource is compared once more.
            return;
        }
    }
}
