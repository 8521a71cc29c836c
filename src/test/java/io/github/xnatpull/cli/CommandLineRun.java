package io.github.xnatpull.cli;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.TerminalProbe;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One run of the whole program within this process: what {@link Main} does, but for the end of the process. */
public final class CommandLineRun {
    private CommandLineRun() {}

    /** The exit code. */
    public static int run(List<String> arguments, Map<String, String> environment, OutputStream out, OutputStream err) {
        Console console = new Console(
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                TerminalProbe.facts(environment, System.getProperties()));
        int code = new Program(Main.context(console, environment)).run(arguments.toArray(String[]::new));
        console.flush();
        return code;
    }
}
