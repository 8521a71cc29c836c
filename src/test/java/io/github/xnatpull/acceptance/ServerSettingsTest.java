package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.TestAuthority;
import io.github.xnatpull.fakes.TlsFront;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What job files, profiles, flags and variables say about the server, through the whole program. */
@Tag("once")
class ServerSettingsTest {
    /** The log's set-up comes from Spring Boot, and is no context. */
    private static final Pattern HEAVY =
            Pattern.compile("org\\.springframework\\.(context|core|beans|batch)|org\\.hsqldb");

    @TempDir
    private Path directory;

    private Program program() {
        return new Program()
                .environment("XDG_CONFIG_HOME", directory.resolve("config").toString())
                .environment("no_proxy", "")
                .environment("NO_PROXY", "")
                .environment("http_proxy", "")
                .environment("https_proxy", "");
    }

    private Ended run(int exit, String... words) {
        return program().run(List.of(words)).with(exit);
    }

    /** A pull of one session into {@code data}. */
    private List<String> pull(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "pull",
                "--project",
                "DEMO",
                "--session",
                "SUBJ02_PET1",
                "--dest",
                data().toString(),
                "--retry-wait",
                "20ms",
                "--retries",
                "1",
                "--server-away",
                "1s"));
        words.addAll(List.of(more));
        return words;
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String job(String server) throws IOException {
        return Files.writeString(
                        directory.resolve("job.yaml"),
                        "version: 1\nserver: " + server + "\nselect: { project: DEMO, sessions: SUBJ02_PET1 }\n"
                                + "destination: data\n")
                .toString();
    }

    private static TlsFront tls(FakeXnat xnat, TestAuthority authority, String host, boolean clients) {
        return new TlsFront(
                TestAuthority.context(authority.issue("server", "san=" + host)),
                URI.create(xnat.url()).getPort(),
                clients);
    }

    @Test
    @DisplayName(
            "B-15 An untrusted certificate is exit 2 with issuer, expiry and caFile hint; nothing is made; with caFile it works")
    void anUntrustedCertificateIsNamedAndACaFileMendsIt() throws IOException {
        TestAuthority authority = new TestAuthority(directory, "Lab");
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject());
                TlsFront front = tls(xnat, authority, "ip:127.0.0.1", false)) {
            program()
                    .run(pull("--server", front.url()))
                    .with(2)
                    .saying("XP-TLS-UNTRUSTED", "O=Lab", "good until 20", "--ca-file", "caFile");
            assertThat(data()).doesNotExist();
            assertThat(xnat.log().size()).isZero();
            run(0, "pull", job("{ url: \"" + front.url() + "\", caFile: Lab-ca.pem }"), "--retries", "1");
            assertThat(data().resolve("SUBJ02_PET1/scans/2/resources/DICOM/files"))
                    .isDirectory();
            program()
                    .environment("XNATPULL_CA_FILE", authority.certificate().toString())
                    .run(List.of("list", "projects", "--server", front.url()))
                    .with(0);
            program()
                    .environment("XNATPULL_TRUST_STORE_PASSWORD", TestAuthority.PASSWORD)
                    .run(List.of(
                            "list",
                            "projects",
                            "--server",
                            front.url(),
                            "--trust-store",
                            authority.trustStore().toString()))
                    .with(0);
        }
    }

    @Test
    @DisplayName("B-15 Nobody there, or no such host, is exit 5 after retries; nothing is made")
    void aServerThatIsNotThere() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        program().run(pull("--server", "http://127.0.0.1:" + nobody)).with(5).saying("takes no connections");
        program().run(pull("--server", "https://nowhere.invalid")).with(5).saying("nobody knows a host named");
        assertThat(data()).doesNotExist();
    }

    @Test
    void aServerThatAsksForACertificateIsShownOne() {
        TestAuthority authority = new TestAuthority(directory, "Lab");
        Path client = authority.issue("ann", "eku=clientAuth");
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject());
                TlsFront front = tls(xnat, authority, "ip:127.0.0.1", true)) {
            String ca = authority.certificate().toString();
            run(
                    0,
                    "profile",
                    "add",
                    "lab",
                    "--server",
                    front.url(),
                    "--ca-file",
                    ca,
                    "--client-cert",
                    client.toString());
            program()
                    .environment("XNATPULL_CLIENT_CERT_PASSWORD", TestAuthority.PASSWORD)
                    .run(List.of("profile", "test", "lab"))
                    .with(0);
            Ended without = program().run(pull("--server", front.url(), "--ca-file", ca));
            assertThat(without.exit()).isEqualTo(5);
            assertThat(data()).doesNotExist();
            program().run(List.of("profile", "test", "lab")).with(2).saying("XNATPULL_CLIENT_CERT_PASSWORD");
        }
    }

    @Test
    void onlyHostsNamedAsInsecureAreAndEveryRunWarns() {
        TestAuthority authority = new TestAuthority(directory, "Lab");
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject());
                TlsFront front = tls(xnat, authority, "dns:other.example", false)) {
            program()
                    .run(pull("--server", front.url(), "--insecure", "xnat.example.org"))
                    .with(2);
            for (int run = 0; run < 2; run++) {
                program()
                        .run(pull("--server", front.url(), "--insecure", "127.0.0.1"))
                        .with(0)
                        .saying("The certificate of 127.0.0.1 is not checked");
            }
            run(0, "list", "projects", "--server", front.url(), "--insecure", "127.0.0.1")
                    .saying("is not checked");
        }
    }

    @Test
    void resumeAndVerifyRememberHowTheServerIsReached() throws IOException {
        TestAuthority authority = new TestAuthority(directory, "Lab");
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject());
                TlsFront front = tls(xnat, authority, "ip:127.0.0.1", false)) {
            String ca = authority.certificate().toString();
            run(0, "profile", "add", "lab", "--server", front.url(), "--ca-file", ca);
            long bad = xnat.archive()
                    .session("SUBJ02_PET1")
                    .scan("2")
                    .resource("DICOM")
                    .id();
            xnat.on(Requests.resource(bad)).then(Faults.status(500));
            run(3, "pull", job("{ profile: lab }"), "--retry-wait", "20ms", "--retries", "1");
            xnat.behave();
            run(0, "resume", "--dest", data().toString());
            run(0, "verify", data().toString(), "--remote");
            run(0, "profile", "remove", "lab");
            run(2, "verify", data().toString(), "--remote").saying("profile 'lab'");
            run(2, "verify", data().toString(), "--remote", "--server", front.url())
                    .saying("XP-TLS-UNTRUSTED");
            run(0, "verify", data().toString(), "--remote", "--server", front.url(), "--ca-file", ca);
            run(0, "verify", data().toString());
        }
    }

    @Test
    @DisplayName("B-28 A proxy that answers 407 is named as the proxy, wherever it was named; NO_PROXY excepts")
    void aProxyThatRefusesIsNamed() throws IOException {
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject());
                ScriptedServer proxy = new ScriptedServer(
                        call -> call.send(407, "", "Proxy-Authenticate: Basic realm=\"p\"", "Connection: close"))) {
            String place = "127.0.0.1:" + proxy.port();
            program()
                    .run(pull("--server", xnat.url(), "--proxy", place))
                    .with(5)
                    .saying("the proxy " + place + " refused", "XP-PROXY-REFUSED");
            run(5, "pull", job("{ url: \"" + xnat.url() + "\", proxy: \"" + place + "\" }"), "--retries", "0")
                    .saying("the proxy " + place);
            program()
                    .environment("http_proxy", "http://jane:hunter2@" + place)
                    .run(pull("--server", xnat.url()))
                    .with(5)
                    .saying("the proxy " + place + " refused");
            assertThat(data()).doesNotExist();
            program()
                    .environment("http_proxy", "http://" + place)
                    .environment("NO_PROXY", "127.0.0.1")
                    .run(pull("--server", xnat.url()))
                    .with(0);
        }
    }

    @Test
    @DisplayName(
            "B-78 A password file of a profile: safe ones work, open ones are exit 4 with mode and fix, empty ones too")
    void passwordFilesOfProfilesAreLookedAt() throws IOException {
        Path file = Files.writeString(directory.resolve("pw"), "demo\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            run(
                    0,
                    "profile",
                    "add",
                    "demo",
                    "--server",
                    xnat.url(),
                    "--user",
                    "demo",
                    "--password-file",
                    file.toString());
            Program alone = program().without("XNAT_USER").without("XNAT_PASS");
            Ended tested = alone.run(List.of("profile", "test", "demo")).with(0);
            assertThat(tested.out()).contains("logged in as demo, and out again");
            assertThat(xnat.sessions().open()).isZero();
            alone.run(List.of(
                            "pull",
                            "--profile",
                            "demo",
                            "--project",
                            "DEMO",
                            "--session",
                            "SUBJ02_PET1",
                            "--dest",
                            data().toString()))
                    .with(0);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            alone.run(List.of("profile", "test", "demo")).with(4).saying("mode 0644", "chmod 600");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(file, "");
            alone.run(List.of("profile", "test", "demo")).with(4).saying("it is empty");
            Files.writeString(file, "wrong");
            alone.run(List.of("profile", "test", "demo")).with(4).saying("XP-AUTH-REJECTED");
        }
    }

    @Test
    void userAndPasswordOfTheEnvironmentBelongTogether() {
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            run(0, "profile", "add", "other", "--server", xnat.url(), "--user", "somebody");
            Ended tested = run(0, "profile", "test", "other", "--json");
            assertThat(tested.out()).contains("\"user\" : \"demo\"").contains("\"version\" : \"1.8");
        }
    }

    @Test
    void aSilentServerIsWaitedForAsLongAsTheSettingsSay() throws IOException {
        try (ScriptedServer silent = new ScriptedServer(call -> {})) {
            run(
                            5,
                            "check",
                            job("{ url: \"" + silent.url() + "\", response-timeout: 1s }"),
                            "--online",
                            "--retries",
                            "0",
                            "-q")
                    .saying("kept silent for 1 s");
        }
    }

    @Test
    @DisplayName(
            "A job file from init is accepted by check, on line too, and pulls; nothing of Spring is loaded for it")
    void initCheckPull() throws IOException {
        String file = directory.resolve("demo.yaml").toString();
        try (FakeXnat xnat = FakeXnat.serving(MiniatureArchives.demoProject())) {
            for (List<String> words : List.of(
                    List.of("init", "--server", xnat.url(), "--project", "DEMO", file),
                    List.of("check", file, "--online"),
                    List.of("profile", "list"),
                    List.of("list", "projects", "--server", xnat.url()))) {
                Ended ended = program().with("-Xlog:class+load").run(words).with(0);
                assertThat(ended.out()).contains("class,load");
                assertThat(ended.out().lines().filter(HEAVY.asPredicate())).isEmpty();
            }
            run(0, "pull", file, "-q");
            assertThat(Tree.at(data())).isNotEmpty();
            assertThat(xnat.sessions().open()).isZero();
        }
    }
}
