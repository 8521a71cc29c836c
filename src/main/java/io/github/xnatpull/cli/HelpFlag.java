package io.github.xnatpull.cli;

import picocli.CommandLine.Option;

/** Asks for help on the command it stands with. */
final class HelpFlag {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
