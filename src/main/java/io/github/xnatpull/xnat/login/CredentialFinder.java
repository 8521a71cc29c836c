package io.github.xnatpull.xnat.login;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.xnat.http.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the credentials for a server. The first source that has any wins: password command, XNAT_USER and XNAT_PASS,
 * password file, {@code ~/.netrc}, the terminal.
 */
public final class CredentialFinder implements Supplier<Credentials> {
    private final ServerAddress server;
    private final CredentialSettings settings;
    private final CredentialEnvironment world;

    public CredentialFinder(ServerAddress server, CredentialSettings settings, CredentialEnvironment world) {
        this.server = server;
        this.settings = settings;
        this.world = world;
    }

    /**
     * Looks through the sources.
     *
     * @throws Fault {@code AUTH_MISSING} naming the ways, {@code SECRET_FILE_UNSAFE} for a file that others can read
     */
    @Override
    public Credentials get() {
        List<Supplier<Optional<Credentials>>> sources =
                List.of(this::fromCommand, this::fromEnvironment, this::fromFile, this::fromNetrc, this::fromTerminal);
        return sources.stream()
                .flatMap(source -> source.get().stream())
                .findFirst()
                .orElseThrow(() ->
                        missing("neither a password command, nor XNAT_USER and XNAT_PASS, nor a password file, nor an"
                                + " entry for " + server.host() + " in ~/.netrc is there" + aboutNetrc()
                                + ", and nobody can be asked"));
    }

    private Optional<Credentials> fromCommand() {
        return settings.passwordCommand().map(line -> {
            char[] printed = run(line);
            char[] secret = firstLine(printed);
            Arrays.fill(printed, '\0');
            if (secret.length == 0) {
                throw missing("the password command printed nothing");
            }
            return credentials(user(), secret, "password command");
        });
    }

    private char[] run(String line) {
        try {
            return world.runner().run(ShellWords.split(line));
        } catch (IOException | IllegalArgumentException e) {
            throw missing("the password command failed: " + e.getMessage());
        }
    }

    private Optional<Credentials> fromEnvironment() {
        String password = variable("XNAT_PASS");
        Optional<String> user = namedUser();
        return password.isEmpty() || user.isEmpty()
                ? Optional.empty()
                : Optional.of(credentials(user.get(), password.toCharArray(), "XNAT_USER and XNAT_PASS"));
    }

    private Optional<Credentials> fromFile() {
        return settings.passwordFile().map(path -> {
            SecretFile file = new SecretFile(path, world.me(), settings.insecureFilesAllowed());
            String text = file.text();
            file.check();
            char[] secret = firstLine(text.toCharArray());
            if (secret.length == 0) {
                throw file.unsafe("it is empty", "Write the password into it, on the first line.");
            }
            return credentials(user(), secret, "password file " + path);
        });
    }

    private Optional<Credentials> fromNetrc() {
        return netrc().entry().filter(entry -> !entry.password().isEmpty()).flatMap(entry -> Optional.of(entry.login())
                .filter(login -> !login.isEmpty())
                .or(this::namedUser)
                .map(user -> credentials(user, entry.password().toCharArray(), "~/.netrc")));
    }

    /** Why what is in the file, or might be, is of no use. */
    private String aboutNetrc() {
        if (world.home().directory().isEmpty()) {
            return " (" + Home.NONE + ")";
        }
        Netrc.Found found = netrc();
        boolean nobody = found.entry()
                .filter(entry -> !entry.password().isEmpty() && entry.login().isEmpty())
                .isPresent();
        List<String> troubles = new ArrayList<>(found.troubles());
        if (nobody) {
            troubles.add("its entry has no login, and no user is named with --user or XNAT_USER");
        }
        return troubles.isEmpty() ? "" : " (" + String.join("; ", troubles) + ")";
    }

    private Optional<Credentials> fromTerminal() {
        return terminal().map(prompt -> {
            String user = namedUser().orElseGet(() -> prompt.line("User at " + server.host()));
            char[] secret =
                    user.isEmpty() ? new char[0] : prompt.secret("Password of " + user + " at " + server.host());
            if (secret.length == 0) {
                throw missing("none were typed");
            }
            return credentials(user, secret, "terminal");
        });
    }

    private Optional<CredentialEnvironment.Prompt> terminal() {
        return settings.promptAllowed() ? world.prompt() : Optional.empty();
    }

    /** The login name for a password that came without one. */
    private String user() {
        return namedUser()
                .or(() -> netrc().entry().map(Netrc.Entry::login).filter(login -> !login.isEmpty()))
                .or(() -> terminal()
                        .map(prompt -> prompt.line("User at " + server.host()))
                        .filter(user -> !user.isEmpty()))
                .orElseThrow(() -> missing("there is a password, but no user name: say --user or set XNAT_USER"));
    }

    private Optional<String> namedUser() {
        return settings.user().or(() -> Optional.of(variable("XNAT_USER"))).filter(user -> !user.isBlank());
    }

    private Netrc.Found netrc() {
        Optional<Path> path = world.home().directory().map(home -> home.resolve(".netrc"));
        if (path.filter(Files::isReadable).isEmpty()) {
            return new Netrc.Found(Optional.empty(), List.of());
        }
        SecretFile file = new SecretFile(path.get(), world.me(), settings.insecureFilesAllowed());
        Netrc.Found found = Netrc.find(file.text(), server.host(), server.port(), namedUser());
        // One that has nothing for us is none of our business.
        found.entry().ifPresent(entry -> file.check());
        return found;
    }

    private Credentials credentials(String user, char[] secret, String source) {
        if (user.indexOf(':') >= 0 || user.chars().anyMatch(Character::isISOControl)) {
            throw missing("a user name cannot hold a colon or control characters");
        }
        Credentials found = new Credentials(user, Secret.of(secret, world.redactor()), source);
        Arrays.fill(secret, '\0');
        return found;
    }

    private String variable(String name) {
        return world.environment().getOrDefault(name, "");
    }

    private static char[] firstLine(char[] text) {
        int end = 0;
        while (end < text.length && text[end] != '\n' && text[end] != '\r') {
            end++;
        }
        return Arrays.copyOf(text, end);
    }

    private Fault missing(String because) {
        return Fault.fault(FaultCode.AUTH_MISSING)
                .trying("find credentials for " + server)
                .because(because);
    }
}
