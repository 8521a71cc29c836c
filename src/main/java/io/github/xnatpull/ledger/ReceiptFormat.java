package io.github.xnatpull.ledger;

import io.github.xnatpull.catalogue.InOut;
import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * A receipt as text: names of what it says of the resource, the values, names of what it says of a file, one line a file,
 * and a last line with their number, without which it was cut short.
 */
final class ReceiptFormat {

    private static final List<String> HEAD = List.of(
            "receipt",
            "project",
            "session_id",
            "level",
            "part_id",
            "in_out",
            "name",
            "resource_id",
            "label",
            "folder",
            "run",
            "written_at",
            "archive",
            "archive_bytes",
            "archive_md5",
            "archive_modified_ms",
            "archive_only");
    private static final List<String> COLUMNS =
            List.of("file", "path", "bytes", "md5", "bytes_expected", "md5_expected", "proof", "modified_ms");
    private static final String END = "end";

    private ReceiptFormat() {}

    static void write(Receipt receipt, Appendable out) throws IOException {
        ResourceKey key = receipt.key();
        CSVPrinter printer = CsvDialect.printer(out, HEAD);
        List<String> head = new ArrayList<>(List.of(
                receipt.id(),
                key.project(),
                key.accessionId(),
                key.level().word(),
                key.partId(),
                key.inOut().word(),
                key.name(),
                receipt.resourceId(),
                receipt.label(),
                receipt.folder(),
                receipt.run(),
                receipt.writtenAt().toString()));
        head.addAll(receipt.archive().map(ReceiptFormat::cells).orElse(List.of("", "", "", "", "")));
        CsvDialect.print(printer, head);
        CsvDialect.print(printer, COLUMNS);
        for (ReceiptFile file : receipt.files()) {
            CsvDialect.print(
                    printer,
                    List.of(
                            file.file(),
                            file.path(),
                            Long.toString(file.bytes()),
                            file.md5(),
                            text(file.bytesExpected()),
                            file.md5Expected().orElse(""),
                            file.proof().word(),
                            Long.toString(file.modifiedMillis())));
        }
        CsvDialect.print(printer, List.of(END, Integer.toString(receipt.files().size())));
    }

    /**
     * Reads it back.
     *
     * @throws IOException where it is not whole, in words
     */
    static Receipt read(Reader in) throws IOException {
        return read(in, lines -> {
            List<String> head = head(lines);
            return receipt(head, files(lines));
        });
    }

    /** Reads its id and nothing behind it. */
    static String readId(Reader in) throws IOException {
        return read(in, lines -> head(lines).get(0));
    }

    @FunctionalInterface
    private interface Lines<T> {
        T read(Iterator<List<String>> lines) throws IOException;
    }

    private static <T> T read(Reader in, Lines<T> reading) throws IOException {
        try (CSVParser parser = CsvDialect.parser(in)) {
            return reading.read(CsvDialect.lines(parser).iterator());
        } catch (NoSuchElementException
                | IllegalArgumentException
                | java.io.UncheckedIOException
                | java.time.DateTimeException e) {
            throw new IOException("it is damaged or was cut short", e);
        }
    }

    private static List<String> head(Iterator<List<String>> lines) throws IOException {
        List<String> head = lines.next();
        if (head.size() != HEAD.size() || !lines.next().equals(COLUMNS)) {
            throw new IOException("it is no receipt");
        }
        return head;
    }

    private static List<ReceiptFile> files(Iterator<List<String>> lines) throws IOException {
        List<ReceiptFile> files = new ArrayList<>();
        while (lines.hasNext()) {
            List<String> cells = lines.next();
            if (cells.size() == 2 && cells.get(0).equals(END) && !lines.hasNext()) {
                if (Integer.parseInt(cells.get(1)) == files.size()) {
                    return files;
                }
                break;
            }
            files.add(file(cells));
        }
        throw new IOException("it was cut short after " + files.size() + " files");
    }

    private static Receipt receipt(List<String> head, List<ReceiptFile> files) {
        InOut inOut =
                head.get(5).isEmpty() ? InOut.NONE : InOut.valueOf(head.get(5).toUpperCase(Locale.ROOT));
        Level level = Level.valueOf(head.get(3).toUpperCase(Locale.ROOT));
        ResourceKey key = new ResourceKey(head.get(1), head.get(2), level, head.get(4), inOut, head.get(6));
        return new Receipt(
                head.get(0),
                key,
                head.get(7),
                head.get(8),
                head.get(9),
                head.get(10),
                Instant.parse(head.get(11)),
                files,
                archive(head));
    }

    private static List<String> cells(KeptArchive archive) {
        return List.of(
                archive.path(),
                Long.toString(archive.bytes()),
                archive.md5(),
                Long.toString(archive.modifiedMillis()),
                Boolean.toString(archive.only()));
    }

    private static Optional<KeptArchive> archive(List<String> head) {
        if (head.get(12).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new KeptArchive(
                head.get(12),
                Long.parseLong(head.get(13)),
                head.get(14),
                Long.parseLong(head.get(15)),
                Boolean.parseBoolean(head.get(16))));
    }

    private static ReceiptFile file(List<String> cells) throws IOException {
        if (cells.size() != COLUMNS.size()) {
            throw new IOException("it was cut short");
        }
        // One text for both where they are equal, which is nearly always: receipts can be long.
        String path = cells.get(1).equals(cells.get(0)) ? cells.get(0) : cells.get(1);
        String md5 = cells.get(3);
        Optional<String> md5Expected = Optional.of(cells.get(5)).filter(text -> !text.isEmpty());
        return new ReceiptFile(
                cells.get(0),
                path,
                Long.parseLong(cells.get(2)),
                md5,
                number(cells.get(4)),
                md5Expected.map(text -> text.equals(md5) ? md5 : text),
                Proof.of(cells.get(6)),
                Long.parseLong(cells.get(7)));
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static OptionalLong number(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
