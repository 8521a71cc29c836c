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
     * @param excluded resources that are listed and not selected
     * @param unlisted sessions whose resources cannot be listed
     */
    public record Sums(long resources, Actions actions, Hints hints, long excluded, long unlisted) {
        static final Sums NOTHING = new Sums(0, Actions.NONE, Hints.NONE, 0, 0);

        Sums plus(Sums more) {
            return new Sums(
                    resources + more.resources,
                    actions.plus(more.actions),
                    hints.plus(more.hints),
                    excluded + more.excluded,
                    unlisted + more.unlisted);
        }
    }

    /** How many resources want what; see {@link Action}. */
    public record Actions(long fetch, long check, long unchanged) {
        private static final Actions NONE = new Actions(0, 0, 0);

        private static Actions of(Action action) {
            return new Actions(
                    action == Action.FETCH ? 1 : 0, action == Action.CHECK ? 1 : 0, action == Action.UNCHANGED ? 1 : 0);
        }

        private Actions plus(Actions more) {
            return new Actions(fetch + more.fetch, check + more.check, unchanged + more.unchanged);
        }
    }

    /**
     * How much it is, as far as the server hints.
     *
     * @param unknown resources for which the server has no hint of size or count
     */
    public record Hints(long files, long bytes, long unknown) {
        private static final Hints NONE = new Hints(0, 0, 0);

        private static Hints of(PlanItem item) {
            boolean known =
                    item.hints().count().isPresent() && item.hints().size().isPresent();
            return new Hints(item.hints().count().orElse(0), item.hints().size().orElse(0), known ? 0 : 1);
        }

        private Hints plus(Hints more) {
            return new Hints(files + more.files, bytes + more.bytes, unknown + more.unknown);
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
        Sums sums = new Sums(0, Actions.NONE, Hints.NONE, plan.listed().excluded(), isMissing(plan) ? 1 : 0);
        for (PlanItem item : plan.items()) {
            sums = sums.plus(new Sums(1, Actions.of(item.action()), Hints.of(item), 0, 0));
        }
        return sums;
    }

    private static boolean isMissing(SessionPlan plan) {
        return plan.unlisted().filter(why -> !why.status().isComplete()).isPresent();
    }
}
