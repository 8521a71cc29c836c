package io.github.xnatpull.plan;

import static io.github.xnatpull.plan.PlanSamples.NOW;
import static io.github.xnatpull.plan.PlanSamples.failed;
import static io.github.xnatpull.plan.PlanSamples.item;
import static io.github.xnatpull.plan.PlanSamples.landed;
import static io.github.xnatpull.plan.PlanSamples.list;
import static io.github.xnatpull.plan.PlanSamples.outcome;
import static io.github.xnatpull.plan.PlanSamples.planOf;
import static io.github.xnatpull.plan.PlanSamples.planned;
import static io.github.xnatpull.plan.PlanSamples.run;
import static io.github.xnatpull.plan.PlanSamples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunRecords.Counts;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.plan.RunRecords.SessionRecord;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every reader of a run's records does. */
public abstract class RunRecordsContract {
    private static final SessionRow E1 = session("E1");

    protected abstract StatePorts state();

    private List<ResourceRecord> resources(String run) {
        List<ResourceRecord> resources = new ArrayList<>();
        state().records().resources(run, resources::add);
        return resources;
    }

    private List<SessionRecord> sessions(String run) {
        List<SessionRecord> sessions = new ArrayList<>();
        state().records().sessions(run, sessions::add);
        return sessions;
    }

    private void begin(SessionList sessions, SessionPlan... plans) {
        state().runs().begin(run("r"));
        state().inTransaction(() -> state().plan().storeSessions("r", sessions));
        state().inTransaction(() -> state().plan().add("r", List.of(plans)));
    }

    private static SessionRow labelled(String id, String subject, String label) {
        return new SessionRow("P", id, label, "S-" + subject, subject, "P", "x", "", "", "");
    }

