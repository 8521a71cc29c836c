package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.resource;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a window with large resources in hand: it comes when it should, and what was proven by then is kept. */
class LimitGraceTest {
    private static final int FILES = 10;
    private static final int BYTES = 20_000;

    @TempDir
    private Path directory;

    private Scene scene() {
        MiniatureArchive archive = MiniatureArchives.scaled(4, 1, 1, FILES, BYTES);
        return new Scene(archive, "SCALE", directory.resolve("data"));
    }

    private static Resource large(Scene scene) {
        return scene.xnat().archive().session("S00001_MR1").scan("1").resource("DICOM");
    }

    /** The large resource's archive stands still after so many bytes, and only then another resource reaches the limit. */
    private static void stuckAfter(Scene scene, long bytes, CountDownLatch stuck) {
        long large = large(scene).id();
        scene.xnat().on(archives().and(resource(large))).then(doingAfter(bytes, stuck::countDown), stallAfter(bytes));
        scene.xnat().on(archives().and(resource(large).negate())).then(Faults.doing(() -> await(stuck)));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] limits(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--max-bytes",
                                "1k",
                                "--limit-grace",
                                "1s",
                                "--transfers",
                                "2",
                                "--stall-timeout",
                                "5m"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static void cutOnce(Scene scene, long bytes, String... more) {
        stuckAfter(scene, bytes, new CountDownLatch(1));
        scene.pulls(8, limits(more)).saying("what is in hand has at most 1 s to finish (--limit-grace)");
        assertThat(scene.manifest().where("session_label", "S00001_MR1").column("status"))
                .containsExactly("not-attempted");
        scene.xnat().behave();
        scene.xnat().log().clear();
    }

    private static List<Path> left(Scene scene) {
        Path cut = scene.destination().resolve(".xnatpull/staging/cut");
        if (!Files.isDirectory(cut)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(cut)) {
            return children.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest(
            name =
                    "B-123: cut when --limit-grace is over, --archives {0}: whole entries of the archive do not come again")
    @CsvSource({"unpack", "keep", "both"})
    void wholeEntriesAreKept(String archives) {
        try (Scene scene = scene()) {
            cutOnce(scene, 5 * BYTES + BYTES / 2, "--archives", archives);
            assertThat(left(scene)).hasSize(1);
            scene.resumes(0);
            String large = Long.toString(large(scene).id());
            assertThat(scene.fetches().archives()).doesNotContain(large);
            assertThat(scene.fetches().files())
                    .filteredOn(file -> file.startsWith(large + "/"))
                    .as("the files that had not come whole")
                    .hasSizeBetween(5, 6);
            assertThat(left(scene)).isEmpty();
            assertThat(scene.manifest().column("proof")).containsOnly("md5");
            if (!archives.equals("keep")) {
                assertThat(scene.tree()).containsAllEntriesOf(scene.truth());
            }
            new Program()
                    .run(List.of("verify", scene.destination().toString(), "--full"))
                    .with(0);
        }
    }

    @Test
    @DisplayName(
            "B-123: what was kept is used as far as the listing is unchanged: a file that was replaced since comes anew")
    void aChangedListing() throws IOException {
        try (Scene scene = scene()) {
            cutOnce(scene, 5 * BYTES + BYTES / 2);
            Resource resource = large(scene);
            String first = resource.files().get(0).path();
            resource.removeFile(first);
            resource.addFile(first, Content.noise(4711, BYTES));
            scene.resumes(0);
            assertThat(scene.fetches().files()).contains(resource.id() + "/" + first);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-123: what was kept and has gone bad on the disk since is not believed")
    void whatWasKeptHasGoneBad() throws IOException {
        try (Scene scene = scene()) {
            cutOnce(scene, 5 * BYTES + BYTES / 2);
            Path kept = left(scene).get(0).resolve("0");
            byte[] bytes = Files.readAllBytes(kept);
            bytes[100] ^= 1;
            Files.write(kept, bytes);
            Files.writeString(left(scene).get(0).resolve("1"), "short");
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @ParameterizedTest(
            name =
                    "B-123: a resource of which two limits cut the archive before its first file comes file by file, --archives {0}")
    @ValueSource(strings = {"unpack", "keep"})
    void cutTwice(String archives) {
        try (Scene scene = scene()) {
            String large = Long.toString(large(scene).id());
            cutOnce(scene, 50, "--archives", archives);
            stuckAfter(scene, 50, new CountDownLatch(1));
            scene.resumes(8, limits());
            assertThat(scene.fetches().archives()).contains(large);
            scene.xnat().behave();
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(scene.fetches().archives()).doesNotContain(large);
            assertThat(scene.fetches().files())
                    .filteredOn(file -> file.startsWith(large + "/"))
                    .hasSize(FILES);
            assertThat(left(scene)).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "B-123: single files are kept as well, and the packaged program ends within the grace after a signal, too")
    void singleFilesAndSignals() {
        try (Scene scene = scene()) {
            CountDownLatch stuck = new CountDownLatch(1);
            long large = large(scene).id();
            scene.xnat().on(archives().and(resource(large))).then(Faults.status(404));
            scene.xnat()
                    .on(singleFiles().and(resource(large)))
                    .nth(4)
                    .then(doingAfter(100, stuck::countDown), stallAfter(100));
            try (Running running = new Program()
                    .packaged()
                    .start(scene.pull(
                            "--transfers", "1", "--grace", "1s", "--limit-grace", "5m", "--stall-timeout", "5m"))) {
                await(stuck);
                running.terminate();
                running.end().with(143);
            }
            assertThat(scene.latest().resolve("summary.json")).content().contains("the run was asked to stop");
            scene.xnat().behave();
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(scene.fetches().files())
                    .filteredOn(file -> file.startsWith(large + "/"))
                    .as("those that had not come")
                    .hasSize(FILES - 3);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
