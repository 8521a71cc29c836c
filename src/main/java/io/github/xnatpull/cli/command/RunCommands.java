package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.Forget;
import io.github.xnatpull.app.Pull;
import io.github.xnatpull.app.PullPreview;
import io.github.xnatpull.app.Rebuild;
import io.github.xnatpull.app.Repair;
import io.github.xnatpull.app.Resume;
import io.github.xnatpull.app.RunContext;
import io.github.xnatpull.app.RunHistory;
import io.github.xnatpull.app.Verify;
import io.github.xnatpull.cli.output.PlanText;
import io.github.xnatpull.cli.output.PullText;
import io.github.xnatpull.cli.output.RunsText;
import io.github.xnatpull.cli.output.VerifyText;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.support.StopSignal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the commands do, apart from reading the command line. Every method on runs returns the exit code of the process, or
 * throws a {@link io.github.xnatpull.fault.Fault}, which the command line prints and turns into its exit code.
 */
public class RunCommands {

    /** A server to look around in; the login happens on first use, the logout on closing. */
    public Server open(ServerTarget target, Map<String, String> environment, Consumer<String> warnings) {
        return new Connection(target, environment, new StopSignal(), warnings).openToLook();
    }

    /** A new run: plan, transfer, manifest. */
    public int pull(PullRequest request, Invocation invocation) {
        return PullText.print(new Pull(run(invocation)).pull(request), invocation.output());
    }

    /** Goes on with a run. */
    public int resume(ResumeRequest request, Invocation invocation) {
        StatePlace place = StatePlace.of(new Destination(request.destination()), request.state());
        return PullText.print(
                new Resume(run(invocation)).resume(place, request.run(), request.only(), request.changes()),
                invocation.output());
    }

    /** Shows what a pull would do; makes nothing at the destination. */
    public int plan(PullRequest request, Invocation invocation) {
        PlanText text = new PlanText(invocation.output(), request);
        return text.end(new PullPreview(
                        connections(invocation, new StopSignal(), false),
                        invocation.output().progress(),
                        invocation.clock())
                .look(request, text));
    }

    /** Compares what landed with the disk, or with the server. */
    public int verify(VerifyRequest request, Invocation invocation) {
        Verify.Scope scope = new Verify.Scope(request.full(), request.remote(), request.server(), request.strangers());
        VerifyText text = new VerifyText(invocation.output());
        StatePlace place = StatePlace.of(new Destination(request.destination()), request.state());
        if (request.repair()) {
            return text.end(new Repair(run(invocation)).repair(place, scope, text, text::found));
        }
        return text.end(new Verify(
                        connections(invocation, new StopSignal(), false),
                        invocation.clock(),
                        invocation.output().progress()::warning)
                .verify(place, scope, text));
    }

    /** Tells, or tidies, the history of a destination. */
    public int runs(RunsRequest request, Invocation invocation) {
        StatePlace place = StatePlace.of(new Destination(request.destination()), request.state());
        RunsText text = new RunsText(invocation.output());
        if (request instanceof RunsRequest.ListRuns) {
            return text.print(new RunHistory(invocation.clock()).list(place));
        }
        if (request instanceof RunsRequest.ShowRun show) {
            return text.print(new RunHistory(invocation.clock()).show(place, show.run()));
        }
        return request instanceof RunsRequest.ForgetRuns forget
                ? text.print(new Forget(invocation.clock()).forget(place, forget.keepLast()))
                : text.print(new Rebuild(invocation.output().progress(), invocation.clock()).rebuild(place));
    }

    /** Starts a miniature XNAT on this machine and pulls from it. */
    public int demo(DemoRequest request, Invocation invocation) {
        return new Demo(invocation).run(request);
    }

    private static RunContext run(Invocation invocation) {
        StopSignal stop = new StopSignal();
        Signals.stopOn(
                stop,
                invocation.access().grace().orElse(Signals.GRACE),
                invocation.output().progress()::warning);
        boolean unwatched = !invocation.output().console().facts().errIsTerminal();
        return new RunContext(
                connections(invocation, stop, unwatched),
                tries -> Connections.retries(invocation.access(), tries),
                invocation.output().progress(),
                stop,
                invocation.clock());
    }

    private static Connections connections(Invocation invocation, StopSignal stop, boolean unwatched) {
        return new Connections(
                invocation.target(),
                invocation.environment(),
                stop,
                invocation.output().progress()::warning,
                unwatched);
    }

    /**
     * Which run goes on, and what is different this time.
     *
     * @param run empty for the destination's last
     * @param only a failures.csv, or another list of sessions: nothing but its resources
     * @param changes applied to the request that the run remembers; never to its selection, layout or destination
     */
    public record ResumeRequest(
            Path destination,
            Optional<String> state,
            Optional<String> run,
            Optional<ListSource> only,
            UnaryOperator<PullRequest> changes) {}

    /**
     * What is verified.
     *
     * @param full whether every file is hashed
     * @param server another address than the destination remembers; matters only with {@code remote} and {@code repair}
     * @param repair whether what differs is fetched anew
     */
    public record VerifyRequest(
            Path destination,
            Optional<String> state,
            boolean full,
            boolean remote,
            Optional<URI> server,
            boolean strangers,
            boolean repair) {}

    /** A look at, or a change of, the history of a destination. */
    public sealed interface RunsRequest {
        Path destination();

        Optional<String> state();

        /** All runs. */
        public record ListRuns(Path destination, Optional<String> state) implements RunsRequest {}

        /** One run; empty for the last. */
        public record ShowRun(Path destination, Optional<String> state, Optional<String> run) implements RunsRequest {}

        /** Forgets all but the newest runs; what landed stays known. */
        record ForgetRuns(Path destination, Optional<String> state, int keepLast) implements RunsRequest {}

        /** Makes the state anew from receipts and tree. */
        record RebuildState(Path destination, Optional<String> state) implements RunsRequest {}
    }

    /**
     * A first look.
     *
     * @param destination where the data of the demonstration go
     * @param port of the miniature; 0 for any that is free
     * @param serveOnly whether only the server is started, until Ctrl-C
     */
    public record DemoRequest(Path destination, int port, boolean serveOnly) {}
}
