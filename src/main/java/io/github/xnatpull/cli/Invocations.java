package io.github.xnatpull.cli;

import io.github.xnatpull.cli.console.ConsoleProgress;
import io.github.xnatpull.cli.console.ProgressStyle;
import io.github.xnatpull.cli.console.ProgressTicker;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** Runs the work of a command with progress shown meanwhile. */
final class Invocations {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(60);

    private Invocations() {}

    static int run(
            Surroundings surroundings,
            OutputFlags output,
            ServerAccess access,
            boolean csv,
            ServerFlags.Tuning tuning,
            ToIntFunction<Invocation> action) {
        ConsoleProgress progress = ConsoleProgress.of(
                surroundings.console(),
                output.progress.orElse(ProgressStyle.AUTO),
                output.verbosity(),
                tuning.progressInterval.orElse(PLAIN_INTERVAL),
                surroundings.clock(),
                surroundings.nanos());
        try (ProgressTicker ticker = new ProgressTicker(progress)) {
            return action.applyAsInt(new Invocation(
                    surroundings.console(),
                    progress,
                    output.verbosity(),
                    output.json,
                    csv,
                    access,
                    surroundings.environment(),
                    surroundings.clock()));
        }
    }
}
