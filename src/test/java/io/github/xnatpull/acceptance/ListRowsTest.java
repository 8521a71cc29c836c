package io.github.xnatpull.acceptance;

import static io.github.xnatpull.acceptance.NamesArchive.file;
import static io.github.xnatpull.acceptance.NamesArchive.packaged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.archive.Assessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of a list counts as matched only where something of it is left; and what else lists name. */
class ListRowsTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = NamesArchive.scene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String list(String text) throws IOException {
        return file(directory, "list.csv", text.replace("\\n", "\n"));
    }

    private Manifest unmatched() {
        return scene.report("unmatched.csv");
    }

    private Set<String> landed() {
        return scene.manifest().rows().stream()
                .map(row -> row.get("session_label") + " " + row.get("scan_id") + row.get("assessor_id") + " "
                        + row.get("resource_label"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "session,scan\\nS1_MR1,1\\nS1_MR1,9|3|session S1_MR1 has no scan 9; nearest seen '1'",
                "session,scan\\nS2_MR1,1\\nS1_MR1,1.0|3|session S1_MR1 has no scan 1.0; '1' exists: a spreadsheet",
                "session,scan\\nS1_MR1,1\\nS1_MR1,\"1,9\"|3|session S1_MR1 has no scan 9",
                "session_id,scan_type\\nXNAT_E00001,bold\\nXNAT_E00001,bolt|3|session S1_MR1 has no scan type bolt; nearest seen 'bold'",
                "session,resource\\nS1_MR1,DICOM\\nS2_MR1,NIFTI|3|session S2_MR1 has no resource NIFTI",
                "session,scan,resource\\nS1_MR1,1,DICOM\\nS1_MR1,2,NIFTI|3|session S1_MR1 has nothing that is scan 2, resource NIFTI",
                "Session,Subject\\nS2_MR1,SUBJ02\\nS1_MR1,SUBJ02|3|its subject is 'SUBJ01', not 'SUBJ02'",
                "Session,Project\\nS2_MR1,P\\nS1_MR1,Q|3|it is in project P, not in Q"
            })
    @DisplayName(
            "B-105: A row of which nothing is left is unmatched, with its line and the reason; the rest is pulled, exit 3")
    void aRowOfWhichNothingIsLeft(String text, long line, String reason) throws IOException {
        String list = list(text);
        scene.pulls(3, "--sessions", list).saying(reason);
        assertThat(scene.manifest().count("status").keySet()).containsExactly("landed");
        assertThat(unmatched().only())
                .containsEntry("source", list + ":" + line)
                .containsEntry("line", String.valueOf(line))
                .extractingByKey("reason")
                .asString()
                .contains(reason);
        new Program().run(scene.plan("--sessions", list)).with(3).saying(reason);
    }

    @Test
    @DisplayName("B-105: With --strict-list such a row is exit 2 before a byte is fetched, in plan and check too")
    void strictListsLookIntoSessions() throws IOException {
        String list = list("session,scan\nS1_MR1,1\nS1_MR1,9\n");
        scene.pulls(2, "--sessions", list, "--strict-list").saying("session S1_MR1 has no scan 9", "--strict-list");
        assertThat(scene.fetches().count()).isZero();
        assertThat(scene.tree()).isEmpty();
        new Program()
                .run(scene.plan("--sessions", list, "--strict-list"))
                .with(2)
                .saying("has no scan 9");
        new Program()
                .run(List.of(
                        "check",
                        "--online",
                        "--server",
                        scene.xnat().url(),
                        "--project",
                        "P",
                        "--dest",
                        directory + "/d",
                        "--sessions",
                        list,
                        "--strict-list"))
                .with(2)
                .saying("has no scan 9");
        scene.pulls(0, "--sessions", list("session,scan\nS1_MR1,1\n"), "--strict-list");
    }

    @Test
    @DisplayName("B-105: A glob in a row may match nothing; a row is one mistake, however many rows its session has")
    void globsInRows() throws IOException {
        scene.pulls(0, "--sessions", list("session,scan\nS1_MR1,1\nS1_MR1,T2*\n"));
        assertThat(unmatched().rows()).isEmpty();
        scene.pulls(3, "--sessions", list("session,scan\nS1_MR1,\nS1_MR1,9\n"));
        assertThat(unmatched().column("line")).containsExactly("3");
        assertThat(landed()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"SUBJ01\\nSUBJ04,'',no session yet", "SUBJ01\\nSUBJ03,mr,its session is not of type 'mr'"})
    @DisplayName("B-105: A subject without any session, or none of the type, is unmatched and never exit 2")
    void subjectsWithoutSessions(String text, String type, String reason) throws IOException {
        String list = list("subject_id\n".concat(text));
        String[] flags = type.isEmpty()
                ? new String[] {"--subjects", list}
                : new String[] {"--subjects", list, "--session-type", type};
        scene.pulls(3, flags).saying("2 rows read, 1 matched, 0 duplicates, 1 unmatched (line 3)", reason);
        assertThat(unmatched().only()).containsEntry("reason", reason).containsEntry("kind", "subject");
        if (type.isEmpty()) {
            scene.pulls(3, "--subjects", list, "--strict-list");
            packaged(scene.pull("--subjects", list, "--strict-list")).with(3).saying("no session yet");
        }
    }

    @ParameterizedTest
    @CsvSource({"session_id,S1_MR1", "ID,S1_MR1", "session_label,TRAP", "Label,TRAP"})
    @DisplayName(
            "B-105: Columns of ids look for accession ids first, columns of labels for labels, and what else it is is said")
    void idsAndLabels(String header, String expected) throws IOException {
        // The label of one session is the accession id of another.
        String id = scene.xnat().archive().session("S1_MR1").id();
        scene.xnat().archive().project("P").addSubject("TRAPPED").addSession(id).addScan("5", "TRAP");
        scene.xnat().archive().session(id).scan("5").addResource("DICOM").addFile("t.dcm", 10);
        scene.pulls(0, "--sessions", list(header + "\n" + id + "\n"))
                .saying("is the label of", "and the accession id of another session");
        assertThat(scene.manifest().column("session_label")).contains(expected.equals("TRAP") ? id : "S1_MR1");
        assertThat(scene.manifest().count("session_label")).hasSize(1);
    }

    @Test
    @DisplayName("B-105: What a limit, an exclusion or another list takes out of a list is told, and is no mistake")
    void whatTheUserTakesOutAgain() throws IOException {
        String list = list("session\nS1_MR1\nS2_MR1\n");
        for (String[] less : new String[][] {{"--limit", "1"}, {"--exclude-session", "S2_MR1"}}) {
            scene.pulls(0, "--sessions", list, less[0], less[1]).saying("1 row of the lists names only what");
            assertThat(unmatched().rows()).isEmpty();
        }
        scene.pulls(3, "--sessions", list, "--session-type", "pet,mr", "--until-date", "2026-01-31")
                .saying("it has no date, and dates are asked for");
    }

    @Test
    @DisplayName("B-105: All rows without anything left: exit 6, pull, plan and packaged program")
    void nothingLeftOfAList() throws IOException {
        String list = list("session,scan\nS1_MR1,9\nS2_MR1,9\n");
        scene.pulls(6, "--sessions", list);
        assertThat(unmatched().column("line")).containsExactly("2", "3");
        new Program().run(scene.plan("--sessions", list)).with(6);
        packaged(scene.pull("--sessions", list)).with(6).saying("session S2_MR1 has no scan 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--since", "--until-date"})
    @DisplayName("B-106: Sessions without a date are counted and told where dates are asked for")
    void sessionsWithoutADate(String flag) {
        String words = "1 session has no date and is left out, as dates are asked for";
        scene.pulls(0, flag, "2026-01-20").saying(words);
        new Program().run(scene.plan(flag, "2026-01-20")).with(0).saying(words);
    }

    @Test
    @DisplayName("B-106: Scans that a filter leaves out as they bear no value are counted, told and in summary.json")
    void scansWithoutAValue() throws IOException {
        Ended ended = packaged(scene.pull("--scan-quality", "usable", "--scan", "T1w,bold"))
                .with(0);
        ended.saying("1 scan without a type is left out by the filter on it");
        assertThat(java.nio.file.Files.readString(scene.latest().resolve("summary.json")))
                .contains("\"scan_type\" : 1");
        scene.pulls(0, "--scan-quality", "usable").saying("1 scan without a quality is left out by the filter on it");
        scene.pulls(0, "--scan", "1,2");
        assertThat(java.nio.file.Files.readString(scene.latest().resolve("summary.json")))
                .contains("\"blank_values\" : { }");
    }

    @ParameterizedTest
    @CsvSource({"Freesurfer ID,S1_FS,S9_FS", "assessor_label,S1_FS,S9_FS", "assessor_id,XNAT_E00002,XNAT_E99999"})
    @DisplayName("B-108: A list of assessors without a column of sessions brings these assessors and nothing else")
    void aListOfAssessors(String header, String there, String missing) throws IOException {
        String list = list(header + ",Note\n" + there + ",a\n" + missing + ",b\n");
        scene.pulls(3, "--sessions", list).saying("names assessors, no sessions", "'" + missing + "'");
        assertThat(landed()).containsExactly("S1_MR1 XNAT_E00002 DATA");
        assertThat(unmatched().only())
                .containsEntry("source", list + ":3")
                .containsEntry("kind", "assessor")
                .containsEntry("value", missing);
    }

    @Test
    @DisplayName("B-108: Beside a column of sessions assessors count where they are asked for, else one line says how")
    void assessorsBesideSessions() throws IOException {
        String list = list("Session,Freesurfer ID\nS1_MR1,S1_FS\nS2_MR1,S9_FS\n");
        scene.pulls(0, "--sessions", list)
                .saying("column 'Freesurfer ID' is not used", "--levels assessor, or --assessor ALL");
        assertThat(scene.manifest().count("level").keySet()).containsExactly("scan");
        for (String[] wanted : new String[][] {{"--assessor", "ALL"}, {"--levels", "assessor"}}) {
            scene.pulls(3, "--sessions", list, wanted[0], wanted[1])
                    .saying("session S2_MR1 has no assessor S9_FS; nearest seen 'S2_FS'");
            assertThat(landed()).containsExactly("S1_MR1 XNAT_E00002 DATA");
            assertThat(unmatched().column("line")).containsExactly("3");
        }
        packaged(scene.pull("--sessions", list)).with(0).saying("is not used");
    }

    private List<String> withoutProject(String command, String list) {
        return List.of(
                command,
                "--server",
                scene.xnat().url(),
                "--dest",
                scene.destination().toString(),
                "--sessions",
                list);
    }

    @ParameterizedTest
    @CsvSource({
        "assessor_label,S1_FS,labels are looked for in the sessions of a project",
        "Freesurfer ID,S1_FS,shows none of them by an accession id",
        "assessor_id,XNAT_E99999,shows none of them by an accession id"
    })
    @DisplayName(
            "B-108: Without any project a list of assessors by label is exit 2 and says what is missing; a column Project does")
    void assessorsWithoutAProject(String header, String value, String reason) throws IOException {
        String list = list(header + "\n" + value + "\n");
        for (String command : List.of("pull", "plan")) {
            new Program()
                    .run(withoutProject(command, list))
                    .with(2)
                    .saying(
                            "column '" + header + "' names assessors",
                            "no project is named",
                            reason,
                            "a column Project");
        }
        assertThat(scene.destination()).doesNotExist();
        String withProject = list(header + ",Project\nS1_FS,P\n");
        new Program().run(withoutProject("pull", withProject)).with(0);
        assertThat(landed()).containsExactly("S1_MR1 XNAT_E00002 DATA");
    }

    @Test
    @DisplayName(
            "B-108: Accession ids of assessors are found without a project, and beside the default project of a profile")
    void assessorsByAccessionId() throws IOException {
        Assessor other = scene.xnat()
                .archive()
                .addProject("Q")
                .addSubject("Q_S")
                .addSession("Q_MR1")
                .addAssessor("Q_FS", "fs:fsData");
        other.addOut("DATA").addFile("stats.txt", 50);
        String more = IntStream.range(0, 60).mapToObj(i -> "XNAT_F" + i + "\n").collect(Collectors.joining());
        String list = list("assessor_id\n" + more + other.id() + "\nXNAT_E00002\n");
        new Program().run(withoutProject("pull", list)).with(3).saying("has assessor XNAT_F0");
        assertThat(landed()).containsExactlyInAnyOrder("S1_MR1 XNAT_E00002 DATA", "Q_MR1 " + other.id() + " DATA");
        assertThat(unmatched().rows()).hasSize(60);
        String few = list("assessor_id\n" + other.id() + "\nXNAT_E00002\n");
        assertThat(packaged(withoutProject("plan", few)).with(0).out()).contains("2 sessions, 2 resources");
        Ended besideDefault = new Program()
                .environment("XNATPULL_CONFIG", file(directory, "config.yaml", """
                        version: 1
                        profiles:
                          lab: { url: %s, projects: [P] }
                        """.formatted(
                                scene.xnat().url())))
                .run(List.of("list", "assessors", "--profile", "lab", "--ids", "--sessions", few))
                .with(0);
        assertThat(besideDefault.out()).contains(other.id(), "XNAT_E00002");
        new Program()
                .run(List.of(
                        "list",
                        "assessors",
                        "--server",
                        scene.xnat().url(),
                        "--project",
                        "P",
                        "--ids",
                        "--sessions",
                        few))
                .with(3)
                .saying("has assessor " + other.id());
    }
}
