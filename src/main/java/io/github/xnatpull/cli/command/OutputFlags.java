package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.console.Verbosity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much is told, and to whom. */
@Command(description = "Output")
final class OutputFlags {
    @Option(
            names = {"-q", "--quiet"},
            description = "Only errors.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Labels and every resource; twice: also how each request went.")
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
