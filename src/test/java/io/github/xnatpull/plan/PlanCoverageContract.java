package io.github.xnatpull.plan;

import static io.github.xnatpull.plan.PlanSamples.item;
import static io.github.xnatpull.plan.PlanSamples.list;
import static io.github.xnatpull.plan.PlanSamples.outcome;
import static io.github.xnatpull.plan.PlanSamples.planned;
import static io.github.xnatpull.plan.PlanSamples.run;
import static io.github.xnatpull.plan.PlanSamples.session;
import static io.github.xnatpull.plan.PlanSamples.unlisted;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanCoverage.Uncovered;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.RowFilter;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every comparison of two stored plans does. */
public abstract class PlanCoverageContract {
    private static final SessionRow E1 = session("E1");
    private static final SessionRow E2 = session("E2");

    protected abstract StatePorts state();

    private void begin(String run, SessionLister.SessionList sessions, SessionPlan... plans) {
        state().runs().begin(run(run));
        state().inTransaction(() -> state().plan().storeSessions(run, sessions));
        state().inTransaction(() -> state().plan().add(run, List.of(plans)));
    }

    private Uncovered of(boolean resourcesCount, boolean sessionsCount) {
        return state().coverage().of("old", "new", resourcesCount, sessionsCount);
    }

    @Test
    void emptyPlansLeaveNothingOpen() {
        begin("old", list());
        begin("new", list());

        assertThat(of(true, true)).isEqualTo(new Uncovered(0, 0));
        assertThat(of(false, false).isNothing()).isTrue();
    }

    @Test
    void resourcesWithoutAFinalOutcomeThatTheNewPlanLacksAreOpen() {
        begin(
                "old",
                list(E1),
                planned(
                        1,
                        E1,
                        item(E1, "a", Action.FETCH),
                        item(E1, "A", Action.CHECK),
                        item(E1, "a ", Action.FETCH),
                        item(E1, "done", Action.FETCH),
                        item(E1, "same", Action.UNCHANGED),
                        item(E1, "failed", Action.FETCH)));
        PlanStore plan = state().plan();
        plan.record("old", plan.item("old", 4).item(), outcome(Status.LANDED));
        plan.record("old", plan.item("old", 6).item(), PlanSamples.failed("no byte came"));
        begin("new", list(E1), planned(1, E1, item(E1, "a", Action.UNCHANGED), item(E1, "failed", Action.FETCH)));
        state().reopen();

        assertThat(of(true, true)).isEqualTo(new Uncovered(2, 0));
        assertThat(of(false, true)).isEqualTo(new Uncovered(4, 0));
    }

    @Test
    void sessionsThatAreNotPlannedOrNotListedAreOpenUnlessTheNewRunListsThemAlike() {
        begin(
                "old",
                list(E1, E2, session("E3"), session("E4")),
                planned(1, E1, 1),
                unlisted(2, E2, Status.FAILED, FaultCode.STALLED));
        begin("new", list(E2, session("e3"), session("E4")));

        assertThat(of(false, false)).isEqualTo(new Uncovered(1, 3));
        assertThat(of(true, true)).isEqualTo(new Uncovered(1, 1));
    }

    @Test
    void aSessionOfWhichAListWantsSomethingElseIsNotTheSame() {
        FilteredRow scans = new FilteredRow("sessions:1", new RowFilter(false, "scan", "1", "", "", "", "", "DICOM"));
        ListedSession narrowed = new ListedSession(E1, List.of(scans), Map.of());
        begin("old", new SessionLister.SessionList(List.of(narrowed), 0, List.of(), List.of()));
        begin("new", list(E1));
        begin("alike", new SessionLister.SessionList(List.of(narrowed), 0, List.of(), List.of()));

        assertThat(of(true, true)).isEqualTo(new Uncovered(0, 1));
        assertThat(state().coverage().of("old", "alike", true, true)).isEqualTo(new Uncovered(0, 0));
    }
}
