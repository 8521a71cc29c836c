package io.github.xnatpull.cli;

import io.github.xnatpull.cli.PullService.VerifyRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what landed with what is there. */
@Command(
        name = "verify",
        description = "Compares what landed with the disk: is every file there, with its length? Changes nothing. Exit 9 where"
                + " something differs.",
        customSynopsis = "xnatpull verify [FLAGS] [DEST]",
        footerHeading = "%nExamples%n",
        footer = {
            "  a quick look:           xnatpull verify data",
            "  every byte:             xnatpull verify data --full",
            "  against the server:     xnatpull verify data --remote",
            "  for a spreadsheet:      xnatpull verify data --full --csv > differences.csv"
        })
final class VerifyCommand extends DestinationCommand {
    @Parameters(paramLabel = "DEST", arity = "0..1", description = "The destination, or its job file.")
    List<String> arguments = List.of();

    @Option(names = "--full", description = "Read and hash every file.")
    boolean full;

    @Option(names = "--remote", description = "Compare with the server: what is new there, changed, or gone?")
    boolean remote;

    @Option(names = "--csv", description = "Print one line per difference as CSV.")
    boolean csv;

    @Mixin
    ServerFlags server = new ServerFlags();

    VerifyCommand(Surroundings surroundings) {
        super("verify", surroundings);
    }

    @Override
    public Integer call() {
        arguments.stream()
                .filter(argument -> !isJobFile(argument))
                .findFirst()
                .ifPresent(argument -> destination.destination = java.util.Optional.of(java.nio.file.Path.of(argument)));
        VerifyRequest request =
                new VerifyRequest(root(jobFile(arguments)), state(), full, remote, server.address());
        PullService pulls = surroundings.services().pulls();
        return invoke(server, new ServerFlags.Tuning(), csv, invocation -> pulls.verify(request, invocation));
    }
}
