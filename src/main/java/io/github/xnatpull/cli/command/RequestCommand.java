package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that makes a new request: {@code pull} and {@code plan}. */
abstract class RequestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOBFILE", arity = "0..1", description = "A job file (YAML); flags win over its keys.")
    Optional<Path> jobFile = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a key of the job file: --set transfer.retries=2.")
    List<String> assignments = List.of();

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    @Mixin
    OutputFlags output = new OutputFlags();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    final CommandContext context;

    RequestCommand(CommandContext context) {
        this.context = context;
    }

    /** What is done with the request. */
    abstract int run(RunCommands runs, PullRequest request, Invocation invocation);

    boolean csv() {
        return false;
    }

    @Override
    public Integer call() {
        SettingsResolver resolver = new SettingsResolver(spec, context);
        Settings said = resolver.settings(jobFile, assignments);
        PullRequest request = Requests.of(said);
        RunCommands runs = context.runs();
        return new Invocations(context, output, resolver::tellFirst, said)
                .run(csv(), ServerAccess.of(said, noInput.noInput), invocation -> run(runs, request, invocation));
    }
}
