package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each part of the way to the data is looked at, and what is wrong is said with what to do. */
class DoctorCommandTest {
    private final Cli cli = new Cli();
    private FakeXnat xnat;

    @TempDir
    private Path directory;

    @BeforeEach
    void serve() {
        xnat = FakeXnat.serving(MiniatureArchives.demoProject());
        cli.environment.put("XNAT_USER", "demo");
        cli.environment.put("XNAT_PASS", "demo");
    }

    @AfterEach
    void close() {
        xnat.close();
    }

    private int examine(String... more) {
        return cli.runWords(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("doctor", "--no-input"), java.util.stream.Stream.of(more))
                .toArray(String[]::new));
    }

    /** The line of a check. */
    private String line(String check) {
        return cli.out()
                .lines()
                .filter(line -> line.matches("(ok|warning|failed|skipped) +" + check + " .*"))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no line of " + check + " in\n" + cli.out() + cli.err()));
    }

    @Test
    void whereAllIsWellEveryCheckSaysSoAndNothingIsLeftBehind() throws IOException {
        Path dest = directory.resolve("not/yet");
        int exit = examine("--server", xnat.url(), "--project", "DEMO", "--dest", dest.toString());
        assertThat(exit).as(cli.out()).isZero();
        assertThat(line("login")).isEqualTo("ok       login          as demo");
        assertThat(line("server")).contains("XNAT 1.");
        assertThat(line("project")).contains("DEMO: 8 sessions");
        assertThat(line("download")).containsPattern("[0-9.]+ (KiB|MiB) of an archive in .* MB/s");
        assertThat(line("ranges")).startsWith("ok").contains("206");
        assertThat(line("clock")).startsWith("ok");
        assertThat(line("rename")).startsWith("ok");
        assertThat(cli.out()).contains(" 0 failed, 0 skipped.");
        assertThat(directory).isEmptyDirectory();
        assertThat(xnat.sessions().open()).as("sessions that are still open").isZero();
    }

    @Test
    void aWrongPasswordIsTriedOnceAndWhatNeedsALoginIsSkipped() {
        cli.environment.put("XNAT_PASS", "wrong-password");
        assertThat(examine("--server", xnat.url(), "--project", "DEMO")).isEqualTo(4);
        assertThat(line("login")).startsWith("failed").contains("refused user and password", "[XP-AUTH-REJECTED]");
        assertThat(line("project")).isEqualTo("skipped  project        because 'login' failed");
        assertThat(line("ranges")).isEqualTo("skipped  ranges         because 'login' failed");
        assertThat(cli.out()).doesNotContain("wrong-password");
        assertThat(xnat.log().matching(entry -> entry.method().equals("POST"))).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsFoundAtTheStepWhereItFails() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(examine("--server", "http://127.0.0.1:" + port)).isEqualTo(5);
        assertThat(line("name lookup")).startsWith("ok");
        assertThat(line("connection")).startsWith("failed").contains("takes no connections", "Check the address");
        assertThat(line("login")).startsWith("skipped");
    }

    @Test
    void aNameThatNobodyKnowsIsFoundFirst() {
        assertThat(examine("--server", "https://xnat.invalid")).isEqualTo(5);
        assertThat(line("name lookup")).startsWith("failed").contains("nobody knows a host");
        assertThat(line("tls")).isEqualTo("skipped  tls            because 'name lookup' failed");
    }

    @Test
    void aServerWithoutTlsBehindHttpsFailsThere() {
        assertThat(examine("--connect-timeout", "2s", "--server", xnat.url().replace("http:", "https:")))
                .isEqualTo(5);
        assertThat(line("connection")).startsWith("ok");
        assertThat(line("tls")).startsWith("failed").contains("no TLS connection");
    }

    @Test
    void aProjectThatCannotBeSeenIsNamedWithItsNeighbours() {
        assertThat(examine("--server", xnat.url(), "--project", "DEMOO")).isEqualTo(2);
        assertThat(line("project")).startsWith("failed").contains("Near to it: DEMO", "[XP-NOT-FOUND]");
        assertThat(line("download")).startsWith("skipped");
    }

    @Test
    void theCredentialsAreNamedByTheirSourceAndMode() throws IOException {
        Path secret = Files.writeString(directory.resolve("pass"), "demo\n");
        cli.environment.remove("XNAT_PASS");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(examine("--server", xnat.url(), "--password-file", secret.toString()))
                .isZero();
        assertThat(line("credentials")).contains("from password file " + secret + " (mode rw-------)");

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(examine("--server", xnat.url(), "--password-file", secret.toString()))
                .isEqualTo(4);
        assertThat(line("credentials")).startsWith("failed").contains("mode 0644", "chmod 600");
        assertThat(line("login")).isEqualTo("skipped  login          because 'credentials' failed");
        assertThat(line("server")).startsWith("ok");
    }

    @Test
    void theEndOfAnAliasTokenIsShown() throws Exception {
        JsonNode token = new JsonMapper().readTree(get("/data/services/tokens/issue"));
        cli.environment.put("XNAT_USER", token.path("alias").asString());
        cli.environment.put("XNAT_PASS", token.path("secret").asString());
        assertThat(examine("--server", xnat.url())).isZero();
        assertThat(line("login")).contains("as demo, by an alias token");
        assertThat(line("token")).startsWith("ok").contains("the alias token ends at 20");
        assertThat(cli.out()).doesNotContain(token.path("secret").asString());
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(xnat.url() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("demo:demo".getBytes()))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aClockThatIsWrongIsWarnedOf() {
        cli.clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        assertThat(examine("--server", xnat.url())).isZero();
        assertThat(line("clock")).startsWith("warning").contains("s behind ours", "Set this machine's clock");
    }

    @Test
    void aDestinationThatIsAFileFailsWithSeven() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        assertThat(examine("--dest", file.resolve("data").toString())).isEqualTo(7);
        assertThat(line("destination")).startsWith("failed").contains("is a file, not a directory");
        assertThat(line("fsync")).isEqualTo("skipped  fsync          because 'destination' failed");
        assertThat(line("server")).isEqualTo("skipped  server         no server is named (--server URL)");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aJobFileThatIsWrongEndsTheExaminationOfWhatItNames() throws IOException {
        Path job = Files.writeString(directory.resolve("job.yaml"), "version: 1\nsever: {}\n");
        assertThat(examine(job.toString())).isEqualTo(2);
        assertThat(line("configuration")).startsWith("failed").contains("sever", "[XP-CONFIG-UNKNOWN-KEY]");
        assertThat(line("server")).isEqualTo("skipped  server         because 'configuration' failed");
        assertThat(line("destination")).isEqualTo("skipped  destination    because 'configuration' failed");
    }

    @Test
    void theWorseOfTwoFailuresGivesTheExitCode() throws IOException {
        cli.environment.put("XNAT_PASS", "wrong");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(examine("--server", xnat.url(), "--dest", file.toString())).isEqualTo(7);
    }

    @Test
    void programsGetTheSameAsJson() {
        assertThat(examine("--server", xnat.url(), "--project", "DEMO", "--json"))
                .isZero();
        JsonNode all = new JsonMapper().readTree(cli.out());
        assertThat(all.path("exit_code").asInt()).isZero();
        assertThat(all.path("failed").asInt()).isZero();
        List<String> checks = all.path("checks")
                .valueStream()
                .map(check -> check.path("check").asString())
                .toList();
        assertThat(checks).startsWith("java", "locale", "configuration").contains("login", "ranges");
        assertThat(all.path("checks").get(0).path("state").asString()).isEqualTo("ok");
    }
}
