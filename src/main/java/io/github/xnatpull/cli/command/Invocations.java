package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.console.ConsoleProgress;
import io.github.xnatpull.cli.console.ProgressStyle;
import io.github.xnatpull.cli.console.ProgressTicker;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.cli.output.Output;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.logging.LogFile;
import io.github.xnatpull.logging.LogObserver;
import io.github.xnatpull.logging.LogTap;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.support.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** Runs the work of a command with progress shown meanwhile, and leaves the screen tidy however it ends. */
final class Invocations {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(60);

    private final CommandContext context;
    private final OutputFlags output;
    private final Consumer<ConsoleProgress> opening;
    private final Settings said;

    /** @param opening what is told before anything else */
    Invocations(CommandContext context, OutputFlags output, Consumer<ConsoleProgress> opening, Settings said) {
        this.opening = opening;
        this.context = context;
        this.output = output;
        this.said = said;
    }

    /** For a request of now. */
    int run(boolean csv, ServerAccess access, ToIntFunction<Invocation> action) {
        return run(csv, access, request -> new ServerTarget(request.site().address(), access), action);
    }

    /** For a request that was made earlier: what is said now goes before what its run remembers. */
    int runAgain(boolean csv, boolean noInput, ToIntFunction<Invocation> action) {
        return run(csv, ServerAccess.of(said, noInput), request -> target(request, noInput), action);
    }

    private ServerTarget target(PullRequest request, boolean noInput) {
        Settings now = context.profiles().resolve(said.over(Settings.remembered(request)));
        return new ServerTarget(
                now.text(Setting.SERVER)
                        .map(Requests::address)
                        .orElse(request.site().address()),
                ServerAccess.of(now, noInput));
    }

    private int run(
            boolean csv,
            ServerAccess access,
            Function<PullRequest, ServerTarget> target,
            ToIntFunction<Invocation> action) {
        ConsoleProgress progress = ConsoleProgress.of(
                context.console(),
                said.text(Setting.PROGRESS)
                        .map(word -> ProgressStyle.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(ProgressStyle.AUTO),
                output.verbosity(),
                said.text(Setting.PROGRESS_INTERVAL).map(Durations::parse).orElse(PLAIN_INTERVAL),
                context.clock(),
                context.nanos());
        LogFile.detailed(output.verbosity() == Verbosity.DEBUG);
        try (AutoClosing log = logFile();
                LogTap tap = new LogTap(progress::notice);
                ProgressTicker ticker = new ProgressTicker(progress)) {
            opening.accept(progress);
            return noted(() -> action.applyAsInt(new Invocation(
                    new Output(context.console(), progress, output.verbosity(), output.json, csv),
                    access,
                    target,
                    context.environment(),
                    context.clock())));
        }
    }

    /** Something to close that does not fail. */
    private interface AutoClosing extends AutoCloseable {
        @Override
        void close();
    }

    /** The log that the user asked for, while the command runs. */
    private AutoClosing logFile() {
        Optional<Path> file = said.text(Setting.LOG_FILE).map(Path::of);
        boolean json = said.text(Setting.LOG_FORMAT).filter("json"::equals).isPresent();
        try {
            return file.isPresent()
                    ? LogFile.open(file.get(), json ? LogFile.Format.JSON : LogFile.Format.TEXT)::close
                    : () -> {};
        } catch (IOException e) {
            throw Fault.fault(LocalFaults.isFull(e, file.get()) ? FaultCode.DISK_FULL : FaultCode.LOCAL_IO)
                    .trying("write the log " + file.get())
                    .meaning("Nothing was done")
                    .advice("Name another file with --log-file, in a folder where you may write, or leave it out.")
                    .cause(e)
                    .because(LocalFaults.words(e, file.get()));
        }
    }

    /** Faults stand in the log, too. */
    private static int noted(IntSupplier action) {
        try {
            return action.getAsInt();
        } catch (RuntimeException e) {
            LogObserver.fault(e);
            throw e;
        }
    }
}
