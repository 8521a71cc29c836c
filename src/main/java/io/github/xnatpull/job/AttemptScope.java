package io.github.xnatpull.job;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.plan.FolderAssigner;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.FileNamesLook;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.RunReports;
import io.github.xnatpull.run.ShrinkCheck;
import io.github.xnatpull.run.Supersession;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.transfer.Transfers;
import java.time.Clock;

/**
 * Everything one attempt of a run works with: made before the Spring context, which only wires Spring Batch around it.
 *
 * @param planning for the first step
 * @param transferring for the second
 * @param closing for the third
 */
public record AttemptScope(
        String run,
        Asked asked,
        Stores stores,
        Planning planning,
        Transferring transferring,
        Closing closing,
        Watch watch) {
    /**
     * What the attempt is to do.
     *
     * @param only what is tried of what is open
     * @param gaps what the user accepts as missing
     */
    public record Asked(PullRequest request, ItemFilter only, KnownGaps gaps) {}

    /** Where the run is written down. */
    public record Stores(StateDatabase state, PlanStore plan, Ledger ledger, Receipts receipts) {}

    /**
     * What makes the plan.
     *
     * @param supersession what becomes of older runs of the job once the plan is whole
     * @param shrinkCheck whether much is gone by then
     */
    public record Planning(
            SessionListSupplier lister,
            Planner planner,
            FolderAssigner folders,
            Supersession supersession,
            ShrinkCheck shrinkCheck) {}

    /**
     * What brings the data.
     *
     * @param files what listings show of the file names that the user gave
     */
    public record Transferring(Transfers transfer, FileNames files) {}

    /**
     * What sums up.
     *
     * @param fileNamesLook tells of file names that no listing showed
     */
    public record Closing(FileNamesLook fileNamesLook, RunReports reports) {}

    /**
     * What goes along with all steps.
     *
     * @param control stops the run, and remembers why
     */
    public record Watch(RunControl control, RunObserver observer, Clock clock) {}
}
