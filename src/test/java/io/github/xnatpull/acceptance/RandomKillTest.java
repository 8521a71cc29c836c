package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills one pull again and again, at moments that a seed decides: {@code -Dxnatpull.kill.seed=…} repeats a run as far as
 * the machine lets it.
 */
class RandomKillTest {
    private static final int KILLS = Integer.getInteger("xnatpull.kill.count", 6);
    private static final int TRANSFERS = 4;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("xnatpull.kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<String> recorded = new TreeSet<>();
    private final List<String> story = new ArrayList<>(List.of("seed " + seed));

    @Tag("slow")
    @Test
    @DisplayName(
            "B-03 Killed at random moments, again and again: nothing is fetched twice that landed, nothing is missing")
    void killedAgainAndAgain() {
        System.out.println("RandomKillTest: -Dxnatpull.kill.seed=" + seed);
        try (Scene scene =
                new Scene(MiniatureArchives.scaled(6, 4, 2, 5, 30_000), "SCALE", directory.resolve("data"))) {
            int fetches = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                fetches += killOnce(scene);
            }
            fetches += toTheEnd(scene);
            assertThat(scene.tree()).as("%s", story).isEqualTo(scene.truth());
            Manifest manifest = scene.manifest();
            assertThat(manifest.rows()).hasSize(48);
            assertThat(manifest.count("status").keySet()).isSubsetOf("landed", "unchanged");
            assertThat(manifest.count("proof")).isEqualTo(Map.of("md5", 48L));
            assertThat(manifest.sum("files")).isEqualTo(48 * 5);
            assertThat(fetches).as("%s", story).isLessThanOrEqualTo(48 + KILLS * TRANSFERS);
        }
    }

    /** One attempt that dies; returns how many requests for bytes it made. */
    private int killOnce(Scene scene) {
        scene.xnat().log().clear();
        // Two dozen requests make the plan, two for each resource follow; beyond them it ends by itself, or in its
        // manifest.
        int requests = 1 + random.nextInt(60);
        long pause = random.nextInt(50_000_000);
        CountDownLatch reached = new CountDownLatch(1);
        scene.xnat().on(any()).nth(requests).then(Faults.doing(reached::countDown));
        List<String> command = next(scene);
        try (Running running = new Program().start(command)) {
            awaitRequestOrEnd(running, reached);
            LockSupport.parkNanos(pause);
            running.kill();
            Ended ended = running.end();
            story.add(command.get(0) + " killed after " + requests + " requests and " + pause / 1000 + " µs: exit "
                    + ended.exit());
            assertThat(ended.exit()).as("%s %s", story, ended).isIn(Ended.KILLED, 0);
        }
        scene.xnat().behave();
        return look(scene);
    }

    private int toTheEnd(Scene scene) {
        scene.xnat().log().clear();
        List<String> command = next(scene);
        Ended ended = new Program().run(command);
        story.add(command.get(0) + " to the end");
        assertThat(ended.exit()).as("%s %s", story, ended).isZero();
        return look(scene);
    }

    /** Resumes mostly; a new pull must do as well, and where there is no run yet nothing else can. */
    private List<String> next(Scene scene) {
        boolean run = Files.exists(scene.destination().resolve(".xnatpull/runs"))
                && scene.everything().stream().anyMatch(name -> name.endsWith("status.json"));
        return run && random.nextInt(3) > 0 ? scene.resume() : scene.pull();
    }

    /** What had landed was not asked for; what has landed now will not be. */
    private int look(Scene scene) {
        Fetches fetches = scene.fetches();
        assertThat(recorded)
                .as("recorded as landed, so not asked for again: %s", story)
                .noneMatch(fetches.resources()::contains);
        recorded.addAll(State.recorded(scene.destination(), directory));
        return fetches.count();
    }

    private static void awaitRequestOrEnd(Running running, CountDownLatch reached) {
        long deadline = System.nanoTime() + Program.PATIENCE.toNanos();
        try {
            while (running.isAlive() && !reached.await(50, TimeUnit.MILLISECONDS)) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
