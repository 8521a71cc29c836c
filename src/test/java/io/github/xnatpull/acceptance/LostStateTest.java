package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.storage.DirectoryTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A destination whose state is lost: who would need it says so, and nothing is guessed from its absence. */
class LostStateTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = new Scene(MiniatureArchives.scaled(2, 1, 1, 1, 100), "SCALE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Path ours() {
        return scene.destination().resolve(".xnatpull");
    }

    /** Ways of losing it. */
    private void lose(String way) throws IOException {
        Path state = ours().resolve("state");
        switch (way) {
            case "its folder is deleted" -> DirectoryTrees.delete(state);
            case "its folder is empty" -> {
                DirectoryTrees.delete(state);
                Files.createDirectory(state);
            }
            case "its script is deleted" -> Files.delete(state.resolve("xnatpull.script"));
            case "it and the records of runs are deleted" -> {
                DirectoryTrees.delete(state);
                DirectoryTrees.delete(ours().resolve("runs"));
            }
            case "it was elsewhere" -> DirectoryTrees.delete(directory.resolve("state"));
            case "its folder elsewhere is empty" -> {
                DirectoryTrees.delete(directory.resolve("state"));
                Files.createDirectory(directory.resolve("state"));
            }
            default -> throw new IllegalArgumentException(way);
        }
    }

    private Ended runs(int exit, String... words) {
        return new Program().run(List.of(words)).with(exit);
    }

    @ParameterizedTest(
            name = "B-10 {0}: plan, verify and resume exit 10, in JSON too, and make nothing; list needs none")
    @ValueSource(
            strings = {
                "its folder is deleted",
                "its folder is empty",
                "its script is deleted",
                "it and the records of runs are deleted",
                "it was elsewhere",
                "its folder elsewhere is empty"
            })
    void theStateIsLost(String way) throws IOException {
        boolean elsewhere = way.contains("elsewhere");
        scene.pulls(
                0,
                elsewhere ? new String[] {"--state", directory.resolve("state").toString()} : new String[0]);
        lose(way);
        String data = scene.destination().toString();
        List<String> before = scene.everything();
        Ended plan = new Program().run(scene.plan()).with(10);
        assertThat(plan.err()).contains("XP-STATE-UNREADABLE", "runs rebuild");
        assertThat(plan.out()).isEmpty();
        assertThat(scene.everything()).isEqualTo(before);
        String json = new Program().run(scene.plan("--json")).with(10).out();
        assertThat(JsonMapper.shared()
                        .readTree(json)
                        .get("error")
                        .get("exit_code")
                        .asInt())
                .isEqualTo(10);
        for (List<String> words : List.of(List.of("verify", data), List.of("verify", data, "--remote"))) {
            assertThat(new Program().run(words).with(10).err()).contains("XP-STATE-UNREADABLE", "runs rebuild");
        }
        assertThat(scene.resumes(10).err()).contains("XP-STATE-UNREADABLE", "runs rebuild");
        assertThat(runs(0, "list", "sessions", "--server", scene.xnat().url(), "--project", "SCALE", "--ids")
                        .out()
                        .lines())
                .hasSize(2);
        runs(0, "runs", "rebuild", "--dest", data);
        scene.xnat().log().clear();
        scene.pulls(0);
        assertThat(scene.fetches().count()).isZero();
    }

    @Test
    @DisplayName("B-10 The delivered program: a lost state is exit 10 of plan, with a word on what to do")
    void theDeliveredProgram() throws IOException {
        scene.pulls(0);
        lose("its folder is deleted");
        assertThat(new PackagedProgram().run(scene.plan()).with(10).err())
                .contains("XP-STATE-UNREADABLE", "runs rebuild");
    }

    @Test
    @DisplayName("B-125 A destination where nothing was ever pulled has no state to lose: plan ends as pull would")
    void nothingWasEverPulled() throws IOException {
        Files.createDirectory(scene.destination());
        new Program().run(scene.plan()).with(0);
        Files.createDirectories(ours().resolve("state"));
        try (Stream<Path> none = Files.list(ours().resolve("state"))) {
            assertThat(none).isEmpty();
        }
        new Program().run(scene.plan()).with(0);
    }
}
