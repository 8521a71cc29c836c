package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.BodyFaults;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Runs that end before all is done, by a limit, a window or failures, and what they tell. */
class LimitsTest {
    @TempDir
    private Path directory;

    private Scene scaled(int sessions, int scans, long bytes) {
        return new Scene(MiniatureArchives.scaled(sessions, scans, 1, 1, bytes), "SCALE", directory.resolve("data"));
    }

    private static void everythingFails(Scene scene) {
        scene.xnat().on(Requests.archives()).then(Faults.status(500));
        scene.xnat().on(Requests.singleFiles()).then(Faults.status(500));
    }

    @Test
    @DisplayName("B-85 --max-bytes ends the run softly: exit 8, and each resume goes on from there")
    void aLimitOfBytes() {
        try (Scene scene = scaled(5, 1, 300_000)) {
            scene.pulls(8, "--max-bytes", "500k", "--transfers", "1")
                    .saying("The run has reached its limit of bytes (500 KiB)");
            assertThat(scene.manifest().where("status", "landed").rows()).hasSize(2);
            scene.resumes(8, "--max-bytes", "500k");
            assertThat(scene.manifest().where("status", "landed").rows()).hasSize(4);
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.fetches().count()).as("nothing is fetched twice").isEqualTo(5);
        }
    }

    @Test
    @DisplayName("Bytes of tries that failed count towards --max-bytes and in the summary")
    void bytesOfFailedTriesCount() throws IOException {
        try (Scene scene = scaled(2, 1, 300_000)) {
            scene.xnat().on(Requests.singleFiles()).times(1).then(BodyFaults.truncateAfter(100_000));
            scene.pulls(8, "--max-bytes", "80k", "--transfers", "1", "--retries", "0")
                    .saying("The run has reached its limit of bytes (80.0 KiB)");
            assertThat(scene.manifest().count("status")).doesNotContainKey("landed");
            assertThat(bytesMoved(scene)).isEqualTo(100_000);
            scene.resumes(0, "--max-bytes", "1g");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(bytesMoved(scene)).as("what the failed try moved, too").isEqualTo(700_000);
        }
    }

    private static long bytesMoved(Scene scene) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(scene.latest().resolve("summary.json")))
                .get("bytes_moved")
                .asLong();
    }

    @Test
    @DisplayName("B-85 --max-duration ends the run softly: exit 8; resume takes other limits and goes on")
    void aLimitOfTime() {
        try (Scene scene = scaled(6, 1, 300_000)) {
            scene.pulls(8, "--max-duration", "5s", "--bwlimit", "100k", "--transfers", "1")
                    .saying("The run has reached its longest duration (5 s)");
            assertThat(scene.manifest().count("status")).containsKeys("landed", "not-attempted");
            scene.resumes(0, "--max-duration", "1h", "--bwlimit", "off");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-86 a window that is closed at the start: exit 8, said why, nothing made")
    void aClosedWindow() {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
        String from = LocalTime.now().plusHours(2).format(time);
        String until = LocalTime.now().plusHours(4).format(time);
        try (Scene scene = scaled(1, 1, 1000)) {
            scene.pulls(8, "--from", from, "--until", until)
                    .saying("The window from " + from + " to " + until + " is closed now", "nothing was begun, exit 8");
            assertThat(scene.everything()).isEmpty();
            scene.pulls(2, "--from", from).saying("a window needs both its ends");
        }
    }

    @Test
    void theFirstFailureStopsTheRunWhereThatIsAsked() {
        try (Scene scene = scaled(8, 1, 1000)) {
            everythingFails(scene);
            scene.pulls(8, "--on-failure", "stop", "--transfers", "1", "--retries", "0")
                    .saying("The run has reached its limit of failures (1)");
            assertThat(scene.manifest().where("status", "failed").rows()).hasSize(1);
            scene.xnat().behave();
            scene.resumes(0);
        }
    }

    @Test
    void whatIsGoneOrIncompleteIsAFailureThatStopsTheRun() {
        try (Scene scene = scaled(8, 1, 1000)) {
            Session session = scene.xnat().archive().session("S00001_MR1");
            scene.xnat().on(Requests.singleFiles()).nth(1).then(Faults.doing(() -> session.removeScan("1")));
            scene.pulls(8, "--on-failure", "stop", "--transfers", "1", "--retries", "0")
                    .saying("The run has reached its limit of failures (1)");
            assertThat(scene.report("failures.csv").column("status")).containsExactly("gone");
            scene.resumes(3);
        }
    }

    @Test
    void manyFailuresStopTheRunWhereThatIsAsked() {
        try (Scene scene = scaled(8, 1, 1000)) {
            everythingFails(scene);
            scene.pulls(8, "--max-failures", "50%", "--transfers", "1", "--retries", "0")
                    .saying("The run has reached its limit of failures (4)");
            assertThat(scene.manifest().where("status", "failed").rows()).hasSize(4);
        }
    }

    @Test
    @DisplayName("B-89 after three attempts summary, HTML and manifest cover them all")
    void reportsCoverEveryAttempt() throws IOException {
        try (Scene scene = scaled(3, 1, 1000)) {
            everythingFails(scene);
            scene.pulls(3, "--retries", "0");
            scene.xnat().behave();
            Path some = Files.write(
                    directory.resolve("one.csv"),
                    Files.readAllLines(scene.latest().resolve("failures.csv")).subList(0, 2));
            scene.resumes(3, "--only", some.toString());
            Ended ended = scene.resumes(0);
            assertThat(ended.out()).contains(", attempt 3", "Complete: all 3 resources");
            String summary = Files.readString(scene.latest().resolve("summary.json"));
            assertThat(summary.split("\"started_at\"", -1))
                    .as("the run's own and one an attempt")
                    .hasSize(1 + 1 + 3);
            assertThat(summary).contains("\"end\" : \"exit 3\"");
            String html = Files.readString(scene.latest().resolve("report.html"));
            assertThat(html)
                    .contains("exit 3", "exit 0")
                    .containsPattern("(?s)<td[^>]*>1</td>.*<td[^>]*>2</td>.*<td[^>]*>3</td>");
            assertThat(scene.manifest().count("status")).containsOnlyKeys("landed");
            assertThat(scene.manifest().column("attempts")).allMatch(attempts -> Integer.parseInt(attempts) >= 2);
        }
    }

    @Test
    @DisplayName(
            "B-92 many failures: causes with counts and first examples on the console, all of them in failures.csv")
    void manyFailures() {
        failing(30, 1);
    }

    @Test
    @Tag("slow")
    @DisplayName(
            "B-92 10,000 failures: causes with counts and first examples on the console, all of them in failures.csv")
    void tenThousandFailures() {
        failing(100, 100);
    }

    private void failing(int sessions, int scans) {
        try (Scene scene = scaled(sessions, scans, 100)) {
            everythingFails(scene);
            Ended ended = scene.pulls(3, "--retries", "0", "--transfers", "16");
            String count = String.format(java.util.Locale.ROOT, "%,d", sessions * scans);
            assertThat(ended.out()).contains("  " + count + " x XP-SERVER-ERROR", "XNAT_E00001 scan 1 DICOM; ", "; …");
            assertThat(ended.out().lines()).hasSizeLessThan(25);
            assertThat(ended.err())
                    .contains("further resources that are not complete are only counted; failures.csv will name all");
            assertThat(ended.err().lines().filter(line -> line.contains("failed, ")))
                    .hasSize(10);
            String failures = scene.latest().resolve("failures.csv").toString();
            assertThat(scene.report("failures.csv").where("file", "").rows()).hasSize(sessions * scans);
            scene.xnat().behave();
            scene.resumes(0, "--only", failures, "--transfers", "16");
            assertThat(List.of(scene.manifest().count("status")))
                    .allMatch(counts -> counts.keySet().equals(java.util.Set.of("landed")));
        }
    }
}
