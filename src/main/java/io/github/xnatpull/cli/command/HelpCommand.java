package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.support.Nearest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how a command is used. */
@Command(
        name = "help",
        description = "Shows how a command is used.",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull help",
            "  xnatpull help pull",
            "  xnatpull help runs forget",
            "  xnatpull help pull --json"
        })
final class HelpCommand implements Callable<Integer> {
    @Mixin
    JsonFlag json = new JsonFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Parameters(paramLabel = "COMMAND", arity = "0..2", description = "The command, and the one below it.")
    List<String> path = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private final CommandContext context;

    public HelpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.root().commandLine();
        for (String name : path) {
            CommandLine below = line.getSubcommands().get(name);
            if (below == null) {
                String near = Nearest.of(name, line.getSubcommands().keySet())
                        .map(known -> "; did you mean '" + known + "'?")
                        .orElse("");
                throw UsageFaults.fault("help", "unknown command '" + name + "'" + near, "'xnatpull help' lists them.");
            }
            line = below;
        }
        if (json.json) {
            context.console().raw().print(HelpJson.of(line) + "\n");
        } else {
            line.usage(line.getOut());
        }
        context.console().flush();
        return 0;
    }
}
