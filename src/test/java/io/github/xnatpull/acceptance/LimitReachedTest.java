package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.BodyFaults;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Limits that are reached, and which attempts they hold for. */
class LimitReachedTest {
    @TempDir
    private Path directory;

    private Scene scene(int sessions) {
        return new Scene(MiniatureArchives.scaled(sessions, 1, 1, 1, 300_000), "SCALE", directory.resolve("data"));
    }

    private static JsonNode summary(Scene scene) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(scene.latest().resolve("summary.json")));
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(more));
        return longer;
    }

    private Path job(Scene scene, String limits) throws IOException {
        return Files.writeString(
                directory.resolve("job.yaml"),
                "version: 1\nname: SCALE\nserver: { url: " + scene.xnat().url() + ", allow-http: true }\n"
                        + "select: { project: SCALE }\ndestination: { root: " + scene.destination() + " }\n"
                        + "transfer: { transfers: 1 }\n" + limits);
    }

    private static Ended pullsOf(Path job, int exit, String... more) {
        return new Program()
                .run(with(List.of("pull", job.toString(), "--progress", "plain"), more))
                .with(exit);
    }

    @ParameterizedTest(
            name = "B-122: --max-bytes reached by the last resource, {0} transfers at a time: exit 0, complete")
    @ValueSource(strings = {"1", "4"})
    void bytesReachedByTheLastResource(String transfers) throws IOException {
        try (Scene scene = scene(4)) {
            Ended ended = scene.pulls(0, "--max-bytes", "1200000", "--transfers", transfers);
            assertThat(ended.out()).contains("Complete: all 4 resources");
            assertThat(ended.err()).doesNotContain("xnatpull resume");
            assertThat(summary(scene).get("complete").asBoolean()).isTrue();
            assertThat(scene.tree()).isEqualTo(scene.truth());
            new Program()
                    .run(List.of("resume", "--dest", scene.destination().toString()))
                    .with(0);
        }
    }

    @Test
    @DisplayName("B-122: a limit reached while the last resource is in hand: it is finished, exit 0, complete")
    void reachedWhileTheLastResourceIsInHand() throws InterruptedException {
        try (Scene scene = scene(2)) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat()
                    .on(Requests.singleFiles())
                    .nth(1)
                    .then(BodyFaults.doingAfter(30_000, stuck::countDown), BodyFaults.stallAfter(30_000));
            try (Running running = new Program()
                    .start(scene.pull("--max-bytes", "200k", "--transfers", "2", "--stall-timeout", "5m"))) {
                assertThat(stuck.await(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                running.awaitError(
                        "The run has reached its limit of bytes (200 KiB): nothing new begins; what is in hand"
                                + " has at most 20 min to finish");
                scene.xnat().release();
                assertThat(running.end().with(0).out()).contains("Complete: all 2 resources");
            }
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-122: a limit that kept nothing from being tried, but some resources failed: exit 3, not 8")
    void everythingWasTried() {
        try (Scene scene = scene(3)) {
            scene.xnat().on(Requests.singleFiles()).then(Faults.status(500));
            scene.pulls(3, "--on-failure", "stop", "--transfers", "1", "--retries", "0", "--limit", "1");
            assertThat(scene.manifest().count("status")).containsOnlyKeys("failed");
        }
    }

    @Test
    @DisplayName("B-122: a limit of a flag or a variable holds for one attempt: the resume without it ends the run")
    void aFlagHoldsForItsAttempt() {
        try (Scene scene = scene(5)) {
            scene.pulls(8, "--max-bytes", "500k", "--transfers", "1");
            assertThat(scene.manifest().where("status", "landed").rows()).hasSize(2);
            new Program()
                    .environment("XNATPULL_MAX_BYTES", "200k")
                    .run(scene.resume())
                    .with(8);
            assertThat(scene.manifest().where("status", "landed").rows()).hasSize(3);
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-122: a limit of the job file holds for every attempt; a flag over it for its own only")
    void aJobFileHoldsForEveryAttempt() throws IOException {
        try (Scene scene = scene(6)) {
            Path job = job(scene, "limits: { max-bytes: 500k }\n");
            pullsOf(job, 8, "--max-bytes", "200k");
            assertThat(scene.manifest().where("status", "landed").rows()).hasSize(1);
            scene.resumes(8);
            assertThat(scene.manifest().where("status", "landed").rows())
                    .as("the job file's 500 KiB, not the flag's 200 KiB")
                    .hasSize(3);
            scene.resumes(0, "--max-bytes", "1g");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-122: the same of failures and windows: a job file's window is asked by each resume, a flag's is not")
    void windowsToo() throws IOException {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
        String from = LocalTime.now().plusHours(2).format(time);
        String until = LocalTime.now().plusHours(4).format(time);
        try (Scene scene = scene(3)) {
            Path job = job(scene, "limits: { from: \"" + from + "\", until: \"" + until + "\" }\n");
            // The flag's end is later than now, and its beginning earlier: tonight is open.
            String open = LocalTime.now().minusHours(1).format(time);
            pullsOf(job, 8, "--from", open, "--max-bytes", "200k");
            assertThat(scene.manifest().where("status", "landed").rows()).hasSize(1);
            scene.resumes(8).saying("The window from " + from + " to " + until + " is closed now");
            scene.resumes(0, "--from", open);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-122: the packaged program: exit 8 with its reason in the record and one line with -q; then exit 0")
    void thePackagedProgramNamesItsLimit() throws IOException {
        try (Scene scene = scene(4)) {
            List<String> quiet = with(scene.pull("--max-bytes", "500k", "--transfers", "1"), "-q");
            Ended ended = new Program().packaged().run(quiet).with(8);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines())
                    .singleElement()
                    .asString()
                    .contains("2 of 4 resources", "its limit of bytes (500 KiB)", "Next: xnatpull resume --dest ");
            assertThat(summary(scene).get("ended_because").asString())
                    .isEqualTo("the run reached its limit of bytes (500 KiB)");
            assertThat(scene.manifest().where("status", "not-attempted").column("error_code"))
                    .containsOnly("XP-LIMIT-REACHED")
                    .hasSize(2);
            assertThat(scene.manifest().where("status", "not-attempted").column("error"))
                    .containsOnly("the run reached its limit of bytes (500 KiB)");
            Ended shown = new Program()
                    .run(List.of("runs", "show", "--dest", scene.destination().toString()))
                    .with(0);
            assertThat(shown.out()).contains("its limit of bytes (500 KiB)");
            new Program()
                    .packaged()
                    .run(with(scene.resume("--max-bytes", "600000"), "-q"))
                    .with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().column("error")).containsOnly("");
            assertThat(summary(scene).has("ended_because")).isFalse();
        }
    }

    @Test
    @DisplayName("B-122: -q says in one line that the window is closed")
    void aClosedWindowIsOneLine() {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
        String from = LocalTime.now().plusHours(2).format(time);
        try (Scene scene = scene(1)) {
            Ended ended = scene.pulls(
                    8, "--from", from, "--until", LocalTime.now().plusHours(4).format(time), "-q");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out().lines())
                    .singleElement()
                    .asString()
                    .contains("The window from " + from, "nothing was begun, exit 8");
        }
    }
}
