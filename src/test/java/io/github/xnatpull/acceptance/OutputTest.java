package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells, to whom, and how fast it goes, through the whole program. */
class OutputTest {
    private static final String TWO_SESSIONS = "SUBJ0[13]_MR1";

    @TempDir
    private Path directory;

    private Scene demo() {
        return new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"));
    }

    private Scene scaled(int sessions, long bytes) {
        MiniatureArchive archive = MiniatureArchives.scaled(sessions, 1, 1, 1, bytes);
        return new Scene(archive, "SCALE", directory.resolve("data"));
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    @DisplayName("B-31 --bwlimit holds all transfers together to the rate")
    void theBandwidthIsLimited() {
        try (Scene scene = scaled(4, 500_000)) {
            Instant begun = Instant.now();
            scene.pulls(0, "--bwlimit", "400k").saying("Transfers are held to 400 KiB/s together.");
            assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(4500));
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-21 tries that failed and were mended show with -vv, on the console and in the log, in text or JSON")
    void triesShowWithMoreDetail() throws IOException {
        try (Scene scene = scaled(1, 1000)) {
            scene.xnat().on(Requests.singleFiles()).times(1).then(Faults.status(503));
            Ended ended = scene.pulls(
                    0, "-vv", "--log-file", directory.resolve("logs/a.log").toString());
            ended.saying("503", "Next try in");
            assertThat(text("logs/a.log")).contains("DEBUG", "503", "Next try in", "INFO", "Logged in at");
            assertThat(Files.readString(scene.latest().resolve("run.log"))).contains("Next try in");
            scene.pulls(0, "--log-file", directory.resolve("b.json").toString(), "--log-format", "json", "--recheck");
            assertThat(Files.readAllLines(directory.resolve("b.json")))
                    .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"))
                    .anyMatch(line -> line.contains("\"level\":\"INFO\"") && line.contains("Logged in at"));
        }
    }

    @Test
    void theRunsLogIsForNoMoreEyesThanItsOtherReports() throws IOException {
        try (Scene scene = scaled(1, 1000)) {
            scene.pulls(0);
            assertThat(Files.getPosixFilePermissions(scene.latest().resolve("run.log")))
                    .isEqualTo(Files.getPosixFilePermissions(scene.latest().resolve("manifest.csv")));
        }
    }

    @Test
    @DisplayName("B-90 nothing new tonight: one line, exit 0, and the metrics say so")
    void nothingNewIsOneLineAndMetrics() throws IOException {
        String metrics = directory.resolve("textfile/xnatpull.prom").toString();
        try (Scene scene = scaled(2, 1000)) {
            scene.pulls(0, "--metrics-file", metrics);
            assertThat(text("textfile/xnatpull.prom"))
                    .contains(
                            "xnatpull_last_run_resources{job=\"SCALE\",server_host=\"127.0.0.1\",status=\"landed\"} 2");
            Ended ended = scene.pulls(0, "--metrics-file", metrics);
            assertThat(ended.out().lines()).hasSize(1);
            assertThat(ended.out()).startsWith("Nothing new: all 2 resources of 2 sessions unchanged");
            assertThat(text("textfile/xnatpull.prom"))
                    .contains("status=\"unchanged\"} 2", "xnatpull_last_run_exit_code{", "xnatpull_last_run_success{")
                    .contains("# TYPE xnatpull_last_success_timestamp_seconds gauge");
            String success = line("xnatpull_last_success");
            scene.xnat().on(Requests.any()).then(Faults.status(401));
            scene.pulls(4, "--metrics-file", metrics);
            assertThat(line("xnatpull_last_success"))
                    .as("a failed run keeps the last success")
                    .isEqualTo(success);
            assertThat(line("xnatpull_last_run_exit_code")).endsWith(" 4");
            try (Stream<Path> files = Files.list(directory.resolve("textfile"))) {
                assertThat(files).hasSize(1);
            }
        }
    }

    private String line(String start) throws IOException {
        return text("textfile/xnatpull.prom")
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("B-87 metrics that cannot be written are a warning and change no exit code")
    void metricsThatCannotBeWrittenAreAWarning() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (Scene scene = scaled(1, 1000)) {
            scene.pulls(0, "--metrics-file", file.resolve("x.prom").toString())
                    .saying("warning: Tried to write the metrics", "Nothing else is affected");
        }
    }

    @Test
    @DisplayName(
            "B-88 a report directory that cannot be written: the data land, exit 7 with the command that writes the manifest")
    void anUnwritableReportDirectoryCostsNoData() throws IOException {
        String file = Files.writeString(directory.resolve("file"), "").toString();
        try (Scene scene = scaled(2, 1000)) {
            Ended ended = scene.pulls(7, "--report-dir", file);
            ended.saying(
                    "XP-REPORT-UNWRITABLE", "What has landed is safe", "'xnatpull resume SCALE-", "--report-dir DIR");
            assertThat(scene.tree()).isEqualTo(scene.truth());

            int fetches = scene.fetches().count();
            scene.resumes(0, "--report-dir", directory.resolve("elsewhere").toString());
            assertThat(scene.fetches().count()).isEqualTo(fetches);
            assertThat(Manifest.read(directory.resolve("elsewhere/latest/manifest.csv"))
                            .count("status"))
                    .containsEntry("landed", 2L);
        }
    }

    @Test
    void onlyTheFormsOfReportAskedForAreWritten() {
        try (Scene scene = scaled(1, 1000)) {
            scene.pulls(0, "--set", "report.formats=prometheus");
            assertThat(scene.latest().resolve("metrics.prom")).content().contains("xnatpull_last_run_files{");
            assertThat(scene.latest().resolve("manifest.csv")).exists();
            assertThat(scene.latest().resolve("report.html")).doesNotExist();
        }
    }

    @Test
    @DisplayName(
            "B-81 strict privacy: names stand in manifest, tables and ledger only, elsewhere as the same short hashes")
    void strictPrivacyHidesNames() throws IOException {
        String log = directory.resolve("logs/x.log").toString();
        String list = Files.writeString(directory.resolve("list.csv"), "SUBJ01_MR1\nSUBJ03_MR1\nDOE_JANE\n")
                .toString();
        try (Scene scene = demo()) {
            long bad = scene.xnat()
                    .archive()
                    .session("SUBJ03_MR1")
                    .scan("2")
                    .resource("DICOM")
                    .id();
            scene.xnat().on(Requests.resource(bad)).then(Faults.status(500));
            Ended ended = new Program()
                    .alone()
                    .run(scene.pull("--sessions", list, "--privacy", "strict", "-vv", "--log-file", log))
                    .with(3);

            Manifest manifest = scene.manifest();
            List<String> names = Stream.of("subject_label", "subject_id", "session_label", "session_id", "session_date")
                    .flatMap(column -> manifest.column(column).stream())
                    .filter(name -> !name.isBlank())
                    .distinct()
                    .toList();
            assertThat(names).contains("SUBJ01_MR1");
            for (String told : List.of(
                    ended.out(),
                    ended.err(),
                    text("logs/x.log"),
                    Files.readString(scene.latest().resolve("run.log")),
                    Files.readString(scene.latest().resolve("summary.json")),
                    Files.readString(scene.latest().resolve("report.html")),
                    status(scene))) {
                assertThat(told).doesNotContain(names).doesNotContain("DOE_JANE");
            }
            String example =
                    text("logs/x.log").replaceAll("(?s).*?(#[0-9a-f]{10} scan #[0-9a-f]{10} DICOM failed).*", "$1");
            assertThat(example).startsWith("#");
            assertThat(Files.readString(scene.latest().resolve("summary.json")))
                    .contains(example.replace(" failed", ""));

            new Program().alone().run(scene.resume("-v")).with(3);
            assertThat(Files.readString(scene.latest().resolve("run.log"))).doesNotContain(names);
        }
    }

    private static String status(Scene scene) throws IOException {
        try (Stream<Path> files = Files.walk(scene.destination().resolve(".xnatpull/runs"))) {
            return Files.readString(files.filter(file -> file.endsWith("status.json"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    @DisplayName("--file brings only files that match; without it the rest follows, and nothing is fetched twice")
    void onlyFilesThatMatch() {
        MiniatureArchive archive = MiniatureArchives.scaled(1, 1, 1, 0, 0);
        archive.session("S00001_MR1").scan("1").resource("DICOM").addFile("a.json", 100);
        archive.session("S00001_MR1").scan("1").resource("DICOM").addFile("sub/b.json", 100);
        archive.session("S00001_MR1").scan("1").resource("DICOM").addFile("c.dcm", 100);
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            scene.pulls(0, "--file", "*.json");
            assertThat(scene.manifest().only()).containsEntry("files", "2").containsEntry("files_expected", "2");
            assertThat(scene.tree()).hasSize(2);
            assertThat(scene.pulls(0, "--file", "*.json").out()).startsWith("Nothing new");
            scene.pulls(0, "--file", "*.dcm");
            assertThat(scene.manifest().only()).containsEntry("files", "3");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.fetches().count()).isEqualTo(3);
            assertThat(scene.pulls(0).out()).startsWith("Nothing new");
        }
    }

    @Test
    void aPartIsNeverTakenForTheWhole() {
        MiniatureArchive archive = MiniatureArchives.scaled(1, 1, 1, 3, 1000);
        archive.session("S00001_MR1").scan("1").resource("DICOM").addFile("a.json", 100);
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            scene.pulls(0, "--file", "*.json");
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("At normal privacy logs and console name accession ids, never labels; -v shows labels")
    void normalPrivacyNamesIdsOnly() throws IOException {
        try (Scene scene = demo()) {
            Ended ended = scene.pulls(0, "--session", TWO_SESSIONS);
            assertThat(ended.err()).contains("XNAT_E").doesNotContain("SUBJ01_MR1");
            assertThat(Files.readString(scene.latest().resolve("run.log")))
                    .contains("XNAT_E")
                    .doesNotContain("SUBJ01_MR1", "SUBJ03");
            scene.pulls(0, "--session", TWO_SESSIONS, "--recheck", "-v").saying("SUBJ01_MR1");
        }
    }
}
