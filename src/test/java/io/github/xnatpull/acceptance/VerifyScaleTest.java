package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing and adopting much of it, in 256 MiB of heap; requests, time and memory are printed. */
@Tag("slow")
class VerifyScaleTest {
    private static final String HEAP = "-Xmx256m";
    private static final Duration LONG = Duration.ofMinutes(30);

    @TempDir
    private Path directory;

    private static Ended measured(String what, Scene scene, List<String> command) {
        scene.xnat().log().clear();
        long begun = System.nanoTime();
        Ended ended =
                new Program().forLong(LONG).with(HEAP, "-Xlog:gc+heap+exit").run(command);
        System.out.printf(
                "%s: %,d requests, %,d files and archives fetched, %.1f s, exit %d, heap of 256 MiB%n%s%n",
                what,
                scene.xnat().log().size(),
                scene.fetches().count(),
                (System.nanoTime() - begun) / 1e9,
                ended.exit(),
                ended.out()
                        .lines()
                        .filter(line -> line.contains("total "))
                        .findFirst()
                        .orElse(""));
        return ended;
    }

    @Test
    @DisplayName("B-98 verify --remote on 2,000 sessions: five requests a session, each kind of difference found")
    void twoThousandSessions() {
        int sessions = 2_000;
        try (Scene scene =
                new Scene(MiniatureArchives.scaled(sessions, 1, 1, 5, 100), "SCALE", directory.resolve("data"))) {
            new Program()
                    .forLong(LONG)
                    .with(HEAP)
                    .run(scene.pull("--transfers", "8"))
                    .with(0);
            List<String> verify = List.of("verify", scene.destination().toString(), "--remote");
            Ended equal =
                    measured("verify --remote, nothing differs", scene, verify).with(0);
            assertThat(equal.out()).contains("all 10,000 files", "and the same on the server.");
            assertThat(scene.xnat().log().size()).isLessThan(sessions * 5 + 20);
            MiniatureArchive archive = scene.xnat().archive();
            for (int number = 1; number <= 10; number++) {
                Session session = archive.session(String.format(Locale.ROOT, "S%05d_MR1", number));
                StoredFile file = session.scan("1").resource("DICOM").file("0001.dcm");
                file.replaceWith(Content.noise(number, file.content().size()));
                session.scan("1").resource("DICOM").removeFile("0002.dcm");
                session.scan("1").resource("DICOM").addFile("new.dcm", 10);
            }
            archive.session("S00020_MR1").delete();
            archive.session("S00021_MR1").removeScan("1");
            measured("verify --remote, of every kind", scene, verify).with(9);
            assertThat(Manifest.read(scene.destination().resolve("reports/verify.csv"))
                            .count("status"))
                    .isEqualTo(Map.of("changed", 10L, "gone", 10L, "new", 10L, "only_here", 10L));
        }
    }

    @Test
    @DisplayName("B-95 a copied tree of 100,000 files is adopted without a byte moved")
    void aHundredThousandFiles() throws IOException {
        MiniatureArchive archive = MiniatureArchives.scaled(200, 5, 1, 100, 100);
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            Map<String, String> written = new TreeMap<>();
            for (int number = 1; number <= 200; number++) {
                String label = String.format(Locale.ROOT, "S%05d_MR1", number);
                for (int scan = 1; scan <= 5; scan++) {
                    Path folder = Files.createDirectories(scene.files(label, Integer.toString(scan), "DICOM"));
                    for (StoredFile file : archive.session(label)
                            .scan(Integer.toString(scan))
                            .resource("DICOM")
                            .files()) {
                        Files.write(folder.resolve(file.path()), file.content().bytes());
                        written.put(
                                scene.destination()
                                        .relativize(folder.resolve(file.path()))
                                        .toString(),
                                file.content().md5());
                    }
                }
            }
            assertThat(written).hasSize(100_000);
            measured("adoption of 100,000 files", scene, scene.pull("--existing", "adopt"))
                    .with(0);
            assertThat(scene.fetches().count()).isZero();
            assertThat(scene.manifest().sum("files")).isEqualTo(100_000);
            assertThat(scene.tree().equals(written)).isTrue();
        }
    }
}
