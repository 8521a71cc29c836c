package io.github.xnatpull.batch;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.Runs;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the process exits with, from what the ledger says: the exit code that never lies. */
public final class RunVerdict {
    /** Where several apply, the first of these is told. */
    private static final List<Integer> PRECEDENCE = List.of(
            ExitCodes.INTERNAL,
            ExitCodes.SIGINT,
            ExitCodes.SIGTERM,
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
    private final boolean failIfEmpty;

    /**
     * @param failIfEmpty whether an empty selection is a failure
     */
    public RunVerdict(String run, PlanStore plan, Runs runs, RunControl control, boolean failIfEmpty) {
        this.run = run;
        this.plan = plan;
        this.runs = runs;
        this.control = control;
        this.failIfEmpty = failIfEmpty;
    }

    /** The code of an attempt that ends before the job is through; never the one of a run to which nothing is missing. */
    public int ofUnfinished() {
        int code = first(ofFault(), ofStop(), ofItems());
        return code == ExitCodes.OK || code == ExitCodes.EMPTY ? ExitCodes.INTERNAL : code;
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
                    case LIMIT -> ExitCodes.LIMIT;
                    case FAULT -> ExitCodes.OK; // the fault speaks for itself
                })
                .orElse(ExitCodes.OK);
    }

    private int ofItems() {
        Map<Status, Long> counts = plan.statusCounts(run);
        boolean missing = counts.keySet().stream().anyMatch(status -> !status.isComplete());
        boolean frozen = runs.find(run).map(RunInfo::planFrozen).orElse(false);
        return ofPlan(missing, plan.unmatchedRows(run), frozen && counts.isEmpty(), failIfEmpty);
    }

    /**
     * The code that the selection and what is known of its resources justify: of a run that is over, and of a plan that
     * tells what a run would do.
     *
     * @param missing whether something of a resource or a session is missing
     * @param unmatched how much of what the user named nothing answers to
     * @param empty whether nothing at all is selected
     * @param failIfEmpty whether that is a failure, see {@link #failsIfEmpty}
     */
    static int ofPlan(boolean missing, long unmatched, boolean empty, boolean failIfEmpty) {
        if (missing || unmatched > 0) {
            return ExitCodes.PARTIAL;
        }
        return empty && failIfEmpty ? ExitCodes.EMPTY : ExitCodes.OK;
    }

    /** Whether an empty selection is a failure: where the user said so, or gave a list. */
    static boolean failsIfEmpty(PullRequest request) {
        return request.failIfEmpty()
                || request.selection().sessionList().isPresent()
                || request.selection().subjectList().isPresent();
    }
}
