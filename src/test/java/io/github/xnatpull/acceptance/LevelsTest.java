package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The default takes scans only, and says so; every level can be asked for and looked at. */
class LevelsTest {
    private static final String SENTENCE = "Scan resources only; --levels all brings the others too";
    private static final Set<String> ALL = Set.of("scan", "session", "assessor", "project");

    @TempDir
    private Path directory;

    private List<String> words(String command, FakeXnat xnat, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--server", xnat.url(), "--project", "DEMO"));
        if (!command.equals("list")) {
            words.addAll(List.of("--dest", directory.resolve("data").toString()));
        }
        words.addAll(List.of(more));
        return words;
    }

    private Manifest manifest() {
        return Manifest.read(directory.resolve("data/reports/latest/manifest.csv"));
    }

    @Test
    @DisplayName(
            "B-107: A pull without --levels says at its end, once, that it took scans only, and how to have the rest")
    void aPullOfScansOnlySaysSo() {
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            Ended pull = new Program()
                    .run(words("pull", xnat, "--session", "SUBJ01_MR1"))
                    .with(0);
            assertThat(pull.err() + pull.out()).containsOnlyOnce(SENTENCE);
            assertThat(manifest().count("level").keySet()).containsExactly("scan");
            Ended plan = new Program()
                    .run(words("plan", xnat, "--session", "SUBJ01_MR1"))
                    .with(0);
            assertThat(plan.err() + plan.out()).containsOnlyOnce(SENTENCE);
            Ended nothingNew = new Program()
                    .run(words("pull", xnat, "--session", "SUBJ01_MR1"))
                    .with(0);
            assertThat(nothingNew.err() + nothingNew.out()).containsOnlyOnce(SENTENCE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"--levels scan", "--levels session", "--session-resources", "--assessor ALL", "--levels all"})
    @DisplayName("B-107: Whoever chose levels is not told of others")
    void whoeverChoseLevelsIsNotTold(String flags) {
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            List<String> more = new ArrayList<>(List.of("--session", "SUBJ01_MR1"));
            more.addAll(List.of(flags.split(" ")));
            for (String command : List.of("pull", "plan")) {
                Ended ended = new Program()
                        .run(words(command, xnat, more.toArray(String[]::new)))
                        .with(0);
                assertThat(ended.err() + ended.out()).doesNotContain("Scan resources only");
            }
        }
    }

    @Test
    @DisplayName("B-107: A list that names another level, and levels chosen by variable or job file, count as chosen")
    void levelsOfListsVariablesAndJobFilesAreChosen() throws IOException {
        Path job = Files.writeString(directory.resolve("job.yaml"), """
                version: 1
                server: ${XNAT_URL}
                select: { project: DEMO, sessions: { label: SUBJ01_MR1 }, resources: { levels: all } }
                destination: { root: data }
                """);
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            String session = xnat.archive().session("SUBJ01_MR1").id();
            Path list = Files.writeString(
                    directory.resolve("failures.csv"),
                    "status,session_id,level,resource_id,resource_label\nfailed," + session + ",session,,NOTES\n");
            Ended listed = new Program()
                    .run(words("pull", xnat, "--sessions", list.toString()))
                    .with(0);
            assertThat(listed.err() + listed.out()).doesNotContain("Scan resources only");
            Ended variable = new Program()
                    .environment("XNATPULL_LEVELS", "all")
                    .run(words("pull", xnat, "--session", "SUBJ01_MR1"))
                    .with(0);
            assertThat(variable.err() + variable.out()).doesNotContain("Scan resources only");
            assertThat(manifest().count("level").keySet()).containsExactlyInAnyOrderElementsOf(ALL);
            new Program()
                    .environment("XNAT_URL", xnat.url())
                    .run(List.of("pull", job.toString()))
                    .with(0);
            assertThat(manifest().count("level").keySet()).containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Test
    @DisplayName("B-107: A run that ended early says it when it is resumed to its end")
    void aResumedRunSaysItToo() {
        MiniatureArchive archive = MiniatureArchives.demoProject();
        try (FakeXnat xnat = FakeXnat.serving(archive)) {
            long bad = archive.session("SUBJ01_MR1").scan("2").resource("DICOM").id();
            xnat.on(Requests.resource(bad)).then(Faults.status(500));
            new Program()
                    .run(words("pull", xnat, "--session", "SUBJ01_MR1", "--retries", "0"))
                    .with(3)
                    .saying(SENTENCE);
            xnat.behave();
            new Program()
                    .run(List.of("resume", "--dest", directory.resolve("data").toString()))
                    .with(0)
                    .saying(SENTENCE);
        }
    }

    @Test
    @DisplayName("B-107: Assessors and files are listed like everything else, by the delivered program")
    void assessorsAndFilesAreListed() {
        MiniatureArchive archive = MiniatureArchives.demoProject();
        try (FakeXnat xnat = FakeXnat.serving(archive)) {
            Ended assessors = new PackagedProgram()
                    .run(words("list", xnat, "assessors", "--csv"))
                    .with(0);
            assertThat(csv(assessors.out()))
                    .hasSize(7)
                    .allSatisfy(row -> assertThat(row.get("assessor_type")).isEqualTo("xnat:qcManualAssessorData"))
                    .extracting(row -> row.get("assessor_label"))
                    .contains("SUBJ01_MR1_QC");
            Ended files = new PackagedProgram()
                    .run(words("list", xnat, "files", "--session", "SUBJ01_MR1", "--levels", "all", "--csv"))
                    .with(0);
            List<CSVRecord> rows = csv(files.out());
            assertThat(rows.stream().map(row -> row.get("level"))).contains("scan", "session", "assessor", "project");
            Resource dicom = archive.session("SUBJ01_MR1").scan("2").resource("DICOM");
            assertThat(rows.stream().filter(row -> row.get("resource_id").equals(Long.toString(dicom.id()))))
                    .hasSize(24)
                    .allSatisfy(row -> assertThat(row.toMap())
                            .containsEntry("scan_id", "2")
                            .containsEntry("resource_label", "DICOM")
                            .hasEntrySatisfying("md5", md5 -> assertThat(md5).matches("[0-9a-f]{32}"))
                            .hasEntrySatisfying(
                                    "bytes", bytes -> assertThat(bytes).matches("[1-9][0-9]*")))
                    .extracting(row -> row.get("file"))
                    .contains("001.dcm", "024.dcm");
        }
    }

    @Test
    @DisplayName(
            "B-107: list assessors and list files know the selection, JSON and ids; scans alone by default is told")
    void listsKnowTheSelection() {
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            Ended ids = new Program()
                    .run(words("list", xnat, "assessors", "--session", "SUBJ01_MR1", "--ids"))
                    .with(0);
            assertThat(ids.out()).matches("XNAT_E[0-9]+\tXNAT_E[0-9]+\n");
            new Program()
                    .run(words("list", xnat, "assessors", "--assessor", "fs:fsData"))
                    .with(6)
                    .saying("Nothing that this user can see matches");
            Ended json = new Program()
                    .run(words("list", xnat, "files", "--session", "SUBJ01_MR1", "--file", "*.nii", "--json"))
                    .with(0)
                    .saying(SENTENCE);
            JsonNode rows = JsonMapper.shared().readTree(json.out());
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).get("file").asString()).isEqualTo("T1w.nii");
            assertThat(new Program().run(words("list", xnat, "nothing")).exit()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("B-107: list files streams a resource of many files, and never calls a lost catalogue empty")
    void manyFilesPassThroughAndLostOnesAreToldOf() {
        MiniatureArchive archive = new MiniatureArchive();
        Resource many = archive.addProject("DEMO")
                .addSubject("S")
                .addSession("S_MR1", "xnat:mrSessionData")
                .addScan("1", "T1w")
                .addResource("DICOM");
        many.addFiles(5000, 10, "%05d.dcm");
        Resource few = archive.session("S_MR1").scan("1").addResource("NIFTI");
        few.addFile("a.txt", Content.text("a"));
        try (FakeXnat xnat = FakeXnat.serving(archive)) {
            Ended files =
                    new Program().run(words("list", xnat, "files", "--csv")).with(0);
            assertThat(csv(files.out()))
                    .hasSize(5001)
                    .extracting(row -> row.get("file"))
                    .doesNotHaveDuplicates();
            // By its number and by its label, which is tried where a number shows nothing.
            xnat.on(Requests.matching("/resources/[^/]*(" + few.id() + "|NIFTI)[^/]*/files"))
                    .then(Faults.body("{\"ResultSet\":{\"Result\":[],\"title\":\"Files\"}}"));
            new Program().run(words("list", xnat, "files", "--csv")).with(5).saying("XP-LIST-INCOMPLETE");
        }
    }

    private static List<CSVRecord> csv(String text) {
        try (CSVParser parser = CSVParser.parse(
                new StringReader(text),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("B-107: A level that does not exist is told with those that do")
    void aLevelThatDoesNotExist() {
        new Program()
                .run(List.of(
                        "pull", "--server", "http://127.0.0.1:1", "--project", "P", "--dest", "d", "--levels", "al"))
                .with(2)
                .saying("'al' is none of scan, session");
    }
}
