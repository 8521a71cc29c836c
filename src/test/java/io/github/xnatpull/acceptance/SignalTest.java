package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.matching;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is asked to stop: it ends in good order and soon, says what it did, and can go on later. */
class SignalTest {
    private static final String LONG = "5m";

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(KillTest.archive(), "SCALE", directory.resolve("data"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a pull that stands still in the middle of the n-th archive. */
    private static Running stuckAt(Scene scene, int archive, String... more) {
        CountDownLatch stuck = new CountDownLatch(1);
        scene.xnat().on(archives()).nth(archive).then(doingAfter(30_000, stuck::countDown), stallAfter(30_000));
        Running running = new Program().start(scene.pull(more));
        await(stuck);
        return running;
    }

    @Test
    @DisplayName("B-01 SIGTERM during downloads: manifest, STOPPED, exit 143, resumable")
    void terminatedWhileDownloading() {
        try (Scene scene = scene();
                Running running = stuckAt(scene, 9, "--stall-timeout", LONG, "--grace", "1s")) {
            running.terminate();
            running.end().with(143).saying("Asked to stop", "at most 1 s");
            stoppedAndResumable(scene);
        }
    }

    @Test
    @DisplayName("B-02 Ctrl-C during downloads: says so, exit 130, resumable")
    void interruptedWhileDownloading() {
        try (Scene scene = scene();
                Running running = stuckAt(scene, 9, "--stall-timeout", LONG, "--grace", "1s")) {
            running.interrupt();
            running.end().with(130).saying("Ctrl-C again ends at once");
            stoppedAndResumable(scene);
        }
    }

    @Test
    @DisplayName("B-02 Ctrl-C while the server does not answer the login: exit 130, nothing made")
    void interruptedBeforeAnythingBegan() {
        CountDownLatch asked = new CountDownLatch(1);
        try (Scene scene = scene()) {
            scene.xnat().on(Requests.logins()).then(Faults.doing(asked::countDown), Faults.silence());
            try (Running running = new Program().start(scene.pull("--response-timeout", LONG))) {
                await(asked);
                running.interrupt();
                running.end().with(130).saying("before anything was pulled");
            }
            assertThat(scene.everything()).isEmpty();
        }
    }

    private void stoppedAndResumable(Scene scene) {
        assertThat(State.lastJobStatus(scene.destination(), directory)).isEqualTo("STOPPED");
        Set<String> landed =
                new TreeSet<>(scene.manifest().where("status", "landed").column("resource_id"));
        assertThat(landed)
                .isNotEmpty()
                .containsExactlyElementsOf(new TreeSet<>(State.recorded(scene.destination(), directory)));
        assertThat(scene.manifest().rows()).hasSize(24);
        assertThat(scene.manifest().count("status").keySet()).containsExactlyInAnyOrder("landed", "not-attempted");
        assertThat(scene.truth()).containsAllEntriesOf(scene.tree());
        Path reports = latest(scene);

        scene.xnat().behave();
        scene.xnat().log().clear();
        scene.resumes(0);
        assertThat(scene.fetches().resources()).hasSize(24 - landed.size()).noneMatch(landed::contains);
        assertThat(scene.tree()).isEqualTo(scene.truth());
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 24L));
        assertThat(latest(scene)).as("the same run").isEqualTo(reports);
    }

    private static Path latest(Scene scene) {
        try {
            return Files.readSymbolicLink(scene.latest());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("B-01 Files in hand are finished when asked to stop, and nothing new begins")
    void filesInHandAreFinished() {
        try (Scene scene = scene();
                Running running = stuckAt(scene, 9, "--transfers", "1", "--stall-timeout", LONG, "--grace", "60s")) {
            running.terminate();
            running.awaitError("Asked to stop");
            scene.xnat().release();
            running.end().with(143);
            assertThat(scene.fetches().resources()).hasSize(9);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 9L, "not-attempted", 15L));
        }
    }

    @Test
    @DisplayName("B-02 A second Ctrl-C halts at once, and the run can be recovered")
    void interruptedTwice() {
        try (Scene scene = scene();
                Running running = stuckAt(scene, 9, "--stall-timeout", LONG, "--grace", LONG)) {
            running.interrupt();
            running.awaitError("Ctrl-C again ends at once");
            running.interrupt();
            running.end().with(130);
            assertThat(State.lastJobStatus(scene.destination(), directory)).isEqualTo("STARTED");
            Set<String> recorded = new TreeSet<>(State.recorded(scene.destination(), directory));
            scene.xnat().behave();
            scene.xnat().log().clear();
            scene.resumes(0).saying("did not end by itself");
            assertThat(scene.fetches().resources()).noneMatch(recorded::contains);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-01 SIGTERM while the plan is made: exit 143, resumable")
    void terminatedWhilePlanning() {
        try (Scene scene = scene()) {
            CountDownLatch asked = new CountDownLatch(1);
            scene.xnat().on(matching("/scans\\?")).nth(3).then(Faults.doing(asked::countDown), Faults.silence());
            try (Running running = new Program().start(scene.pull("--response-timeout", LONG, "--grace", "1s"))) {
                await(asked);
                running.terminate();
                running.end().with(143);
            }
            scene.xnat().behave();
            Ended resumed = scene.resumes(0);
            assertThat(resumed.out()).contains("all 24 resources of 4 sessions");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
