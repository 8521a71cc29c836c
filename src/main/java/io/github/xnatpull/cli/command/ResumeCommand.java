package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.command.RunCommands.ResumeRequest;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.NextAttempt;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.selection.Selection.ListSource;
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
            "  what failed, only:    xnatpull resume --dest data --only data/reports/latest/failures.csv",
            "  with more patience:   xnatpull resume --dest data --transfers 2 --retries 10"
        })
public final class ResumeCommand extends DestinationCommand {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..2",
            description = "The run (default: the destination's last), and, or, its job file.")
    List<String> arguments = List.of();

    @Option(
            names = "--only",
            paramLabel = "FILE|-",
            description =
                    "Try only what this list names: the run's failures.csv, or lines of it, or any list of sessions."
                            + " The rest stays open.")
    Optional<String> only = Optional.empty();

    @Option(
            names = "--list-column",
            paramLabel = "TEXT",
            description = "The column of that list that holds the ids, by header or number.")
    Optional<String> listColumn = Optional.empty();

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    public ResumeCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> runs = others(arguments);
        if (runs.size() > 1) {
            throw UsageFaults.fault(command(), "two runs are named", "Resume one at a time.");
        }
        Settings said = said(arguments);
        Path root = root(said);
        ResumeRequest request = new ResumeRequest(
                root,
                said.text(Setting.STATE),
                runs.stream().findFirst(),
                only.map(this::list),
                run -> next(run, said, root));
        RunCommands commands = context.runs();
        return new Invocations(context, output, resolver()::tellFirst, said)
                .runAgain(false, noInput.noInput, invocation -> commands.resume(request, invocation));
    }

    private ListSource list(String place) {
        boolean standardInput = place.equals(ListSource.STANDARD_INPUT);
        return new ListSource(
                standardInput ? place : context.absolute(Path.of(place)).toString(), listColumn);
    }

    private PullRequest next(PullRequest run, Settings said, Path root) {
        if (jobFile(arguments).isPresent()) {
            NextAttempt.requireSameSelection(run, said);
        }
        return NextAttempt.of(run, said, root);
    }
}
