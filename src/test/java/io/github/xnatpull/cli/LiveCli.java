package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.CommandContext;
import io.github.xnatpull.cli.command.RunCommands;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.TerminalFacts;
import io.github.xnatpull.support.Home;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The command line with all that is behind it, in this process. */
public final class LiveCli {
    private LiveCli() {}

    /** How a command ended, and what it said. */
    public record Ended(int exit, String out, String err) {}

    /** Runs one command in a working directory of its own. */
    public static Ended run(Path workingDirectory, Map<String, String> environment, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                TerminalFacts.none(true));
        CommandContext context = new CommandContext(
                console,
                environment,
                workingDirectory,
                Home.at(workingDirectory),
                Clock.systemUTC(),
                System::nanoTime,
                RunCommands::new);
        int exit = new Program(context).run(words.toArray(String[]::new));
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
