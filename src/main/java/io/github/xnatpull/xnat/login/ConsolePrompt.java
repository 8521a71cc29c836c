package io.github.xnatpull.xnat.login;

import java.io.Console;
import java.util.Optional;

/** The terminal of this process. */
final class ConsolePrompt implements CredentialEnvironment.Prompt {
    private final Console console;

    private ConsolePrompt(Console console) {
        this.console = console;
    }

    static Optional<CredentialEnvironment.Prompt> ofThisProcess() {
        return Optional.ofNullable(System.console()).map(ConsolePrompt::new);
    }

    @Override
    public String line(String question) {
        String answer = console.readLine("%s: ", question);
        return answer == null ? "" : answer.trim();
    }

    @Override
    public char[] secret(String question) {
        char[] answer = console.readPassword("%s: ", question);
        return answer == null ? new char[0] : answer;
    }
}
