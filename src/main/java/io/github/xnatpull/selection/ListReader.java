package io.github.xnatpull.selection;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.selection.ListFile.Kind;
import io.github.xnatpull.selection.ListFile.ListRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads lists of subjects and sessions as people have them: comma, semicolon or tab between cells, or one id a line;
 * any line ends; a mark in front; blank lines, {@code #} comments, blanks and commas behind. The reports of our own
 * runs are lists too: each row names one resource.
 */
public final class ListReader {
    private static final char[] DELIMITERS = {',', ';', '\t'};
    private static final Pattern ONLY_DELIMITERS = Pattern.compile("[,;\\s]*");
    /** What the CSV library says of a quote that is still open where the file ends. */
    private static final Pattern OPEN_QUOTE = Pattern.compile("[(]startline (\\d+)[)] EOF reached");

    private static final int SNIFFED_ROWS = 20;
    private static final int TOLD = 20;

    private ListReader() {}

    /**
     * Reads a list.
     *
     * @param name what messages call it
     * @param column the column with the ids, by header or by number from 1, where the user chose it
     * @throws Fault {@code CSV_UNREADABLE} for bytes that are no text or a quote that never ends, {@code CSV_COLUMN}
     *     where it is not clear which column holds the ids
     */
    public static ListFile read(String name, InputStream in, Kind kind, Optional<String> column) {
        return read(name, in, kind, column, false);
    }

    /**
     * The same, where a column may name assessors beside sessions.
     *
     * @param withAssessors whether assessors are wanted, so that such a column is used
     */
    static ListFile read(String name, InputStream in, Kind kind, Optional<String> column, boolean withAssessors) {
        List<String> notes = new ArrayList<>();
        try {
            String text = ListDecoder.text(name, in, notes);
            return parsed(name, text, kind, column, withAssessors, notes);
        } catch (IOException | UncheckedIOException e) {
            throw ListDecoder.unreadable(name, reason(e));
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        String message = String.valueOf(cause.getMessage());
        Matcher open = OPEN_QUOTE.matcher(message);
        if (open.find()) {
            return "the quote that begins in line " + open.group(1) + " never ends";
        }
        return cause instanceof CSVException
                ? "its commas and quotes make no table: " + message
                : LocalFaults.words((IOException) cause);
    }

    private static ListFile parsed(
            String name, String text, Kind kind, Optional<String> column, boolean withAssessors, List<String> notes)
            throws IOException {
        Optional<CSVFormat> format = format(text, kind);
        if (format.isEmpty()) {
            notes.add(name + " is empty");
            return new ListFile(name, kind, "", false, List.of(), List.of(), notes);
        }
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format.get())) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> first = nextFilled(records);
            ListColumns columns = ListColumns.of(name, first, kind, column, withAssessors);
            List<ListRow> rows = new ArrayList<>();
            List<Long> withoutId = new ArrayList<>();
            if (columns.header().isEmpty()) {
                add(name, columns, line(parser, first), first, rows, withoutId);
            }
            while (records.hasNext()) {
                List<String> cells = records.next().toList();
                add(name, columns, line(parser, cells), cells, rows, withoutId);
            }
            tell(name, columns, rows, withoutId, notes);
            return new ListFile(
                    name,
                    kind,
                    columns.idHeader(),
                    columns.form() == ListColumns.Form.ASSESSORS,
                    columns.extraHeaders(),
                    List.copyOf(rows),
                    List.copyOf(notes));
        }
    }

    private static void add(
            String name, ListColumns columns, long line, List<String> cells, List<ListRow> rows, List<Long> withoutId) {
        Optional<ListRow> row;
        try {
            row = columns.row(line, cells);
        } catch (Fault e) {
            throw ListDecoder.unreadable(
                    name, "line " + line + " holds a regular expression that is none: " + e.because());
        }
        if (row.isPresent()) {
            rows.add(row.get());
        } else if (!isBlank(cells)) {
            withoutId.add(line);
        }
    }

    private static void tell(
            String name, ListColumns columns, List<ListRow> rows, List<Long> withoutId, List<String> notes) {
        notes.add(
                columns.header().isEmpty()
                        ? name + " has no header; ids are in column " + (columns.id() + 1)
                        : name + ": ids are in column "
                                + (columns.idHeader().isEmpty() ? columns.id() + 1 : "'" + columns.idHeader() + "'"));
        if (columns.form() == ListColumns.Form.ASSESSORS) {
            notes.add(name
                    + " names assessors, no sessions: these assessors are pulled, from whichever session has them");
        }
        columns.idleAssessors()
                .ifPresent(header -> notes.add(name + ": column '" + header
                        + "' is not used, as no assessors are asked for; with --levels assessor, or --assessor ALL, it says"
                        + " which of a session are pulled"));
        if (rows.isEmpty()) {
            notes.add(name + " has a header and no rows");
        }
        // A report of ours that does not say whose resource a row is (files.csv) is no mistake of the user.
        if (!withoutId.isEmpty() && !columns.own()) {
            List<String> lines =
                    withoutId.stream().limit(TOLD).map(String::valueOf).toList();
            notes.add(name + ": skipped " + withoutId.size() + (withoutId.size() == 1 ? " row" : " rows")
                    + " without an id (line " + String.join(", ", lines) + (withoutId.size() > TOLD ? ", …" : "")
                    + ")");
        }
    }

    /** The dialect in which the first row has a known column, else the most columns; empty for a file of blanks. */
    private static Optional<CSVFormat> format(String text, Kind kind) throws IOException {
        Optional<CSVFormat> best = Optional.empty();
        int bestScore = -1;
        for (char delimiter : DELIMITERS) {
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreSurroundingSpaces(true)
                    .setIgnoreEmptyLines(true)
                    .setCommentMarker('#')
                    .setTrailingData(true)
                    .get();
            int score = score(text, format, kind);
            if (score > bestScore) {
                best = Optional.of(format);
                bestScore = score;
            }
        }
        return best;
    }

    /** A known header counts most, then the cells of the first row, then those of the next; less than 0 for blanks. */
    private static int score(String text, CSVFormat format, Kind kind) throws IOException {
        int first = -1;
        int next = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> cells = nextFilled(records);
            if (cells.isEmpty()) {
                return -1;
            }
            first = (ListColumns.candidates(cells, kind) > 0 ? 100_000 : 0) + Math.min(9_999, cells.size());
            for (int row = 0; row < SNIFFED_ROWS && records.hasNext(); row++) {
                next = Math.max(
                        next, Math.min(999, cellsFromFirstFilled(records.next().toList())));
            }
        } catch (UncheckedIOException e) {
            // A quote that never ends: told when this dialect is the one that is read.
            first = Math.max(first, 0);
        }
        return first * 1000 + next;
    }

    private static int cellsFromFirstFilled(List<String> cells) {
        int from = 0;
        while (from < cells.size() && ListColumns.clean(cells.get(from)).isEmpty()) {
            from++;
        }
        return cells.size() - from;
    }

    /** The next row that is not blank, without the blank cells at its end. */
    private static List<String> nextFilled(Iterator<CSVRecord> records) {
        while (records.hasNext()) {
            List<String> cells = new ArrayList<>(records.next().toList());
            while (!cells.isEmpty()
                    && ONLY_DELIMITERS
                            .matcher(ListColumns.clean(cells.get(cells.size() - 1)))
                            .matches()) {
                cells.remove(cells.size() - 1);
            }
            if (!cells.isEmpty()) {
                return cells;
            }
        }
        return List.of();
    }

    private static boolean isBlank(List<String> cells) {
        return cells.stream()
                .allMatch(
                        cell -> ONLY_DELIMITERS.matcher(ListColumns.clean(cell)).matches());
    }

    /** Where the row just read begins: the parser knows where it ends, and quoted cells may span lines. */
    static long line(CSVParser parser, List<String> cells) {
        long breaks = cells.stream()
                .mapToLong(cell -> cell.lines().count() - 1 + (cell.endsWith("\n") || cell.endsWith("\r") ? 1 : 0))
                .filter(count -> count > 0)
                .sum();
        return parser.getCurrentLineNumber() - breaks;
    }
}
