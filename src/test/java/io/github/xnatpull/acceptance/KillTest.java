package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies at a named place, as a power cut would have it. What goes on afterwards ends like a run that nothing
 * happened to, and asks for nothing again that had landed.
 */
class KillTest {
    private static final int TRANSFERS = 4;

    @TempDir
    private static Path quiet;

    private static Scene undisturbed;

    @TempDir
    private Path directory;

    /** 4 sessions, 24 resources, 120 files. */
    static MiniatureArchive archive() {
        return MiniatureArchives.scaled(4, 3, 2, 5, 20_000);
    }

    @BeforeAll
    static void pullUndisturbed() {
        undisturbed = new Scene(archive(), "SCALE", quiet.resolve("data"));
        undisturbed.pulls(0);
        undisturbed.xnat().close();
    }

    @AfterAll
    static void close() {
        undisturbed.close();
    }

    @ParameterizedTest(name = "B-03, B-04, B-05 killed at {0}, then resumed")
    @ValueSource(strings = {"midBody:12", "afterMove:6", "afterLedger:9", "midManifest:7"})
    void resumeEndsAsIfNothingHadHappened(String failPoint) {
        killAndResume(failPoint);
    }

    @Tag("slow")
    @ParameterizedTest(name = "B-03 killed at {0}, then resumed")
    @ValueSource(
            strings = {
                "midPlan", "beforeFreezeCommit", "afterPartitions", "afterRequest:5", "midBody:1", "beforeFsync:3",
                        "afterIntend:8",
                "afterMove:1", "afterMove:24", "afterLedger:1", "afterLedger:24", "afterCommit:10", "afterCommit:24",
                        "midManifest:1",
                "midManifest:24"
            })
    void resumeEndsAsIfNothingHadHappenedAnywhere(String failPoint) {
        killAndResume(failPoint);
    }

    private void killAndResume(String failPoint) {
        try (Scene scene = new Scene(archive(), "SCALE", directory.resolve("data"))) {
            Set<String> recorded = kill(scene, failPoint);
            int before = scene.fetches().count();
            scene.xnat().log().clear();
            Ended resumed = scene.resumes(0);
            assertThat(resumed.err()).contains("did not end by itself");
            fetchedOnlyTheRest(scene, recorded, before);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            Manifest.assertSame(
                    scene.manifest().comparable(), undisturbed.manifest().comparable());
            Manifest.assertSame(
                    scene.report("files.csv").rows(),
                    undisturbed.report("files.csv").rows());
        }
    }

    @ParameterizedTest(name = "B-03 killed at {0}, then pulled anew")
    @ValueSource(strings = "afterCommit:7")
    void aNewPullEndsAsIfNothingHadHappened(String failPoint) {
        killAndPull(failPoint);
    }

    @Tag("slow")
    @ParameterizedTest(name = "B-03 killed at {0}, then pulled anew")
    @ValueSource(strings = {"midPlan", "midBody:12", "afterMove:6", "afterLedger:9", "midManifest:7"})
    void aNewPullEndsAsIfNothingHadHappenedAnywhere(String failPoint) {
        killAndPull(failPoint);
    }

    private void killAndPull(String failPoint) {
        try (Scene scene = new Scene(archive(), "SCALE", directory.resolve("data"))) {
            Set<String> recorded = kill(scene, failPoint);
            int before = scene.fetches().count();
            scene.xnat().log().clear();
            scene.pulls(0).saying("superseded");
            fetchedOnlyTheRest(scene, recorded, before);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            Manifest.assertSame(
                    scene.manifest().whicheverRun(), undisturbed.manifest().whicheverRun());
            assertThat(scene.manifest().count("status").keySet()).isSubsetOf("landed", "unchanged");
        }
    }

    /** Kills a pull; says which resources were recorded as landed by then. */
    private Set<String> kill(Scene scene, String failPoint) {
        new Program().dyingAt(failPoint).run(scene.pull()).with(Ended.KILLED);
        scene.truth().forEach((name, md5) -> {
            // Whatever bears a final name is whole, at any moment.
            Path file = scene.destination().resolve(name);
            if (file.toFile().exists()) {
                assertThat(Tree.md5(file)).as(name).isEqualTo(md5);
            }
        });
        return new TreeSet<>(State.recorded(scene.destination(), directory));
    }

    private static void fetchedOnlyTheRest(Scene scene, Set<String> recorded, int before) {
        Fetches fetches = scene.fetches();
        assertThat(recorded).as("recorded as landed, so not asked for again").noneMatch(fetches.resources()::contains);
        assertThat(fetches.archives()).doesNotHaveDuplicates();
        int resources = undisturbed.manifest().rows().size();
        assertThat(before + fetches.count())
                .as("requests for bytes, over both")
                .isBetween(resources, resources + TRANSFERS);
    }

    @org.junit.jupiter.api.Test
    @DisplayName("B-04 What a kill left moved, but not recorded, is adopted and not fetched again")
    void whatWasMovedIsAdopted() {
        try (Scene scene = new Scene(archive(), "SCALE", directory.resolve("data"))) {
            List<String> one = scene.pull("--transfers", "1");
            new Program().dyingAt("afterMove:6").run(one).with(Ended.KILLED);
            assertThat(State.recorded(scene.destination(), directory)).hasSize(5);
            assertThat(scene.tree()).hasSize(6 * 5);
            Set<String> asked = scene.fetches().resources();
            assertThat(asked).hasSize(6);
            scene.xnat().log().clear();
            scene.resumes(0, "--transfers", "1");
            assertThat(scene.fetches().resources()).hasSize(24 - 6).doesNotContainAnyElementsOf(asked);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 24L));
            assertThat(scene.manifest().count("proof")).isEqualTo(Map.of("md5", 24L));
        }
    }
}
