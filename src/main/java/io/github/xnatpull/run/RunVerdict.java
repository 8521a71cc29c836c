package io.github.xnatpull.run;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.StopSignal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What the process exits with, from what the ledger says: the exit code that never lies. */
public final class RunVerdict {
    /** Where several apply, the first of these is told. */
    private static final List<Integer> PRECEDENCE = List.of(
            ExitCodes.INTERNAL,
            ExitCodes.SIGINT,
            ExitCodes.SIGTERM,
            ExitCodes.LOCKED,
            ExitCodes.LOCAL,
            ExitCodes.STATE,
            ExitCodes.AUTH,
            ExitCodes.SERVER,
            ExitCodes.USAGE,
            ExitCodes.LIMIT,
            ExitCodes.PARTIAL,
            ExitCodes.EMPTY,
            ExitCodes.OK);

    private final String run;
    private final PlanStore plan;
    private final Runs runs;
    private final RunControl control;
    private final boolean choosesFiles;
    private final LongSupplier acceptedRows;
    private final LongPredicate failIfEmpty;

    /**
     * @param failIfEmpty whether an empty selection is a failure
     */
    public RunVerdict(String run, PlanStore plan, Runs runs, RunControl control, boolean failIfEmpty) {
        this(run, plan, runs, control, false, () -> 0, accepted -> failIfEmpty);
    }

    /**
     * @param choosesFiles whether files may be left out: a run is empty too where no file is selected
     * @param acceptedRows how many of the unmatched rows are known gaps
     * @param failIfEmpty whether an empty selection is a failure where so many are
     */
    public RunVerdict(
            String run,
            PlanStore plan,
            Runs runs,
            RunControl control,
            boolean choosesFiles,
            LongSupplier acceptedRows,
            LongPredicate failIfEmpty) {
        this.choosesFiles = choosesFiles;
        this.acceptedRows = acceptedRows;
        this.run = run;
        this.plan = plan;
        this.runs = runs;
        this.control = control;
        this.failIfEmpty = failIfEmpty;
    }

    /** The code of an attempt that ends before the job is through; never the one of a run to which nothing is missing. */
    public int ofUnfinished() {
        int code = first(ofFault(), ofStop(), ofItems());
        boolean unexplained = code == ExitCodes.OK || code == ExitCodes.EMPTY;
        boolean atLimit = control.stop().limit().isPresent();
        return !unexplained ? code : atLimit ? ExitCodes.LIMIT : ExitCodes.INTERNAL;
    }

    /** The code of a job that is through: a stop that came too late to keep anything from landing is none. */
    public int ofCompleted() {
        return first(ofFault(), ofItems());
    }

    private static int first(Integer... codes) {
        return Stream.of(codes)
                .min(Comparator.comparingInt(PRECEDENCE::indexOf))
                .orElse(ExitCodes.OK);
    }

    private int ofFault() {
        return control.fatal().map(Fault::code).map(code -> code.exitCode()).orElse(ExitCodes.OK);
    }

    private int ofStop() {
        return control.stop()
                .reason()
                .map(reason -> switch (reason) {
                    case SIGINT -> ExitCodes.SIGINT;
                    case SIGTERM -> ExitCodes.SIGTERM;
                    // One that was reached when all had been tried changes nothing.
                    case LIMIT -> control.isStoppedShort() ? ExitCodes.LIMIT : ExitCodes.OK;
                    case FAULT -> ExitCodes.OK; // the fault speaks for itself
                })
                .orElse(ExitCodes.OK);
    }

    private int ofItems() {
        Map<Status, Long> counts = plan.statusCounts(run);
        boolean missing = counts.keySet().stream().anyMatch(status -> !status.isComplete());
        boolean frozen = runs.find(run).map(info -> info.planned().frozen()).orElse(false);
        long accepted = acceptedRows.getAsLong();
        boolean nothing = choosesFiles ? Set.of(Status.EMPTY).containsAll(counts.keySet()) : counts.isEmpty();
        boolean shrunk = !plan.shrunkProjects(run).isEmpty();
        return ofPlan(
                missing || shrunk, plan.unmatchedRows(run) - accepted, frozen && nothing, failIfEmpty.test(accepted));
    }

    /**
     * The code that the selection and what is known of its resources justify: of a run that is over, and of a plan that
     * tells what a run would do.
     *
     * @param missing whether something of a resource or a session is missing, or much of a project is gone
     * @param unmatched how much of what the user named nothing answers to
     * @param empty whether nothing at all is selected
     * @param failIfEmpty whether that is a failure by itself
     */
    public static int ofPlan(boolean missing, long unmatched, boolean empty, boolean failIfEmpty) {
        if (missing) {
            return ExitCodes.PARTIAL;
        }
        if (empty && (failIfEmpty || unmatched > 0)) {
            return ExitCodes.EMPTY;
        }
        return unmatched > 0 ? ExitCodes.PARTIAL : ExitCodes.OK;
    }

    /**
     * Whether an empty selection is a failure: where the user said so, or gave a list.
     *
     * @param accepted rows of the list that are known gaps: they explain why nothing is selected
     */
    public static boolean failsIfEmpty(PullRequest request, long accepted) {
        boolean list = request.selection().sessionList().isPresent()
                || request.selection().subjectList().isPresent();
        return request.strictness().failIfEmpty() || list && accepted == 0;
    }

    /** The code of an attempt that did not begin: asked to stop before, or outside its window. */
    public static int ofNotBegun(StopSignal stop) {
        return stop.reason()
                .map(reason -> switch (reason) {
                    case SIGINT -> ExitCodes.SIGINT;
                    case SIGTERM -> ExitCodes.SIGTERM;
                    case LIMIT, FAULT -> ExitCodes.LIMIT;
                })
                .orElse(ExitCodes.LIMIT);
    }

    /** The code that a run ended with which is complete. */
    public static int ofCompleted(RunInfo run) {
        return run.stage().exitCode().orElse(ExitCodes.OK);
    }

    /**
     * The code of a comparison.
     *
     * @param equal whether nothing that was compared differs
     * @param whole whether all was compared
     * @param server the code of what ended the comparison with the server, where something did
     */
    public static int ofComparison(boolean equal, boolean whole, Optional<Integer> server) {
        if (!equal) {
            return ExitCodes.DIFFERENT;
        }
        int partly = server.filter(code -> code == ExitCodes.AUTH || code == ExitCodes.SERVER)
                .orElse(ExitCodes.PARTIAL);
        return whole ? ExitCodes.OK : partly;
    }
}
