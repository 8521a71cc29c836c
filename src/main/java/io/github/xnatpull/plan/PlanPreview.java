package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import java.util.function.Consumer;

/** What a pull would do, without doing it. Sizes and counts are the server's hints. */
public final class PlanPreview {
    private final Planner planner;
    private final int checkers;
    private final KnownGaps gaps;

    /** @param gaps what the user accepts as missing */
    public PlanPreview(Planner planner, int checkers, KnownGaps gaps) {
        this.gaps = gaps;
        this.planner = planner;
        this.checkers = checkers;
    }

    /**
     * What would be done for some resources.
     *
     * @param files by the server's hints
     * @param bytes by the server's hints
     * @param unlisted sessions whose resources cannot be listed
     * @param unknown resources for which the server has no hint of size or count
     */
    public record Sums(
            long resources,
            long fetch,
            long check,
            long unchanged,
            long files,
            long bytes,
            long unknown,
            long excluded,
            long unlisted) {
        static final Sums NOTHING = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0);

        Sums plus(Sums more) {
            return new Sums(
                    resources + more.resources,
                    fetch + more.fetch,
                    check + more.check,
                    unchanged + more.unchanged,
                    files + more.files,
                    bytes + more.bytes,
                    unknown + more.unknown,
                    excluded + more.excluded,
                    unlisted + more.unlisted);
        }
    }

    /** One session's part. */
    public record SessionSums(SessionRow session, Sums sums, String note) {}

    /**
     * Plans every session, many at a time.
     *
     * @param each is told of every session in order
     * @param plans is told of its plan before
     * @return the sums over all
     */
    public Sums of(List<ListedSession> sessions, Consumer<SessionSums> each, Consumer<SessionPlan> plans) {
        Sums[] total = {Sums.NOTHING};
        OrderedParallel.each(
                sessions,
                checkers,
                session -> gaps.judged(planner.planOrTell(session)),
                plan -> {
                    plans.accept(plan);
                    Sums sums = sums(plan);
                    each.accept(new SessionSums(plan.session(), sums, plan.note()));
                    total[0] = total[0].plus(sums);
                    return true;
                },
                Fault::stopped);
        return total[0];
    }

    private static Sums sums(SessionPlan plan) {
        Sums sums = new Sums(0, 0, 0, 0, 0, 0, 0, plan.listed().excluded(), isMissing(plan) ? 1 : 0);
        for (PlanItem item : plan.items()) {
            boolean known = item.countHint().isPresent() && item.sizeHint().isPresent();
            sums = sums.plus(new Sums(
                    1,
                    item.action() == Action.FETCH ? 1 : 0,
                    item.action() == Action.CHECK ? 1 : 0,
                    item.action() == Action.UNCHANGED ? 1 : 0,
                    item.countHint().orElse(0),
                    item.sizeHint().orElse(0),
                    known ? 0 : 1,
                    0,
                    0));
        }
        return sums;
    }

    private static boolean isMissing(SessionPlan plan) {
        return plan.unlisted().filter(why -> !why.status().isComplete()).isPresent();
    }
}
