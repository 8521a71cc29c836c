package io.github.xnatpull.xnat.login;

import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings that credentials are found in.
 *
 * @param home where {@code .netrc} lies
 * @param me the name that files of ours are owned by
 * @param prompt the terminal, where there is one
 */
public record CredentialEnvironment(
        Map<String, String> environment,
        Home home,
        String me,
        CommandRunner runner,
        Optional<Prompt> prompt,
        Redactor redactor) {
    /** Runs a command. */
    @FunctionalInterface
    public interface CommandRunner {
        /** What the command printed, which ended well; an {@link IOException} says why not. */
        char[] run(List<String> command) throws IOException;
    }

    /** Asks at the terminal. */
    public interface Prompt {
        /** A line, shown as typed; blank where the user gave none. */
        String line(String question);

        /** A line that is not shown. */
        char[] secret(String question);
    }

    /** This process's own, but for the environment, which may be another. */
    public static CredentialEnvironment real(Map<String, String> environment) {
        return new CredentialEnvironment(
                environment,
                Home.of(environment),
                ownName(),
                new ProcessRunner(),
                ConsolePrompt.ofThisProcess(),
                Redactor.process());
    }

    /** The owner of this process as the file system names it; {@code user.name} is "?" for users without an entry. */
    private static String ownName() {
        try {
            return Files.getOwner(Path.of("/proc/self")).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return System.getProperty("user.name", "");
        }
    }
}
