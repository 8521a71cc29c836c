package io.github.xnatpull.job;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.run.RunControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Lists the sessions of a block side by side on the checkers' pool. A session that alone cannot be listed stands in the
 * plan as failed; any other fault ends the step. A stop leaves the block unplanned; the restart does it again.
 */
final class SessionPlanProcessor implements ItemProcessor<PlanWork, PlanWork.Result> {
    private final SessionListSupplier lister;
    private final Planner planner;
    private final ExecutorService checkers;
    private final RunControl control;
    private final KnownGaps gaps;

    SessionPlanProcessor(
            SessionListSupplier lister, Planner planner, ExecutorService checkers, RunControl control, KnownGaps gaps) {
        this.gaps = gaps;
        this.lister = lister;
        this.planner = planner;
        this.checkers = checkers;
        this.control = control;
    }

    @Override
    public PlanWork.@Nullable Result process(PlanWork work) throws InterruptedException {
        try {
            if (work instanceof PlanWork.ListSessions) {
                return new PlanWork.Result.Listed(lister.list());
            }
            if (work instanceof PlanWork.Block block) {
                return new PlanWork.Result.Planned(sideBySide(block.sessions()));
            }
            return new PlanWork.Result.Complete();
        } catch (Fault fault) {
            if (control.stop().requested() && control.isOfTheStop(fault)) {
                return null;
            }
            throw control.end(fault);
        }
    }

    private List<SessionPlan> sideBySide(List<ListedSession> sessions) throws InterruptedException {
        List<Future<SessionPlan>> futures = new ArrayList<>();
        for (ListedSession session : sessions) {
            futures.add(checkers.submit(() -> gaps.judged(planner.planOrTell(session))));
        }
        List<SessionPlan> plans = new ArrayList<>();
        try {
            for (Future<SessionPlan> future : futures) {
                plans.add(future.get());
            }
            return plans;
        } catch (ExecutionException e) {
            throw Fault.in(e).orElseThrow(() -> new IllegalStateException("planning a session failed", e.getCause()));
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }
}
