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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full, read-only, of another kind, or gone: real ones, in a mount namespace of the process's own. */
class DiskTest {
    @TempDir
    private Path directory;

    private Path mounted;
    private SmallDisk disk;

    @BeforeEach
    void prepare() throws IOException {
        mounted = Files.createDirectory(directory.resolve("mounted"));
        disk = new SmallDisk(directory, mounted);
    }

    private static Scene scene(Path destination) {
        return new Scene(MiniatureArchives.scaled(3, 2, 2, 10, 50_000), "SCALE", destination);
    }

    @ParameterizedTest(
            name =
                    "B-58 The disk runs full in the middle ({0}): warned before, exit 7, what lies there is whole; with more room resume ends it")
    @ValueSource(strings = {"size=5m", "nr_inodes=120"})
    void aFullDisk(String limit) {
        SmallDisk.assumePossible();
        try (Scene scene = scene(mounted.resolve("data"))) {
            Path first = directory.resolve("first");
            Path last = directory.resolve("last");
            Ended ended = disk.of(limit)
                    .run(scene.pull(), "echo $? > " + first + ".exit")
                    .then("cp -a " + mounted + "/data " + first)
                    .then("mount -o remount,size=64m,nr_inodes=9999 " + mounted)
                    .thenRun(scene.resume())
                    .then("code=$?; cp -a " + mounted + "/data " + last + "; exit $code")
                    .end();
            assertThat(first.resolveSibling("first.exit")).as(ended.toString()).hasContent("7");
            assertThat(ended.err()).contains("XP-DISK-FULL", "No space left");
            assertThat(ended.err().contains("needs about 5.72 MiB"))
                    .as("warned before")
                    .isEqualTo(limit.startsWith("size"));
            assertThat(scene.truth()).containsAllEntriesOf(Tree.at(first));
            ended.with(0);
            assertThat(Tree.at(last)).isEqualTo(scene.truth());
            assertThat(Manifest.read(last.resolve("reports/latest/manifest.csv"))
                            .count("status"))
                    .isEqualTo(Map.of("landed", 12L));
        }
    }

    @ParameterizedTest(
            name =
                    "B-64 The disk of the state runs full ({0}): exit 7 at once or a clean stop; with more room it goes on")
    @ValueSource(strings = {"size=64k", "size=1064k"})
    void theStatesDiskIsFull(String limit) {
        SmallDisk.assumePossible();
        try (Scene scene = scene(directory.resolve("data"))) {
            String state = mounted.resolve("state").toString();
            Ended ended = disk.of(limit)
                    .run(scene.pull("--state", state), "echo $? > " + directory + "/first.exit")
                    .then("mount -o remount,size=64m " + mounted)
                    .thenRun(scene.pull("--state", state))
                    .end();
            assertThat(directory.resolve("first.exit")).as(ended.toString()).hasContent("7");
            assertThat(ended.err()).contains("XP-DISK-FULL");
            ended.with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-59, B-64 A read-only destination, a read-only state: exit 7 before anything is fetched")
    void readOnlyDisks() {
        SmallDisk.assumePossible();
        try (Scene scene = scene(mounted.resolve("data"));
                Scene other = scene(directory.resolve("writable"))) {
            disk.of("ro").run(scene.pull(), "exit $?").end().with(7).saying("Read-only file system");
            assertThat(scene.fetches().count()).isZero();
            disk.of("ro")
                    .run(other.pull("--state", mounted.resolve("state").toString()), "exit $?")
                    .end()
                    .with(7)
                    .saying("Read-only file system");
            assertThat(other.fetches().count()).isZero();
        }
    }

    @Test
    @DisplayName("B-59 A destination that is a file: exit 7, told; below folders that are not there: they are made")
    void aDestinationThatIsNone() throws IOException {
        try (Scene file = scene(Files.writeString(directory.resolve("file"), "mine"));
                Scene deep = new Scene(
                        MiniatureArchives.scaled(1, 1, 1, 2, 100), "SCALE", directory.resolve("not/there/yet"))) {
            file.pulls(7).saying("is a file");
            assertThat(directory.resolve("file")).hasContent("mine");
            assertThat(file.fetches().count()).isZero();
            deep.pulls(0);
            assertThat(deep.tree()).isEqualTo(deep.truth());
        }
    }

    @Test
    @DisplayName("B-59 A folder of the destination on another file system: what belongs there lands there, whole")
    void aFolderOnAnotherFileSystem() throws IOException {
        SmallDisk.assumePossible();
        Path destination = directory.resolve("data");
        Path folder = Files.createDirectories(destination.resolve("S00002_MR1"));
        try (Scene scene = scene(destination)) {
            Path copy = directory.resolve("copy");
            new SmallDisk(directory, folder)
                    .of("size=64m")
                    .run(scene.pull(), "code=$?; cp -a " + destination + " " + copy + "; exit $code")
                    .end()
                    .with(0);
            assertThat(Tree.at(copy)).isEqualTo(scene.truth());
            assertThat(folder).as("below the mount point").isEmptyDirectory();
        }
    }

    @Test
    @DisplayName(
            "B-61 The destination is unmounted in the middle: exit 7, and nothing is written below the mount point")
    void unmountedInTheMiddle() throws IOException, InterruptedException {
        SmallDisk.assumePossible();
        try (Scene scene = scene(mounted)) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(archives()).nth(5).then(doingAfter(100_000, stuck::countDown), stallAfter(100_000));
            Path go = directory.resolve("go");
            try (Running running = disk.of("size=64m")
                    .runBeside(
                            scene.pull("--transfers", "1", "--stall-timeout", "5m"),
                            "until [ -e " + go + " ]; do sleep 0.1; done; umount -l " + mounted + "; mv " + go + " "
                                    + go + "ne")
                    .start()) {
                assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
                Files.createFile(go);
                running.awaitError("gone");
                scene.xnat().release();
                running.end().with(7).saying("XP-DESTINATION-GONE");
            }
            try (Stream<Path> below = Files.list(mounted)) {
                assertThat(below).isEmpty();
            }
        }
    }
}
