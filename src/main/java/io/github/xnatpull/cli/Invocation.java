package io.github.xnatpull.cli;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.ConsoleProgress;
import io.github.xnatpull.cli.console.Verbosity;
import java.time.Clock;
import java.util.Map;

/**
 * What a command has beside its request.
 *
 * @param progress is told what the run does; close it before printing results, so that the screen is free
 * @param json whether results are wanted as JSON
 * @param csv whether results are wanted as CSV
 */
public record Invocation(
        Console console,
        ConsoleProgress progress,
        Verbosity verbosity,
        boolean json,
        boolean csv,
        ServerAccess access,
        Map<String, String> environment,
        Clock clock) {}
