package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.command.RunCommands.VerifyRequest;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what landed with what is there. */
@Command(
        name = "verify",
        description =
                "Compares what landed with the disk: is every file there, with its size and time (where they leave a"
                        + " doubt it is hashed)? What changed behind both only --full sees. Exit 9 where something differs."
                        + " Without --repair it changes no file; what it finds it notes, and the next pull hashes that.",
        customSynopsis = "xnatpull verify [FLAGS] [DEST]",
        footerHeading = "%nExamples%n",
        footer = {
            "  a quick look:           xnatpull verify data",
            "  every byte:             xnatpull verify data --full",
            "  against the server:     xnatpull verify data --remote",
            "  mend what differs:      xnatpull verify data --full --repair",
            "  for a spreadsheet:      xnatpull verify data --full --csv > differences.csv"
        })
public final class VerifyCommand extends DestinationCommand {
    @Parameters(paramLabel = "DEST", arity = "0..1", description = "The destination, or its job file.")
    List<String> arguments = List.of();

    @Option(names = "--full", description = "Read and hash every file.")
    boolean full;

    @Option(
            names = "--remote",
            description =
                    "Compare with the server too, file by file by its listings: what is changed there, or gone (exit 9), and what"
                            + " is new? By MD5 where one is listed, else by size.")
    boolean remote;

    @Option(
            names = "--strangers",
            description = "Also list the files that no receipt names: somebody else's. They change no exit code.")
    boolean strangers;

    @Option(names = "--csv", description = "Print one line per difference as CSV.")
    boolean csv;

    @Option(
            names = "--repair",
            description =
                    "Fetch anew what differs of what landed. What was there goes to withdrawn/RUN/ below DEST; files of"
                            + " others stay. This is a run, with its report and the exit codes of pull.")
    boolean repair;

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    public VerifyCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Settings said = said(arguments);
        Path root = others(arguments).stream()
                .findFirst()
                .map(argument -> context.absolute(Path.of(argument)))
                .orElseGet(() -> root(said));
        VerifyRequest request = new VerifyRequest(
                root,
                said.text(Setting.STATE),
                full,
                remote,
                said.text(Setting.SERVER).map(Requests::address),
                strangers,
                repair);
        RunCommands runs = context.runs();
        return new Invocations(context, output, resolver()::tellFirst, said)
                .runAgain(csv, noInput.noInput, invocation -> runs.verify(request, invocation));
    }
}
