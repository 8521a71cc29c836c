package io.github.xnatpull.support;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * The one dialect of everything we write: RFC 4180 with LF, UTF-8, a header line. A cell that a spreadsheet would take
 * for a formula gets one apostrophe in front, and so does one that begins with an apostrophe; {@link #plain} takes
 * exactly one away, so that every text survives the round trip (CWE-1236).
 */
public final class CsvDialect {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CsvDialect() {}

    /** Opens a printer and writes the header. Cells go through {@link #print}. */
    public static CSVPrinter printer(Appendable out, List<String> header) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        print(printer, header);
        return printer;
    }

    /** Writes one line of guarded cells. */
    public static void print(CSVPrinter printer, List<String> cells) throws IOException {
        printer.printRecord(cells.stream().map(CsvDialect::guarded));
    }

    /** Opens a parser for a file of our own; the first line is the header. Cells go through {@link #plain}. */
    public static CSVParser parser(Reader in) throws IOException {
        return CSVParser.parse(
                in, FORMAT.builder().setHeader().setSkipHeaderRecord(true).get());
    }

    /** The cells of a file of our own without a header. */
    public static Stream<List<String>> lines(CSVParser parser) {
        return parser.stream().map(line -> line.stream().map(CsvDialect::plain).toList());
    }

    /** What is written for a text. */
    public static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r\0'".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** The text that was written as this cell. */
    public static String plain(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
