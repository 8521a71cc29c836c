package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One folder of a destination that takes nothing, and faults that end the run: who it was, and why, stands in the record. */
class UnwritableFolderTest {
    @TempDir
    private Path directory;

    private Path mounted;
    private SmallDisk disk;

    @BeforeEach
    void prepare() throws IOException {
        SmallDisk.assumePossible();
        mounted = Files.createDirectory(directory.resolve("mounted"));
        disk = new SmallDisk(directory, mounted);
    }

    private static Scene scene(Path destination) {
        return new Scene(MiniatureArchives.scaled(3, 2, 1, 10, 20_000), "SCALE", destination);
    }

    private static String readOnly(Path folder) {
        return "mkdir -p " + folder + " && mount --bind " + folder + " " + folder + " && mount -o remount,bind,ro "
                + folder;
    }

    /** Two resources of one session have failed for this reason, and have failed alone. */
    private static void oneSessionFailed(Scene scene, String words) {
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 4L, "failed", 2L));
        Manifest failed = scene.manifest().where("status", "failed");
        assertThat(failed.column("session_label")).containsOnly("S00002_MR1");
        assertThat(failed.column("error_code")).containsOnly("XP-FOLDER-UNUSABLE");
        assertThat(failed.column("error")).allMatch(text -> text.contains(words) && text.contains("S00002_MR1"));
        assertThat(scene.report("failures.csv").column("error_code"))
                .containsExactly("XP-FOLDER-UNUSABLE", "XP-FOLDER-UNUSABLE");
        assertThat(scene.truth()).containsAllEntriesOf(scene.tree());
    }

    @ParameterizedTest(
            name = "B-121: a read-only session folder, --archives {0}: its resources failed, the others came, exit 3")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void aReadOnlyFolder(String archives) {
        try (Scene scene = scene(directory.resolve("data"))) {
            disk.of("size=1m")
                    .then(readOnly(scene.destination().resolve("S00002_MR1")))
                    .run(scene.pull("--archives", archives), "exit $?")
                    .end()
                    .with(3)
                    .saying("XP-FOLDER-UNUSABLE");
            Manifest failed = scene.manifest().where("status", "failed");
            assertThat(failed.column("session_label")).containsExactly("S00002_MR1", "S00002_MR1");
            assertThat(failed.column("error_code")).containsOnly("XP-FOLDER-UNUSABLE");
            assertThat(failed.column("error")).allMatch(text -> text.contains("Read-only file system"));
            assertThat(scene.fetches().count())
                    .as("nothing is fetched for a folder that takes nothing")
                    .isEqualTo(4);
            scene.resumes(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 6L));
        }
    }

    @Test
    @DisplayName(
            "B-121: a small disk mounted below the destination is full: its resources failed, the others came, exit 3")
    void aFullDiskBelow() throws IOException {
        Path destination = directory.resolve("data");
        mounted = Files.createDirectories(destination.resolve("S00002_MR1"));
        disk = new SmallDisk(directory, mounted);
        try (Scene scene = scene(destination)) {
            disk.of("size=100k").run(scene.pull(), "exit $?").end().with(3);
            oneSessionFailed(scene, "No space left");
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-121: what landed in a folder that is read-only now is unchanged; what is new there failed, the rest came")
    void aFolderThatBecameReadOnly() {
        try (Scene scene = scene(directory.resolve("data"))) {
            scene.pulls(0, "--scan", "1");
            disk.of("size=1m")
                    .then(readOnly(scene.destination().resolve("S00002_MR1")))
                    .run(scene.pull(), "exit $?")
                    .end()
                    .with(3);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 3L, "landed", 2L, "failed", 1L));
            assertThat(scene.report("failures.csv").only()).containsEntry("scan_id", "2");
        }
    }

    @Test
    @DisplayName(
            "B-121: the whole disk is full: exit 7, and the resource and its reason stand in manifest and failures")
    void aFullDisk() {
        Path copy = directory.resolve("copy");
        try (Scene scene = scene(mounted.resolve("data"))) {
            disk.of("size=700k")
                    .run(
                            scene.pull(
                                    "--state", directory.resolve("state").toString(), "--report-dir", copy.toString()),
                            "exit $?")
                    .end()
                    .with(7)
                    .saying("XP-DISK-FULL");
            recorded(copy.resolve("latest"), "XP-DISK-FULL", "No space left");
        }
    }

    private static void recorded(Path reports, String code, String words) {
        Manifest failed = Manifest.read(reports.resolve("manifest.csv")).where("status", "failed");
        assertThat(failed.rows()).isNotEmpty();
        assertThat(failed.column("error_code")).containsOnly(code);
        assertThat(failed.column("error")).allMatch(text -> text.contains(words));
        assertThat(Manifest.read(reports.resolve("failures.csv")).column("error_code"))
                .containsOnly(code);
        assertThat(reports.resolve("summary.json")).content().contains("\"ended_because\"", code);
    }

    @Test
    @DisplayName(
            "B-121: the packaged program: nothing can be staged any more: exit 7, with the resource and its reason")
    void thePackagedProgram() throws IOException, InterruptedException {
        try (Scene scene = scene(directory.resolve("data"))) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(Requests.archives()).nth(3).then(doingAfter(50_000, stuck::countDown), stallAfter(50_000));
            Path go = directory.resolve("go");
            String program = scene.pull("--transfers", "1", "--stall-timeout", "5m").stream()
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(" "));
            try (Running running = disk.of("size=1m")
                    .then("(until [ -e " + go + " ]; do sleep 0.1; done; mount -t tmpfs -o ro none "
                            + scene.destination().resolve(".xnatpull/staging") + "; echo gone >&2) &")
                    .then("JAVA_HOME='" + System.getProperty("java.home") + "' target/xnatpull/bin/xnatpull " + program)
                    .then("exit $?")
                    .start()) {
                assertThat(stuck.await(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                Files.createFile(go);
                running.awaitError("gone");
                scene.xnat().release();
                running.end().with(7);
            }
            recorded(scene.latest(), "XP-LOCAL-IO", "");
            assertThat(scene.manifest().count("status"))
                    .isEqualTo(Map.of("landed", 2L, "failed", 1L, "not-attempted", 3L));
            assertThat(scene.manifest().where("status", "not-attempted").column("error_code"))
                    .containsOnly("XP-LOCAL-IO");
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
