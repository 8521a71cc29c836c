package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.selection.Selection.ListSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the commands on runs do. Every method returns the exit code of the process, or throws a
 * {@link io.github.xnatpull.fault.Fault}, which the command line prints and turns into its exit code.
 */
public interface PullService {
    /** A new run: plan, transfer, manifest. */
    int pull(PullRequest request, Invocation invocation);

    /** Shows what a pull would do; makes nothing at the destination. */
    int plan(PullRequest request, Invocation invocation);

    /** Goes on with a run. */
    int resume(ResumeRequest request, Invocation invocation);

    /** Compares what landed with the disk, or with the server. */
    int verify(VerifyRequest request, Invocation invocation);

    /** Tells, or tidies, the history of a destination. */
    int runs(RunsRequest request, Invocation invocation);

    /** Starts a miniature XNAT on this machine and pulls from it. */
    int demo(DemoRequest request, Invocation invocation);

    /**
     * Which run goes on, and what is different this time.
     *
     * @param run empty for the destination's last
     * @param only a failures.csv, or another list of sessions: nothing but its resources
     * @param changes applied to the request that the run remembers; never to its selection, layout or destination
     */
    record ResumeRequest(
            Path destination,
            Optional<String> state,
            Optional<String> run,
            Optional<ListSource> only,
            UnaryOperator<PullRequest> changes) {}

    /**
     * What is verified.
     *
     * @param full whether every file is hashed
     * @param server another address than the destination remembers; matters only with {@code remote}
     */
    record VerifyRequest(
            Path destination,
            Optional<String> state,
            boolean full,
            boolean remote,
            Optional<URI> server,
            boolean strangers) {}

    /** A look at, or a change of, the history of a destination. */
    sealed interface RunsRequest {
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
    record DemoRequest(Path destination, int port, boolean serveOnly) {}
}
