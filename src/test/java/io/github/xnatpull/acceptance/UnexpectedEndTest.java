package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes of our own, wherever they are made, are never taken for the end of the work. */
@Tag("once")
class UnexpectedEndTest {
    private static final int RESOURCES = 8;

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 4, 10_000), "SCALE", directory.resolve("data"));
    }

    @ParameterizedTest(
            name = "B-91 a mistake of the program''s own at {0}: exit 1, told, not called complete; resume ends it")
    @ValueSource(strings = {"!midPlan", "!beforeFreezeCommit", "!afterLedger:2", "!afterCommit:3", "!midManifest:2"})
    void aMistakeIsAnError(String failPoint) throws Exception {
        try (Scene scene = scene()) {
            Ended ended = new Program().dyingAt(failPoint).run(scene.pull()).with(1);
            assertThat(ended.err()).contains("XP-INTERNAL").doesNotContain("\tat ");
            assertThat(ended.out() + ended.err()).doesNotContain("Complete:");
            Path summary = scene.latest().resolve("summary.json");
            if (Files.exists(summary)) {
                assertThat(Files.readString(summary)).containsPattern("\"exit_code\" ?: ?1\\b");
            }
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
        }
    }

    @ParameterizedTest(name = "B-03 killed at {0}, when the job itself has ended: resume finds nothing left to do")
    @ValueSource(strings = {"afterJob", "afterAttemptEnds"})
    void aKillAfterTheJobsEnd(String failPoint) {
        try (Scene scene = scene()) {
            new Program().dyingAt(failPoint).run(scene.pull()).with(Ended.KILLED);
            assertThat(runsList(scene))
                    .containsPattern("completed +0 +\\d+ +" + RESOURCES + " ")
                    .doesNotContain("killed");
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(scene.fetches().count()).isZero();
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            scene.pulls(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", (long) RESOURCES));
            assertThat(runsList(scene).lines().reduce("", (one, other) -> other))
                    .as("resources that were unchanged are resources of the run")
                    .containsPattern("completed +0 +\\d+ +" + RESOURCES + " ");
        }
    }

    private static String runsList(Scene scene) {
        return new Program()
                .run(List.of("runs", "list", "--dest", scene.destination().toString()))
                .with(0)
                .out();
    }

    @Test
    @DisplayName("B-91 A mistake at the very end, where the run's end is written down: exit 1, and resume ends it")
    void aMistakeAtTheVeryEnd() {
        try (Scene scene = scene()) {
            new Program().dyingAt("!afterAttemptEnds").run(scene.pull()).with(1).saying("XP-INTERNAL");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            scene.pulls(0);
        }
    }
}
