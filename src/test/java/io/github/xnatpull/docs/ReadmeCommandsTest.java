package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.cli.LiveCli;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that docs/other-tools.md offers in place of another tool's does what its row says. */
@Tag("once")
class ReadmeCommandsTest {
    private static final Pattern OURS = Pattern.compile("\\| ([^|]+) \\|[^|]*\\| `xnatpull ([^`]+)` \\|");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static FakeXnat xnat;

    @TempDir
    private Path directory;

    @BeforeAll
    static void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("TEST");
        session(project.addSubject("S1").addSession("MR1", "xnat:mrSessionData"));
        session(project.addSubject("S2").addSession("MR2", "xnat:mrSessionData"));
        xnat = FakeXnat.serving(archive);
    }

    private static void session(Session session) {
        String[] types = {"T1w", "T2w", "REST"};
        for (int scan = 1; scan <= types.length; scan++) {
            session.addScan(Integer.toString(scan), types[scan - 1])
                    .addResource("DICOM")
                    .addFiles(2, 400);
            session.scan(Integer.toString(scan)).addResource("NIFTI").addFiles(1, 300);
            session.scan(Integer.toString(scan)).addResource("SNAPSHOTS").addFiles(1, 100);
        }
        session.addResource("NOTES").addFile("notes.txt", Content.text("fine\n"));
    }

    @AfterAll
    static void close() {
        xnat.close();
    }

    /** A row: what is to be done, and our command without its first word. */
    record Row(String task, String command) {}

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/other-tools.md")).stream()
                .map(OURS::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), row.group(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theCommandDoesWhatItsRowSays(Row row) throws IOException {
        Files.writeString(directory.resolve("list.csv"), "Session,Rater\nMR1,ann\n");
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(row.command());
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        LiveCli.Ended ended =
                LiveCli.run(directory, Map.of("XNAT_URL", xnat.url(), "XNAT_USER", "demo", "XNAT_PASS", "demo"), words);
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(landed()).containsExactlyInAnyOrderElementsOf(expected(row.task()));
    }

    /** Files of data, MR1/scans/1/resources/DICOM/files/0001.dcm as MR1/1/DICOM. */
    private List<String> landed() throws IOException {
        Path data = directory.resolve("data");
        if (!Files.exists(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(file -> !file.startsWith(".xnatpull") && !file.startsWith("reports"))
                    .map(file -> file.replaceAll("(scans|resources)/", "").replaceAll("/files/.*", ""))
                    .toList();
        }
    }

    private static List<String> expected(String task) {
        return switch (task) {
            case "one session, by accession id", "one session, by label", "in parallel", "what a spreadsheet names" ->
                scans("MR1", "123", "DICOM", "DICOM", "NIFTI", "SNAPSHOTS");
            case "filtered by resource", "without a resource" -> scans("MR1", "123", "DICOM", "DICOM", "NIFTI");
            case "with the session's own resources" ->
                with(scans("MR1", "123", "DICOM", "DICOM", "NIFTI", "SNAPSHOTS"), "MR1/NOTES");
            case "as archives" -> scans("MR1", "123", "DICOM.zip", "NIFTI.zip", "SNAPSHOTS.zip");
            case "unpacked, with the archives" ->
                with(
                        scans("MR1", "123", "DICOM", "DICOM", "NIFTI", "SNAPSHOTS"),
                        scans("MR1", "123", "DICOM.zip", "NIFTI.zip", "SNAPSHOTS.zip")
                                .toArray(String[]::new));
            case "under names of one's own" -> ownNames();
            case "preview" -> List.of();
            case "some scans of a session", "scans of some types" ->
                scans("MR1", "12", "DICOM", "DICOM", "NIFTI", "SNAPSHOTS");
            case "one resource of a scan as a single zip" -> List.of("MR1/1/DICOM.zip");
            case "one resource of a session as a single zip" -> List.of("MR1/NOTES.zip");
            case "one resource over an entire project" ->
                with(scans("MR1", "123", "NIFTI"), scans("MR2", "123", "NIFTI").toArray(String[]::new));
            default -> throw new AssertionError("this test does not know what is expected of: " + task);
        };
    }

    private static List<String> scans(String session, String scans, String... files) {
        List<String> all = new ArrayList<>();
        scans.chars().forEach(scan -> {
            for (String file : files) {
                all.add(session + "/" + (char) scan + "/" + file);
            }
        });
        return all;
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static List<String> ownNames() {
        List<String> all = new ArrayList<>();
        for (String session : List.of("S1/MR1", "S2/MR2")) {
            for (String scan : List.of("1-T1w", "2-T2w", "3-REST")) {
                all.addAll(List.of(
                        session + "/" + scan + "/DICOM/0001.dcm",
                        session + "/" + scan + "/DICOM/0002.dcm",
                        session + "/" + scan + "/NIFTI/0001.dcm",
                        session + "/" + scan + "/SNAPSHOTS/0001.dcm"));
            }
        }
        return all;
    }

    @Test
    void noRowIsLost() throws IOException {
        assertThat(rows().map(Row::task)).hasSizeGreaterThan(14).doesNotHaveDuplicates();
    }
}
