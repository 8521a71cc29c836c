package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.any;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that restarts just when a run begins at night. */
@Timeout(120)
class RestartingServerTest {
    private static final List<String> QUICK = List.of("--retry-wait", "10ms", "--retries", "2", "--server-away", "20s");
    private static final String WAITS = "The server does not answer yet, as while it restarts";

    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = new Scene(MiniatureArchives.scaled(1, 1, 1, 1, 100), "SCALE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String[] quick() {
        return QUICK.toArray(String[]::new);
    }

    private static Fault status(String how) {
        return how.equals("reset") ? Faults.resetConnection() : Faults.status(Integer.parseInt(how));
    }

    @ParameterizedTest(name = "B-129 {0} at first contact: pull waits for the server, says so, and goes on")
    @ValueSource(strings = {"502", "503", "504", "reset"})
    void pullWaits(String how) {
        scene.xnat().on(any()).times(5).then(status(how));
        scene.pulls(0, quick()).saying(WAITS, "The server is back");
        assertThat(scene.tree()).isEqualTo(scene.truth());
    }

    @Test
    @DisplayName("B-129 resume waits likewise; a server that stays away is exit 5 after --server-away, told as it is")
    void resumeWaits() {
        scene.xnat().on(io.github.xnatpull.fakes.Requests.archives()).then(Faults.status(500));
        scene.xnat().on(io.github.xnatpull.fakes.Requests.singleFiles()).then(Faults.status(500));
        scene.pulls(3, "--retries", "0");
        scene.xnat().behave();
        scene.xnat().on(any()).times(5).then(Faults.status(503));
        scene.resumes(0, quick()).saying(WAITS);
        scene.xnat().on(any()).then(Faults.status(502));
        scene.pulls(5, "--retry-wait", "10ms", "--retries", "1", "--server-away", "1s")
                .saying(WAITS, "did not answer within 1 s", "XP-SERVER-AWAY");
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertNoWaiting(List<String> words) {
        List<String> command = new ArrayList<>(words);
        if (!words.get(0).equals("check")
                && !words.get(0).equals("list")
                && !words.get(0).equals("doctor")) {
            command.addAll(List.of("--retry-wait", "10ms", "--server-away", "10m"));
        }
        Instant begun = Instant.now();
        Ended ended = new Program()
                .environment("XNATPULL_RETRY_WAIT", "10ms")
                .run(command)
                .with(5);
        assertThat(ended.out() + ended.err()).doesNotContain(WAITS);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    @DisplayName("B-129 list, check, doctor, plan do not wait for a server that refuses connections; pull does, but not"
            + " where nobody knows the host or TLS fails")
    void whoDoesNotWait() throws IOException {
        String refusing = "http://127.0.0.1:" + closedPort();
        String dest = scene.destination().toString();
        assertNoWaiting(List.of("list", "projects", "--server", refusing));
        assertNoWaiting(List.of("check", "--server", refusing, "--project", "P", "--dest", dest, "--online"));
        assertNoWaiting(List.of("doctor", "--server", refusing));
        assertNoWaiting(List.of("plan", "--server", refusing, "--project", "P", "--dest", dest));
        assertNoWaiting(List.of("pull", "--server", "https://nobody.invalid", "--project", "P", "--dest", dest));
        String noTls = scene.xnat().url().replace("http:", "https:");
        assertNoWaiting(List.of("pull", "--server", noTls, "--project", "P", "--dest", dest));
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    @DisplayName("B-129 the packaged program waits for a server that refuses connections, and makes nothing meanwhile")
    void thePackagedProgramWaits() {
        String refusing = "http://127.0.0.1:" + closedPort();
        List<String> pull = new ArrayList<>(
                List.of("pull", "--server", refusing, "--project", "P", "--dest", "data", "--retry-wait", "10ms"));
        pull.addAll(List.of("--server-away", "1s", "--retries", "1"));
        new Packaged(directory)
                .environment("HOME", directory.toString())
                .run(pull)
                .with(5)
                .saying(WAITS, "did not answer within 1 s");
        assertThat(scene.everything()).isEmpty();
    }
}
