package io.github.xnatpull.acceptance;

import static io.github.xnatpull.acceptance.NamesArchive.file;
import static io.github.xnatpull.acceptance.NamesArchive.packaged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name of a file that no selected resource has is told like any other name. */
class FileNamesTest {
    private static final String REASON = "none of the 7 resources has file S9_MR1-1.dcm; nearest seen 'S1_MR1-1.dcm'";

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

    @ParameterizedTest
    @ValueSource(strings = {"unpack", "keep"})
    @DisplayName("B-103: A name of a file that no resource has: the rest is pulled, exit 3, named with the nearest")
    void oneOfTwoFiles(String archives) {
        Ended ended = scene.pulls(3, "--archives", archives, "--file", "S1_MR1-1.dcm,S9_MR1-1.dcm");
        ended.saying("--file: 'S9_MR1-1.dcm': " + REASON);
        assertThat(ended.out()).contains("1 name of the selection means nothing on the server (unmatched.csv)");
        assertThat(unmatched().only())
                .containsEntry("source", "--file")
                .containsEntry("kind", "file")
                .containsEntry("value", "S9_MR1-1.dcm")
                .containsEntry("line", "");
        assertThat(scene.manifest().count("status").keySet()).contains("landed", "empty");
    }

    @Test
    @DisplayName("B-103: Where no selected resource has any file that was named: exit 6; a pattern may match nothing")
    void noFileAtAll() {
        Ended ended = scene.pulls(6, "--file", "nothing.txt").saying("'nothing.txt'");
        assertThat(ended.out()).contains("Nothing to pull: of all 3 sessions no file matches the selection");
        assertThat(unmatched().column("value")).containsExactly("nothing.txt");
        scene.pulls(0, "--file", "*.txt,re:nothing.*");
        assertThat(unmatched().rows()).isEmpty();
        scene.pulls(6, "--file", "*.txt", "--fail-if-empty");
        scene.pulls(6, "--scan", "99", "--file", "nothing.txt");
        assertThat(unmatched().column("value")).containsExactly("99");
    }

    @Test
    @DisplayName("B-103: Paths are compared as a whole; files of other levels answer as well")
    void pathsAndOtherLevels() {
        scene.xnat().archive().session("S1_MR1").addResource("NOTES").addFile("day1/notes.txt", 20);
        scene.pulls(0, "--levels", "scan,session,assessor", "--file", "day1/notes.txt", "--file", "stats.txt");
        scene.pulls(0, "--file", "notes.txt");
        scene.pulls(3, "--file", "day1/notes.txt", "--file", "day2/notes.txt").saying("'day2/notes.txt'");
        assertThat(unmatched().column("value")).containsExactly("day2/notes.txt");
    }

    @Test
    @DisplayName("B-103: What landed whole before and is unchanged answers by its receipt, without a listing")
    void unchangedResourcesAnswerByTheirReceipts() {
        scene.pulls(0);
        scene.xnat().log().clear();
        scene.pulls(0, "--file", "S3_PET1-1.dcm");
        assertThat(scene.manifest().count("status").keySet()).containsExactly("unchanged");
        scene.pulls(3, "--file", "S3_PET1-1.dcm,S9_MR1-1.dcm").saying("'S9_MR1-1.dcm': " + REASON);
        scene.pulls(3, "--file", "S3_PET1-1.dcm,S9_MR1-1.dcm").saying("'S9_MR1-1.dcm': " + REASON);
        assertThat(unmatched().only()).containsEntry("reason", REASON + "; write 'S9_MR1-1.dcm*' if it may be missing");
    }

    @Test
    @DisplayName("B-103: In a variable, a job file and the packaged program: the same row, words and exit code")
    void saidElsewhere() throws IOException {
        String job = file(directory, "job.yaml", """
                version: 1
                server: { url: %s }
                select:
                  project: P
                  session-resources: true
                  files: [S1_MR1-1.dcm, S9_MR1-1.dcm]
                destination: { root: data }
                """.formatted(scene.xnat().url()));
        packaged(List.of("pull", job)).with(3).saying("select.files: 'S9_MR1-1.dcm': " + REASON);
        assertThat(unmatched().only()).containsEntry("source", "select.files");
        new Program()
                .environment("XNATPULL_FILE", "S1_MR1-1.dcm,S9_MR1-1.dcm")
                .run(scene.pull())
                .with(3)
                .saying("XNATPULL_FILE: 'S9_MR1-1.dcm': " + REASON);
        assertThat(unmatched().only()).containsEntry("source", "XNATPULL_FILE");
    }

    @ParameterizedTest
    @CsvSource({"afterLedger:1", "midManifest:1"})
    @DisplayName("B-103: A run that is killed anywhere and resumed knows which files answered")
    void aResumedRunKnowsWhatAnswered(String failPoint) {
        String[] wrong = {"--file", "S1_MR1-1.dcm,S2_MR1-1.dcm,S9_MR1-1.dcm", "--transfers", "1"};
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
            "B-103: While some resource could not be listed, nothing is said against the name; the resume settles it")
    void aResourceThatCouldNotBeListed() {
        String second = scene.xnat().archive().session("S2_MR1").id();
        scene.xnat()
                .on(request -> request.path().contains("/" + second + "/")
                        && request.path().endsWith("/files"))
                .then(Faults.status(500));
        scene.pulls(3, "--file", "S1_MR1-1.dcm,S2_MR1-3.dcm", "--retries", "0")
                .saying("--file 'S2_MR1-3.dcm'", "could not be looked for everywhere");
        assertThat(unmatched().rows()).isEmpty();
        scene.xnat().behave();
        scene.resumes(0);
        assertThat(unmatched().rows()).isEmpty();
    }

    @Test
    @DisplayName("B-103: plan and check list no files and say so; list files knows")
    void whoListsNoFilesSaysSo() {
        String words = "Whether there is a file for --file 'S9_MR1-1.dcm' was not looked at";
        new Program().run(scene.plan("--file", "S9_MR1-1.dcm")).with(0).saying(words);
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
                        "--file",
                        "S9_MR1-1.dcm"))
                .with(0)
                .saying(words);
    }

    @Test
    @DisplayName("B-103, B-126: A missing file that is a known gap is no failure; told when there is one of that name")
    void aMissingFileAsKnownGap() throws IOException {
        String gaps = file(directory, "gaps.csv", "kind,value,reason\nfile,S9_MR1-1.dcm,never scanned\n");
        String[] flags = {"--file", "S1_MR1-1.dcm,S9_MR1-1.dcm", "--known-gaps", gaps};
        Ended ended = scene.pulls(0, flags);
        assertThat(ended.out() + ended.err()).doesNotContain("mended");
        assertThat(unmatched().rows()).isEmpty();
        scene.xnat().archive().session("S1_MR1").addResource("LATE").addFile("S9_MR1-1.dcm", 20);
        scene.pulls(0, flags).saying("1 known gap is mended");
    }
}
