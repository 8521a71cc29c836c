package io.github.xnatpull.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** Asks for help on the command it stands with. */
final class HelpFlag {
    static final Set<String> NAMES = Set.of("-h", "--help");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
