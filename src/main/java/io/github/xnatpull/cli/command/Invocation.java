package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.ConsoleProgress;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.request.PullRequest;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * What a command has beside its request.
 *
 * @param progress is told what the run does; close it before printing results, so that the screen is free
 * @param json whether results are wanted as JSON
 * @param csv whether results are wanted as CSV
 * @param access as it was said; for a run that began earlier see {@code reach}
 * @param reach where the server of a request is, and how to reach it
 */
public record Invocation(
        Console console,
        ConsoleProgress progress,
        Verbosity verbosity,
        boolean json,
        boolean csv,
        ServerAccess access,
        Function<PullRequest, ServerTarget> reach,
        Map<String, String> environment,
        Clock clock) {}
