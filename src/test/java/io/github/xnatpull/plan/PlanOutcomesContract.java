package io.github.xnatpull.plan;

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

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every store of plans does once the plan is frozen: slices, and what becomes of the items in them. */
public abstract class PlanOutcomesContract {
    private static final SessionRow E1 = session("E1");

    protected abstract StatePorts state();

    private PlanStore plan() {
        return state().plan();
    }

    private List<Long> open(String run) {
        List<Long> numbers = new ArrayList<>();
        plan().slices(run).forEach(slice -> plan().openItems(run, slice, 0, 10_000)
                .forEach(one -> numbers.add(one.item().number())));
        return numbers;
    }

    private PlanItem itemOf(long number) {
        return plan().item("r", number).item();
    }

    private void record(long number, Outcome outcome) {
        state().inTransaction(() -> plan().record("r", itemOf(number), outcome));
    }

    private List<RunRecords.ResourceRecord> rows(String run) {
        List<RunRecords.ResourceRecord> rows = new ArrayList<>();
        state().records().resources(run, rows::add);
        return rows;
    }

    @Test
    void everyItemWithWorkIsInOneSlice() {
        planOf(state(), "other", 1, 5);
        planOf(state(), "r", 20, 30);
        state().reopen();

        assertThat(plan().slices("r")).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(open("r")).doesNotHaveDuplicates().hasSize(600);
        assertThat(open("other")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aSliceIsReadInPages() {
        state().runs().begin(run("r"));
        plan().storeSessions("r", list(E1));
        plan().add("r", List.of(planned(1, E1, 10)));
        plan().freeze("r", 1);
        String slice = plan().slices("r").get(0);
        List<OpenItem> all = plan().openItems("r", slice, 0, 100);

        List<OpenItem> pages = new ArrayList<>();
        long after = 0;
        for (List<OpenItem> page = plan().openItems("r", slice, after, 1);
                !page.isEmpty();
                page = plan().openItems("r", slice, after, 1)) {
            assertThat(page).hasSize(1);
            pages.addAll(page);
            after = page.get(0).item().number();
        }
        assertThat(pages).isEqualTo(all).isNotEmpty();
    }

    @Test
    void aHeavyItemStandsFirstAndAloneAndWhatIsUnchangedStandsNowhere() {
        state().runs().begin(run("r"));
        plan().storeSessions("r", list(E1));
        PlanItem[] items = new PlanItem[50];
        for (int index = 0; index < items.length; index++) {
            Action action = index == 7 ? Action.UNCHANGED : Action.FETCH;
            items[index] = item(E1, "R" + index, action, OptionalLong.of(index == 20 ? 5L << 30 : 1 << 20));
        }
        plan().add("r", List.of(planned(1, E1, items)));
        plan().freeze("r", 4);
        state().reopen();

        assertThat(plan().openItems("r", plan().slices("r").get(0), 0, 10))
                .extracting(one -> one.item().number())
                .containsExactly(21L);
        assertThat(open("r")).hasSize(49).doesNotHaveDuplicates().doesNotContain(8L);
        assertThat(plan().statusCounts("r"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(Status.UNCHANGED, 1L, Status.NOT_ATTEMPTED, 49L));
        assertThat(plan().work("r").items()).isEqualTo(49);
    }

    @Test
    void itemsWithAFinalOutcomeAreNotOfferedAgain() {
        planOf(state(), "r", 1, 9);
        List<Status> statuses = List.of(Status.values());
        for (Status status : statuses) {
            record(status.ordinal() + 1, outcome(status));
        }
        state().reopen();

        assertThat(open("r"))
                .containsExactlyInAnyOrder(Status.FAILED.ordinal() + 1L, Status.NOT_ATTEMPTED.ordinal() + 1L);
        statuses.forEach(
                status -> assertThat(plan().statusCounts("r")).as(status.word()).containsEntry(status, 1L));
        assertThat(plan().work("r")).isEqualTo(new PlanStore.Work(9, 2000, 7, 7000));
        assertThat(plan().unfinishedItems("r", "P", "E1")).containsExactly(Status.NOT_ATTEMPTED.ordinal() + 1L);
        assertThat(plan().sessionTotals("r", "P", "E1")).isEqualTo(new PlanStore.SessionTotals(1, 4, 9 * 77));
    }

    @Test
    void whatASessionHasIsNotTakenForAnothers() {
        planOf(state(), "r", 3, 2);
        record(1, outcome(Status.LANDED));

        assertThat(plan().unfinishedItems("r", "P", "E1")).containsExactly(2L);
        assertThat(plan().unfinishedItems("r", "P", "E2")).containsExactlyInAnyOrder(3L, 4L);
        assertThat(plan().unfinishedItems("r", "P", "e2")).isEmpty();
        assertThat(plan().unfinishedItems("r", "p", "E2")).isEmpty();
        assertThat(plan().sessionTotals("r", "P", "E1")).isEqualTo(new PlanStore.SessionTotals(1, 0, 77));
        assertThat(plan().sessionTotals("r", "P", "E2")).isEqualTo(new PlanStore.SessionTotals(0, 0, 0));
    }

    @Test
    void theLastOutcomeOfAnItemCountsAndItsTriesAddUp() {
        planOf(state(), "r", 1, 2);
        FileFault first = new FileFault(
                "a", "scans/1/a", OptionalLong.empty(), OptionalLong.of(7), "", "0f", FaultCode.STALLED, "no byte");
        FileFault second = new FileFault(
                "ü ",
                "日/'?:x",
                OptionalLong.of(0),
                OptionalLong.empty(),
                "0".repeat(32),
                "",
                FaultCode.DIGEST_MISMATCH,
                "");
        record(1, failed("first try", first, first, first));
        record(1, failed("second ü 'try'", first, second));
        plan().countTries("r", 1, 3, 100);
        plan().countTries("r", 2, 1, 50);
        state().reopen();

        RunRecords.ResourceRecord row = rows("r").get(0);
        assertThat(row.status()).isEqualTo(Status.FAILED);
        assertThat(row.attempts()).isEqualTo(7);
        assertThat(row.code()).isEqualTo(FaultCode.STALLED.id());
        assertThat(row.message()).isEqualTo("second ü 'try'");
        assertThat(row.filesExpected()).hasValue(0);
        assertThat(row.bytesExpected()).isEmpty();
        assertThat(state().records().fileFaults("r", row.item())).containsExactly(first, second);
        assertThat(state().records().fileFaults("r", itemOf(2))).isEmpty();
        assertThat(state().records().facts("r").bytesMoved()).isEqualTo(5 + 5 + 100 + 50);
        assertThat(rows("r").get(1).status()).isEqualTo(Status.NOT_ATTEMPTED);

        record(1, outcome(Status.LANDED));
        assertThat(state().records().fileFaults("r", row.item())).isEmpty();
        assertThat(rows("r").get(0).message()).isEmpty();
        assertThat(rows("r").get(0).bytesExpected()).hasValue(88);
    }

    @Test
    void whatIsRolledBackWasNeverRecorded() {
        planOf(state(), "r", 1, 1);
        PlanItem item = itemOf(1);
        assertThatThrownBy(() -> state().inTransaction(() -> {
                    state().ledger().record(landed(item, "r"));
                    state().folders().claim("owner", List.of("folder"));
                    plan().record("r", item, outcome(Status.LANDED));
                    throw new IllegalStateException("the chunk failed");
                }))
                .hasMessage("the chunk failed");
        state().reopen();

        assertThat(state().ledger().isEmpty()).isTrue();
        assertThat(state().folders().claim("another", List.of("folder"))).isEqualTo("folder");
        assertThat(plan().statusCounts("r")).isEqualTo(Map.of(Status.NOT_ATTEMPTED, 1L));
        assertThat(state().records().facts("r").bytesMoved()).isZero();
    }

    @Test
    void longMessagesAreCut() {
        planOf(state(), "r", 1, 1);
        String long1 = "é".repeat(5000);
        record(
                1,
                failed(
                        long1,
                        new FileFault(
                                long1,
                                long1,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                "",
                                "",
                                FaultCode.STALLED,
                                long1)));

        RunRecords.ResourceRecord row = rows("r").get(0);
        assertThat(row.message()).hasSize(4000).endsWith("é…");
        assertThat(state().records().fileFaults("r", row.item()))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.file()).hasSize(4000).endsWith("é…");
                    assertThat(fault.path()).hasSize(4000).endsWith("é…");
                    assertThat(fault.message()).hasSize(4000).endsWith("é…");
                });
    }

