package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.command.RunCommands.RunsRequest;
import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The history of a destination. */
@Command(
        name = "runs",
        description = "Shows and tidies the history of a destination. list and show work while a run goes on.",
        customSynopsis = "xnatpull runs list | show [RUN] | forget --keep-last N | rebuild  [--dest DIR]",
        commandListHeading = "%nCommands%n",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull runs list --dest data",
            "  xnatpull runs show TEST-20260131-020000 --dest data",
            "  xnatpull runs forget --keep-last 30 --dest data",
            "  xnatpull runs rebuild --dest data"
        })
public final class RunsCommand implements Callable<Integer> {
    @Mixin
    JsonFlag json = new JsonFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        throw UsageFaults.fault("runs", "nothing says what about the runs", "Say list, show, forget or rebuild.");
    }

    /** A command below. */
    abstract static class OfDestination extends DestinationCommand {
        @Parameters(paramLabel = "ARGUMENT", arity = "0..2", hidden = true)
        List<String> arguments = List.of();

        OfDestination(CommandContext context) {
            super(context);
        }

        abstract RunsRequest request(Path root, Optional<String> state);

        @Override
        public Integer call() {
            Settings said = said(arguments);
            RunsRequest request = request(root(said), said.text(Setting.STATE));
            RunCommands runs = context.runs();
            return new Invocations(context, output, resolver()::tellFirst, said)
                    .run(false, ServerAccess.of(said, true), invocation -> runs.runs(request, invocation));
        }
    }

    @Command(
            name = "list",
            description = "Lists the runs of a destination, newest last.",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull runs list --dest data", "  xnatpull runs list jobs/nightly.yaml --json"})
    public static final class ListRuns extends OfDestination {
        public ListRuns(CommandContext context) {
            super(context);
        }

        @Override
        RunsRequest request(Path root, Optional<String> state) {
            return new RunsRequest.ListRuns(root, state);
        }
    }

    @Command(
            name = "show",
            description =
                    "Shows one run, the last where none is named: its attempts, counts and causes; while it goes on, how far it is.",
            customSynopsis = "xnatpull runs show [RUN] [--dest DIR]",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull runs show --dest data", "  xnatpull runs show TEST-20260131-020000 --dest data --json"
            })
    public static final class ShowRun extends OfDestination {
        public ShowRun(CommandContext context) {
            super(context);
        }

        @Override
        RunsRequest request(Path root, Optional<String> state) {
            return new RunsRequest.ShowRun(
                    root, state, others(arguments).stream().findFirst());
        }
    }

    @Command(
            name = "forget",
            description = "Forgets all runs but the newest. What landed stays known, and is not pulled again.",
            customSynopsis = "xnatpull runs forget --keep-last N [--dest DIR]",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull runs forget --keep-last 30 --dest data"})
    public static final class Forget extends OfDestination {
        @Option(names = "--keep-last", paramLabel = "N", description = "How many runs to keep.")
        Optional<Integer> keepLast = Optional.empty();

        public Forget(CommandContext context) {
            super(context);
        }

        @Override
        RunsRequest request(Path root, Optional<String> state) {
            int keep = keepLast.orElseThrow(() -> UsageFaults.fault(
                    "runs forget", "nothing says how many runs to keep", "Add for example --keep-last 30."));
            if (keep < 0) {
                throw UsageFaults.value("--keep-last", keep + " is less than 0");
            }
            return new RunsRequest.ForgetRuns(root, state, keep);
        }
    }

    @Command(
            name = "rebuild",
            description =
                    "Makes the state of a destination anew from its receipts and files, for when it is damaged or lost.",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull runs rebuild --dest data"})
    public static final class Rebuild extends OfDestination {
        public Rebuild(CommandContext context) {
            super(context);
        }

        @Override
        RunsRequest request(Path root, Optional<String> state) {
            return new RunsRequest.RebuildState(root, state);
        }
    }
}
