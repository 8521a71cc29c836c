package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.cli.command.ServerAccess;
import io.github.xnatpull.request.PullRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCommandTest {
    private Cli cli = new Cli();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("xnatpull/config.yaml");
        fresh();
    }

    /** Another process, with the same home. */
    private void fresh() {
        cli = new Cli();
        cli.environment.put("XDG_CONFIG_HOME", directory.toString());
    }

    private void add(String words) {
        assertThat(cli.run("profile add " + words)).as(cli.err()).isZero();
    }

    private PullRequest pulled(String words) {
        assertThat(cli.run("pull --project P --dest d " + words)).as(cli.err()).isZero();
        List<Object> asked = cli.runs.asked;
        return (PullRequest) asked.get(asked.size() - 1);
    }

    private ServerAccess access() {
        return cli.runs.invocations.get(0).access();
    }

    @Test
    void aProfileSaysWhereAndHow() {
        assertThat(cli.runWords(
                        "profile",
                        "add",
                        "neuro",
                        "--server",
                        "https://xnat.example.org",
                        "--user",
                        "ann",
                        "--password-command",
                        "pass show \"$HOME/xnat\"",
                        "--ca-file",
                        "ca.pem",
                        "--insecure",
                        "a.local",
                        "--insecure",
                        "b.local"))
                .as(cli.err())
                .isZero();
        fresh();
        assertThat(pulled("--profile neuro").site().address()).isEqualTo(URI.create("https://xnat.example.org"));
        assertThat(access().login().user()).contains("ann");
        assertThat(access().login().passwordCommand()).contains("pass show \"$HOME/xnat\"");
        assertThat(access().tls().caFile()).contains(Path.of("/cwd/ca.pem"));
        assertThat(access().tls().insecureHosts()).containsExactly("a.local", "b.local");
    }

    @Test
    void theFileIsTheOwnersAlone() throws IOException {
        add("neuro --server https://xnat.example.org");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains("Holds no secret").contains("url: \"https://xnat.example.org\"");
        add("other --server https://other.example.org");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    @DisplayName("B-78 profiles that others can write are refused, with mode and fix")
    void profilesThatOthersCanWriteAreRefused() throws IOException {
        add("neuro --server https://xnat.example.org");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(cli.run("pull --profile neuro --project P --dest d")).isEqualTo(4);
        assertThat(cli.err()).contains("mode rw-rw-r--").contains("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        pulled("--profile neuro");
    }

    @Test
    void anUnknownProfileIsNamedWithTheNearest() {
        add("neuro-prod --server https://xnat.example.org");
        assertThat(cli.run("pull --profile neuro-prd --project P --dest d")).isEqualTo(2);
        assertThat(cli.err()).contains("the nearest is 'neuro-prod'").contains("Known: neuro-prod.");
        for (String command : List.of("plan --project P --dest d", "list projects", "resume --dest d")) {
            assertThat(cli.run(command + " --profile nope")).as(command).isEqualTo(2);
        }
        assertThat(cli.run("profile show nope")).isEqualTo(2);
        assertThat(cli.run("profile remove nope")).isEqualTo(2);
        assertThat(cli.run("profile test nope")).isEqualTo(2);
        assertThat(cli.runs.asked).isEmpty();
    }

    @Test
    void whoNamesAServerCloserByMeansNotTheProfile() throws IOException {
        add("neuro --server https://xnat.example.org --user ann --ca-file ca.pem");
        Files.writeString(
                directory.resolve("job.yaml"),
                "version: 1\nserver: { profile: neuro, user: bob }\nselect: { project: P }\ndestination: d\n");
        cli.workingDirectory = directory;
        assertThat(cli.run("pull job.yaml")).as(cli.err()).isZero();
        assertThat(access().login().user()).contains("bob");
        assertThat(access().tls().caFile()).isPresent();
        fresh();
        cli.workingDirectory = directory;
        assertThat(pulled("--server https://other.example.org job.yaml").site().address())
                .isEqualTo(URI.create("https://other.example.org"));
        assertThat(access().tls().caFile())
                .as("what is for one server goes to no other")
                .isEmpty();
        fresh();
        cli.environment.put("XNAT_URL", "https://env.example.org");
        assertThat(pulled("--profile neuro").site().address()).isEqualTo(URI.create("https://xnat.example.org"));
        fresh();
        cli.environment.put("XNATPULL_PROFILE", "neuro");
        assertThat(pulled("").site().address()).isEqualTo(URI.create("https://xnat.example.org"));
    }

    @Test
    void aPasswordFileOfAFlagSilencesTheProfilesCommand() {
        add("neuro --server https://xnat.example.org --password-command pass");
        pulled("--profile neuro --password-file pw");
        assertThat(access().login().passwordCommand()).isEmpty();
        assertThat(access().login().passwordFile()).isPresent();
    }

    @Test
    void profilesAreListedShownAndRemoved() {
        add("neuro --server https://xnat.example.org --user ann --password-command hunter2-printer");
        add("lab --server https://lab.example.org --password-file pw");
        fresh();
        assertThat(cli.run("profile list")).isZero();
        assertThat(cli.out()).isEqualTo("""
                        PROFILE  SERVER                    USER  PASSWORD FROM
                        neuro    https://xnat.example.org  ann   command
                        lab      https://lab.example.org         file /cwd/pw
                        """);
        fresh();
        assertThat(cli.run("profile list --json")).isZero();
        assertThat(cli.out()).startsWith("[\n").contains("\"profile\":\"lab\"");
        fresh();
        assertThat(cli.run("profile show lab --json")).isZero();
        assertThat(cli.out()).contains("\"url\" : \"https://lab.example.org\"");
        fresh();
        add("talk --server https://xnat.example.org --password-command echo\u00a0x");
        assertThat(cli.run("profile remove neuro")).isZero();
        fresh();
        assertThat(cli.run("profile list")).isZero();
        assertThat(cli.out()).doesNotContain("neuro").contains("lab");
    }

    @Test
    void ofACommandOnlyTheProgramIsShown() {
        cli.runWords("profile", "add", "x", "--server", "h.example.org", "--password-command", "echo hunter2");
        assertThat(cli.run("profile show x")).isZero();
        assertThat(cli.run("profile show x --json")).isZero();
        assertThat(cli.out()).contains("echo ...").doesNotContain("hunter2");
    }

    @Test
    void aProfileIsTriedOut() {
        add("neuro --server https://xnat.example.org");
        assertThat(cli.run("profile test neuro")).as(cli.err()).isZero();
        assertThat(cli.out())
                .isEqualTo("neuro: https://xnat.example.org is XNAT 1.8.10; logged in as ann, and out again.\n");
        assertThat(cli.runs.catalogue.closed).isTrue();
    }

    @ParameterizedTest(name = "B-79 {0} is refused and not echoed")
    @ValueSource(
            strings = {
                "--server https://jane:hunter2@xnat.example.org",
                "--server jane:hunter2@xnat.example.org",
                "--server https://xnat.example.org --proxy http://jane:hunter2@proxy:3128",
                "--server https://xnat.example.org --password hunter2",
                "--server https://xnat.example.org --token=hunter2"
            })
    void secretsInProfilesAreRefused(String flags) {
        assertThat(cli.run("profile add x " + flags)).isEqualTo(2);
        assertThat(cli.err())
                .doesNotContain("hunter2")
                .contains("XNAT_USER and XNAT_PASS")
                .contains("password-file")
                .contains("password-command");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest(name = "B-73, B-79 a profile written by hand with {0} is refused and not echoed")
    @ValueSource(strings = {"password: hunter2", "url: https://jane:hunter2@h.example.org", "token: hunter2"})
    void secretsInProfilesWrittenByHandAreRefused(String line) throws IOException {
        Files.createDirectories(directory.resolve("xnatpull"));
        Files.writeString(file, "profiles:\n  x:\n    user: jane\n    " + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.run("pull --project P --dest d --profile x")).isEqualTo(2);
        assertThat(cli.err())
                .doesNotContain("hunter2")
                .contains("config.yaml:4:")
                .contains("XNAT_USER and XNAT_PASS")
                .contains("password-file")
                .contains("password-command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"profiles: [x]", "profils: {}", "profiles: { x: { ulr: h } }", "profiles: { x: y, x: z }"})
    void mistakesInTheFileHaveTheirPlace(String text) throws IOException {
        Files.createDirectories(directory.resolve("xnatpull"));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.run("profile list")).isEqualTo(2);
        assertThat(cli.err()).contains("config.yaml:1:");
    }

    @Test
    void namesAndServersAreRequired() {
        assertThat(cli.run("profile add")).isEqualTo(2);
        assertThat(cli.run("profile add x")).isEqualTo(2);
        assertThat(cli.run("profile add a/b --server h.example.org")).isEqualTo(2);
        add("x --server h.example.org");
        assertThat(cli.run("profile add x --server h.example.org")).isEqualTo(2);
        assertThat(cli.err()).contains("there is one of this name");
        assertThat(cli.run("profile")).isEqualTo(2);
    }
}
