package io.github.xnatpull.job;

import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionPlan;
import java.util.List;

/** The items of {@code planStep}: list the sessions, plan them block by block, freeze. Each is one chunk, one commit. */
sealed interface PlanWork {
    /** Make the run's session list. */
    record ListSessions() implements PlanWork {}

    /** Plan these. */
    record Block(List<ListedSession> sessions) implements PlanWork {}

    /** Cut the plan into slices. */
    record Freeze() implements PlanWork {}

    /** What processing an item gives the writer. */
    sealed interface Result {
        /** The list to store. */
        record Listed(SessionLister.SessionList list) implements Result {}

        /** The plans to store. */
        record Planned(List<SessionPlan> plans) implements Result {}

        /** Nothing more to plan. */
        record Complete() implements Result {}
    }
}
