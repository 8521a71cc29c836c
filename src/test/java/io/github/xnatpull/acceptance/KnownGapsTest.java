package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gaps that the user accepts do not fail a run; any other does, and what is mended is told. */
class KnownGapsTest {
    private static final String SESSION = "SUBJ01_MR1";

    @TempDir
    private Path directory;

    private Scene demo() {
        return new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"));
    }

    private static long dicom(Scene scene, String scan) {
        return scene.xnat()
                .archive()
                .session(SESSION)
                .scan(scan)
                .resource("DICOM")
                .id();
    }

    /** The server lists these files of a resource and has lost them. */
    private static void lose(Scene scene, String scan, String... files) {
        Predicate<HttpRequest> lost = Requests.archives();
        for (String file : files) {
            lost = lost.or(Requests.path("/files/" + file));
        }
        scene.xnat().on(Requests.resource(dicom(scene, scan)).and(lost)).then(Faults.status(404));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** A report of the last run with a reason in each row, as somebody would accept it. */
    private String accepted(Scene scene, String report) throws IOException {
        List<String> lines = Files.readAllLines(scene.latest().resolve(report));
        boolean reasoned = lines.get(0).matches(".*\\breason\\b.*");
        List<String> rows = new ArrayList<>();
        rows.add(reasoned ? lines.get(0) : lines.get(0) + ",reason");
        lines.stream().skip(1).forEach(line -> rows.add(reasoned ? line : line + ",lost in 2014"));
        return file("gaps-" + report, String.join("\n", rows) + "\n");
    }

    private JsonNode summary(Scene scene) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(scene.latest().resolve("summary.json")));
    }

    @ParameterizedTest(name = "--archives {0}")
    @ValueSource(strings = {"unpack", "keep"})
    @DisplayName(
            "B-126: A file that the server lost is accepted by its row: exit 0, known-gap, and every record knows it")
    void aLostFileIsAccepted(String archives) throws IOException {
        try (Scene scene = demo()) {
            lose(scene, "2", "001.dcm");
            String[] flags = {"--session", SESSION, "--archives", archives};
            scene.pulls(3, flags);
            String gaps = accepted(scene, "failures.csv");
            List<String> command = scene.pull(flags);
            command.addAll(List.of("--known-gaps", gaps));
            Ended plan = new Program()
                    .run(scene.plan("--session", SESSION, "--archives", archives, "--known-gaps", gaps))
                    .with(0);
            assertThat(plan.out()).contains("1 known gap accepted");
            Ended ended = new Program().run(command).with(0);
            assertThat(ended.out().stripTrailing().lines().toList())
                    .last()
                    .asString()
                    .contains("nown gaps", "1 resource");
            assertThat(scene.manifest().where("status", "known-gap").only())
                    .containsEntry("scan_id", "2")
                    .containsEntry("resource_label", "DICOM")
                    .hasEntrySatisfying("error_code", code -> assertThat(code).startsWith("XP-"))
                    .hasEntrySatisfying("error", error -> assertThat(error).contains("known gap: lost in 2014"));
            assertThat(scene.report("failures.csv").rows()).isEmpty();
            assertThat(scene.report("files.csv").where("status", "known-gap").only())
                    .containsEntry("file", "001.dcm");
            assertThat(scene.report("sessions.csv").only())
                    .containsEntry("status", "known-gap")
                    .containsEntry("known_gaps", "1")
                    .containsEntry("incomplete", "0");
            JsonNode summary = summary(scene);
            assertThat(summary.path("resources").path("known_gap").asInt()).isEqualTo(1);
            assertThat(summary.path("known_gaps").path("resources").asInt()).isEqualTo(1);
            assertThat(summary.path("complete").asBoolean()).isTrue();
            assertThat(summary.path("errors")).isEmpty();
            assertThat(Files.readString(scene.latest().resolve("report.html")))
                    .contains("1 known gap", "Complete but for known gaps");
            new Program().run(scene.resume()).with(0).saying("complete but for 1 known gap");
            Ended shown = new Program()
                    .run(List.of("runs", "show", "--dest", scene.destination().toString()))
                    .with(0);
            assertThat(shown.out()).contains("known-gap");
            new Program().run(List.of("verify", scene.destination().toString())).with(0);
        }
    }

    @Test
    @DisplayName("B-126: More files than accepted, and another code, are as ever: exit 3, and told as new")
    void whatGoesBeyondIsAsEver() throws IOException {
        try (Scene scene = demo()) {
            lose(scene, "2", "001.dcm", "002.dcm");
            scene.pulls(3, "--session", SESSION);
            Path all = Path.of(accepted(scene, "failures.csv"));
            String gaps = file(
                    "one.csv",
                    Files.readString(all)
                            .lines()
                            .filter(line -> !line.contains("002.dcm"))
                            .collect(Collectors.joining("\n")));
            scene.pulls(3, "--session", SESSION, "--known-gaps", gaps).saying("1 gap is not in");
            assertThat(scene.report("failures.csv").column("file")).contains("001.dcm", "002.dcm");
            scene.xnat().behave();
            scene.xnat().on(Requests.resource(dicom(scene, "2"))).then(Faults.status(500));
            scene.pulls(3, "--session", SESSION, "--known-gaps", gaps, "--recheck", "--retries", "0");
            assertThat(scene.manifest().where("scan_id", "2").count("status")).containsKey("failed");
        }
    }

    @Test
    @DisplayName("B-126: A row without a file accepts any number of them, of that code only")
    void aRowWithoutFileAcceptsAny() throws IOException {
        try (Scene scene = demo()) {
            lose(scene, "2", "001.dcm", "002.dcm");
            scene.pulls(3, "--session", SESSION);
            String code =
                    scene.report("failures.csv").where("file", "001.dcm").only().get("error_code");
            String id = scene.xnat().archive().session(SESSION).id();
            String head = "session_id;level;scan_id;resource_label;error_code;reason\r\n";
            String rest = id + ";scan;2;DICOM;";
            scene.pulls(
                    0,
                    "--session",
                    SESSION,
                    "--known-gaps",
                    file("any.csv", "\ufeff" + head + rest + code + ";lost\r\n"));
            scene.pulls(
                    3,
                    "--session",
                    SESSION,
                    "--known-gaps",
                    file("other.csv", head + rest + "XP-SIZE-MISMATCH;short\r\n"));
            scene.pulls(
                    0,
                    "--session",
                    SESSION,
                    "--known-gaps",
                    file("label.csv", "resource_label,error_code,reason\nDICOM," + code + ",a bad disk\n"));
            scene.pulls(
                    3,
                    "--session",
                    SESSION,
                    "--known-gaps",
                    file("elsewhere.csv", head + id + ";scan;3;DICOM;" + code + ";lost\r\n"));
        }
    }

    @Test
    @DisplayName("B-126: A gap that is mended is told, and what came of it is landed")
    void aMendedGapIsTold() throws IOException {
        try (Scene scene = demo()) {
            lose(scene, "2", "001.dcm");
            scene.pulls(3, "--session", SESSION);
            String gaps = accepted(scene, "failures.csv");
            scene.pulls(0, "--session", SESSION, "--known-gaps", gaps);
            scene.xnat().behave();
            scene.pulls(0, "--session", SESSION, "--known-gaps", gaps).saying("mended", "remove", "line 2");
            assertThat(scene.manifest().count("status")).containsKey("landed").doesNotContainKey("known-gap");
        }
    }

    @Test
    @DisplayName(
            "B-126: Rows of unmatched.csv are accepted likewise, told when they match, and a strict list bears them")
    void unmatchedRowsAreAccepted() throws IOException {
        String list = file("list.txt", SESSION + "\nSUBJ09_MR1\n");
        try (Scene scene = demo()) {
            scene.pulls(3, "--sessions", list, "--resource", "NIFTI");
            String gaps = accepted(scene, "unmatched.csv");
            Ended ended =
                    scene.pulls(0, "--sessions", list, "--resource", "NIFTI", "--known-gaps", gaps, "--strict-list");
            assertThat(ended.out()).contains("1 unmatched row");
            assertThat(scene.report("unmatched.csv").rows()).isEmpty();
            assertThat(summary(scene).path("known_gaps").path("unmatched_rows").asInt())
                    .isEqualTo(1);
            new Program()
                    .run(scene.plan("--sessions", list, "--resource", "NIFTI", "--known-gaps", gaps))
                    .with(0);
            String alone = file("alone.txt", "SUBJ09_MR1\n");
            scene.pulls(0, "--sessions", alone, "--known-gaps", gaps);
            String more = file("more.txt", SESSION + "\nSUBJ09_MR1\nSUBJ08_MR1\n");
            scene.pulls(3, "--sessions", more, "--resource", "NIFTI", "--known-gaps", gaps);
            assertThat(scene.report("unmatched.csv").only()).containsEntry("value", "SUBJ08_MR1");
            String mended = file("mended.csv", "value,reason\n" + SESSION + ",was not there yet\n");
            scene.pulls(0, "--session", SESSION, "--sessions", file("one.txt", SESSION + "\n"), "--known-gaps", mended)
                    .saying("mended", "'" + SESSION + "'");
        }
    }

    @Test
    @DisplayName(
            "B-126: A name in a flag, and one in a cell of a row, are accepted where they stand, and told when they match")
    void namesAreAcceptedWhereTheyStand() throws IOException {
        String list = file("cells.csv", "Session,Scan\nSUBJ01_MR1,1\nSUBJ01_MR1,99\nSUBJ02_MR1,99\n");
        String head = "value,kind,session,reason\n";
        String first = file("first.csv", head + "99,scan,SUBJ01_MR1,never scanned\n");
        String both = file("both.csv", head + "99,scan,SUBJ01_MR1,never scanned\n99,scan,SUBJ02_MR1,nor here\n");
        try (Scene scene = demo()) {
            scene.pulls(3, "--sessions", list, "--known-gaps", first);
            assertThat(scene.report("unmatched.csv").only()).containsEntry("session", "SUBJ02_MR1");
            new Program()
                    .run(scene.plan("--sessions", list, "--known-gaps", first))
                    .with(3);
            Ended whole = scene.pulls(0, "--sessions", list, "--known-gaps", both, "--strict-list");
            assertThat(whole.err()).doesNotContain("mended");
            new Program()
                    .run(scene.plan("--sessions", list, "--known-gaps", both))
                    .with(0);

            scene.pulls(3, "--session", "SUBJ01_MR1,SUBJ77_MR1", "--scan", "1");
            String flags = accepted(scene, "unmatched.csv");
            scene.pulls(0, "--session", "SUBJ01_MR1,SUBJ77_MR1", "--scan", "1", "--known-gaps", flags);
            scene.pulls(6, "--session", "SUBJ78_MR1", "--scan", "1", "--known-gaps", flags);
            scene.xnat()
                    .archive()
                    .session("SUBJ01_MR1")
                    .addScan("99", "late")
                    .addResource("DICOM")
                    .addFile("1.dcm", Content.text("late"));
            for (List<String> command : List.of(
                    scene.plan("--sessions", list, "--known-gaps", both),
                    scene.pull("--sessions", list, "--known-gaps", both))) {
                new Program().run(command).with(0).saying("1 known gap is mended", "line 2: '99'");
            }
        }
    }

    @Test
    @DisplayName("B-126: A session that cannot be listed is accepted by its row, and leaves the run complete")
    void aSessionThatCannotBeListedIsAccepted() throws IOException {
        try (Scene scene = demo()) {
            String id = scene.xnat().archive().session("SUBJ02_MR1").id();
            scene.xnat().on(Requests.path("/data/experiments/" + id)).then(Faults.status(403));
            scene.pulls(3, "--session", "SUBJ0[12]_MR1");
            String gaps = accepted(scene, "failures.csv");
            new Program()
                    .run(scene.plan("--session", "SUBJ0[12]_MR1", "--known-gaps", gaps))
                    .with(0);
            scene.pulls(0, "--session", "SUBJ0[12]_MR1", "--known-gaps", gaps);
            assertThat(scene.manifest().where("status", "known-gap").only()).containsEntry("session_id", id);
            new Program().run(scene.resume()).with(0).saying("complete but for 1 known gap");
        }
    }

    @Test
    @DisplayName("B-126: Known gaps do not count for --max-failures and --on-failure stop; a resume may bring the file")
    void knownGapsBrakeNothing() throws IOException {
        try (Scene scene = demo()) {
            lose(scene, "2", "001.dcm");
            scene.xnat().on(Requests.resource(dicom(scene, "3"))).then(Faults.status(500));
            scene.pulls(3, "--session", SESSION, "--retries", "0");
            String gaps = accepted(scene, "failures.csv");
            scene.resumes(0, "--known-gaps", gaps, "--retries", "0");
            assertThat(scene.manifest().count("status")).containsEntry("known-gap", 2L);
            scene.pulls(0, "--session", SESSION, "--known-gaps", gaps, "--on-failure", "stop", "--retries", "0");
            scene.pulls(0, "--session", SESSION, "--known-gaps", gaps, "--max-failures", "1", "--retries", "0");
        }
    }

    @Test
    @DisplayName("B-126: The file is named by variable or beside a job file, to the delivered program too")
    void theFileIsNamedByVariableOrJobFile() throws IOException {
        try (Scene scene = demo()) {
            lose(scene, "2", "001.dcm");
            scene.pulls(3, "--session", SESSION);
            String gaps = accepted(scene, "failures.csv");
            Ended packaged = new PackagedProgram()
                    .environment("XNATPULL_KNOWN_GAPS", gaps)
                    .run(scene.pull("--session", SESSION))
                    .with(0);
            assertThat(packaged.out()).contains("Nothing new: 10 resources", "known gaps: 1 resource");
            String job = file("job.yaml", """
                    version: 1
                    server: ${XNAT_URL}
                    select: { project: DEMO, sessions: { label: SUBJ01_MR1 }, resources: { levels: [scan, session] } }
                    destination: { root: data, known-gaps: gaps-failures.csv }
                    """);
            new Program()
                    .environment("XNAT_URL", scene.xnat().url())
                    .run(List.of("pull", job))
                    .with(0);
            assertThat(scene.manifest().count("status")).containsEntry("known-gap", 1L);
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "session_id,error_code,reason\\nXNAT_E1,XP-FILE-MISSING,lost\\nXNAT_E2,XP-FILE-MISSING, | 3 | it has no reason",
                "session_id,error_code,reason\\nXNAT_E1,XP-FILE-MISING,lost | 2 | did you mean XP-FILE-MISSING",
                "session_id,error_code,reason\\n\\n# c\\nXNAT_E1,,lost | 4 | it accepts nothing",
                "session_id,error_code,reason\\n,XP-FILE-MISSING,lost | 2 | everywhere",
                "session_id,level,error_code,reason\\nXNAT_E1,scans,XP-FILE-MISSING,lost | 2 | is no level",
                "session_id,error_code\\nXNAT_E1,XP-FILE-MISSING | 1 | no column 'reason'",
                "session_id,reason\\nXNAT_E1,lost | 1 | neither a column 'error_code'"
            })
    @DisplayName("B-126: A file that cannot be what it should be is exit 2 with file and line, before anything is made")
    void aBadFileIsExit2(String text, int line, String words) throws IOException {
        String gaps = file("bad.csv", text.replace("\\n", "\n") + "\n");
        try (Scene scene = demo()) {
            scene.pulls(2, "--known-gaps", gaps).saying("bad.csv:" + line + ":", words);
            new Program().run(scene.plan("--known-gaps", gaps)).with(2).saying("bad.csv:" + line + ":");
            scene.pulls(2, "--known-gaps", gaps + ".none").saying("there is no such file");
            assertThat(scene.everything()).isEmpty();
            assertThat(scene.xnat().log().toString()).doesNotContain("/data/projects");
        }
    }
}
