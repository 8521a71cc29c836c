package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a destination keeps, who may open it, and what may change about it. */
class DestinationTest {
    private static final int RESOURCES = 8;
    private static final String SHARED = "{session.label}/{scan.id}/{file.path}";

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 4, 10_000), "SCALE", directory.resolve("data"));
    }

    @Test
    @DisplayName(
            "B-07 A second first pull that logs in slowly exits 11, and leaves the state of the first whole, even when that is killed")
    void aSlowLoginDoesNotOpenWhatAnotherHasBegun() throws Exception {
        try (Scene scene = scene()) {
            Path asked = directory.resolve("asked");
            Path go = directory.resolve("go");
            Path command = Files.writeString(
                    directory.resolve("password.sh"),
                    "touch '" + asked + "'\nwhile [ ! -e '" + go + "' ]; do sleep 0.1; done\necho demo\n");
            List<String> slow = scene.pull("--user", "demo", "--password-command", "sh '" + command + "'");
            try (Running second =
                    new Program().without("XNAT_USER").without("XNAT_PASS").start(slow)) {
                while (!Files.exists(asked)) {
                    assertThat(second.isAlive())
                            .as("the second asks for its password")
                            .isTrue();
                    Thread.onSpinWait();
                }
                CountDownLatch stuck = new CountDownLatch(1);
                scene.xnat().on(archives()).nth(5).then(doingAfter(1, stuck::countDown), stallAfter(1));
                try (Running first = new Program()
                        .dyingAt("afterCommit:7")
                        .start(scene.pull("--stall-timeout", "5m", "--transfers", "1"))) {
                    assertThat(stuck.await(2, TimeUnit.MINUTES)).isTrue();
                    Files.createFile(go);
                    second.end().with(11).saying("XP-LOCKED", "pid " + first.pid());
                    // What it commits from here on would go to a log that nobody finds again, had the second opened it.
                    scene.xnat().release();
                    first.end().with(Ended.KILLED);
                }
            }
            scene.xnat().behave();
            assertThat(State.recorded(scene.destination(), directory)).hasSize(7);
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
        }
    }

    @ParameterizedTest(name = "Archives {0}, then --rebind with {1}: refused, nothing changed")
    @CsvSource({"unpack,keep", "unpack,both", "keep,unpack", "keep,both", "both,unpack", "both,keep"})
    void rebindDoesNotChangeTheFormOfWhatLanded(String before, String now) {
        try (Scene scene = scene()) {
            scene.pulls(0, "--archives", before);
            Map<String, String> tree = scene.tree();
            scene.pulls(2, "--archives", now, "--rebind")
                    .saying("XP-BINDING-DIFFERS", "--archives " + before, "--archives " + now, "another --dest");
            assertThat(scene.tree()).isEqualTo(tree);
            scene.pulls(0, "--archives", before, "--layout", "xnat", "--name-by", "id", "--rebind");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", (long) RESOURCES));
        }
    }

    @Test
    @DisplayName("B-03 The plan of a run that another superseded is forgotten")
    void theStateDoesNotGrowWithEveryRunThatWasKilled() {
        try (Scene scene = scene()) {
            new Program().dyingAt("afterMove:3").run(scene.pull()).with(Ended.KILLED);
            assertThat(State.planned(scene.destination(), directory)).hasSize(RESOURCES);
            new Program().dyingAt("afterMove:3").run(scene.pull()).with(Ended.KILLED);
            assertThat(State.planned(scene.destination(), directory)).hasSize(RESOURCES);
            scene.pulls(0);
            assertThat(State.planned(scene.destination(), directory)).isEmpty();
        }
    }

    @Test
    void aCopyIsVerifiedWithoutAWordInTheOriginal() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Path copy = directory.resolve("copy");
            copy(scene.destination(), copy);
            new Program().run(List.of("verify", copy.toString())).with(0);
            assertThat(copy.resolve("reports/verify.csv")).isRegularFile();
            assertThat(scene.destination().resolve("reports/verify.csv")).doesNotExist();
            new Program().run(List.of("verify", scene.destination().toString())).with(0);
            assertThat(scene.destination().resolve("reports/verify.csv")).isRegularFile();
        }
    }

    @Test
    void reportsThatHaveAPlaceOfTheirOwnStayThere() {
        try (Scene scene = scene()) {
            Path reports = directory.resolve("elsewhere");
            scene.pulls(0, "--report-dir", reports.toString());
            new Program().run(List.of("verify", scene.destination().toString())).with(0);
            assertThat(reports.resolve("verify.csv")).isRegularFile();
        }
    }

    @Test
    @DisplayName("B-12 resume of a run that ended with a conflict says so, and which command asks again")
    void resumeOfARunThatEndedWithAConflict() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Files.writeString(
                    scene.files("S00002_MR1", "1", "DICOM").resolve("0004.dcm"), "mine", StandardOpenOption.APPEND);
            scene.pulls(3);
            Ended resumed = scene.resumes(3).saying("is finished", "1 conflict", "the next pull does", "xnatpull pull");
            assertThat(resumed.err()).doesNotContain("is complete", "nothing to resume");
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsToldInWords() throws IOException {
        try (Scene scene = scene()) {
            Path file = Files.createFile(directory.resolve("file"));
            for (String log : List.of("/proc/nope/a.log", file.resolve("a.log").toString())) {
                Ended ended = scene.pulls(7, "--log-file", log)
                        .saying("Tried to write the log " + log, "Nothing was done.", "Name another file");
                assertThat(ended.err()).doesNotContain("NoSuchFile", "FileAlreadyExists", "Exception", "resume");
            }
            assertThat(scene.everything()).isEmpty();
        }
    }

    @Test
    @DisplayName("B-68 Files that --file leaves out take nobody's place")
    void filesThatAreLeftOutDoNotCollide() {
        try (Scene scene = scene()) {
            scene.pulls(2, "--layout", SHARED).saying("XP-NAME-COLLISION");
            scene.pulls(0, "--layout", SHARED, "--file", "nothing-is-called-so*");
        }
    }

    @Test
    void aPlanLeavesReceiptsPendingAsTheyAre() {
        try (Scene scene = scene()) {
            new Program().dyingAt("afterLedger:3").run(scene.pull()).with(Ended.KILLED);
            List<String> before = receipts(scene);
            assertThat(before).anyMatch(name -> name.contains("pending"));
            new Program().run(scene.plan()).with(0);
            assertThat(receipts(scene)).isEqualTo(before);
        }
    }

    private static List<String> receipts(Scene scene) {
        return scene.everything().stream()
                .filter(name -> name.startsWith(".xnatpull/receipts"))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            paths.forEach(path -> {
                try {
                    Files.copy(
                            path,
                            to.resolve(from.relativize(path)),
                            java.nio.file.LinkOption.NOFOLLOW_LINKS,
                            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