    @Test
    void aRunThatBeginsHasFactsAndNothingElse() {
        state().runs().begin(run("r"));

        RunRecords.RunFacts facts = state().records().facts("r");
        assertThat(facts.run()).isEqualTo("r");
        assertThat(facts.jobName()).isEqualTo("job");
        assertThat(facts.server()).isEqualTo(new RunInfo.Server("http://localhost", "1.8.10"));
        assertThat(facts.startedAt()).isEqualTo(NOW);
        assertThat(facts.attempts()).isEmpty();
        assertThat(facts.bytesMoved()).isZero();
        assertThat(resources("r")).isEmpty();
        assertThat(sessions("r")).isEmpty();
        assertThat(state().records().listColumns("r")).isEmpty();
        assertThat(state().records().blankValues("r")).isEmpty();
        state().records().unmatched("r", row -> assertThat(row).isNull());
        assertThatThrownBy(() -> state().records().facts("R")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void resourcesAreInTheOrderOfTheManifestOverManyPages() {
        planOf(state(), "other", 1, 3);
        planOf(state(), "r", 45, 50);
        state().reopen();

        List<String> order = resources("r").stream()
                .map(row -> row.item().session().label() + "/" + row.item().label())
                .toList();
        assertThat(order).hasSize(2250).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void sessionsAreInTheOrderOfTheManifestOverManyPages() {
        planOf(state(), "r", 1050, 0);
        state().reopen();

        assertThat(sessions("r"))
                .extracting(row -> row.session().label())
                .hasSize(1050)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void namesAreSortedPartByPartByTheirCharacters() {
        List<SessionRow> rows = List.of(
                labelled("1", "b", "x"),
                labelled("2", "a", "MR 1"),
                labelled("3", "a", "MR1"),
                labelled("4", "a", "MR"),
                labelled("5", "a ", "AA"),
                labelled("6", "B", "x"),
                labelled("7", "ä", "x"),
                labelled("8", "a", "mr"),
                labelled("9", "", "x"));
        begin(list(rows));
        List<SessionPlan> plans = new ArrayList<>();
        for (int index = 0; index < rows.size(); index++) {
            plans.add(planned(index + 1, rows.get(index), 1));
        }
        state().plan().add("r", plans);

        List<String> sorted = List.of("9", "6", "4", "2", "3", "8", "5", "1", "7");
        assertThat(sessions("r")).extracting(row -> row.session().accessionId()).containsExactlyElementsOf(sorted);
        assertThat(resources("r"))
                .extracting(row -> row.item().session().accessionId())
                .containsExactlyElementsOf(sorted);
    }

    @Test
    void aResourceComesWithItsOutcomeAndItsLedgerRow() {
        ListedSession listed = new ListedSession(E1, List.of(), Map.of("site", "Zürich "));
        begin(
                new SessionList(List.of(listed), 0, List.of("site", "Site", "é "), List.of()),
                planned(1, E1, item(E1, "a", Action.FETCH), item(E1, "b", Action.FETCH), item(E1, "c", Action.FETCH)));
        PlanItem first = state().plan().item("r", 1).item();
        state().ledger().record(landed(first, "r"));
        state().plan().record("r", first, outcome(Status.LANDED));
        state().plan().record("r", state().plan().item("r", 2).item(), failed("no byte came"));
        state().reopen();

        ResourceRecord landed = resources("r").get(0);
        assertThat(landed.item()).isEqualTo(first);
        assertThat(landed.status()).isEqualTo(Status.LANDED);
        assertThat(landed.attempts()).isEqualTo(1);
        assertThat(landed.filesExpected()).hasValue(4);
        assertThat(landed.bytesExpected()).hasValue(88);
        assertThat(landed.landed()).contains(landed(first, "r"));
        assertThat(landed.code()).isEmpty();
        assertThat(landed.extras()).isEqualTo(Map.of("site", "Zürich "));
        ResourceRecord failed = resources("r").get(1);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.landed()).isEmpty();
        assertThat(failed.code()).isEqualTo("XP-STALLED");
        ResourceRecord open = resources("r").get(2);
        assertThat(open.status()).isEqualTo(Status.NOT_ATTEMPTED);
        assertThat(open.filesExpected()).isEmpty();
        assertThat(open.message()).isEmpty();
        assertThat(state().records().listColumns("r")).containsExactly("site", "Site", "é ");
    }

    @Test
    void whatIsUnchangedIsExpectedAsItsLastListingSaid() {
        begin(list(E1), planned(1, E1, item(E1, "a", Action.UNCHANGED), item(E1, "b", Action.UNCHANGED)));
        state().ledger().record(landed(item(E1, "a", Action.UNCHANGED), "before"));

        assertThat(resources("r"))
                .extracting(ResourceRecord::status)
                .containsExactly(Status.UNCHANGED, Status.UNCHANGED);
        assertThat(resources("r").get(0).filesExpected()).hasValue(4);
        assertThat(resources("r").get(0).bytesExpected()).hasValue(88);
        assertThat(resources("r").get(1).filesExpected()).isEmpty();
        assertThat(resources("r").get(1).bytesExpected()).isEmpty();
    }

    @Test
    void aSessionComesWithTheCountsOfItsOwnResources() {
        SessionRow subject = new SessionRow("P", "", "", "S1", "SUBJ", "P", "", "", "", "");
        begin(list(subject, E1, session("E2"), session("E3")), planned(1, subject, 0));
        PlanItem[] items = java.util.Arrays.stream(Status.values())
                .map(status -> item(E1, status.word(), Action.FETCH))
                .toArray(PlanItem[]::new);
        SessionPlan noted = new SessionPlan(2, E1, List.of(items), new SessionPlan.Listed(5, 12, 3));
        state().plan().add("r", List.of(noted, planned(3, session("E2"), 2)));
        for (Status status : Status.values()) {
            PlanItem item = state().plan().item("r", status.ordinal() + 1).item();
            state().plan().record("r", item, outcome(status));
        }
        state().ledger().record(landed(items[0], "r"));
        state().ledger().record(landed(items[1], "r"));
        state().ledger().record(landed(item(E1, "not in the plan", Action.FETCH), "r"));
        state().reopen();

        List<SessionRecord> sessions = sessions("r");
        assertThat(sessions).extracting(row -> row.session().accessionId()).containsExactly("E1", "E2", "E3");
        assertThat(sessions.get(0))
                .isEqualTo(new SessionRecord(
                        E1, new SessionPlan.Listed(5, 12, 3), new Counts(1, 1, 1, 1, 3, 1, 1), 154, "", true));
        assertThat(sessions.get(1).counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 2, 0));
        assertThat(sessions.get(1).bytes()).isZero();
        assertThat(sessions.get(2).isPlanned()).isFalse();
        assertThat(sessions.get(2).counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0));
    }
}
