package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.selection.Recheck;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plan in the database: its sessions, items, slices and names, each in tables of their own. */
public final class JdbcPlanStore implements PlanStore {
    private final StateDatabase state;
    private final RunIds ids;
    private final StoredSessions sessions;
    private final StoredItems items;
    private final StoredSlices slices;
    private final JdbcNames names;
    private final StoredProjects projects;

    public JdbcPlanStore(StateDatabase state) {
        this.state = state;
        this.ids = new RunIds(state);
        this.sessions = new StoredSessions(state);
        this.items = new StoredItems(state);
        this.slices = new StoredSlices(state);
        this.names = new JdbcNames(state);
        this.projects = new StoredProjects(state);
    }

    @Override
    public boolean hasSessions(String run) {
        return sessions.isStored(ids.of(run));
    }

    @Override
    public void storeSessions(String run, SessionList list) {
        long id = ids.of(run);
        sessions.store(id, list);
        names.store(id, list);
    }

    @Override
    public List<ListedSession> sessions(String run, long after, int limit) {
        return state.aside(() -> sessions.page(ids.of(run), after, limit));
    }

    @Override
    public List<ListedSession> unlistedSessions(String run, long after, int limit) {
        return sessions.unlisted(ids.of(run), after, limit);
    }

    @Override
    public long plannedUpTo(String run) {
        return sessions.plannedUpTo(ids.of(run));
    }

    @Override
    public Counts counts(String run) {
        long id = ids.of(run);
        return new Counts(sessions.count(id), sessions.countPlanned(id), items.count(id), items.sumOfHints(id));
    }

    @Override
    public void add(String run, List<SessionPlan> block) {
        long id = ids.of(run);
        for (SessionPlan plan : block) {
            if (!sessions.setPlanned(id, plan)) {
                // Such a session would stay unplanned, and the run would end without it.
                throw new IllegalStateException("no session stands at position " + plan.position() + " of run " + run);
            }
        }
        items.add(id, block);
        sessions.addOnlyHere(id, block.stream().mapToLong(SessionPlan::onlyHere).sum());
        names.answers(id, block);
    }

    @Override
    public boolean isFrozen(String run) {
        return slices.isFrozen(ids.of(run));
    }

    @Override
    public boolean hasUnslicedItems(String run) {
        return slices.hasUnslicedItems(ids.of(run));
    }

    @Override
    public long chooseComparisons(String run, Recheck recheck) {
        long id = ids.of(run);
        return slices.isFrozen(id) ? 0 : items.chooseComparisons(id, recheck);
    }

    @Override
    public void freeze(String run, int transfers) {
        slices.freeze(ids.of(run), transfers);
    }

    @Override
    public List<String> slices(String run) {
        return slices.names(ids.of(run));
    }

    @Override
    public List<OpenItem> openItems(String run, String slice, long after, int limit) {
        int number = StoredSlices.number(slice);
        return state.aside(() -> {
            long id = ids.of(run);
            return items.open(id, number, slices.bounds(id, number), after, limit);
        });
    }

    @Override
    public OpenItem item(String run, long number) {
        return state.aside(() -> items.item(ids.of(run), number));
    }

    @Override
    public void record(String run, PlanItem item, Outcome outcome) {
        items.record(ids.of(run), item.number(), outcome);
    }

    @Override
    public void accept(String run, long number, String reason) {
        items.accept(ids.of(run), number, reason);
    }

    @Override
    public void countTries(String run, long number, int tries, long bytesMoved) {
        items.countTries(ids.of(run), number, tries, bytesMoved);
    }

    @Override
    public Work work(String run) {
        return items.work(ids.of(run));
    }

    @Override
    public Map<String, Long> resourcesByProject(String run) {
        return projects.count(ids.of(run));
    }

    @Override
    public Set<String> projectsWithUnlisted(String run) {
        return projects.unlisted(ids.of(run));
    }

    @Override
    public void noteProjects(String run, Map<String, Long> resources, List<ShrunkProject> shrunk) {
        projects.note(ids.of(run), resources, shrunk);
    }

    @Override
    public Map<String, Long> notedProjects(String run) {
        return projects.noted(ids.of(run));
    }

    @Override
    public List<ShrunkProject> shrunkProjects(String run) {
        return projects.shrunk(ids.of(run));
    }

    @Override
    public Map<Status, Long> statusCounts(String run) {
        return items.statusCounts(ids.of(run));
    }

    @Override
    public Set<Long> unfinishedItems(String run, String project, String accessionId) {
        return items.unfinished(ids.of(run), project, accessionId);
    }

    @Override
    public SessionTotals sessionTotals(String run, String project, String accessionId) {
        return items.sessionTotals(ids.of(run), project, accessionId);
    }

    @Override
    public long unmatchedRows(String run) {
        return names.countUnmatched(ids.of(run));
    }

    @Override
    public List<UnmatchedName> unmatched(String run) {
        return names.unmatched(ids.of(run));
    }

    @Override
    public void learn(String run, FileNames.Learnt learnt) {
        names.learn(ids.of(run), learnt);
    }

    @Override
    public List<RequestedName> openFiles(String run) {
        return names.openFiles(ids.of(run));
    }

    @Override
    public void filesListed(String run, UnmatchedNames.ListedFiles listed) {
        names.filesListed(ids.of(run), listed);
    }

    @Override
    public List<String> idleExclusions(String run) {
        return names.warnings(ids.of(run));
    }

    @Override
    public Map<String, Long> blankValues(String run) {
        return names.blank(ids.of(run));
    }

    @Override
    public void forget(String run) {
        long id = ids.of(run);
        items.forget(id);
        slices.forget(id);
        names.forget(id);
        // Last: as long as it has sessions, the plan is not forgotten yet.
        sessions.forget(id);
    }
}
