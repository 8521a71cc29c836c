package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.resource;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a run leaves, says or starts holds the password, the login's cookie, or what both become on the wire. */
class SecretsTest {
    private static final String PASSWORD = "s3cr3t-of-Alice";
    /** In the environment, where a password command goes first. */
    private static final String OTHER = "another-s3cr3t";

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "B-77 A failing run with -vv: no password, no token, no JSESSIONID in any file, output, process list or child's environment")
    void secretsAreNowhere() throws IOException, InterruptedException {
        try (Scene scene = new Scene(
                MiniatureArchives.scaled(2, 2, 2, 4, 10_000),
                "SCALE",
                directory.resolve("data"),
                settings -> settings.user("alice", PASSWORD))) {
            Path command = command();
            fail(scene);
            Map<String, String> seen = new TreeMap<>();
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(archives()).nth(8).then(doingAfter(100, stuck::countDown), stallAfter(100));
            Ended ended;
            try (Running running = new Program()
                    .environment("XNAT_USER", "alice")
                    .environment("XNAT_PASS", OTHER)
                    .start(scene.pull(
                            "-vv", "--retries", "2", "--transfers", "1", "--password-command", command.toString()))) {
                assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
                // Its environment is the user's own doing.
                look(running.pid(), "cmdline", seen);
                ProcessHandle.of(running.pid())
                        .ifPresent(process -> process.descendants().forEach(child -> {
                            look(child.pid(), "cmdline", seen);
                            look(child.pid(), "environ", seen);
                        }));
                scene.xnat().release();
                ended = running.end().with(3);
            }
            seen.put("standard output", ended.out());
            seen.put("standard error", ended.err());
            seen.put("what the password command saw", Files.readString(directory.resolve("environment"), ISO_8859_1));
            readAll(scene.destination(), seen);
            assertThat(seen.keySet())
                    .anyMatch(name -> name.endsWith("xnatpull.script"))
                    .anyMatch(name -> name.endsWith("run.log"));
            List<String> secrets = secrets(scene);
            assertThat(secrets)
                    .as("the password in three shapes, and a login at least")
                    .hasSizeGreaterThan(3);
            seen.forEach((where, text) -> secrets.forEach(secret -> assertThat(text.contains(secret))
                    .as("%s in %s", secret, where)
                    .isFalse()));
        }
    }

    /** Prints the password, and notes what it was given. */
    private Path command() throws IOException {
        Path command = Files.writeString(
                directory.resolve("secret.sh"),
                "#!/bin/sh\nenv > '" + directory.resolve("environment") + "'\necho '" + PASSWORD + "'\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return command;
    }

    private static void fail(Scene scene) {
        long bad = scene.xnat()
                .archive()
                .session("S00001_MR1")
                .scan("1")
                .resource("NIFTI")
                .id();
        scene.xnat().on(archives().and(resource(bad))).then(Faults.status(500).body("text/plain", "JSESSIONID broken"));
        scene.xnat().on(singleFiles().and(resource(bad))).then(Faults.gatewayError(404));
        scene.xnat().on(archives()).nth(3).then(Faults.loginPage());
        scene.xnat().on(archives()).nth(5).then(Faults.expireSessions());
    }

    private static List<String> secrets(Scene scene) {
        List<String> secrets = new ArrayList<>(List.of(
                PASSWORD,
                OTHER,
                Base64.getEncoder().encodeToString(("alice:" + PASSWORD).getBytes(ISO_8859_1)),
                Base64.getEncoder().encodeToString(PASSWORD.getBytes(ISO_8859_1))));
        scene.xnat().log().lines().stream()
                .map(line -> line.request().header("Cookie"))
                .filter(cookie -> cookie.contains("JSESSIONID="))
                .map(cookie -> cookie.replaceAll(".*JSESSIONID=([^;]+).*", "$1"))
                .distinct()
                .forEach(secrets::add);
        return secrets;
    }

    /** What others see of a process, and what its user sees. */
    private static void look(long pid, String name, Map<String, String> seen) {
        try {
            seen.put("/proc/" + pid + "/" + name, Files.readString(Path.of("/proc", "" + pid, name), ISO_8859_1));
        } catch (IOException e) {
            // No such system, or it has ended meanwhile.
            return;
        }
    }

    private static void readAll(Path root, Map<String, String> seen) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                seen.put(path.toString(), Files.readString(path, ISO_8859_1));
            }
        }
    }
}
