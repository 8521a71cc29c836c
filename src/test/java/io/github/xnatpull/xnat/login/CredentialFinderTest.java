package io.github.xnatpull.xnat.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.xnat.http.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFinderTest {
    private static final ServerAddress SERVER = ServerAddress.parse("https://xnat.example.org", false);

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Redactor redactor = new Redactor();
    private final List<List<String>> commands = new ArrayList<>();
    private Optional<CredentialEnvironment.Prompt> prompt = Optional.empty();
    private String printed = "";

    private Credentials find(CredentialSettings settings) throws IOException {
        CredentialEnvironment world = new CredentialEnvironment(
                environment, Home.at(home), Files.getOwner(home).getName(), this::run, prompt, redactor);
        return new CredentialFinder(SERVER, settings, world).get();
    }

    private char[] run(List<String> command) throws IOException {
        commands.add(command);
        if (printed.isEmpty()) {
            throw new IOException("it ended with exit code 1");
        }
        return printed.toCharArray();
    }

    private static CredentialSettings settings(String user, String command, Path file) {
        return new CredentialSettings(
                Optional.ofNullable(user).filter(text -> !text.isEmpty()),
                Optional.ofNullable(command).filter(text -> !text.isEmpty()),
                Optional.ofNullable(file).filter(path -> !path.toString().isEmpty()),
                true,
                false);
    }

    private static final Path NO_FILE = Path.of("");

    private Path file(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    private static String secret(Credentials credentials) {
        return credentials.secret().use(String::new);
    }

    private Fault fault(CredentialSettings settings) {
        return catchThrowableOfType(Fault.class, () -> find(settings));
    }

    @Test
    void theFirstSourceThatHasAnyWins() throws IOException {
        printed = "from-command\n";
        environment.putAll(Map.of("XNAT_USER", "env-user", "XNAT_PASS", "from-environment"));
        Path file = file("pw", "from-file\n", "rw-------");
        file(".netrc", "machine xnat.example.org login netrc-user password from-netrc", "rw-------");

        assertThat(secret(find(settings("", "pass show 'my xnat'", file)))).isEqualTo("from-command");
        assertThat(commands).containsExactly(List.of("pass", "show", "my xnat"));
        assertThat(secret(find(settings("", "", file)))).isEqualTo("from-environment");
        environment.remove("XNAT_PASS");
        assertThat(secret(find(settings("", "", file)))).isEqualTo("from-file");
        assertThat(fault(settings("", "", NO_FILE)).code())
                .as("the entry is another user's")
                .isEqualTo(FaultCode.AUTH_MISSING);
        environment.remove("XNAT_USER");
        Credentials netrc = find(settings("", "", NO_FILE));
        assertThat(secret(netrc)).isEqualTo("from-netrc");
        assertThat(netrc.user()).isEqualTo("netrc-user");
        assertThat(netrc.source()).isEqualTo("~/.netrc");
    }

    @Test
    void aPasswordWithoutANameGetsOneFromWhoeverKnows() throws IOException {
        Path file = file("pw", "geheim\n", "rw-------");
        assertThat(fault(settings("", "", file))).hasMessageContaining("say --user or set XNAT_USER");
        file(".netrc", "machine xnat.example.org login netrc-user", "rw-------");
        assertThat(find(settings("", "", file)).user()).isEqualTo("netrc-user");
        environment.put("XNAT_USER", "env-user");
        assertThat(find(settings("", "", file)).user()).isEqualTo("env-user");
        assertThat(find(settings("flag-user", "", file)).user()).isEqualTo("flag-user");
    }

    @Test
    void theTerminalIsTheLastResortAndOnlyIfAllowed() throws IOException {
        prompt = Optional.of(new CredentialEnvironment.Prompt() {
            @Override
            public String line(String question) {
                assertThat(question).isEqualTo("User at xnat.example.org");
                return "alice";
            }

            @Override
            public char[] secret(String question) {
                return "typed-secret".toCharArray();
            }
        });
        assertThat(find(CredentialSettings.none()).source()).isEqualTo("terminal");
        Fault fault = fault(new CredentialSettings(Optional.empty(), Optional.empty(), Optional.empty(), false, false));
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_MISSING);
        assertThat(fault.code().exitCode()).isEqualTo(4);
        assertThat(fault).hasMessageContaining("~/.netrc");
    }

    @Test
    @DisplayName("B-78: A file that others can read is refused with mode and fix")
    void b78AFileThatOthersCanReadIsRefusedWithModeAndFix() throws IOException {
        Path file = file("pw", "geheim", "rw-r-----");
        Fault fault = fault(settings("a", "", file));
        assertThat(fault.code()).isEqualTo(FaultCode.SECRET_FILE_UNSAFE);
        assertThat(fault.code().exitCode()).isEqualTo(4);
        assertThat(fault)
                .hasMessageContaining("mode 0640, rw-r-----")
                .hasMessageContaining("chmod 600 '" + file.toRealPath());
        CredentialSettings allowing =
                new CredentialSettings(Optional.of("a"), Optional.empty(), Optional.of(file), false, true);
        assertThat(secret(find(allowing))).isEqualTo("geheim");
    }

    @Test
    @DisplayName("B-78: A link counts for what it points at")
    void b78ALinkCountsForWhatItPointsAt() throws IOException {
        Path open = file("open", "geheim", "rw-rw-rw-");
        Path link = Files.createSymbolicLink(home.resolve("link"), open);
        assertThat(fault(settings("a", "", link))).hasMessageContaining("0666");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("r--------"));
        assertThat(secret(find(settings("a", "", link)))).isEqualTo("geheim");
    }

    @Test
    @DisplayName("B-78: Empty files are faults and line ends are trimmed")
    void b78EmptyFilesAreFaultsAndLineEndsAreTrimmed() throws IOException {
        assertThat(fault(settings("a", "", file("pw", "", "rw-------"))).code())
                .isEqualTo(FaultCode.SECRET_FILE_UNSAFE);
        assertThat(fault(settings("a", "", file("pw", "\r\n", "rw-------")))).hasMessageContaining("it is empty");
        assertThat(secret(find(settings("a", "", file("pw", " p w \r\n", "rw-------")))))
                .isEqualTo(" p w ");
        assertThat(secret(find(settings("a", "", file("pw", "\uFEFFpw\n\n", "rw-------")))))
                .isEqualTo("pw");
    }

    @Test
    void whatIsNoFileIsNamed() {
        assertThat(fault(settings("a", "", home))).hasMessageContaining("no regular file");
        assertThat(fault(settings("a", "", home.resolve("nothing")))).hasMessageContaining("cannot be read");
    }

    @Test
    void filesOfOthersAreRefused() throws IOException {
        Path file = file("pw", "geheim", "rw-------");
        CredentialEnvironment world =
                new CredentialEnvironment(environment, Home.at(home), "somebody", this::run, prompt, redactor);
        boolean root = Files.getOwner(file).getName().equals("root");
        if (!root) {
            assertThatThrownBy(() -> new CredentialFinder(SERVER, settings("a", "", file), world).get())
                    .hasMessageContaining("not to you");
        } else {
            assertThat(secret(new CredentialFinder(SERVER, settings("a", "", file), world).get()))
                    .isEqualTo("geheim");
        }
    }

    @Test
    void anUnsafeNetrcMattersOnlyIfItHasSomethingForUs() throws IOException {
        file(".netrc", "machine other.example login x password y", "rw-r--r--");
        assertThat(fault(CredentialSettings.none()).code()).isEqualTo(FaultCode.AUTH_MISSING);
        file(".netrc", "machine xnat.example.org login x password y", "rw-r--r--");
        assertThat(fault(CredentialSettings.none()).code()).isEqualTo(FaultCode.SECRET_FILE_UNSAFE);
    }

    @Test
    void aFailingCommandIsNamedWithoutItsOutput() {
        assertThat(fault(settings("a", "pass show x", NO_FILE)))
                .hasMessageContaining("password command failed: it ended with");
        assertThat(fault(settings("a", "pass 'show", NO_FILE))).hasMessageContaining("a quote is not closed");
        printed = "\n";
        assertThat(fault(settings("a", "pass", NO_FILE))).hasMessageContaining("printed nothing");
    }

    @Test
    @DisplayName("B-77: Secrets show nowhere")
    void secretsShowNowhere() throws IOException {
        environment.putAll(Map.of("XNAT_USER", "alice", "XNAT_PASS", "hunter22 ü$:"));
        Credentials found = find(CredentialSettings.none());
        assertThat(found.toString()).doesNotContain("hunter22").contains("***");
        assertThat(redactor.redact("x hunter22 ü$: y")).isEqualTo("x *** y");
        String header = found.authorization(redactor);
        assertThat(header).isEqualTo("Basic YWxpY2U6aHVudGVyMjIgw7wkOg==");
        assertThat(redactor.redact(header)).doesNotContain("YWxpY2U6");
    }
}
