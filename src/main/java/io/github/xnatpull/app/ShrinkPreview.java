package io.github.xnatpull.app;

import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.ShrinkCheck;
import io.github.xnatpull.state.JdbcPlanStore;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether a pull would find that much of a project is gone. Takes one plan at a time. */
final class ShrinkPreview {
    private final Optional<ShrinkCheck> check;
    private final Map<String, Long> resources = new TreeMap<>();
    private final Set<String> unlisted = new HashSet<>();

    /** @param state as the last run left it, where there is one */
    ShrinkPreview(PullRequest request, @Nullable StateDatabase state) {
        check = state == null || state.isWithoutTables()
                ? Optional.empty()
                : Optional.of(new ShrinkCheck(request, new JdbcRuns(state), new JdbcPlanStore(state)));
    }

    void add(SessionPlan plan) {
        String project = plan.session().project();
        resources.merge(project, (long) plan.items().size(), Long::sum);
        if (plan.unlisted().isPresent()) {
            unlisted.add(project);
        }
    }

    /** Tells of it, where it is so. */
    boolean tell(RunObserver observer) {
        Optional<String> words = check.flatMap(one -> one.words(resources, unlisted));
        words.ifPresent(observer::alarm);
        return words.isPresent();
    }
}
