package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Things in the way, missing permissions and locks on a system that speaks German: what happens is what happens in English. */
class SystemLanguageTest {
    @TempDir
    private Path directory;

    private Map<String, String> german = Map.of();

    @BeforeEach
    void speakGerman() throws IOException {
        german = Language.german(Files.createDirectory(directory.resolve("language")));
    }

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 3, 1_000), "SCALE", directory.resolve("data"));
    }

    private Program program() {
        Program program = new Program().alone();
        german.forEach(program::environment);
        return program;
    }

    @ParameterizedTest(
            name = "B-62, B-63 In German, a file where the folder was that is {0}: a conflict, the rest comes")
    @ValueSource(strings = {"S00001_MR1", "S00001_MR1/scans/1/resources", "S00001_MR1/scans/1/resources/DICOM/files"})
    void aFileWhereAFolderWas(String folder) throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Path obstructed = scene.destination().resolve(folder);
            Files.move(obstructed, directory.resolve("aside"));
            Files.writeString(obstructed, "in the way");
            List<String> verify = List.of("verify", scene.destination().toString());
            Ended english = new Program().alone().run(verify).with(9);
            assertThat(program().run(verify).with(9).out()).isEqualTo(english.out());
            program().run(scene.pull("--recheck")).with(3);
            assertThat(scene.manifest().count("status").get("conflict")).isPositive();
            assertThat(scene.manifest().count("status").get("unchanged")).isGreaterThanOrEqualTo(4);
            assertThat(obstructed).hasContent("in the way");
            Files.delete(obstructed);
            program().run(scene.pull("--recheck")).with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-59 In German, a destination below a file: exit 7 in words, nothing fetched")
    void aDestinationBelowAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        try (Scene scene = new Scene(MiniatureArchives.scaled(1, 1, 1, 1, 10), "SCALE", file.resolve("data"))) {
            program().run(scene.pull()).with(7).saying("XP-LOCAL-IO");
            assertThat(scene.fetches().count()).isZero();
            program()
                    .run(List.of("runs", "list", "--dest", scene.destination().toString()))
                    .with(10);
        }
    }

    @ParameterizedTest(
            name = "B-64 In German, {0} of the state may not be used: exit 7, and the state is not called damaged")
    @ValueSource(strings = {"xnatpull.script", "xnatpull.log", "xnatpull.properties", ""})
    void aStateThatMayNotBeUsed(String file) throws IOException {
        assumeTrue(
                program().only("unshare", "-U", "--map-user=1000", "true").end().exit() == 0,
                "no user namespaces here");
        try (Scene scene = scene()) {
            // Killed, so that the log is needed.
            new Program().dyingAt("afterCommit:5").run(scene.pull()).with(Ended.KILLED);
            Path closed = scene.destination().resolve(".xnatpull/state").resolve(file);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            Ended ended = asNobody(scene.resume());
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            ended.with(7).saying("XP-LOCAL-IO", "ermission denied");
            assertThat(ended.err()).doesNotContain("rebuild", "XP-STATE");
            program().run(scene.resume()).with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    /** Without the rights of root, which tests in containers have. */
    private Ended asNobody(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "-U", "--map-user=1000"));
        command.addAll(program().command(arguments));
        try (Running running = program().only(command.toArray(String[]::new))) {
            return running.end();
        }
    }

    @Test
    @DisplayName("B-10 In German, a state that is damaged is called so: exit 10 and the way out")
    void aDamagedStateIsCalledSo() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Files.writeString(scene.destination().resolve(".xnatpull/state/xnatpull.script"), "NO SQL AT ALL\n");
            program()
                    .run(List.of("verify", scene.destination().toString()))
                    .with(10)
                    .saying("XP-STATE-UNREADABLE", "runs rebuild");
        }
    }

    @Test
    @DisplayName(
            "B-07 In German, a second run beside a first: exit 11; runs list shows the first as running, then killed")
    void aSecondRun() throws InterruptedException {
        try (Scene scene = scene()) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(archives()).nth(2).then(doingAfter(1, stuck::countDown), stallAfter(1));
            List<String> list =
                    List.of("runs", "list", "--dest", scene.destination().toString());
            try (Running first = program().start(scene.pull("--stall-timeout", "5m"))) {
                assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
                program().run(scene.pull()).with(11).saying("XP-LOCKED", "pid " + first.pid());
                assertThat(program().run(list).with(0).out()).contains("running");
                first.kill();
                first.end();
            }
            assertThat(program().run(list).with(0).out()).contains("killed").doesNotContain("running");
        }
    }

    @Test
    @DisplayName("B-58 In German, a disk that refuses the log: its code, with the words of the system")
    void aLogOnAFullDisk() throws IOException {
        SmallDisk.assumePossible();
        Path mounted = Files.createDirectory(directory.resolve("mounted"));
        try (Scene scene = scene()) {
            Program.speak(german);
            new SmallDisk(directory, mounted)
                    .of("nr_inodes=1")
                    .run(scene.pull("--log-file", mounted.resolve("a.log").toString()), "exit $?")
                    .end()
                    .with(7)
                    .saying("XP-DISK-FULL", "No space left on the disk (Auf dem Gerät");
        } finally {
            Program.speak(Map.of());
        }
    }
}
