package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.BodyFaults;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole project is pulled, and pulled again; requests that cannot work leave nothing behind. */
class PullTest {
    @TempDir
    private Path directory;

    private Scene demo() {
        return new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"));
    }

    @Test
    void aProjectLandsByteForByteAndIsNotPulledAgain() {
        try (Scene scene = demo()) {
            Ended first = scene.pulls(0);
            assertThat(first.out()).contains("Complete: all 82 resources of 8 sessions landed and proven.");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            Manifest manifest = scene.manifest();
            assertThat(manifest.count("status")).isEqualTo(Map.of("landed", 82L));
            assertThat(manifest.count("proof")).isEqualTo(Map.of("md5", 82L));
            assertThat(manifest.sum("files")).isEqualTo(scene.truth().size()).isEqualTo(manifest.sum("files_expected"));
            assertThat(manifest.sum("bytes"))
                    .isEqualTo(manifest.sum("bytes_expected"))
                    .isEqualTo(bytes(scene));
            assertThat(scene.report("files.csv").rows()).hasSize(scene.truth().size());
            assertThat(scene.report("files.csv").rows())
                    .allSatisfy(row -> assertThat(scene.truth()).containsEntry(row.get("path"), row.get("md5")));
            assertThat(scene.report("failures.csv").rows()).isEmpty();
            assertThat(scene.report("sessions.csv").rows()).hasSize(8);

            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.fetches().count())
                    .as("files transferred by a second pull")
                    .isZero();
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 82L));
            Manifest.assertSame(scene.manifest().whicheverRun(), manifest.whicheverRun());
            assertThat(scene.manifest().column("landed_in_run")).isEqualTo(manifest.column("landed_in_run"));
            assertThat(scene.report("files.csv").rows()).isEmpty();
        }
    }

    private static long bytes(Scene scene) {
        return scene.truth().keySet().stream()
                .mapToLong(name -> scene.destination().resolve(name).toFile().length())
                .sum();
    }

    @Test
    void aPlanMakesNothing() {
        try (Scene scene = demo()) {
            Ended plan = new Program().run(scene.plan()).with(0);
            assertThat(plan.out()).contains("8 sessions, 82 resources (~523 files");
            assertThat(scene.everything()).isEmpty();
            assertThat(scene.fetches().count()).isZero();
        }
    }

    @Test
    @DisplayName("B-07 A second run on the same destination exits 11 and says who holds it")
    void aSecondRunOnTheSameDestinationIsTurnedAway() {
        try (Scene scene = demo()) {
            scene.xnat().on(archives()).times(1).then(BodyFaults.stallAfter(1000));
            try (Running first = new Program().start(scene.pull("--stall-timeout", "5m"))) {
                first.awaitError("landed");
                List<String> before = scene.everything().stream()
                        .filter(name -> name.startsWith("reports"))
                        .toList();
                for (List<String> command : List.of(scene.pull(), scene.resume(), scene.plan())) {
                    Ended second = new Program().run(command).with(11);
                    assertThat(second.err())
                            .contains("pid " + first.pid())
                            .contains("host ")
                            .contains("started ")
                            .contains("XP-LOCKED");
                }
                assertThat(scene.everything().stream().filter(name -> name.startsWith("reports")))
                        .isEqualTo(before);
                scene.xnat().behave();
                first.end().with(0);
            }
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-32 A wrong password, an unknown project: clear words, nothing made")
    void requestsThatCannotWorkLeaveNothing() {
        try (Scene scene = demo()) {
            Ended refused = new Program().environment("XNAT_PASS", "wrong").run(scene.pull());
            refused.with(4).saying("XP-AUTH-REJECTED", "Tried to");
            assertThat(refused.err()).doesNotContain("wrong");
            assertThat(scene.everything()).isEmpty();
            List<String> unknown = List.of(
                    "pull",
                    "--server",
                    scene.xnat().url(),
                    "--project",
                    "DEMOO",
                    "--dest",
                    scene.destination().toString());
            new Program().run(unknown).with(2).saying("XP-NOT-FOUND", "DEMOO", "DEMO");
            assertThat(scene.everything()).isEmpty();
        }
    }

    @Test
    @DisplayName("B-15 A server that does not answer: exit 5, nothing made")
    void anUnreachableServerIsExitFive() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path destination = directory.resolve("data");
        List<String> pull = List.of(
                "pull",
                "--server",
                "http://127.0.0.1:" + port,
                "--project",
                "DEMO",
                "--dest",
                destination.toString(),
                "--retry-wait",
                "10ms",
                "--server-away",
                "1s");
        Ended ended = new Program().run(pull).with(5).saying("127.0.0.1:" + port, "Check the address and the network.");
        assertThat(ended.err()).as("there is nothing to resume").doesNotContain("resume");
        assertThat(destination).doesNotExist();
        new Program()
                .run(List.of("resume", "--dest", destination.toString()))
                .with(10)
                .saying("XP-");
        assertThat(destination).doesNotExist();
    }

    @Test
    @DisplayName("B-06 One failing session: exit 3, a complete manifest, and resume re-runs exactly what failed")
    void resumeRerunsExactlyWhatFailed() {
        try (Scene scene = demo()) {
            long bad = scene.xnat()
                    .archive()
                    .session("SUBJ03_MR1")
                    .scan("2")
                    .resource("DICOM")
                    .id();
            scene.xnat().on(resource(bad)).then(io.github.xnatpull.fakes.Faults.status(500));
            scene.pulls(3);
            Manifest manifest = scene.manifest();
            assertThat(manifest.count("status")).isEqualTo(Map.of("landed", 81L, "failed", 1L));
            Map<String, String> failed = manifest.where("status", "failed").only();
            assertThat(failed)
                    .containsEntry("resource_id", Long.toString(bad))
                    .containsEntry("session_label", "SUBJ03_MR1");
            assertThat(failed.get("error_code")).startsWith("XP-");
            assertThat(scene.report("failures.csv").only()).containsEntry("resource_id", Long.toString(bad));
            assertThat(scene.report("sessions.csv")
                            .where("session_label", "SUBJ03_MR1")
                            .only())
                    .containsEntry("failed", "1");
            Path run = resolved(scene.latest());

            scene.xnat().behave();
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(scene.fetches().resources()).containsExactly(Long.toString(bad));
            assertThat(resolved(scene.latest())).isEqualTo(run);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 82L));
            assertThat(scene.report("failures.csv").rows()).isEmpty();
        }
    }

    private static Path resolved(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
