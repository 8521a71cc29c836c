package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;

/** A report of rows, as a script would read it: {@code manifest.csv}, {@code files.csv} and the like. */
record Manifest(List<Map<String, String>> rows) {
    /** Differs from run to run. */
    private static final Set<String> OF_ITS_RUN = Set.of("landed_at", "landed_in_run", "checked_at", "attempts");

    static Manifest read(Path file) {
        try (Reader in = Files.newBufferedReader(file);
                CSVParser parser = CsvDialect.parser(in)) {
            List<String> names = parser.getHeaderNames();
            return new Manifest(parser.stream()
                    .map(line -> {
                        Map<String, String> row = new LinkedHashMap<>();
                        names.forEach(name -> row.put(name, CsvDialect.plain(line.get(name))));
                        return row;
                    })
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines a report has, header and all; for one that is too long to be held. */
    static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows in order, without what differs from run to run. */
    List<Map<String, String>> comparable() {
        return without(OF_ITS_RUN);
    }

    /** The rows in order, without these columns. */
    List<Map<String, String>> without(Set<String> columns) {
        return rows.stream()
                .map(row -> {
                    Map<String, String> kept = new LinkedHashMap<>(row);
                    kept.keySet().removeAll(columns);
                    return kept;
                })
                .toList();
    }

    /** As {@link #comparable}, and without what says which run of several brought a resource. */
    List<Map<String, String>> whicheverRun() {
        return without(Set.of("landed_at", "landed_in_run", "checked_at", "attempts", "status"));
    }

    /** Fails at the first row that differs; a comparison of whole manifests nobody could read. */
    static void assertSame(List<Map<String, String>> found, List<Map<String, String>> expected) {
        for (int row = 0; row < Math.min(found.size(), expected.size()); row++) {
            assertThat(found.get(row)).as("row %d", row + 1).isEqualTo(expected.get(row));
        }
        assertThat(found).hasSameSizeAs(expected);
    }

    /** How many rows have each value of a column. */
    Map<String, Long> count(String column) {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> cell(row, column), TreeMap::new, Collectors.counting()));
    }

    long sum(String column) {
        return rows.stream().mapToLong(row -> Long.parseLong(cell(row, column))).sum();
    }

    /** The rows with this value. */
    Manifest where(String column, String value) {
        return new Manifest(
                rows.stream().filter(row -> cell(row, column).equals(value)).toList());
    }

    /** The values of a column, in order. */
    List<String> column(String column) {
        return rows.stream().map(row -> cell(row, column)).toList();
    }

    /** The one row there is. */
    Map<String, String> only() {
        if (rows.size() != 1) {
            throw new AssertionError("Not one row but " + rows.size() + ": " + rows);
        }
        return new HashMap<>(rows.get(0));
    }

    private static String cell(Map<String, String> row, String column) {
        String cell = row.get(column);
        if (cell == null) {
            throw new AssertionError("No column " + column + " in " + row.keySet());
        }
        return cell;
    }
}
