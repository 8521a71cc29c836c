package io.github.xnatpull.cli;

import io.github.xnatpull.cli.PullService.ResumeRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with an unfinished run. */
@Command(
        name = "resume",
        description = "Goes on with an unfinished run from its last checkpoint: nothing that landed is pulled again, and what failed is"
                + " tried again. All it needs stands at the destination, but for the credentials.",
        customSynopsis = "xnatpull resume [FLAGS] [RUN] [JOBFILE]",
        footerHeading = "%nExamples%n",
        footer = {
            "  the last run:         xnatpull resume --dest data",
            "  a run by its name:    xnatpull resume TEST-20260131-020000 --dest data",
            "  of a job file:        xnatpull resume jobs/nightly.yaml",
            "  with more patience:   xnatpull resume --dest data --transfers 2 --retries 10"
        })
final class ResumeCommand extends DestinationCommand {
    @Parameters(paramLabel = "RUN", arity = "0..2", description = "The run (default: the destination's last), and, or, its job file.")
    List<String> arguments = List.of();

    @Option(names = "--only", paramLabel = "FAILURES.CSV", description = "Only the resources of this failures.csv.")
    Optional<Path> only = Optional.empty();

    @Mixin
    ServerFlags server = new ServerFlags();

    @Mixin
    TransferFlags load = new TransferFlags();

    @Mixin
    TransferFlags.Limits limits = new TransferFlags.Limits();

    @Mixin
    ServerFlags.Tuning tuning = new ServerFlags.Tuning();

    ResumeCommand(Surroundings surroundings) {
        super("resume", surroundings);
    }

    @Override
    public Integer call() {
        List<String> runs = arguments.stream().filter(argument -> !isJobFile(argument)).toList();
        if (runs.size() > 1) {
            throw Usage.fault("resume", "two runs are named", "Resume one at a time.");
        }
        ResumeRequest request = new ResumeRequest(
                root(jobFile(arguments)),
                state(),
                runs.stream().findFirst(),
                only.map(surroundings::absolute),
                changes()::onto);
        PullService pulls = surroundings.services().pulls();
        return invoke(server, tuning, false, invocation -> pulls.resume(request, invocation));
    }

    /** Only what may differ between the attempts of a run; no selection, no layout. */
    private RequestMerge changes() {
        RequestFlags flags = new RequestFlags();
        flags.server = server;
        flags.destination = destination;
        flags.load = load;
        flags.limits = limits;
        return new RequestMerge("resume", flags, surroundings);
    }
}
