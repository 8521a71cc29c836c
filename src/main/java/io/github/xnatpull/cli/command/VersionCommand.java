package io.github.xnatpull.cli.command;

import io.github.xnatpull.support.Version;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which xnatpull this is, and on what it runs. */
@Command(
        name = "version",
        description = "Shows the version.",
        footerHeading = "%nExamples%n",
        footer = {"  xnatpull version", "  xnatpull --version"})
public final class VersionCommand implements Callable<Integer> {
    /** How it is called, where nothing else is said. */
    public static final Set<String> NAMES = Set.of("version", "--version", "-V");

    @Mixin
    HelpFlag help = new HelpFlag();

    private final CommandContext surroundings;

    public VersionCommand(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.console().result("xnatpull " + Version.CURRENT + " (Java " + Runtime.version() + ")");
        surroundings.console().flush();
        return 0;
    }
}
