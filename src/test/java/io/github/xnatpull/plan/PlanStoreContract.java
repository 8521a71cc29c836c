package io.github.xnatpull.plan;

import static io.github.xnatpull.plan.PlanSamples.NAMES;
import static io.github.xnatpull.plan.PlanSamples.item;
import static io.github.xnatpull.plan.PlanSamples.landed;
import static io.github.xnatpull.plan.PlanSamples.list;
import static io.github.xnatpull.plan.PlanSamples.planned;
import static io.github.xnatpull.plan.PlanSamples.run;
import static io.github.xnatpull.plan.PlanSamples.session;
import static io.github.xnatpull.plan.PlanSamples.unlisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.RowFilter;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every store of plans does until the plan is frozen: the session list, and the items of each session. */
public abstract class PlanStoreContract {
    private static final SessionRow E1 = session("E1");
    private static final SessionRow E2 = session("E2");

    protected abstract StatePorts state();

    private PlanStore plan() {
        return state().plan();
    }

    private void begin(String run, SessionList sessions) {
        state().runs().begin(run(run));
        state().inTransaction(() -> plan().storeSessions(run, sessions));
    }

    private void add(String run, SessionPlan... plans) {
        state().inTransaction(() -> plan().add(run, List.of(plans)));
    }

    private void freeze(String run) {
        state().inTransaction(() -> plan().freeze(run, 4));
    }

    /** Every item with work, slice by slice. */
    private List<OpenItem> open(String run) {
        List<OpenItem> open = new ArrayList<>();
        plan().slices(run).forEach(slice -> open.addAll(plan().openItems(run, slice, 0, 10_000)));
        return open;
    }

    @Test
    void aRunThatBeginsHasNoPlan() {
        state().runs().begin(run("r"));

        assertThat(plan().hasSessions("r")).isFalse();
        assertThat(plan().isFrozen("r")).isFalse();
        assertThat(plan().sessions("r", 0, 10)).isEmpty();
        assertThat(plan().plannedUpTo("r")).isZero();
        assertThat(plan().counts("r")).isEqualTo(new PlanStore.Counts(0, 0, 0, 0));
        assertThat(plan().unlistedSessions("r", 0, 10)).isEmpty();
        assertThat(plan().hasUnslicedItems("r")).isFalse();
        assertThat(plan().slices("r")).isEmpty();
        assertThat(plan().work("r")).isEqualTo(new PlanStore.Work(0, 0, 0, 0));
        assertThat(plan().statusCounts("r")).isEmpty();
        assertThat(plan().unfinishedItems("r", "P", "E1")).isEmpty();
        assertThat(plan().sessionTotals("r", "P", "E1")).isEqualTo(new PlanStore.SessionTotals(0, 0, 0));
    }

