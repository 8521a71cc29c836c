package io.github.xnatpull.cli.output;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows on standard output, as a table for people or as CSV, JSON or bare ids for programs. Rows pass through; a table
 * holds back only so many as it takes to find the widths of its columns.
 */
public final class ResultTable<T> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ROWS_FOR_WIDTHS = 200;
    private static final int WIDEST = 40;

    private final Console console;
    private final Format format;
    private final List<Column<T>> columns;
    private final List<List<String>> heldBack = new ArrayList<>();
    private int[] widths = {};
    private long rows;

    /** How rows are written. */
    public enum Format {
        TABLE,
        /** Our dialect, with a header. */
        CSV,
        /** One array of objects. */
        JSON,
        /** What names the rows, tab-separated. */
        IDS
    }

    /** @param id whether it is part of what names a row */
    public record Column<T>(String name, boolean id, Kind kind, Function<T, String> cell) {
        public static <T> Column<T> id(String name, Function<T, String> cell) {
            return new Column<>(name, true, Kind.TEXT, cell);
        }

        public static <T> Column<T> of(String name, Function<T, String> cell) {
            return new Column<>(name, false, Kind.TEXT, cell);
        }

        /** Of whole numbers; a blank cell is one that is not known. */
        public static <T> Column<T> number(String name, Function<T, String> cell) {
            return new Column<>(name, false, Kind.NUMBER, cell);
        }

        /** Of {@code yes} and blank. */
        public static <T> Column<T> flag(String name, Predicate<T> holds) {
            return new Column<>(name, false, Kind.FLAG, row -> holds.test(row) ? "yes" : "");
        }

        private void put(ObjectNode object, String text) {
            switch (kind) {
                case TEXT -> object.put(name, text);
                case NUMBER ->
                    object.set(name, text.isEmpty() ? JSON.nullNode() : JSON.valueToTree(Long.valueOf(text)));
                case FLAG -> object.put(name, !text.isEmpty());
            }
        }
    }

    /** What the cells of a column are in JSON. */
    private enum Kind {
        TEXT,
        NUMBER,
        FLAG
    }

    public ResultTable(Console console, Format format, List<Column<T>> columns) {
        this.console = console;
        this.format = format;
        this.columns = List.copyOf(columns);
    }

    /** Writes a row. */
    public void add(T row) {
        List<String> cells =
                columns.stream().map(column -> column.cell().apply(row)).toList();
        switch (format) {
            case TABLE -> table(cells);
            case CSV -> csv(cells);
            case JSON ->
                console.raw().print((rows == 0 ? "[\n" : ",\n") + "  " + JSON.writeValueAsString(object(cells)));
            case IDS -> console.raw().print(ids(cells) + "\n");
        }
        rows++;
    }

    public long rows() {
        return rows;
    }

    /** Whether anybody still reads; asked now and then by those who have many rows. */
    public boolean isRead() {
        return console.isRead();
    }

    /** Writes what is held back and what comes last. Not called after a failure: half a JSON array must not look whole. */
    public void finish() {
        switch (format) {
            case TABLE -> release();
            case CSV -> {
                if (rows == 0) {
                    line(names());
                }
            }
            case JSON -> console.raw().print(rows == 0 ? "[]\n" : "\n]\n");
            case IDS -> {
                // Every line is whole already.
            }
        }
        console.flush();
    }

    private List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    private void csv(List<String> cells) {
        if (rows == 0) {
            line(names());
        }
        line(cells);
    }

    private void line(List<String> cells) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = CsvDialect.printer(text, cells)) {
            printer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.raw().print(text);
    }

    private ObjectNode object(List<String> cells) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).put(object, cells.get(i));
        }
        return object;
    }

    /** Ids hold no line ends where XNAT made them; where somebody else did, they must not forge lines. */
    private String ids(List<String> cells) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id() && !cells.get(i).isEmpty()) {
                ids.add(cells.get(i).replaceAll("[\\t\\r\\n]", " "));
            }
        }
        return String.join("\t", ids);
    }

    private void table(List<String> cells) {
        List<String> readable = cells.stream().map(console::readable).toList();
        if (widths.length > 0) {
            console.result(padded(readable));
            return;
        }
        heldBack.add(readable);
        if (heldBack.size() == ROWS_FOR_WIDTHS) {
            release();
        }
    }

    private void release() {
        if (widths.length > 0 || heldBack.isEmpty()) {
            return;
        }
        List<String> titles = names().stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replace('_', ' '))
                .toList();
        widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int at = i;
            int longest = heldBack.stream()
                    .mapToInt(row -> row.get(at).length())
                    .max()
                    .orElse(0);
            widths[i] =
                    longest == 0 ? 0 : Math.min(WIDEST, Math.max(titles.get(i).length(), longest));
        }
        console.result(padded(titles));
        heldBack.forEach(row -> console.result(padded(row)));
        heldBack.clear();
    }

    /** Columns that were blank so far are left out; cells that are too long push the rest. */
    private String padded(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                String cell = cells.get(i);
                line.append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length()) + 2));
            }
        }
        return line.toString().stripTrailing();
    }
}
