package io.github.xnatpull.cli;

import io.github.xnatpull.cli.console.ProgressStyle;
import io.github.xnatpull.cli.console.Verbosity;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is shown and written about a run. */
@Command(description = "Output")
final class OutputFlags {
    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            description = "auto (default), bar, plain, json or none; it goes to standard error.")
    Optional<ProgressStyle> progress = Optional.empty();

    @Option(names = {"-q", "--quiet"}, description = "Only errors.")
    boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "Labels and every resource; twice: also how each request went.")
    boolean[] verbose = {};

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    Verbosity verbosity() {
        if (quiet) {
            return Verbosity.QUIET;
        }
        return switch (verbose.length) {
            case 0 -> Verbosity.NORMAL;
            case 1 -> Verbosity.VERBOSE;
            default -> Verbosity.DEBUG;
        };
    }
}
