package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.support.FailPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk of the state takes no more, at every stage of a run: what a manifest calls landed is known after a restart. */
@Tag("once")
class StateDiskTest {
    private static final int RESOURCES = 12;

    @TempDir
    private Path directory;

    private Path mounted;
    private Path first;

    @BeforeEach
    void prepare() throws IOException {
        mounted = Files.createDirectory(directory.resolve("mounted"));
        first = Files.createDirectory(directory.resolve("first"));
    }

    @ParameterizedTest(
            name =
                    "B-64: The state's disk is filled at {0} ({1}): exit 7, nothing called landed is lost; resume ends it")
    @CsvSource({
        "afterCommit:1, unpack",
        "afterCommit:10, keep",
        "afterCommit:12, unpack",
        "midManifest:5, unpack",
        "afterJob:1, unpack",
    })
    void filledInTheMiddle(String moment, String archives) {
        SmallDisk.assumePossible();
        try (Scene scene = scene()) {
            Path go = directory.resolve("go");
            Ended ended = new SmallDisk(directory, mounted)
                    .of("size=16m")
                    .then("(until [ -e " + go + ".reached ]; do sleep 0.02; done; " + fill() + "; touch " + go + ") &")
                    .then("export " + FailPoint.VARIABLE + "=" + moment + "@" + go)
                    .run(scene.pull("--state", state(), "--archives", archives), "echo $? > " + first + "/exit")
                    .then("unset " + FailPoint.VARIABLE)
                    .then(keptOfTheFirst(scene))
                    .then("rm " + mounted + "/filler")
                    .thenRun(scene.resume("--state", state()))
                    .end();
            assertThat(first.resolve("exit")).as(ended.toString()).hasContent("7");
            assertThat(ended.err()).contains("XP-DISK-FULL");
            requireThatAllCalledLandedIsKnown();
            ended.with(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            if (archives.equals("unpack")) {
                assertThat(scene.tree()).isEqualTo(scene.truth());
            }
        }
    }

    @Test
    @DisplayName(
            "B-64: The state's log may not grow, as with a quota, though its disk has room: exit 7, nothing is lost")
    void aLogThatMayNotGrow() {
        SmallDisk.assumePossible();
        try (Scene scene = scene()) {
            Ended ended = new SmallDisk(directory, mounted)
                    .of("size=64m")
                    .then("(ulimit -f 96")
                    .thenRun(scene.pull("--state", state()))
                    .then(") ; echo $? > " + first + "/exit")
                    .then(keptOfTheFirst(scene))
                    .thenRun(scene.resume("--state", state()))
                    .end();
            assertThat(first.resolve("exit")).as(ended.toString()).hasContent("7");
            requireThatAllCalledLandedIsKnown();
            ended.with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(3, 2, 2, 4, 2_000), "SCALE", directory.resolve("data"));
    }

    private String state() {
        return mounted.resolve("state").toString();
    }

    private String fill() {
        return "cat /dev/zero > " + mounted + "/filler 2> /dev/null";
    }

    private String keptOfTheFirst(Scene scene) {
        return "cp -a " + state() + " " + first + "/state; cp " + scene.latest() + "/manifest.csv " + first
                + "/manifest.csv 2> /dev/null";
    }

    private void requireThatAllCalledLandedIsKnown() {
        Path manifest = first.resolve("manifest.csv");
        List<String> called = Files.exists(manifest)
                ? Manifest.read(manifest).where("status", "landed").column("resource_id")
                : List.of();
        assertThat(State.landed(first.resolve("state"), directory)).containsAll(called);
    }
}
