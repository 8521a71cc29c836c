package io.github.xnatpull.job;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.support.OrderedParallel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Lists the sessions of a block, as many at a time as the request has checkers. A session that alone cannot be listed stands in the
 * plan as failed; any other fault ends the step. A stop leaves the block unplanned; the restart does it again.
 */
final class SessionPlanProcessor implements ItemProcessor<PlanWork, PlanWork.Result> {
    private final SessionListSupplier lister;
    private final Planner planner;
    private final int checkers;
    private final RunControl control;
    private final KnownGaps gaps;

    SessionPlanProcessor(
            SessionListSupplier lister, Planner planner, int checkers, RunControl control, KnownGaps gaps) {
        this.gaps = gaps;
        this.lister = lister;
        this.planner = planner;
        this.checkers = checkers;
        this.control = control;
    }

    @Override
    public PlanWork.@Nullable Result process(PlanWork work) {
        try {
            if (work instanceof PlanWork.ListSessions) {
                return new PlanWork.Result.Listed(lister.list());
            }
            if (work instanceof PlanWork.Block block) {
                return new PlanWork.Result.Planned(plans(block.sessions()));
            }
            return new PlanWork.Result.Complete();
        } catch (Fault fault) {
            if (control.stop().requested() && control.isOfTheStop(fault)) {
                return null;
            }
            throw control.end(fault);
        }
    }

    private List<SessionPlan> plans(List<ListedSession> sessions) {
        List<SessionPlan> plans = new ArrayList<>();
        OrderedParallel.each(
                sessions, checkers, session -> gaps.judged(planner.planOrTell(session)), plans::add, Fault::stopped);
        return plans;
    }
}
