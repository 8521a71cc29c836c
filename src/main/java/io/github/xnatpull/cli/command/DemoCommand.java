package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.command.RunCommands.DemoRequest;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A first look. */
@Command(
        name = "demo",
        description =
                "Starts a miniature XNAT on this machine and pulls from it, for a first look. Needs no server and no account.",
        customSynopsis = "xnatpull demo [--dest DIR] [--serve] [--port N]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull demo                          pull everything into ./xnatpull-demo",
            "  xnatpull demo --serve --port 8080      only serve, to try commands against it"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = {"--dest", "-d"},
            paramLabel = "DIR",
            description = "Where the data go (./xnatpull-demo).")
    Path destination = Path.of("xnatpull-demo");

    @Option(names = "--serve", description = "Only serve, until Ctrl-C.")
    boolean serve;

    @Option(names = "--port", paramLabel = "N", description = "Port to serve at (any that is free).")
    int port;

    @Mixin
    OutputFlags output = new OutputFlags();

    @Mixin
    HelpFlag help = new HelpFlag();

    private final CommandContext context;

    public DemoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw UsageFaults.value("--port", port + " is not between 0 and 65535");
        }
        DemoRequest request = new DemoRequest(context.absolute(destination), port, serve);
        RunCommands runs = context.runs();
        // Nothing of the environment: XNATPULL_… is about real servers and real data.
        return new Invocations(context, output, progress -> {}, Settings.none())
                .run(false, ServerAccess.of(Settings.none(), true), invocation -> runs.demo(request, invocation));
    }
}
