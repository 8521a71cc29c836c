package io.github.xnatpull.acceptance;

import static io.github.xnatpull.acceptance.NamesArchive.file;
import static io.github.xnatpull.acceptance.NamesArchive.packaged;
import static io.github.xnatpull.acceptance.NamesArchive.wherever;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user named and nothing on the server answers to is told, wherever it was named. */
class NamesTest {
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

    private Manifest unmatched() {
        return scene.report("unmatched.csv");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--session|S1_MR1,S9_MR1|S9_MR1|session|no such id or label; nearest seen 'S1_MR1'",
                "--subject|SUBJ01,SUBJ11|SUBJ11|subject|no such id or label; nearest seen 'SUBJ01'",
                "--subject|SUBJ01,SUBJ04|SUBJ04|subject|no session yet",
                "--scan|1,99|99|scan|none of the 3 sessions has scan 99; nearest seen '1'",
                "--scan|T1w,T9w|T9w|scan|none of the 3 sessions has scan T9w; nearest seen 'T1w'; write 'T9w*'",
                "--scan|1,1.0|1.0|scan|'1' exists: a spreadsheet may have changed the id",
                "--resource|DICOM,dicom|dicom|resource|nearest seen 'DICOM'; write 'dicom*' if it may be missing",
                "--assessor|S1_FS,S9_FS|S9_FS|assessor|nearest seen 'S1_FS'",
                "--assessor|fs:fsData,fs:fsdata|fs:fsdata|assessor|nearest seen 'fs:fsData'",
                "--session-type|mr,mrr|mrr|session type|nearest seen 'mr'",
                "--scan-quality|usable,usabel|usabel|scan quality|nearest seen 'usable'"
            })
    @DisplayName(
            "B-103: One of several names that nothing answers to: the rest is pulled, exit 3, named with the nearest")
    void oneOfSeveralNamesThatNothingAnswersTo(String flag, String values, String value, String kind, String reason) {
        Ended ended = scene.pulls(3, flag, values).saying("'" + value + "'", reason);
        assertThat(ended.out()).contains("1 name of the selection means nothing on the server (unmatched.csv)", reason);
        assertThat(scene.manifest().count("status").keySet()).containsExactly("landed");
        assertThat(unmatched().only())
                .containsEntry("source", flag)
                .containsEntry("value", value)
                .containsEntry("kind", kind)
                .containsEntry("line", "")
                .extractingByKey("reason")
                .asString()
                .contains(reason);
        new Program().run(scene.plan(flag, values)).with(3).saying("'" + value + "'", reason);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--scan|1,99*",
                "--scan|1,re:T9.*",
                "--resource|DICOM,QC*",
                "--session|S1_MR1,S9*",
                "--session-type|mr,ct,xnat:dxSessionData",
                "--scan-quality|usable,unusable",
                "--scan|ALL",
                "--scan|bold",
                "--resource|NIFTI"
            })
    @DisplayName("B-103: Globs, expressions and standard words may match nothing; one session that answers is enough")
    void whatMayMatchNothingIsNotTold(String flag, String values) {
        scene.pulls(0, flag, values);
        assertThat(unmatched().rows()).isEmpty();
        new Program().run(scene.plan(flag, values)).with(0);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--session|S9_MR1|S9_MR1",
                "--subject|SUBJ99|SUBJ99",
                "--scan|99|99",
                "--resource|dicom|dicom",
                "--session-type|mrr|mrr"
            })
    @DisplayName("B-103: Where a name that nothing answers to leaves nothing: exit 6, pull and plan alike")
    void nothingLeftIsSix(String flag, String value, String named) {
        scene.pulls(6, flag, value).saying("'" + named + "'", "Nothing is selected");
        assertThat(unmatched().column("value")).containsExactly(named);
        new Program().run(scene.plan(flag, value)).with(6).saying("'" + named + "'");
    }

    @Test
    @DisplayName("B-103: A name behind another that leaves nothing is not judged by what nobody looked at")
    void whatNobodyLookedAtIsNotJudged() {
        scene.pulls(6, "--scan", "99", "--resource", "DICOM");
        assertThat(unmatched().column("value")).containsExactly("99");
        scene.pulls(6, "--scan", "99", "--resource", "dicom");
        assertThat(unmatched().column("value")).containsExactly("99", "dicom");
        scene.pulls(0, "--since", "2030-01-01", "--scan", "T9w");
        assertThat(unmatched().rows()).isEmpty();
    }

    @Test
    @DisplayName("B-103: What dates and a limit leave out is said not to have been looked at")
    void whatWasNotLookedAtIsSaid() {
        scene.pulls(3, "--limit", "1", "--scan", "1,3")
                .saying("session S1_MR1 has no scan 3", "not looked at: 2 sessions that dates or a limit leave out");
        scene.pulls(3, "--since", "2026-01-15", "--scan", "1,CTAC,bold").saying("'bold'", "not looked at: 2 sessions");
    }

    @Test
    @DisplayName(
            "B-103: A project that does not exist, and without one an accession id, is exit 2 before anything is made")
    void anUnknownProjectOrAccessionIdIsTwo() {
        String dest = scene.destination().toString();
        for (String[] flags : new String[][] {
            {"--project", "NOPE"},
            {"--project", "P,NOPE"},
            {"--project", "P*,NOPE"},
            {"--session", "XNAT_E99999"},
            {"--session", "XNAT_E00001,XNAT_E99999"}
        }) {
            new Program()
                    .run(List.of("pull", "--server", scene.xnat().url(), "--dest", dest, flags[0], flags[1]))
                    .with(2)
                    .saying(flags[1].endsWith("NOPE") ? "NOPE" : "XNAT_E99999");
        }
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    @DisplayName("B-103: A subject's own resources answer for it; names of assessors' resources are names too")
    void otherLevelsAnswer() {
        scene.xnat()
                .archive()
                .project("P")
                .subject("SUBJ04")
                .addResource("CONSENT")
                .addFile("form.txt", 20);
        scene.pulls(0, "--levels", "scan,subject", "--subject", "SUBJ01,SUBJ04");
        assertThat(scene.manifest().column("resource_label")).contains("CONSENT");
        scene.pulls(3, "--levels", "subject", "--subject", "SUBJ04", "--resource", "CONSENT,consent");
        assertThat(unmatched().only()).containsEntry("value", "consent");
    }

    /** The three mistakes, said in each way there is. */
    private Ended said(String way) throws IOException {
        String yaml = """
                version: 1
                server: { url: %s }
                select:
                  project: P
                  session-resources: true
                  %s
                  scans: { include: [1, 99] }
                  resources: { include: [DICOM, dicom] }
                destination: { root: %s }
                """;
        String url = scene.xnat().url();
        String dest = scene.destination().toString();
        String list = file(
                directory,
                "list.csv",
                "session_label,scan,resource\nS1_MR1,1,DICOM\nS9_MR1,1,DICOM\n" + "S1_MR1,99,DICOM\nS1_MR1,1,dicom\n");
        return switch (way) {
            case "flags" ->
                new Program()
                        .run(scene.pull("--session", "S1_MR1,S9_MR1", "--scan", "1,99", "--resource", "DICOM,dicom"));
            case "variables" ->
                new Program()
                        .environment("XNATPULL_SESSION", "S1_MR1,S9_MR1")
                        .environment("XNATPULL_SCAN", "1,99")
                        .environment("XNATPULL_RESOURCE", "DICOM,dicom")
                        .run(scene.pull());
            case "job file" ->
                new Program()
                        .run(List.of(
                                "pull",
                                file(
                                        directory,
                                        "job.yaml",
                                        yaml.formatted(
                                                url, "sessions: { label: { include: [S1_MR1, S9_MR1] } }", dest))));
            case "list and job file" ->
                new Program()
                        .run(List.of(
                                "pull",
                                file(
                                        directory,
                                        "job2.yaml",
                                        yaml.formatted(
                                                url,
                                                "sessions: { list: " + file(directory, "two.csv", "S1_MR1\nS9_MR1\n")
                                                        + " }",
                                                dest))));
            case "list" -> new Program().run(scene.pull("--sessions", list));
            default ->
                packaged(scene.pull("--session", "S1_MR1,S9_MR1", "--scan", "1,99", "--resource", "DICOM,dicom"));
        };
    }

    @Test
    @DisplayName(
            "B-103, B-105: The same three mistakes in flags, variables, a job file and a list: the same exit code, rows and words")
    void theSameMistakesAreToldTheSame() throws IOException {
        List<List<Map<String, String>>> rows = new ArrayList<>();
        List<List<String>> sources = new ArrayList<>();
        for (String way : List.of("flags", "variables", "job file", "list and job file", "list", "packaged")) {
            Ended ended = said(way).with(3);
            rows.add(wherever(unmatched()).stream()
                    .map(row -> Map.of("value", row.get("value"), "kind", row.get("kind"), "reason", row.get("reason")))
                    .toList());
            sources.add(unmatched().column("source"));
            for (Map<String, String> row : unmatched().rows()) {
                ended.saying("'" + row.get("value") + "': " + row.get("reason"));
            }
            assertThat(scene.manifest().column("resource_label")).as(way).containsExactly("DICOM");
        }
        assertThat(rows.get(0)).hasSize(3);
        assertThat(rows).allSatisfy(one -> assertThat(one).containsExactlyInAnyOrderElementsOf(rows.get(0)));
        assertThat(sources.get(0)).containsExactly("--session", "--scan", "--resource");
        assertThat(sources.get(1)).containsExactly("XNATPULL_SESSION", "XNATPULL_SCAN", "XNATPULL_RESOURCE");
        assertThat(sources.get(2))
                .containsExactly("select.sessions.label.include", "select.scans.include", "select.resources.include");
        assertThat(sources.get(4))
                .allMatch(source -> source.matches(".*list\\.csv:[345]"))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("B-103: check --online says the same as pull, exit code and words")
    void checkOnlineSaysTheSame() {
        List<String> wrong = List.of("--session", "S1_MR1,S9_MR1", "--scan", "1,99", "--resource", "DICOM,dicom");
        List<String> check = new ArrayList<>(List.of(
                "check", "--online", "--server", scene.xnat().url(), "--project", "P", "--dest", directory + "/d"));
        check.addAll(wrong);
        Ended pulled = scene.pulls(3, wrong.toArray(String[]::new));
        Ended checked = new Program().run(check).with(3);
        for (Map<String, String> row : unmatched().rows()) {
            String words = "'" + row.get("value") + "': " + row.get("reason");
            pulled.saying(words);
            checked.saying(words);
        }
        check.add("--json");
        assertThat(new Program().run(check).with(3).out()).contains("\"source\" : \"--scan\"", "\"value\" : \"99\"");
        check.removeAll(List.of("S1_MR1,S9_MR1"));
        check.set(check.indexOf("--session"), "--session=S9_MR1");
        new Program().run(check).with(6);
    }

    @ParameterizedTest
    @CsvSource({"midPlan:1", "beforeFreezeCommit:1", "afterMove:1", "midManifest:1"})
    @DisplayName(
            "B-103: A run that is killed anywhere and resumed has the exit code and the unmatched.csv of one that is not")
    void aResumedRunKnowsWhatAnswered(String failPoint) {
        String[] wrong = {
            "--session", "S1_MR1,S2_MR1,S9", "--scan", "1,3,99", "--resource", "DICOM,dicom", "--checkers", "1"
        };
        scene.pulls(3, wrong);
        List<Map<String, String>> undisturbed = unmatched().rows();
        try (Scene killed = new Scene(NamesArchive.archive(), "P", directory.resolve("killed"))) {
            new Program().dyingAt(failPoint).run(killed.pull(wrong)).with(Ended.KILLED);
            killed.resumes(3);
            assertThat(killed.report("unmatched.csv").rows()).isEqualTo(undisturbed);
        }
    }

    @Test
    @DisplayName(
            "B-103: A session that could not be listed may have what nothing answers to: said, and settled by the resume")
    void aSessionThatCouldNotBeListed() {
        String second = scene.xnat().archive().session("S2_MR1").id();
        scene.xnat().on(Requests.path("/data/experiments/" + second + "/scans")).then(Faults.status(500));
        scene.pulls(3, "--scan", "1,3").saying("'3'", "1 session could not be listed");
        scene.xnat().behave();
        scene.resumes(0);
        assertThat(unmatched().rows()).isEmpty();
        assertThat(scene.manifest().column("scan_id")).contains("3");
    }

    @Test
    @DisplayName("B-103: A second run finds all unchanged, and the names that nothing answers to are told again")
    void unchangedSessionsAnswerToo() {
        scene.pulls(3, "--scan", "1,2,99");
        scene.pulls(3, "--scan", "1,2,99");
        assertThat(scene.manifest().count("status").keySet()).containsExactly("unchanged");
        assertThat(unmatched().column("value")).containsExactly("99");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            value = {
                "--exclude-scan|boldd|nearest seen 'bold'|seen: '1', '2', '3', '8', 'CTAC', 'T1w', 'bold'",
                "--exclude-session|S9|nearest seen|seen: 'S1_MR1', 'S2_MR1', 'S3_PET1'",
                "--exclude-resource|Dicom|nearest seen 'DICOM'|seen: 'DICOM', 'NIFTI'"
            })
    @DisplayName("B-104: An exclusion that leaves out nothing is a warning with the values seen, exit 0")
    void anExclusionThatLeavesOutNothing(String flag, String value, String nearest, String seen) {
        String words = flag + " '" + value + "' leaves out nothing";
        scene.pulls(0, flag, value).saying(words, nearest, seen);
        assertThat(unmatched().rows()).isEmpty();
        new Program().run(scene.plan(flag, value)).with(0).saying(words);
    }

    @Test
    @DisplayName("B-104: In a job file and in the packaged program too; one that leaves out something is silent")
    void exclusionsOfAJobFile() throws IOException {
        String job = file(directory, "job.yaml", """
                version: 1
                server: { url: %s }
                select:
                  project: P
                  sessions: { label: { exclude: [S3_PET1, "S9*"] } }
                  scans: { type: { exclude: [bold, boldd] } }
                destination: { root: data }
                """.formatted(scene.xnat().url()));
        Ended ended = packaged(List.of("pull", job)).with(0);
        ended.saying("select.scans.type.exclude 'boldd' leaves out nothing; nearest seen 'bold'");
        assertThat(ended.err()).doesNotContain("'bold' leaves", "S3_PET1' leaves", "S9*");
    }

    @ParameterizedTest
    @CsvSource({"--session,XNAT_E00001", "--exclude-session,XNAT_E00001", "--subject,XNAT_S00001"})
    @DisplayName("B-105: By flag a value that is one thing's accession id and another's label is exit 2 and names both")
    void aValueThatIsBoth(String flag, String value) {
        scene.xnat().archive().project("P").addSubject("XNAT_S00001").addSession("XNAT_E00001");
        Ended ended = scene.pulls(2, flag, value);
        ended.saying("is the accession id of", flag.equals("--subject") ? "SUBJ01" : "S1_MR1", "and the label of");
        assertThat(scene.everything()).isEmpty();
    }
}
