package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A listing: every cell is text, null is blank, every row has every column (contract §2.2).
 *
 * @param columnsMeta the {@code Columns} element, blank for none
 * @param title blank for none
 * @param counted whether {@code totalRecords} is told
 */
record Table(List<String> columns, List<List<String>> rows, String columnsMeta, String title, boolean counted) {
    static Table of(List<String> columns, Stream<List<String>> rows) {
        return new Table(columns, rows.toList(), "", "", true);
    }

    Table titled(String text) {
        return new Table(columns, rows, columnsMeta, text, counted);
    }

    Table uncounted() {
        return new Table(columns, rows, columnsMeta, title, false);
    }

    Table withColumnsMeta(String json) {
        return new Table(columns, rows, json, title, counted);
    }

    /** The reply in the format that was asked for; JSON where none was. */
    HttpReply reply(HttpRequest request) {
        Table sorted = sorted(request.parameter("sortBy"), request.parameter("sortOrder"));
        return switch (request.parameter("format").isEmpty() ? "json" : request.parameter("format")) {
            case "json" -> HttpReply.of(200, "application/json", Body.chunked(sorted::writeJson));
            case "csv" -> HttpReply.of(200, "text/csv", Body.chunked(out -> TableText.csv(sorted, out)));
            case "xml" -> HttpReply.of(200, "text/xml", Body.chunked(out -> TableText.xml(sorted, out)));
            default -> HttpReply.of(200, "text/html", Body.chunked(out -> TableText.html(sorted, out)));
        };
    }

    private Table sorted(String sortBy, String order) {
        if (sortBy.isEmpty()) {
            return this;
        }
        List<String> keys = new ArrayList<>(List.of(sortBy.split(",", -1)));
        Collections.reverse(keys);
        List<List<String>> ordered = new ArrayList<>(rows);
        // Sorting is stable, so the least of the keys goes first.
        for (String key : keys) {
            int index = columns.indexOf(key.trim());
            if (index >= 0) {
                Comparator<List<String>> byKey = Comparator.comparing(row -> row.get(index), Table::nullsLast);
                ordered.sort(order.equalsIgnoreCase("DESC") ? byKey.reversed() : byKey);
            }
        }
        return new Table(columns, ordered, columnsMeta, title, counted);
    }

    private static int nullsLast(String a, String b) {
        return a.isEmpty() || b.isEmpty() ? Boolean.compare(a.isEmpty(), b.isEmpty()) : a.compareTo(b);
    }

    private void writeJson(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(16 * 1024);
        text.append("{\"ResultSet\":{")
                .append(columnsMeta.isEmpty() ? "" : "\"Columns\":" + columnsMeta + ",")
                .append("\"Result\":[");
        for (Iterator<List<String>> row = rows.iterator(); row.hasNext(); ) {
            jsonRow(row.next(), text);
            if (row.hasNext()) {
                text.append(",\n");
            }
            if (text.length() > 15_000) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                text.setLength(0);
            }
        }
        text.append(']');
        if (counted) {
            text.append(", \"totalRecords\": \"").append(rows.size()).append('"');
        }
        if (!title.isEmpty()) {
            text.append(counted ? "," : ", ")
                    .append("\"title\": \"")
                    .append(title)
                    .append('"');
        }
        out.write(text.append("}}").toString().getBytes(StandardCharsets.UTF_8));
    }

    private void jsonRow(List<String> row, StringBuilder text) {
        text.append('{');
        for (int column = 0; column < columns.size(); column++) {
            text.append(column == 0 ? "" : ",");
            TableText.quoted(columns.get(column), text);
            text.append(':');
            TableText.quoted(row.get(column), text);
        }
        text.append('}');
    }
}
