package io.github.xnatpull.miniature.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tables and cells as text (contract §2.2, §2.3). */
final class TableText {
    private TableText() {}

    /** Appends a JSON string. */
    static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    static void csv(Table table, OutputStream out) throws IOException {
        line(table.columns(), out);
        for (List<String> row : table.rows()) {
            line(row, out);
        }
    }

    private static void line(List<String> cells, OutputStream out) throws IOException {
        String line = cells.stream().map(TableText::csvCell).collect(Collectors.joining(","));
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String csvCell(String cell) {
        String flat = cell.replace("\r", "").replace('\n', ' ');
        return flat.contains(",") || flat.contains("\"") ? '"' + flat.replace("\"", "\"\"") + '"' : flat;
    }

    /** Ill-formed where a cell holds an ampersand, as XNAT's is. */
    static void xml(Table table, OutputStream out) throws IOException {
        StringBuilder text =
                new StringBuilder("<ResultSet totalRecords=\"" + table.rows().size() + "\"><results><columns>");
        table.columns().forEach(column -> text.append("<column>").append(column).append("</column>"));
        text.append("</columns><rows>");
        table.rows().forEach(row -> {
            text.append("<row>");
            row.forEach(cell -> text.append("<cell>")
                    .append(cell.replace("<", "&lt;").replace(">", "&gt;"))
                    .append("</cell>"));
            text.append("</row>");
        });
        out.write(text.append("</rows></results></ResultSet>").toString().getBytes(StandardCharsets.UTF_8));
    }

    static void html(Table table, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder("<html><body><table><tr>");
        table.columns()
                .forEach(column ->
                        text.append("<th>").append(Replies.escaped(column)).append("</th>"));
        text.append("</tr>");
        table.rows().forEach(row -> {
            text.append("<tr>");
            row.forEach(
                    cell -> text.append("<td>").append(Replies.escaped(cell)).append("</td>"));
            text.append("</tr>");
        });
        out.write(text.append("</table></body></html>").toString().getBytes(StandardCharsets.UTF_8));
    }
}
