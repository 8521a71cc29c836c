package io.github.xnatpull.cli;

import io.github.xnatpull.cli.PullService.ResumeRequest;
import io.github.xnatpull.jobfile.NextAttempt;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.jobfile.Setting;
import io.github.xnatpull.jobfile.Settings;
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
        description =
                "Goes on with an unfinished run from its last checkpoint: nothing that landed is pulled again, and what failed is"
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
    @Parameters(
            paramLabel = "RUN",
            arity = "0..2",
            description = "The run (default: the destination's last), and, or, its job file.")
    List<String> arguments = List.of();

    @Option(names = "--only", paramLabel = "FAILURES.CSV", description = "Only the resources of this failures.csv.")
    Optional<Path> only = Optional.empty();

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        List<String> runs = others(arguments);
        if (runs.size() > 1) {
            throw Usage.fault(command(), "two runs are named", "Resume one at a time.");
        }
        Settings said = said(arguments);
        Path root = root(said);
        ResumeRequest request = new ResumeRequest(
                root,
                said.text(Setting.STATE),
                runs.stream().findFirst(),
                only.map(surroundings::absolute),
                run -> next(run, said, root));
        PullService pulls = surroundings.services().pulls();
        return new Invocations(surroundings, output, said)
                .runAgain(false, noInput.noInput, invocation -> pulls.resume(request, invocation));
    }

    private PullRequest next(PullRequest run, Settings said, Path root) {
        if (jobFile(arguments).isPresent()) {
            NextAttempt.requireSameSelection(run, said);
        }
        return NextAttempt.of(run, said, root);
    }
}
