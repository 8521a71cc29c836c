package io.github.xnatpull.job;

import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.PlanStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Enumerates the sessions of a run in blocks, from the list that its first item stores: a restart never depends on a
 * listing that has moved meanwhile. The cursor is the position in that list; the one in the execution context is what
 * people see there, the truth is in the plan, which commits with it.
 */
final class SessionItemReader implements ItemStreamReader<PlanWork> {
    private static final String CURSOR = "sessions.planned";
    private final PlanStore plan;
    private final String run;
    private final int blockSize;
    private long position;
    private boolean listed;
    private boolean again;
    private boolean done;

    SessionItemReader(PlanStore plan, String run, int blockSize) {
        this.plan = plan;
        this.run = run;
        this.blockSize = blockSize;
    }

    @Override
    public void open(ExecutionContext context) {
        again = plan.isFrozen(run);
        listed = plan.hasSessions(run);
        position = again ? 0 : plan.plannedUpTo(run);
    }

    @Override
    public @Nullable PlanWork read() {
        if (done) {
            return null;
        }
        if (!listed) {
            listed = true;
            return new PlanWork.ListSessions();
        }
        return again ? listAgain() : next();
    }

    /** Whether sessions are not planned yet; to cut a whole plan into slices is no work that a stop could save. */
    boolean isWorkLeft() {
        if (done) {
            return false;
        }
        if (again) {
            return !plan.unlistedSessions(run, position, 1).isEmpty();
        }
        return !plan.hasSessions(run)
                || !plan.sessions(run, plan.plannedUpTo(run), 1).isEmpty();
    }

    private PlanWork next() {
        List<ListedSession> block = plan.sessions(run, position, blockSize);
        if (block.isEmpty()) {
            done = true;
            return new PlanWork.Freeze();
        }
        position += block.size();
        return new PlanWork.Block(block);
    }

    /** The plan is frozen: only what could not be listed then is left, and what that brings. */
    private @Nullable PlanWork listAgain() {
        List<ListedSession> block = plan.unlistedSessions(run, position, blockSize);
        if (block.isEmpty()) {
            done = true;
            return plan.hasUnslicedItems(run) ? new PlanWork.Freeze() : null;
        }
        position = block.get(block.size() - 1).position();
        return new PlanWork.Block(block);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(CURSOR, position);
    }
}
