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

    private final CommandContext context;

    public VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.console().result("xnatpull " + Version.CURRENT + " (Java " + Runtime.version() + ")");
        context.console().flush();
        return 0;
    }
}
