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
import io.github.xnatpull.run.Supersession;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.transfer.Transfers;
import java.time.Clock;

/**
 * Everything one attempt of a run works with: made before the Spring context, which only wires Spring Batch around it.
 *
 * @param attempt its number within the run, from 1
 * @param only what is tried of what is open
 * @param gaps what the user accepts as missing
 * @param files what listings show of the file names that the user gave
 */
public record AttemptScope(
        String run,
        int attempt,
        PullRequest request,
        ItemFilter only,
        KnownGaps gaps,
        StateDatabase state,
        Ledger ledger,
        PlanStore plan,
        FileNames files,
        FileNamesLook fileNamesLook,
        Receipts receipts,
        SessionListSupplier lister,
        Planner planner,
        FolderAssigner folders,
        Supersession supersession,
        Transfers transfer,
        RunReports reports,
        RunControl control,
        RunObserver observer,
        Clock clock) {}
