package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.JsonFlag;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xnatpull} itself. */
@Command(
        name = "xnatpull",
        description =
                "Pulls imaging data out of XNAT: a selection, or a whole project, completely and provably. What landed and has"
                        + " not changed is never pulled again; whatever stops a run, 'xnatpull resume' goes on from there.",
        customSynopsis = "xnatpull COMMAND [FLAGS]",
        commandListHeading = "%nCommands%n",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull demo                     a first look, without any server",
            "  xnatpull pull --server https://xnat.example.org --project TEST --dest data",
            "  xnatpull resume --dest data       after it was stopped",
            "  xnatpull help pull                all flags, and more examples"
        })
public final class RootCommand implements Callable<Integer> {
    @Mixin
    HelpFlag help = new HelpFlag();

    @Option(
            names = {"-V", "--version"},
            description = "Show the version.")
    boolean version;

    @Mixin
    JsonFlag json = new JsonFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (version) {
            return json.json ? line.execute("version", JsonFlag.NAME) : line.execute("version");
        }
        if (json.json) {
            return line.execute("help", JsonFlag.NAME);
        }
        line.usage(line.getOut());
        return line.getCommandSpec().exitCodeOnUsageHelp();
    }
}