    @Test
    void nothingIsKnownOfARunThatNeverBegan() {
        assertThatThrownBy(() -> plan().hasSessions("r")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> plan().freeze("r", 4)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aListOfNothingIsAListAndItsPlanIsFrozenWithoutSlices() {
        begin("r", list());
        freeze("r");
        state().reopen();

        assertThat(plan().hasSessions("r")).isTrue();
        assertThat(plan().isFrozen("r")).isTrue();
        assertThat(plan().slices("r")).isEmpty();
        assertThat(state().runs().find("r").orElseThrow().planned()).isEqualTo(new RunInfo.Planned(0, true, 0));
    }

    @Test
    void sessionsComeBackWithAllThatIsKnownOfThemInTheOrderGiven() {
        SessionRow blank = new SessionRow("P", "", "", "", "", "", "", "", "", "");
        SessionRow odd = new SessionRow(
                "p ", "É 1", "l'abel?", "S:x", "日本 ", "o", "x", "2024-01-15", "2024-02-01 10:00:00.1", "a");
        FilteredRow filter =
                new FilteredRow("sessions:7", new RowFilter(false, "scan", "1 ", "é", "", "", "", "DICOM"));
        List<ListedSession> listed = List.of(
                new ListedSession(E2, List.of(), Map.of()),
                new ListedSession(odd, List.of(filter, filter), Map.of("site", "Zürich 'a' \"b\"", "Site ", "")),
                new ListedSession(blank, List.of(), Map.of()),
                new ListedSession(E1, List.of(), Map.of("note", "x".repeat(50_000))));
        begin("r", new SessionList(listed, 5, List.of("site", "Site "), List.of()));
        state().reopen();

        List<ListedSession> found = plan().sessions("r", 0, 10);
        assertThat(found).extracting(ListedSession::position).containsExactly(1L, 2L, 3L, 4L);
        assertThat(found)
                .extracting(one -> new ListedSession(one.session(), one.rows(), one.extras()))
                .containsExactlyElementsOf(listed);
        assertThat(state().runs().find("r").orElseThrow().planned()).isEqualTo(new RunInfo.Planned(3, false, 5));
        assertThat(plan().counts("r")).isEqualTo(new PlanStore.Counts(3, 0, 0, 0));
    }

    @Test
    void sessionsAreReadInPages() {
        begin("other", list(session("X")));
        begin("r", list(PlanSamples.sessions(2500)));

        assertThat(plan().sessions("r", 0, 2))
                .extracting(one -> one.session().accessionId())
                .containsExactly("E1", "E2");
        assertThat(plan().sessions("r", 1200, 1))
                .extracting(ListedSession::position)
                .containsExactly(1201L);
        assertThat(plan().sessions("r", 2499, 100))
                .extracting(one -> one.session().accessionId())
                .containsExactly("E2500");
        assertThat(plan().sessions("r", 2500, 100)).isEmpty();
    }

    @Test
    void itemsAreNumberedInTheOrderInWhichTheyAreAdded() {
        begin("other", list(E1));
        add("other", planned(1, E1, 5));
        begin("r", list(E1, E2, session("E3")));
        add("r", planned(1, E1, 2), planned(2, E2, 0));
        add("r", planned(3, session("E3"), 1));
        state().reopen();

        assertThat(plan().plannedUpTo("r")).isEqualTo(3);
        assertThat(plan().counts("r")).isEqualTo(new PlanStore.Counts(3, 3, 3, 3000));
        assertThat(plan().item("r", 1).item().folder()).isEqualTo("MR-E1/R0");
        assertThat(plan().item("r", 2).item().folder()).isEqualTo("MR-E1/R1");
        assertThat(plan().item("r", 3).item().folder()).isEqualTo("MR-E3/R0");
        assertThat(plan().item("r", 3).landed()).isEmpty();
    }

    @Test
    void itemsOfEveryLevelComeBackWithAllThatIsKnownOfThem() {
        SessionRow subject = new SessionRow("P", "", "", "S1", "SUBJ", "P", "", "", "", "");
        SessionRow project = new SessionRow("P", "", "", "", "", "P", "", "", "", "");
        PlanItem scan = item(E1, "a ", Action.CHECK, OptionalLong.empty());
        List<PlanItem> items = List.of(
                above(project, Level.PROJECT),
                above(subject, Level.SUBJECT),
                scan,
                part(E1, Level.SESSION, "", InOut.NONE, ""),
                part(E1, Level.ASSESSOR, "E1_A 日", InOut.OUT, "xnat:qcAssessmentData"),
                part(E1, Level.RECONSTRUCTION, "r'1", InOut.IN, ""));
        begin("r", list(project, subject, E1));
        add(
                "r",
                planned(1, project, items.get(0)),
                planned(2, subject, items.get(1)),
                planned(3, E1, items.subList(2, 6).toArray(PlanItem[]::new)));
        state().reopen();

        for (int index = 0; index < items.size(); index++) {
            assertThat(plan().item("r", index + 1).item()).isEqualTo(numbered(items.get(index), index + 1));
        }
        freeze("r");
        assertThat(open("r"))
                .extracting(one -> one.item().key())
                .containsExactlyInAnyOrderElementsOf(
                        items.stream().map(PlanItem::key).toList());
    }

    private static PlanItem above(SessionRow row, Level level) {
        return new PlanItem(
                0,
                new ResourceKey("P", row.subjectId(), level, "", InOut.NONE, "docs"),
                new ResourceAddress("P", row.subjectId(), "", level, "", InOut.NONE, "9"),
                row,
                PlanItem.NO_SCAN,
                "",
                "",
                "docs",
                "resources/docs",
                Action.FETCH,
                Hints.NONE);
    }

    private static PlanItem part(SessionRow session, Level level, String part, InOut inOut, String type) {
        return new PlanItem(
                0,
                new ResourceKey("P", session.accessionId(), level, part, inOut, "1 "),
                new ResourceAddress("P", session.subjectId(), session.accessionId(), level, part, inOut, "1 "),
                session,
                PlanItem.NO_SCAN,
                type,
                type.isEmpty() ? "" : "QC",
                "",
                "d".repeat(4000),
                Action.FETCH,
                new Hints(OptionalLong.empty(), OptionalLong.of(0)));
    }

    private static PlanItem numbered(PlanItem item, long number) {
        return new PlanItem(
                number,
                item.key(),
                item.address(),
                item.session(),
                item.scan(),
                item.assessorType(),
                item.assessorLabel(),
                item.label(),
                item.folder(),
                item.action(),
                item.hints());
    }

    @Test
    void anItemHasTheLedgerRowOfExactlyItsKey() {
        begin("r", list(E1));
        PlanItem[] items =
                NAMES.stream().map(name -> item(E1, name, Action.CHECK)).toArray(PlanItem[]::new);
        add("r", planned(1, E1, items));
        freeze("r");
        List<LedgerRow> rows = Arrays.stream(items)
                .filter(item -> !item.key().name().equals("a "))
                .map(item -> landed(item, "run of " + item.key().name().length()))
                .toList();
        state().inTransaction(() -> rows.forEach(state().ledger()::record));
        state().reopen();

        for (OpenItem open : open("r")) {
            assertThat(open.landed())
                    .as(open.item().key().name())
                    .isEqualTo(rows.stream()
                            .filter(row -> row.key().equals(open.item().key()))
                            .findFirst());
        }
        assertThat(open("r")).hasSize(NAMES.size());
    }

    @Test
    void aSessionThatIsNotInTheListCannotBePlanned() {
        begin("r", list(E1));

        assertThatThrownBy(() -> add("r", planned(2, E2, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> add("r", planned(0, E1, 1))).isInstanceOf(IllegalStateException.class);
        assertThat(plan().counts("r")).isEqualTo(new PlanStore.Counts(1, 0, 0, 0));
    }

    @Test
    void aSessionThatCouldNotBeListedStandsAsOneRowUntilItIs() {
        SessionRow gone = session("E3");
        begin("r", list(E1, E2, gone));
        add(
                "r",
                planned(1, E1, 1),
                unlisted(2, E2, Status.FAILED, FaultCode.STALLED),
                unlisted(3, gone, Status.GONE, FaultCode.GONE_SINCE_PLAN));
        freeze("r");
        state().reopen();

        assertThat(plan().unlistedSessions("r", 0, 10))
                .extracting(one -> one.session().accessionId())
                .containsExactly("E2");
        assertThat(plan().unlistedSessions("r", 2, 10)).isEmpty();
        assertThat(plan().hasUnslicedItems("r")).isFalse();
        assertThat(plan().statusCounts("r"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Status.NOT_ATTEMPTED, 1L, Status.FAILED, 1L, Status.GONE, 1L));
        assertThat(plan().work("r").items()).isEqualTo(1);
        assertThat(plan().plannedUpTo("r")).isEqualTo(3);

        add("r", planned(2, E2, 2));
        assertThat(plan().unlistedSessions("r", 0, 10)).isEmpty();
        assertThat(plan().hasUnslicedItems("r")).isTrue();
        List<String> before = plan().slices("r");
        freeze("r");
        assertThat(plan().hasUnslicedItems("r")).isFalse();
        assertThat(plan().slices("r")).startsWith(before.toArray(String[]::new)).hasSizeGreaterThan(before.size());
        assertThat(open("r"))
                .extracting(one -> one.item().folder())
                .containsExactly("MR-E1/R0", "MR-E2/R0", "MR-E2/R1");
        assertThat(plan().statusCounts("r"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Status.NOT_ATTEMPTED, 3L, Status.GONE, 1L));
    }

    @Test
    void aLongReasonIsCutAndAListedSessionCountsWhatIsOnlyHere() {
        begin("r", new SessionList(List.of(ListedSession.plain(E1), ListedSession.plain(E2)), 2, List.of(), List.of()));
        SessionPlan onlyHere = SessionPlan.listed(
                E1, List.of(), new SessionPlan.Listed(0, 0, 0), 3, new io.github.xnatpull.selection.NameMatches());
        add(
                "r",
                onlyHere.at(1),
                SessionPlan.unlisted(E2, new SessionPlan.Unlisted(Status.FAILED, FaultCode.STALLED, "ü".repeat(4000)))
                        .at(2));
        state().reopen();

        assertThat(state().runs().find("r").orElseThrow().planned().onlyHere()).isEqualTo(5);
        List<String> messages = new ArrayList<>();
        state().records().resources("r", row -> messages.add(row.code() + " " + row.message()));
        assertThat(messages).containsExactly(FaultCode.STALLED.id() + " " + "ü".repeat(4000));
    }
}