    @Test
    void anAcceptedGapSaysWhy() {
        planOf(state(), "r", 1, 3);
        record(1, failed("no byte came"));
        record(2, failed("x".repeat(4000)));
        plan().accept("r", 1, "lost at 'site' ü");
        plan().accept("r", 2, "r".repeat(1000));
        plan().accept("r", 3, "never tried");
        state().reopen();

        assertThat(rows("r")).extracting(row -> row.status()).containsOnly(Status.KNOWN_GAP);
        assertThat(rows("r").get(0).message()).isEqualTo("no byte came (known gap: lost at 'site' ü)");
        assertThat(rows("r").get(1).message()).isEqualTo("x".repeat(4000));
        assertThat(rows("r").get(2).message()).isEqualTo(" (known gap: never tried)");
        assertThat(open("r")).isEmpty();
    }

    @Test
    void aPlanIsForgottenWithAllThatBelongsToItAndNothingElse() {
        planOf(state(), "r", 3, 3);
        planOf(state(), "other", 2, 2);
        record(
                1,
                failed(
                        "no byte",
                        new FileFault(
                                "a", "a", OptionalLong.empty(), OptionalLong.empty(), "", "", FaultCode.STALLED, "x")));
        PlanItem item = itemOf(1);
        state().ledger().record(landed(item, "r"));
        plan().forget("r");
        state().reopen();

        assertThat(plan().counts("r")).isEqualTo(new PlanStore.Counts(0, 0, 0, 0));
        assertThat(plan().slices("r")).isEmpty();
        assertThat(plan().sessions("r", 0, 10)).isEmpty();
        assertThat(rows("r")).isEmpty();
        assertThat(state().records().fileFaults("r", item)).isEmpty();
        assertThat(state().ledger().ofSession("P", "E1")).hasSize(1);
        assertThat(plan().counts("other")).isEqualTo(new PlanStore.Counts(2, 2, 4, 4000));
        assertThat(open("other")).hasSize(4);
    }
}
