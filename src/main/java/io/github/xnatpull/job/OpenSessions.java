package io.github.xnatpull.job;

import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.PlanStore.SessionTotals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells when the last resource of a session has its outcome. The plan is asked for a session's open items when the first of
 * them ends, and for its totals when the last does, however many there are between. Safe for many threads: slices share
 * sessions.
 *
 * <p>Nothing of it outlives the process, and nothing needs to: a restarted run asks the plan anew.
 */
final class OpenSessions {
    /** Sessions that are begun at a time, generously: one that is forgotten too early only costs another question. */
    private static final int MOST = 10_000;

    private final PlanStore plan;
    private final String run;
    private final Map<Session, Open> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Session, Open> eldest) {
            return size() > MOST;
        }
    };

    OpenSessions(PlanStore plan, String run) {
        this.plan = plan;
        this.run = run;
    }

    private record Session(String project, String accessionId) {}

    /** A session's open items, once somebody asked for them; empty before. It stays when it is done, to be told once. */
    private static final class Open {
        private Optional<Set<Long>> items = Optional.empty();
        private boolean told;
    }

    /**
     * An item has its outcome. To be called after its commit: what the plan says is then never older than what was told here,
     * so that an item is counted once whether the plan or this call was first to say it.
     *
     * @return what came of its session, where this was the last
     */
    Optional<SessionTotals> ended(PlanItem item) {
        Session session = new Session(item.key().project(), item.key().accessionId());
        Open open;
        synchronized (sessions) {
            open = sessions.computeIfAbsent(session, key -> new Open());
        }
        synchronized (open) {
            Set<Long> items =
                    open.items.orElseGet(() -> plan.unfinishedItems(run, session.project(), session.accessionId()));
            items.remove(item.number());
            open.items = Optional.of(items);
            if (!items.isEmpty() || open.told) {
                return Optional.empty();
            }
            open.told = true;
            return Optional.of(plan.sessionTotals(run, session.project(), session.accessionId()));
        }
    }
}
