package io.github.xnatpull.ledger;

import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
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
 * and a last line with their number, without which it was cut short. The names are its version
 * ({@code docs/stored-forms.md}): what is added later has a default where it is missing, and a name that is not known is of a
 * newer version, whose receipts are refused rather than taken for less than they say.
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
    /** The first so many have always been there. */
    private static final int REQUIRED = 12;

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
        return read(in, (head, columns, lines) -> receipt(head, files(lines, columns)));
    }

    /** Reads its id and nothing behind it. */
    static String readId(Reader in) throws IOException {
        return read(in, (head, columns, lines) -> head.get(0));
    }

    @FunctionalInterface
    private interface Reading<T> {
        /**
         * @param head values by {@link #HEAD}
         * @param columns names of the cells of the lines
         */
        T of(List<String> head, List<String> columns, Iterator<List<String>> lines) throws IOException;
    }

    private static <T> T read(Reader in, Reading<T> reading) throws IOException {
        try (CSVParser parser = CsvDialect.parser(in)) {
            List<String> names = parser.getHeaderNames();
            Iterator<List<String>> lines = CsvDialect.lines(parser).iterator();
            List<String> cells = lines.next();
            List<String> columns = lines.next();
            if (!names.containsAll(HEAD.subList(0, REQUIRED))
                    || !columns.containsAll(COLUMNS)
                    || cells.size() != names.size()) {
                throw new IOException("it is no receipt");
            }
            requireKnown(names, HEAD);
            requireKnown(columns, COLUMNS);
            return reading.of(
                    HEAD.stream().map(name -> cell(names, cells, name)).toList(), columns, lines);
        } catch (NoSuchElementException
                | IllegalArgumentException
                | java.io.UncheckedIOException
                | java.time.DateTimeException e) {
            throw new IOException("it is damaged or was cut short", e);
        }
    }

    private static void requireKnown(List<String> found, List<String> known) throws Newer {
        List<String> unknown =
                found.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new Newer("it says more than this version knows of: " + String.join(", ", unknown));
        }
    }

    /** Blank where an older version did not write it. */
    private static String cell(List<String> names, List<String> cells, String name) {
        int index = names.indexOf(name);
        return index < 0 ? "" : cells.get(index);
    }

    /** It is whole, and a newer version wrote it. */
    static final class Newer extends IOException {
        private static final long serialVersionUID = 1L;

        Newer(String why) {
            super(why);
        }
    }

    private static List<ReceiptFile> files(Iterator<List<String>> lines, List<String> columns) throws IOException {
        boolean inOrder = columns.equals(COLUMNS);
        List<ReceiptFile> files = new ArrayList<>();
        while (lines.hasNext()) {
            List<String> cells = lines.next();
            if (cells.size() == 2 && cells.get(0).equals(END) && !lines.hasNext()) {
                if (Integer.parseInt(cells.get(1)) == files.size()) {
                    return files;
                }
                break;
            }
            if (cells.size() != columns.size()) {
                throw new IOException("it was cut short");
            }
            files.add(file(
                    inOrder
                            ? cells
                            : COLUMNS.stream()
                                    .map(name -> cell(columns, cells, name))
                                    .toList()));
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

    private static ReceiptFile file(List<String> cells) {
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
