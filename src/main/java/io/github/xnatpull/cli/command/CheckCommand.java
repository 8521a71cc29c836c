package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.OnlineCheck;
import io.github.xnatpull.app.OnlineCheckResult;
import io.github.xnatpull.cli.output.CheckText;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.SourcePosition;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.SessionLists;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a job file, and at all else that a pull would take into account. */
@Command(
        name = "check",
        description =
                "Checks a job file without pulling: shows every setting with its value and where that comes from, reads the"
                        + " lists, and names what is wrong with file, line and column. Makes nothing, and asks the server only with --online.",
        customSynopsis = "xnatpull check [FLAGS] [JOBFILE]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull check jobs/nightly.yaml",
            "  xnatpull check jobs/nightly.yaml --online           also log in, find the projects, match the lists",
            "  xnatpull check jobs/nightly.yaml --json > check.json",
            "  xnatpull check jobs/nightly.yaml --transfers 2      what would hold with this flag"
        },
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "  0:pull would accept it",
            "  2:it is not valid; with --online also: no such project, strict list",
            "  3:with --online: nothing answers to a name of the selection, or to a row of a list",
            "  4:with --online: login or permission refused",
            "  5:with --online: server unreachable",
            "  6:with --online: the selection is empty, with --fail-if-empty, a list, or a name that nothing answers to"
        })
public final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOBFILE", arity = "0..1", description = "A job file (YAML); flags win over its keys.")
    Optional<Path> jobFile = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a key of the job file: --set transfer.retries=2.")
    List<String> assignments = List.of();

    @Option(
            names = "--online",
            description =
                    "Also log in, look for each project, count the sessions that match, and look for all that is named.")
    boolean online;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what is wrong.")
    boolean quiet;

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private final CommandContext context;

    public CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CheckText text = new CheckText(context.console(), context.environment(), json, quiet);
        int exitCode = ExitCodes.OK;
        try {
            exitCode = check(text);
        } catch (Fault fault) {
            exitCode = fault.code().exitCode();
            text.problem(fault);
        }
        text.end(exitCode);
        return exitCode;
    }

    /** Mistakes of flags and variables, then those of the job file in its order, then what it lacks. */
    private static int line(Fault mistake) {
        return mistake.code() == FaultCode.USAGE
                ? Integer.MAX_VALUE
                : mistake.place().map(SourcePosition::line).orElse(0);
    }

    /** What nothing says is missing in the job file as a whole. */
    private Fault placed(Fault mistake) {
        return jobFile.filter(file -> mistake.code() == FaultCode.USAGE)
                .map(file ->
                        mistake.at(new SourcePosition(context.absolute(file).toString(), 1, 1)))
                .orElse(mistake);
    }

    private int check(CheckText text) {
        List<Fault> mistakes = new ArrayList<>();
        SettingsResolver resolver = new SettingsResolver(spec, context);
        SettingsResolver.Resolved resolved = resolver.hear(jobFile, assignments, mistakes::add);
        resolver.tell(text::note);
        Settings said = resolved.settings();
        SettingsCheck check = new SettingsCheck(said, online);
        SessionLists lists = check.lists();
        check.mistakes(resolved.wrong()).stream().map(this::placed).forEach(mistakes::add);
        if (!mistakes.isEmpty()) {
            text.settings(said);
            mistakes.sort(Comparator.comparingInt(CheckCommand::line));
            mistakes.forEach(text::problem);
            return mistakes.get(0).code().exitCode();
        }
        PullRequest request = Requests.of(said);
        text.request(said, request);
        text.lists(lists);
        if (!online) {
            return ExitCodes.OK;
        }
        try (Server server = context.open(request.site().address(), ServerAccess.of(said, noInput.noInput))) {
            OnlineCheckResult result = new OnlineCheck(request, lists).check(server);
            text.online(result);
            result.fault().ifPresent(fault -> {
                throw fault;
            });
            return result.exitCode();
        }
    }
}
