package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.cli.LiveCli;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sample-manifests/demo-run is what a pull of the demo leaves, times and versions apart; its README knows every column. */
@Tag("once")
class SampleReportsTest {
    private static final Path SAMPLES = Path.of("sample-manifests/demo-run");
    private static final List<String> REPORTS =
            List.of("manifest.csv", "files.csv", "sessions.csv", "failures.csv", "summary.json");

    @TempDir
    private Path directory;

    @Test
    void theSamplesAreWhatARunLeaves() throws IOException {
        MiniatureArchive archive = MiniatureArchives.demoProject();
        // One failure, for what it looks like: a file that the server lists and does not have.
        session(archive, "SUBJ06_MR1")
                .scan("2")
                .resource("NIFTI")
                .addFile("lost.nii", 160_000)
                .missingOnDisk();
        try (FakeXnat xnat = FakeXnat.serving(archive)) {
            LiveCli.Ended ended = LiveCli.run(
                    directory,
                    Map.of("XNAT_URL", xnat.url(), "XNAT_USER", "demo", "XNAT_PASS", "demo"),
                    List.of(
                            "pull --project DEMO --session SUBJ01_MR1,SUBJ02_PET1,SUBJ06_MR1 --session-resources --dest data -q"
                                    .split(" ")));
            assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
            for (String report : REPORTS) {
                String text = Files.readString(
                                directory.resolve("data/reports/latest").resolve(report))
                        .replace(xnat.url(), "https://xnat.example.org")
                        .replace(directory.toString(), "/data")
                        .replace(directory.toRealPath().toString(), "/data");
                Document.holds(SAMPLES.resolve(report).toString(), text, SampleReportsTest::masked);
            }
        }
    }

    private static Session session(MiniatureArchive archive, String label) {
        return archive.project("DEMO").experiments().stream()
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .filter(session -> session.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** Without times, names made of them, durations, rates, versions and attempts. */
    private static String masked(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-][0-9:]+)?", "TIME")
                .replaceAll("DEMO-\\d{8}-\\d{6}", "RUN")
                .replaceAll(
                        "(\"(?:[a-z_]*seconds|bytes_moved|duration[a-z_]*|[a-z_]*per_second|version|java|requests|retries|host|pid)\"\\s*:\\s*)[^,\\n}]+",
                        "$1X");
    }

    @Test
    void theReadmeExplainsEveryColumn() throws IOException {
        String readme = Files.readString(SAMPLES.resolve("README.md"));
        for (String report : REPORTS) {
            if (report.endsWith(".csv")) {
                String header = Files.readAllLines(SAMPLES.resolve(report)).get(0);
                String section = readme.substring(readme.indexOf("## " + report));
                String own = section.split("\n## ", 2)[0];
                for (String column : header.split(",")) {
                    assertThat(own).as(report).contains("`" + column + "`");
                }
            }
        }
    }
}
