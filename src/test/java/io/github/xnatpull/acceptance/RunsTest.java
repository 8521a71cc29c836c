package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs beside one another and after one another, and what they leave to each other. */
@Tag("once")
class RunsTest {
    private static final int RESOURCES = 8;

    @TempDir
    private Path directory;

    private Scene scene(String destination) {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 4, 10_000), "SCALE", directory.resolve(destination));
    }

    @Test
    @DisplayName("B-08 Two runs at once, of one server and user, to two destinations: both land everything")
    void twoDestinationsAtOnce() throws InterruptedException {
        try (Scene scene = scene("one")) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(archives()).nth(2).then(doingAfter(1, stuck::countDown), stallAfter(1));
            try (Running first = new Program().start(scene.pull())) {
                assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
                Path other = directory.resolve("other");
                new Program().run(elsewhere(scene, other)).with(0);
                assertThat(first.isAlive()).isTrue();
                assertThat(Tree.at(other)).isEqualTo(scene.truth());
                scene.xnat().release();
                first.end().with(0);
            }
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    private static List<String> elsewhere(Scene scene, Path destination) {
        return scene.pull().stream()
                .map(word -> word.equals(scene.destination().toString()) ? destination.toString() : word)
                .toList();
    }

    @Test
    @DisplayName(
            "B-09, B-12 A dead run's lock file names a process that lives, on another host: the run starts, and notes the recovery")
    void whatALockFileSaysDoesNotMatter() throws IOException {
        try (Scene scene = scene("data")) {
            new Program().dyingAt("afterMove:3").run(scene.pull()).with(Ended.KILLED);
            Path owner = scene.destination().resolve(".xnatpull/lock.owner");
            assertThat(owner).isRegularFile();
            Files.writeString(
                    owner,
                    "purpose=pull of job SCALE\nhost=elsewhere.example.org\npid="
                            + ProcessHandle.current().pid()
                            + "\nboot=0\nstarted=2026-01-01T00:00:00Z\n");
            scene.resumes(0).saying("did not end by itself");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(owner).doesNotExist();
        }
    }

    @Test
    @DisplayName(
            "B-10, B-13 A damaged state: exit 10, its place and the two ways out; runs rebuild is one, and fetches nothing")
    void aDamagedState() throws IOException {
        try (Scene scene = scene("data")) {
            scene.pulls(0);
            Path state = scene.destination().resolve(".xnatpull/state");
            Files.writeString(state.resolve("xnatpull.script"), "this is no database\n");
            Map<String, String> before = scene.tree();
            assertThat(scene.pulls(10).err())
                    .contains("XP-STATE-UNREADABLE", state.toString(), "runs rebuild", "move the directory away");
            assertThat(Files.readString(state.resolve("xnatpull.script"))).isEqualTo("this is no database\n");
            assertThat(scene.tree()).isEqualTo(before);

            new Program()
                    .run(List.of(
                            "runs", "rebuild", "--dest", scene.destination().toString()))
                    .with(0);
            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.fetches().count()).isZero();
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", (long) RESOURCES));
        }
    }

    @Test
    @DisplayName(
            "B-10 A killed first run whose state lost its log: verify, resume and plan say so, exit 10; the next pull adopts what landed")
    void aStateWithoutItsTables() throws IOException {
        try (Scene scene = scene("data")) {
            new Program().dyingAt("afterMove:3").run(scene.pull()).with(Ended.KILLED);
            Path state = scene.destination().resolve(".xnatpull/state");
            Files.delete(state.resolve("xnatpull.log"));
            String data = scene.destination().toString();
            assertThat(new Program().run(List.of("verify", data)).with(10).err())
                    .contains("XP-STATE-UNREADABLE", state.toString(), "runs rebuild", "run the pull again");
            assertThat(scene.resumes(10).err()).contains("XP-STATE-UNREADABLE", "runs rebuild");
            assertThat(new Program().run(scene.plan()).with(10).err()).contains("XP-STATE-UNREADABLE");
            assertThat(scene.resumes(10).err()).contains("XP-STATE-UNREADABLE");
            int before = scene.fetches().resources().size();
            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.fetches().resources()).hasSizeBetween(RESOURCES - before, RESOURCES - 2);
            new Program().run(List.of("verify", data)).with(0);
        }
    }

    @Test
    @DisplayName("A state that lost its log is made anew by runs rebuild; one whose directory is gone is told likewise")
    void aStateWithoutItsTablesIsRebuilt() throws IOException {
        try (Scene scene = scene("data")) {
            new Program().dyingAt("afterMove:3").run(scene.pull()).with(Ended.KILLED);
            Path state = scene.destination().resolve(".xnatpull/state");
            Files.delete(state.resolve("xnatpull.log"));
            String data = scene.destination().toString();
            new Program().run(List.of("runs", "rebuild", "--dest", data)).with(0);
            new Program().run(List.of("verify", data)).with(0);
            Files.move(state, directory.resolve("away"));
            assertThat(new Program().run(List.of("verify", data)).with(10).err())
                    .contains("XP-STATE-UNREADABLE", "runs rebuild");
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-10 A damaged receipt, or one moved away by hand, is its resource's matter: the next pull finds the files right")
    void aDamagedReceipt() throws IOException {
        try (Scene scene = scene("data")) {
            scene.pulls(0);
            Path one = receipts(scene).get(0);
            Files.write(one, new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2});
            Files.writeString(receipts(scene).get(1), "");
            Files.delete(receipts(scene).get(2));
            scene.pulls(0).saying("damaged-receipts");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.destination().resolve(".xnatpull/damaged-receipts"))
                    .isDirectory();
            assertThat(receipts(scene)).hasSize(RESOURCES);

            Path changed = scene.files("S00001_MR1", "1", "DICOM").resolve("0002.dcm");
            Files.writeString(changed, "mine");
            for (Path receipt : receipts(scene)) {
                Files.writeString(receipt, "garbage");
            }
            new Program()
                    .run(List.of(
                            "runs", "rebuild", "--dest", scene.destination().toString()))
                    .with(0);
            scene.pulls(3);
            assertThat(changed).hasContent("mine");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", RESOURCES - 1L, "conflict", 1L));
            Files.delete(changed);
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    private static List<Path> receipts(Scene scene) throws IOException {
        try (var files = Files.walk(scene.destination().resolve(".xnatpull/receipts"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    @DisplayName("B-12 resume of a complete run: nothing to do, exit 0; of an unknown one, or of nothing: exit 10")
    void resumeOfWhatNeedsNone() {
        try (Scene scene = scene("data")) {
            scene.resumes(10).saying("XP-NO-SUCH-RUN");
            assertThat(scene.destination()).doesNotExist();
            scene.pulls(0);
            scene.xnat().log().clear();
            Ended again = scene.resumes(0);
            assertThat(again.out() + again.err()).contains("nothing to resume");
            assertThat(scene.xnat().log().lines()).isEmpty();
            new Program()
                    .run(List.of(
                            "resume",
                            "nobody-20200101-000000",
                            "--dest",
                            scene.destination().toString()))
                    .with(10)
                    .saying("nobody-20200101-000000", "runs list");
        }
    }

    @Test
    @DisplayName("B-12 A destination that was carried to another place goes on there")
    void aMovedDestinationGoesOn() throws IOException {
        try (Scene scene = scene("data")) {
            new Program().dyingAt("afterMove:5").run(scene.pull()).with(Ended.KILLED);
            int before = scene.fetches().resources().size();
            Path moved = directory.resolve("carried");
            Files.move(scene.destination(), moved);
            scene.xnat().log().clear();
            new Program()
                    .run(List.of("resume", "--dest", moved.toString(), "--progress", "plain"))
                    .with(0);
            assertThat(Tree.at(moved)).isEqualTo(scene.truth());
            assertThat(scene.destination()).doesNotExist();
            assertThat(scene.fetches().resources().size()).isLessThanOrEqualTo(RESOURCES - before + 4);
        }
    }

    @Test
    @DisplayName(
            "B-03 Frozen for longer than every time-out, then woken: the run mends what broke, and the lock was held all the time")
    void frozenForLongerThanTheTimeOuts() throws InterruptedException {
        try (Scene scene = scene("data")) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(archives()).nth(3).then(doingAfter(10_000, stuck::countDown), stallAfter(10_000));
            try (Running running =
                    new Program().start(scene.pull("--stall-timeout", "1s", "--response-timeout", "2s"))) {
                assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
                running.signal("STOP");
                // Longer than the frozen one's time-outs, without a sleep of ours: another process meets its lock
                // meanwhile.
                new Program().run(scene.pull()).with(11).saying("pid " + running.pid());
                scene.xnat().sessions().expireAll();
                new Program().run(scene.pull()).with(11);
                running.signal("CONT");
                running.end().with(0);
            }
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
        }
    }
}
