package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.CommandContext;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.TerminalFacts;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The command line without a process around it. */
final class Cli {
    final Map<String, String> environment = new HashMap<>();
    final FakeRunCommands runs = new FakeRunCommands();
    Path workingDirectory = Path.of("/cwd").toAbsolutePath();
    boolean unicode = true;
    Clock clock = Clock.systemUTC();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs one command; its words are separated by blanks. */
    int run(String line) {
        return program().run(line.isEmpty() ? new String[0] : line.split(" "));
    }

    int runWords(String... words) {
        return program().run(words);
    }

    /** The request that a pull with these flags, a server and a destination comes to. */
    PullRequest pull(String flags) {
        int code = run("pull --server https://xnat.example.org --dest data " + flags);
        if (code != 0) {
            throw new AssertionError("exit " + code + ": " + err());
        }
        return (PullRequest) runs.asked.get(runs.asked.size() - 1);
    }

    Program program() {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console =
                new Console(outStream, new PrintStream(err, true, StandardCharsets.UTF_8), TerminalFacts.none(unicode));
        return new Program(new CommandContext(
                console,
                environment,
                workingDirectory,
                Home.at(Path.of("/home/ann")),
                clock,
                System::nanoTime,
                () -> runs));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
