package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to end names its reason in the record too: at every resource that had no turn because of it. */
class WithoutTurnTest {
    private static final int SESSIONS = 4;

    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = new Scene(MiniatureArchives.scaled(SESSIONS, 1, 1, 1, 50_000), "SCALE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private long resource(int session) {
        return scene.xnat()
                .archive()
                .session("S0000" + session + "_MR1")
                .scan("1")
                .resource("DICOM")
                .id();
    }

    /** What stands at all that had no turn; there is some. */
    private void hadNoTurn(String code, String reason) {
        Manifest open = scene.manifest().where("status", "not-attempted");
        assertThat(open.rows()).isNotEmpty();
        assertThat(open.column("error_code")).containsOnly(code);
        assertThat(open.column("error")).allSatisfy(error -> assertThat(error).contains(reason));
    }

    @ParameterizedTest(name = "B-122 {0}: exit {1}, and {3} at every resource that had no turn")
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-bytes 60k | 8 | XP-LIMIT-REACHED | its limit of bytes (60.0 KiB)",
                "--max-failures 1 | 8 | XP-LIMIT-REACHED | its limit of failures (1)",
                "--on-failure stop | 8 | XP-LIMIT-REACHED | its limit of failures (1)",
                "--max-duration 1s | 8 | XP-LIMIT-REACHED | its longest duration (1 s)",
            })
    void limits(String flags, int exit, String code, String reason) {
        if (flags.contains("fail")) {
            scene.xnat()
                    .on(Requests.resource(resource(1))
                            .and(Requests.fileListings().negate()))
                    .then(Faults.status(500));
        }
        if (flags.contains("duration")) {
            scene.xnat()
                    .on(Requests.resource(resource(2)).and(Requests.singleFiles()))
                    .then(Faults.latency(Duration.ofSeconds(2)));
        }
        List<String> more = new ArrayList<>(List.of(flags.split(" ")));
        more.addAll(List.of("--transfers", "1", "--retries", "0"));
        scene.pulls(exit, more.toArray(String[]::new));
        hadNoTurn(code, reason);
        scene.xnat().behave();
        scene.resumes(0);
        assertThat(scene.manifest().column("error")).containsOnly("");
    }

    @Test
    @DisplayName("B-129 a server that goes away in the middle: named at what had no turn")
    void theServerGoesAway() {
        scene.xnat()
                .on(Requests.resource(resource(2)))
                .then(Faults.doing(() -> scene.xnat().on(Requests.any()).then(Faults.dropConnection())));
        scene.pulls(5, "--transfers", "1", "--server-away", "1s", "--retries", "1");
        hadNoTurn("XP-SERVER-AWAY", "the server stopped answering");
    }

    @Test
    @DisplayName("B-129 a server that goes away before all is planned: named at every session that was not")
    void aSessionThatWasNotPlanned() {
        scene.xnat()
                .on(Requests.matching(".*/experiments/XNAT_E00001/.*"))
                .times(1)
                .then(Faults.doing(() -> scene.xnat().on(Requests.any()).then(Faults.dropConnection())));
        scene.pulls(5, "--server-away", "1s", "--retries", "1");
        assertThat(scene.report("sessions.csv").column("note"))
                .containsOnly("not planned: the run ended before, as the server stopped answering and did not come back"
                        + " (XP-SERVER-AWAY)");
    }

    @Test
    @DisplayName("B-92 what resume --only does not name says so; a limit before it does not count any more")
    void onlyWhatAListNames() throws IOException {
        scene.pulls(8, "--max-bytes", "60k", "--transfers", "1");
        hadNoTurn("XP-LIMIT-REACHED", "its limit of bytes");
        Path list = Files.writeString(directory.resolve("one.csv"), "Session\nS00003_MR1\n");
        scene.resumes(3, "--only", list.toString());
        hadNoTurn("", "only what " + list + " names was tried");
        scene.resumes(0);
    }

    @Test
    @DisplayName("B-01 Asked to stop by SIGTERM: named at what had no turn")
    void aSignal() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        scene.xnat().on(Requests.singleFiles()).nth(2).then(Faults.doing(asked::countDown), Faults.silence());
        try (Program.Running running =
                new Program().start(scene.pull("--transfers", "1", "--stall-timeout", "60s", "--grace", "1s"))) {
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            running.terminate();
            running.end().with(143);
        }
        hadNoTurn("XP-STOPPED", "the run was asked to stop");
    }
}
