package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.state.StateDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies at a destination, and the state does not know of: verify says so, and two ways take it over. */
@Tag("once")
class LostRowsTest {
    private static final int RESOURCES = 8;

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 4, 10_000), "SCALE", directory.resolve("data"));
    }

    private static List<String> verify(Scene scene, String... more) {
        List<String> command =
                new java.util.ArrayList<>(List.of("verify", scene.destination().toString()));
        command.addAll(List.of(more));
        return command;
    }

    private static void forget(Scene scene, String which) {
        try (StateDatabase state = StateDatabase.open(scene.destination().resolve(".xnatpull/state"), 2)) {
            assertThat(state.jdbc().update("delete from xp_ledger where " + which))
                    .isPositive();
        }
    }

    @ParameterizedTest(
            name = "B-64: Landed resources without rows ({0}): verify names them, exit 9; a pull takes them over")
    @ValueSource(strings = {"part_id = '1'", "accession_id = (select min(accession_id) from xp_ledger)"})
    void aPullTakesThemOver(String which) {
        try (Scene scene = scene()) {
            scene.pulls(0);
            new Program().run(verify(scene)).with(0);
            forget(scene, which);
            Ended found = new Program().run(verify(scene)).with(9);
            assertThat(found.out())
                    .contains("unrecorded 4", "4 resources landed and are not recorded. The next pull takes them over")
                    .contains("the state does not know of it");
            assertThat(scene.destination().resolve("reports/verify.csv"))
                    .content()
                    .contains("unrecorded,SCALE,");
            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.fetches().count()).as("fetched again").isZero();
            assertThat(scene.tree()).isEqualTo(scene.truth());
            new Program().run(verify(scene)).with(0);
        }
    }

    @Test
    @DisplayName("B-64: Landed resources without rows: runs rebuild takes them over")
    void aRebuildTakesThemOver() {
        try (Scene scene = scene()) {
            scene.pulls(0);
            forget(scene, "part_id = '1'");
            assertThat(new Program().run(verify(scene, "--json")).with(9).out())
                    .contains("\"unrecorded\":4", "\"equal\":false");
            new Program()
                    .run(List.of(
                            "runs", "rebuild", "--dest", scene.destination().toString()))
                    .with(0);
            new Program().run(verify(scene)).with(0);
        }
    }

    @Test
    @DisplayName("B-64: What a kill left half placed is told by verify and is no difference; resume ends it")
    void aPlacementThatAKillEnded() {
        try (Scene scene = scene()) {
            new Program()
                    .dyingAt("afterMove:2")
                    .run(scene.pull("--transfers", "1"))
                    .with(Ended.KILLED);
            Ended found = new Program().run(verify(scene)).with(0);
            assertThat(found.out()).contains("unfinished 1", "1 resource").contains("resume");
            scene.resumes(0);
            assertThat(new Program().run(verify(scene)).with(0).out()).doesNotContain("unfinished");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
        }
    }
}
