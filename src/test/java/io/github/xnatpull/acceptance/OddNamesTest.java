package io.github.xnatpull.acceptance;

import static io.github.xnatpull.acceptance.NamesArchive.file;
import static io.github.xnatpull.acceptance.NamesArchive.packaged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with commas, blanks and accents, as imported data have them: what answers to them is not told as a mistake. */
class OddNamesTest {
    /** The ö as one character, and as an o with its dots. */
    private static final String COMPOSED = "J\u00f6rg MR 1";

    private static final String DECOMPOSED = "Jo\u0308rg MR 1";

    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("P");
        Session first = project.addSubject("Doe, John").addSession(COMPOSED);
        scan(first, "1", "T1w, MPRAGE");
        scan(first, "2", "bold");
        first.addAssessor("FS, 1", "fs:fsData").addOut("DATA").addFile("stats.txt", 50);
        Session second = project.addSubject("SUBJ02").addSession("S2,MR1");
        scan(second, "1", "T1w");
        scan(second, "10", "bold");
        scan(project.addSubject("SUBJ03").addSession("S3_PET1", "xnat:petSessionData"), "1", "CTAC");
        project.addSubject("Roe, Jane");
        scene = new Scene(archive, "P", directory.resolve("data"));
    }

    private static void scan(Session session, String id, String type) {
        session.addScan(id, type).addResource("DICOM").addFile("1.dcm", 100);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Manifest unmatched() {
        return scene.report("unmatched.csv");
    }

    private List<String> list(String what, String... more) {
        List<String> words =
                new ArrayList<>(List.of("list", what, "--server", scene.xnat().url(), "--project", "P", "--csv"));
        words.addAll(Arrays.asList(more));
        return words;
    }

    @ParameterizedTest(name = "{0} {1} --archives {2}")
    @CsvSource({
        "--session,'S2,MR1',unpack,2",
        "--session,'S2,MR1',keep,2",
        "--subject,'Doe, John',unpack,2",
        "--scan,'T1w, MPRAGE',keep,2",
        "--exclude-session,'S2,MR1',unpack,3"
    })
    @DisplayName("B-103: A name that holds a comma is one name where something bears it: nothing is told of its pieces")
    void aNameWithAComma(String flag, String value, String archives, int landed) {
        Ended ended = scene.pulls(0, flag, value, "--archives", archives);
        assertThat(scene.manifest()
                        .where("level", "scan")
                        .where("status", "landed")
                        .rows())
                .hasSize(landed);
        assertThat(unmatched().rows()).isEmpty();
        assertThat(ended.err()).doesNotContain("no such id or label", "leaves out nothing");
        assertThat(new Program()
                        .run(scene.plan(flag, value, "--archives", archives))
                        .with(0)
                        .err())
                .doesNotContain("warning");
    }

    @Test
    @DisplayName("B-103: Beside others, and where another setting leaves out what bears it, it is told as a whole")
    void aNameWithACommaIsToldAsAWhole() throws IOException {
        scene.pulls(3, "--session", "S2,MR1", "--session", "S9,MR1", "--session-type", "mr");
        assertThat(unmatched().column("value")).containsExactly("S9", "MR1");
        packaged(scene.pull("--session", "S2,MR1", "--session", "S3_PET1", "--session-type", "pet"))
                .with(3)
                .saying("'S2,MR1': it is of type xnat:mrSessionData, not 'pet'");
        assertThat(unmatched().column("value")).containsExactly("S2,MR1");
        scene.pulls(6, "--subject", "Roe, Jane").saying("'Roe, Jane': no session yet");
        String job = file(directory, "job.yaml", """
                version: 1
                server: { url: %s }
                select:
                  project: P
                  sessions: { label: { include: ["S2,MR1"] } }
                destination: { root: job }
                """.formatted(scene.xnat().url()));
        assertThat(new Program().run(List.of("plan", job)).with(0).err()).doesNotContain("no such");
        assertThat(new Program()
                        .environment("XNATPULL_SESSION", "S2,MR1")
                        .run(scene.plan())
                        .with(0)
                        .err())
                .doesNotContain("no such");
    }

    @Test
    @DisplayName(
            "B-105: A cell of a list that holds a comma is one name where its session has it, else its pieces are told")
    void cellsWithCommas() throws IOException {
        String rows = file(
                directory,
                "rows.csv",
                "Session,scan\n" + COMPOSED + ",\"T1w, MPRAGE\"\n\"S2,MR1\",\"1,10\"\n\"S2,MR1\",\"T1w, MPRAGE\"\n");
        scene.pulls(3, "--sessions", rows).saying("session S2,MR1 has no scan MPRAGE");
        assertThat(unmatched().column("line")).containsExactly("4");
        assertThat(scene.manifest().where("level", "scan").rows()).hasSize(3);
        String assessors = file(directory, "assessors.csv", "Session,assessor_label\n" + COMPOSED + ",\"FS, 1\"\n");
        scene.pulls(0, "--sessions", assessors, "--levels", "assessor");
        assertThat(scene.manifest().rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag", "list"})
    @DisplayName("B-103: A name that looks the same and is made of other characters is told as that")
    void anAccentOfTwoCharacters(String where) throws IOException {
        String[] flags = where.equals("flag")
                ? new String[] {"--session", DECOMPOSED}
                : new String[] {"--sessions", file(directory, "list.txt", DECOMPOSED + "\n")};
        scene.pulls(6, flags).saying("which looks the same and is made of other characters");
        assertThat(unmatched().only()).containsEntry("value", DECOMPOSED);
        scene.pulls(0, "--session", COMPOSED);
    }

    @Test
    @DisplayName("B-105: The nearest name of a row of sessions is a session's, never the project's")
    void theNearestIsOfItsKind() throws IOException {
        scene.pulls(6, "--sessions", file(directory, "list.txt", "Q\n"));
        assertThat(unmatched().only().get("reason")).contains("nearest seen '").doesNotContain("'P'");
    }

    @Test
    @DisplayName(
            "B-105: Rows that name scans or assessors choose what list scans and list assessors show, and are told")
    void rowsChooseWhatIsListed() throws IOException {
        String rows = file(
                directory,
                "rows.csv",
                "Session,scan,assessor_label\n" + COMPOSED + ",bold,\n\"S2,MR1\",99,\n" + COMPOSED + ",,\"FS, 1\"\n"
                        + COMPOSED + ",,FS\n");
        Ended scans = new Program().run(list("scans", "--sessions", rows)).with(3);
        scans.saying("line 3: '99': session S2,MR1 has no scan 99");
        assertThat(scans.out().lines().skip(1)).hasSize(2).allMatch(line -> line.contains(COMPOSED));
        Ended assessors =
                new Program().run(list("assessors", "--sessions", rows)).with(3);
        assessors.saying("line 5: 'FS': session " + COMPOSED + " has no assessor FS");
        assertThat(assessors.out().lines().skip(1)).hasSize(1);
        assertThat(packaged(list("scans", "--sessions", rows)).with(3).out()).isEqualTo(scans.out());
    }

    @Test
    @DisplayName("B-125: A plan names with its sums what nothing answers to, with -q too")
    void aQuietPlanNamesThem() {
        Ended plan = new Program().run(scene.plan("--session", "S9,S2*", "-q")).with(3);
        assertThat(plan.out()).contains("1 name that the selection", "--session 'S9': no such id or label");
    }
}
