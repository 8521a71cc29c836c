package io.github.xnatpull.run;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.selection.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether much less is selected of a project than in the last run of the same job that ended 0 or 3 and asked for the same:
 * the server may hide what it has. Said once, as the next run compares with this one.
 */
public final class ShrinkCheck {
    private static final Set<Integer> ENDED_WELL = Set.of(ExitCodes.OK, ExitCodes.PARTIAL);

    private final PullRequest request;
    private final Runs runs;
    private final PlanStore plans;

    public ShrinkCheck(PullRequest request, Runs runs, PlanStore plans) {
        this.request = request;
        this.runs = runs;
        this.plans = plans;
    }

    /** To be called when the plan is whole, in the transaction that freezes it. */
    public void note(String run, RunObserver observer) {
        Map<String, Long> before = before(Optional.of(run));
        Map<String, Long> now = new TreeMap<>(plans.resourcesByProject(run));
        // Of a project with a session that cannot be listed nobody knows how many there are: what was known stays
        // known.
        for (String project : plans.projectsWithUnlisted(run)) {
            now.remove(project);
            Optional.ofNullable(before.get(project)).ifPresent(count -> now.put(project, count));
        }
        List<ShrunkProject> shrunk = ShrunkProject.among(before, now, limit());
        plans.noteProjects(run, now, shrunk);
        words(shrunk).ifPresent(observer::alarm);
    }

    /**
     * What is said of a plan that stores nothing; empty where nothing shrank.
     *
     * @param now resources by project
     * @param unlisted projects of which a session could not be listed
     */
    public Optional<String> words(Map<String, Long> now, Set<String> unlisted) {
        Map<String, Long> before = new TreeMap<>(before(Optional.empty()));
        before.keySet().removeAll(unlisted);
        return words(ShrunkProject.among(before, now, limit()));
    }

    private int limit() {
        return request.strictness().maxShrink();
    }

    /**
     * Resources by project in the run to compare with; none where there is no such run.
     *
     * @param run the run that is planned, where there is one already
     */
    private Map<String, Long> before(Optional<String> run) {
        Selection selection = request.selection();
        if (selection.sessionList().isPresent() || selection.subjectList().isPresent()) {
            return Map.of(); // the list may have become shorter, and what it names in vain is told
        }
        List<RunInfo> newestFirst = new ArrayList<>(runs.all());
        run.ifPresent(name -> newestFirst.removeIf(info -> info.run().equals(name)));
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(info -> info.jobName().equals(request.jobName()))
                .filter(info -> info.stage().exitCode().isPresent()
                        && ENDED_WELL.contains(info.stage().exitCode().getAsInt()))
                .filter(info -> Supersession.selection(info).equals(Optional.of(selection)))
                .findFirst()
                .map(info -> plans.notedProjects(info.run()))
                .orElse(Map.of());
    }

    /** What is said of them; empty where there is none. */
    private Optional<String> words(List<ShrunkProject> shrunk) {
        return shrunk.isEmpty()
                ? Optional.empty()
                : Optional.of("Much is gone since the last run of this job: "
                        + String.join(
                                "; ", shrunk.stream().map(ShrunkProject::text).toList())
                        + " (--max-shrink " + limit()
                        + "%). What landed stays. The exit code is 3, this once: the next run compares with this one. Ask"
                        + " whether it was deleted, or is hidden from this user.");
    }
}
