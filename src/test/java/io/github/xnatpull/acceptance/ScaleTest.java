package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.state.LedgerScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Much of it, in 256 MiB of heap. */
@Tag("slow")
class ScaleTest {
    private static final String HEAP = "-Xmx256m";
    private static final Duration LONG = Duration.ofMinutes(45);
    private static final long ROOM = 15L << 30;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("B-30, B-43: A large project lands whole and is not pulled again")
    void aLargeProjectLandsWholeAndIsNotPulledAgain() {
        int resources = 200 * 8 * 2;
        try (Scene scene =
                new Scene(MiniatureArchives.scaled(200, 8, 2, 32, 700), "SCALE", directory.resolve("data"))) {
            Map<String, String> truth = scene.truth();
            assertThat(truth).hasSize(resources * 32).hasSizeGreaterThan(100_000);
            Ended pull =
                    new Program().forLong(LONG).with(HEAP).run(scene.pull()).with(0);
            assertThat(pull.out()).contains("all 3,200 resources of 200 sessions");
            assertThat(scene.tree().equals(truth))
                    .as("every file is byte-identical, and no other is there")
                    .isTrue();
            Manifest manifest = scene.manifest();
            assertThat(manifest.count("status")).isEqualTo(Map.of("landed", (long) resources));
            assertThat(manifest.count("files")).isEqualTo(Map.of("32", (long) resources));
            assertThat(manifest.count("bytes")).isEqualTo(Map.of(Integer.toString(32 * 700), (long) resources));
            assertThat(scene.report("files.csv").rows()).hasSize(truth.size());
            assertThat(scene.report("sessions.csv").count("landed")).isEqualTo(Map.of("16", 200L));
            assertThat(scene.fetches().count()).isEqualTo(resources);

            scene.xnat().log().clear();
            new Program().forLong(LONG).with(HEAP).run(scene.pull()).with(0);
            assertThat(scene.fetches().count())
                    .as("files transferred by a second pull")
                    .isZero();
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", (long) resources));
        }
    }

    @Test
    @DisplayName("B-43: 20,000 sessions, and one of 50,000 files, in 512 MiB of heap")
    void twentyThousandSessionsAndOneOfFiftyThousandFiles() {
        MiniatureArchive archive = MiniatureArchives.scaled(20_000, 1, 1, 1, 60);
        archive.project("SCALE")
                .addSubject("LONG")
                .addSession("LONG_MR1")
                .addScan("1", "dynamic")
                .addResource("DICOM")
                .addFiles(50_000, 300);
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            Ended pull = new Program()
                    .forLong(LONG)
                    .with("-Xmx512m")
                    .run(scene.pull("--transfers", "8"))
                    .with(0);
            assertThat(pull.out()).contains("all 20,001 resources of 20,001 sessions");
            assertThat(scene.tree().equals(scene.truth())).isTrue();
            assertThat(scene.manifest().where("session_label", "LONG_MR1").only())
                    .containsEntry("files", "50000")
                    .containsEntry("proof", "md5");
        }
    }

    @Test
    @DisplayName("B-43: A file of five gigabytes lands")
    void aFileOfFiveGigabytesLands() throws IOException {
        assumeTrue(Files.getFileStore(directory).getUsableSpace() >= ROOM, "a 5 GB file needs 15 GB of room");
        MiniatureArchive archive = new MiniatureArchive();
        var resource = archive.addProject("BIG")
                .addSubject("S1")
                .addSession("S1_MR1")
                .addScan("1", "raw")
                .addResource("RAW");
        resource.addFile("meas.dat", Content.noise(3, 5_000_000_000L));
        resource.addFile("meas.json", Content.text("{}\n"));
        try (Scene scene = new Scene(archive, "BIG", directory.resolve("data"))) {
            new Program()
                    .forLong(LONG)
                    .with(HEAP)
                    .run(scene.pull("--stall-timeout", "5m", "--response-timeout", "10m"))
                    .with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().only())
                    .containsEntry("bytes", "5000000003")
                    .containsEntry("proof", "md5");
        }
    }

    /** 20,000 sessions of 40 resources each. */
    @ParameterizedTest(name = "800,000 rows of the ledger are opened, planned and reported: {0}")
    @ValueSource(strings = {"UNCHANGED", "FETCH"})
    void aLedgerOfAMillionRows(String action) {
        Ended ended = new Program()
                .running(LedgerScale.class)
                .forLong(LONG)
                .with(HEAP)
                .run(List.of(directory.toString(), "20000", action))
                .with(0);
        System.out.println(action + ":\n" + ended.out());
        assertThat(ended.out()).contains("planned 800000", "reported 800000");
        Matcher reported = Pattern.compile("reported 800000 in (\\d+) ms").matcher(ended.out());
        assertThat(reported.find()).isTrue();
        // Three minutes at most where nothing else runs; a busy machine is given more.
        assertThat(Duration.ofMillis(Long.parseLong(reported.group(1)))).isLessThan(Duration.ofMinutes(9));
        assertThat(Manifest.lines(directory.resolve("reports/run/manifest.csv")))
                .isEqualTo(800_001);
    }
}
