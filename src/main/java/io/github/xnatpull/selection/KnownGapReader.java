package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.support.Nearest;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a file of known gaps: rows of {@code failures.csv} and {@code unmatched.csv} under their own headers, with a
 * column {@code reason}. Spreadsheets may have saved it: comma, semicolon or tab, any line ends, a mark in front.
 */
public final class KnownGapReader {
    private static final String REASON = "reason";
    private static final String CODE = "errorcode";
    private static final String VALUE = "value";
    private static final char[] DELIMITERS = {',', ';', '\t'};

    private final String name;
    private final Map<String, Integer> columns = new HashMap<>();

    private KnownGapReader(String name) {
        this.name = name;
    }

    /**
     * Reads the rows.
     *
     * @throws Fault {@code CSV_UNREADABLE} with file and line where a row cannot be what it should be
     */
    public static List<KnownGapRow> read(Path file) {
        KnownGapReader reader = new KnownGapReader(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            return reader.rows(ListDecoder.text(reader.name, in, new ArrayList<>()));
        } catch (NoSuchFileException e) {
            throw reader.unreadable("there is no such file");
        } catch (UncheckedIOException e) {
            throw reader.unreadable("its commas and quotes make no table: "
                    + String.valueOf(
                            e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (IOException e) {
            throw reader.unreadable(LocalFaults.words(e));
        }
    }

    private List<KnownGapRow> rows(String text) throws IOException {
        List<KnownGapRow> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .setCommentMarker('#')
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            boolean headed = false;
            while (records.hasNext()) {
                List<String> cells = records.next().stream()
                        .map(cell -> CsvDialect.plain(cell.strip()))
                        .toList();
                long line = ListReader.line(parser, cells);
                if (cells.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                if (headed) {
                    rows.add(row(line, cells));
                } else {
                    headed = true;
                    header(line, cells);
                }
            }
            if (!headed) {
                throw unreadable("it is empty: it needs a header line");
            }
        }
        return rows;
    }

    /** The one that parts most of the header. */
    private static char delimiter(String text) {
        String header = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        char best = DELIMITERS[0];
        for (char delimiter : DELIMITERS) {
            if (count(header, delimiter) > count(header, best)) {
                best = delimiter;
            }
        }
        return best;
    }

    private static long count(String text, char sought) {
        return text.chars().filter(one -> one == sought).count();
    }

    private void header(long line, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            columns.putIfAbsent(ListColumns.folded(cells.get(i)), i);
        }
        if (!columns.containsKey(REASON)) {
            throw column(line, "there is no column 'reason', which says why each gap is accepted");
        }
        if (!columns.containsKey(CODE) && !columns.containsKey(VALUE)) {
            throw column(
                    line,
                    "there is neither a column 'error_code', as in failures.csv, nor a column 'value', as in unmatched.csv");
        }
    }

    private KnownGapRow row(long line, List<String> cells) {
        KnownGapRow row = new KnownGapRow(
                line,
                cell(cells, "project"),
                cell(cells, "subjectid"),
                cell(cells, "sessionid"),
                cell(cells, "level"),
                cell(cells, "scanid"),
                cell(cells, "assessorid"),
                cell(cells, "reconstructionid"),
                cell(cells, "inout"),
                cell(cells, "resourcelabel"),
                cell(cells, "resourceid"),
                cell(cells, "file"),
                cell(cells, CODE).toUpperCase(Locale.ROOT),
                cell(cells, VALUE),
                cell(cells, "kind"),
                cell(cells, "session"),
                cell(cells, REASON));
        problem(row).ifPresent(problem -> {
            throw unreadable(line, problem);
        });
        return row;
    }

    private static Optional<String> problem(KnownGapRow row) {
        if (row.reason().isEmpty()) {
            return Optional.of("it has no reason");
        }
        if (row.errorCode().isEmpty()) {
            return row.value().isEmpty()
                    ? Optional.of("it has no error_code, and no value as in unmatched.csv: it accepts nothing")
                    : Optional.empty();
        }
        if (FaultCode.of(row.errorCode()).isEmpty()) {
            return Optional.of("'" + row.errorCode() + "' is no error_code" + nearest(row.errorCode()));
        }
        if (!row.level().isEmpty()
                && Arrays.stream(Level.values()).map(Level::word).noneMatch(row.level()::equals)) {
            return Optional.of("'" + row.level() + "' is no level");
        }
        return row.isEverywhere()
                ? Optional.of("it names no session, subject, project or resource: it would accept " + row.errorCode()
                        + " everywhere")
                : Optional.empty();
    }

    private static String nearest(String code) {
        return Nearest.of(
                        code,
                        Arrays.stream(FaultCode.values()).map(FaultCode::id).toList())
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private String cell(List<String> cells, String column) {
        Integer at = columns.get(column);
        return at == null || at >= cells.size() ? "" : cells.get(at);
    }

    private Fault unreadable(long line, String why) {
        return fault(FaultCode.CSV_UNREADABLE)
                .trying("read the known gaps")
                .meaning("Nothing was started")
                .advice("Correct that row: take it from failures.csv or unmatched.csv and add why it is accepted.")
                .because(name + ":" + line + ": " + why);
    }

    private Fault column(long line, String why) {
        return fault(FaultCode.CSV_COLUMN)
                .trying("read the known gaps")
                .meaning("Nothing was started")
                .advice("Keep the header of failures.csv or unmatched.csv and add a column 'reason'.")
                .because(name + ":" + line + ": " + why);
    }

    private Fault unreadable(String why) {
        return fault(FaultCode.CSV_UNREADABLE)
                .trying("read the known gaps " + name)
                .meaning("Nothing was started")
                .because(why);
    }
}
