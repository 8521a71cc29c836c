package io.github.xnatpull.cli;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.TerminalProbe;
import io.github.xnatpull.support.SteadyClock;
import java.nio.file.Path;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        Console console = Console.ofProcess(TerminalProbe.facts(System.getenv(), System.getProperties()));
        Surroundings surroundings = new Surroundings(
                console,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                home(),
                SteadyClock.of(new WallClock(), System::nanoTime),
                System::nanoTime,
                new Wiring());
        int code = new Program(surroundings).run(args);
        console.flush();
        System.exit(code);
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home", ""));
    }
}
