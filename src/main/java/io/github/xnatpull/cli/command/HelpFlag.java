package io.github.xnatpull.cli.command;

import java.util.Set;
import picocli.CommandLine.Option;

/** Asks for help on the command it stands with. */
public final class HelpFlag {
    public static final Set<String> NAMES = Set.of("-h", "--help");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
