package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.cli.LiveCli;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.support.CsvDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/selection.md has an example for every selection flag, and each does what the document says. */
@Tag("once")
class SelectionDocumentTest {
    private static FakeXnat xnat;

    @TempDir
    private Path directory;

    @BeforeAll
    static void serve() {
        MiniatureArchive archive = MiniatureArchives.quirks();
        session(archive, "DERIVED").with("date", "2026-02-03");
        session(archive, "SCAN_IDS").with("date", "2025-11-30");
        xnat = FakeXnat.serving(archive);
    }

    private static Session session(MiniatureArchive archive, String label) {
        return archive.project("QUIRKS").experiments().stream()
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .filter(session -> session.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        xnat.close();
    }

    static Stream<Example> examples() {
        return SelectionExamples.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void everyExampleSelectsWhatTheDocumentSays(Example example) throws IOException {
        if (!example.list().isEmpty()) {
            Files.writeString(directory.resolve("list.csv"), example.list());
        }
        List<String> words = new ArrayList<>(List.of("pull"));
        words.addAll(example.words());
        words.addAll(List.of("--dest", "data", "--no-input", "-q"));
        LiveCli.Ended ended =
                LiveCli.run(directory, Map.of("XNAT_URL", xnat.url(), "XNAT_USER", "demo", "XNAT_PASS", "demo"), words);
        assertThat(ended.exit()).as(ended.err()).isEqualTo(example.exit());
        assertThat(landed()).containsExactlyElementsOf(example.rows());
    }

    private List<String> landed() throws IOException {
        Path manifest = directory.resolve("data/reports/latest/manifest.csv");
        List<String> rows = new ArrayList<>();
        if (Files.exists(manifest)) {
            try (var parser = CsvDialect.parser(Files.newBufferedReader(manifest))) {
                for (CSVRecord record : parser) {
                    rows.add(Stream.of("session_label", "level", "part", "resource_label", "files")
                            .map(column -> column.equals("part") ? part(record) : record.get(column))
                            .collect(Collectors.joining("|")));
                }
            }
        }
        return rows;
    }

    private static String part(CSVRecord record) {
        String inOut = record.get("in_out");
        return Stream.of("scan_id", "assessor_id", "reconstruction_id")
                .map(record::get)
                .filter(id -> !id.isEmpty())
                .map(id -> inOut.isEmpty() ? id : id + " (" + inOut + ")")
                .collect(Collectors.joining());
    }

    @Test
    void everySelectionFlagHasAnExampleThatUsesIt() {
        Set<Setting> shown =
                SelectionExamples.ALL.stream().map(Example::setting).collect(Collectors.toSet());
        assertThat(flags()).allMatch(shown::contains);
        for (Example example : SelectionExamples.ALL) {
            assertThat(example.words()).contains(example.setting().flag().orElseThrow());
        }
    }

    private static List<Setting> flags() {
        return Arrays.stream(Setting.values())
                .filter(setting ->
                        setting.key().startsWith("select.") && setting.flag().isPresent())
                .toList();
    }

    @Test
    void theDocumentIsMadeOfTheExamples() throws IOException {
        StringBuilder text = new StringBuilder(SelectionExamples.HEAD);
        for (Setting setting : flags()) {
            text.append("## `").append(setting.flag().orElseThrow());
            text.append(setting.isSwitch() ? "" : " " + setting.placeholder()).append("`\n\n");
            text.append(setting.description().replace("*", "\\*"))
                    .append(" In job files: `")
                    .append(setting.key())
                    .append("`.\n\n");
            SelectionExamples.ALL.stream()
                    .filter(example -> example.setting() == setting)
                    .forEach(example -> text.append(example.markdown()));
        }
        Document.holds("docs/selection.md", text.toString().strip() + "\n");
    }
}
