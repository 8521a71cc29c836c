package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.CommandContext;
import io.github.xnatpull.cli.command.RunCommands;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.TerminalProbe;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.SteadyClock;
import java.nio.file.Path;
import java.util.Map;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Console console = Console.ofProcess(TerminalProbe.facts(environment, System.getProperties()));
        int code = new Program(context(console, environment)).run(args);
        console.flush();
        System.exit(code);
    }

    /** This process's own, but for the streams and the environment. */
    static CommandContext context(Console console, Map<String, String> environment) {
        return new CommandContext(
                console,
                environment,
                Path.of("").toAbsolutePath(),
                Home.of(environment),
                SteadyClock.of(new WallClock(), System::nanoTime),
                System::nanoTime,
                RunCommands::new);
    }
}
