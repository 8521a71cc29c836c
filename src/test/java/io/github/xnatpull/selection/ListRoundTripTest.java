package io.github.xnatpull.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.selection.ListFile.Kind;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.support.CsvDialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVPrinter;

/** What our reports write, our lists read. */
class ListRoundTripTest {
    @Provide
    Arbitrary<String> label() {
        return Arbitraries.strings()
                .withChars("aZ09=+-@'\",;\t#_ /ÄЖ\u4e2d")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equals("'") && text.indexOf('\t') < 0);
    }

    @Property(tries = 1000)
    void idsSurviveBeingWrittenAndRead(@ForAll("label") String id, @ForAll("label") String resource)
            throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> header = List.of(
                "status", "project", "session_id", "subject_id", "level", "scan_id", "resource_label", "resource_id");
        try (CSVPrinter printer = CsvDialect.printer(text, header)) {
            CsvDialect.print(printer, List.of("failed", "P", id, "S1", "scan", "1", resource, "7"));
        }
        ListFile file = ListReader.read(
                "m.csv",
                new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
                Kind.SESSIONS,
                Optional.empty());
        assertThat(file.rows()).extracting(ListRow::id).containsExactly(id);
        assertThat(file.rows().get(0).filter().resource()).isEqualTo(resource);
    }

    @Property(tries = 500)
    @Label("B-66: Any dialect of the same table is the same list")
    void anyDialectOfTheSameTableIsTheSameList(@ForAll("label") String id, @ForAll("dialect") List<String> dialect) {
        String delimiter = dialect.get(0);
        String end = dialect.get(1);
        String quoted = '"' + id.replace("\"", "\"\"") + '"';
        String text = dialect.get(2) + "note" + delimiter + "Session" + delimiter + "age" + end + end + "a" + delimiter
                + quoted + delimiter + "4" + delimiter + end;
        ListFile file = ListReader.read(
                "m.csv",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Kind.SESSIONS,
                Optional.empty());
        assertThat(file.rows())
                .extracting(ListRow::id)
                .containsExactly(CsvDialect.plain(id).strip());
        assertThat(file.rows())
                .extracting(ListRow::line)
                .containsExactly(dialect.get(2).startsWith("#") ? 4L : 3L);
    }

    @Provide
    Arbitrary<List<String>> dialect() {
        return Arbitraries.of(",", ";", "\t").flatMap(delimiter -> Arbitraries.of("\n", "\r\n", "\r")
                .flatMap(end -> Arbitraries.of("", "\ufeff", "# made by hand" + end)
                        .map(head -> List.of(delimiter, end, head))));
    }
}
