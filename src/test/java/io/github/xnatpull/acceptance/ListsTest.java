package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists as people have them, and job files, through the whole program. */
class ListsTest {
    @TempDir
    private Path directory;

    private Scene demo() {
        return new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    @DisplayName(
            "B-66, B-67, B-69 A list from a spreadsheet: the rest is pulled, unmatched rows are named with their lines, exit 3")
    void aListFromASpreadsheetIsPulledAndItsMistakesAreNamed() throws IOException {
        String list = file(
                "wave2.csv",
                "\ufeffSession;Group;Note\r\n\r\nSUBJ01_MR1;ctl;a\r\nNOPE;pat;b\r\n# c\r\nSUBJ01_MR1;ctl;again\r\n;;\r\nSUBJ03_MR1;=1+1;d\r\nMR9 ;pat;e\r\n");
        try (Scene scene = demo()) {
            Ended ended = scene.pulls(3, "--sessions", list);
            ended.saying("5 rows read, 2 matched, 1 duplicate, 2 unmatched (lines 4, 9)", "'NOPE'", "'MR9'");
            Manifest manifest = scene.manifest();
            assertThat(manifest.count("session_label").keySet()).containsExactly("SUBJ01_MR1", "SUBJ03_MR1");
            assertThat(manifest.count("status").keySet()).containsExactly("landed");
            assertThat(manifest.where("session_label", "SUBJ03_MR1")
                            .count("list.Group")
                            .keySet())
                    .containsExactly("=1+1");
            assertThat(scene.report("unmatched.csv").column("line")).containsExactly("4", "9");
            assertThat(scene.report("unmatched.csv").column("value")).containsExactly("NOPE", "MR9");
            assertThat(scene.xnat().log().toString()).doesNotContain("%0D");
        }
    }

    @Test
    void rowsNarrowTheirSessions() throws IOException {
        String list = file("scans.csv", "session_label,scan,resource\nSUBJ01_MR1,1,DICOM\nSUBJ03_MR1,2,\n");
        try (Scene scene = demo()) {
            scene.pulls(0, "--sessions", list);
            assertThat(scene.manifest().where("session_label", "SUBJ01_MR1").only())
                    .containsEntry("scan_id", "1")
                    .containsEntry("resource_label", "DICOM");
            assertThat(scene.manifest()
                            .where("session_label", "SUBJ03_MR1")
                            .count("scan_id")
                            .keySet())
                    .containsExactly("2");
        }
    }

    @Test
    @DisplayName("A run's own failures.csv is a list of exactly what failed")
    void failuresAreAListOfWhatFailed() throws IOException {
        try (Scene scene = demo()) {
            long bad = scene.xnat()
                    .archive()
                    .session("SUBJ03_MR1")
                    .scan("2")
                    .resource("DICOM")
                    .id();
            scene.xnat()
                    .on(io.github.xnatpull.fakes.Requests.resource(bad))
                    .then(io.github.xnatpull.fakes.Faults.status(500));
            scene.pulls(3, "--session", "SUBJ0[13]_MR1");
            Path failures = Files.copy(scene.latest().resolve("failures.csv"), directory.resolve("failures.csv"));
            scene.xnat().behave();
            scene.pulls(0, "--sessions", failures.toString());
            assertThat(scene.manifest().only())
                    .containsEntry("resource_id", Long.toString(bad))
                    .containsEntry("status", "landed");
        }
    }

    @Test
    @DisplayName(
            "B-67, B-69 Ambiguity and --strict-list are exit 2, an unmatched list alone is exit 3; nothing is made")
    void whatIsAmbiguousStopsBeforeAnythingIsMade() throws IOException {
        String two = file("two.csv", "Session,MR ID\nSUBJ01_MR1,x\n");
        String strict = file("strict.csv", "SUBJ01_MR1\nNOPE\n");
        try (Scene scene = demo()) {
            scene.pulls(2, "--sessions", two).saying("XP-CSV-COLUMN", "'Session', 'MR ID'", "--list-column");
            scene.pulls(2, "--sessions", strict, "--strict-list").saying("'NOPE'");
            scene.pulls(2, "--sessions", directory.resolve("absent.csv").toString())
                    .saying("there is no such file");
            assertThat(scene.everything()).isEmpty();
            scene.pulls(0, "--sessions", two, "--list-column", "session");
            assertThat(scene.manifest().count("session_label").keySet()).containsExactly("SUBJ01_MR1");
        }
    }

    @Test
    @DisplayName("B-68: Subjects of a BIDS list bring their sessions")
    void subjectsOfABidsListBringTheirSessions() throws IOException {
        String list = file("participants.tsv", "participant_id\tage\nsub-SUBJ01\t34\nSUBJ02\tn/a\n");
        try (Scene scene = demo()) {
            scene.pulls(0, "--subjects", list);
            assertThat(scene.manifest().count("session_label").keySet())
                    .containsExactly("SUBJ01_MR1", "SUBJ01_MR2", "SUBJ02_MR1", "SUBJ02_PET1");
            assertThat(scene.manifest().where("subject_label", "SUBJ01").count("list.age"))
                    .containsOnlyKeys("34");
        }
    }

    @Test
    void twoListsLeaveWhatBothNameAndTheRunSaysSo() throws IOException {
        String subjects = file("subjects.txt", "SUBJ01\n");
        String sessions = file("sessions.txt", "SUBJ01_MR1\nSUBJ02_MR1\n");
        try (Scene scene = demo()) {
            scene.pulls(0, "--subjects", subjects, "--sessions", sessions)
                    .saying(
                            "Both lists apply: a session is taken where",
                            "sessions.txt names it and",
                            "names its subject");
            assertThat(scene.manifest().count("session_label").keySet()).containsExactly("SUBJ01_MR1");
        }
    }

    @Test
    void aJobFileWithAListIsPulledAndResumed() throws IOException {
        file("wave.txt", "SUBJ01_MR1\nSUBJ03_MR1\n");
        String job = file("wave.yaml", """
                version: 1
                server: ${XNAT_URL}
                select:
                  project: DEMO
                  sessions: { list: wave.txt }
                  scans: { type: [T1w] }
                destination: { root: data }
                """);
        try (Scene scene = demo()) {
            new Program()
                    .environment("XNAT_URL", scene.xnat().url())
                    .run(List.of("pull", job))
                    .with(0);
            assertThat(scene.manifest().count("scan_type"))
                    .isEqualTo(Map.of("T1w", (long) scene.manifest().rows().size()));
            assertThat(scene.manifest().count("session_label").keySet()).containsExactly("SUBJ01_MR1", "SUBJ03_MR1");
            assertThat(Files.readSymbolicLink(scene.latest()).toString()).startsWith("wave-");
        }
    }
}
