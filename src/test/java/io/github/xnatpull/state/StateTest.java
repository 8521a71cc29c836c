package io.github.xnatpull.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.RowFilter;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state on a real HSQLDB on disk. */
class StateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T02:03:04Z");

    @TempDir
    Path directory;

    private StateDatabase state;
    private JdbcRuns runs;
    private JdbcPlanStore plan;
    private JdbcLedger ledger;

    @BeforeEach
    void open() {
        state = StateDatabase.open(directory, 4);
        runs = new JdbcRuns(state);
        plan = new JdbcPlanStore(state);
        ledger = new JdbcLedger(state);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void ledgerRowsSurviveACloseAndAreReplacedByKey() {
        LedgerRow row = landed("E1", "DICOM", "first");
        ledger.record(row);
        ledger.record(landed("E1", "DICOM", "second"));
        ledger.seen(List.of(row.key()), "third");
        state.close();
        open();

        assertThat(ledger.ofSession("P", "E1")).singleElement().satisfies(found -> {
            assertThat(found.landedInRun()).isEqualTo("second");
            assertThat(found.lastSeenRun()).isEqualTo("third");
            assertThat(found.extent().bytesExpected()).isEqualTo(OptionalLong.of(77));
            assertThat(found.hints().size()).isEmpty();
            assertThat(found.landedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void rowsOfSessionsThatTheServerNoLongerListsAreCounted() {
        ledger.record(landed("E1", "DICOM", "r"));
        ledger.record(landed("E2", "DICOM", "r"));
        ledger.record(landed("E2", "NIFTI", "r"));

        assertThat(ledger.countOutside("P", Set.of("E1"))).isEqualTo(2);
        assertThat(ledger.countOutside("P", Set.of("E1", "E2"))).isZero();
        assertThat(ledger.countOutside("OTHER", Set.of())).isZero();
    }

    @Test
    void aFolderIsGivenOnceAndTheNewcomerTakesTheNextCandidate() {
        JdbcFolders folders = new JdbcFolders(state);

        assertThat(folders.claim("a", List.of("MR1", "MR1_E1"))).isEqualTo("MR1");
        assertThat(folders.claim("b", List.of("mr1", "mr1_E2"))).isEqualTo("mr1_E2");
        assertThat(folders.claim("a", List.of("RENAMED", "RENAMED_E1"))).isEqualTo("MR1");
    }

    @Test
    void aRunIsSupersededByTheOneThatIsNamed() {
        begin("nightly-1", "nightly");
        begin("other-1", "other");
        begin("nightly-2", "nightly");
        runs.supersede("nightly-1", "nightly-2");

        assertThat(runs.all())
                .extracting(RunInfo::run, RunInfo::state, run -> run.stage().successor())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("nightly-1", RunInfo.State.SUPERSEDED, "nightly-2"),
                        org.assertj.core.groups.Tuple.tuple("other-1", RunInfo.State.OPEN, ""),
                        org.assertj.core.groups.Tuple.tuple("nightly-2", RunInfo.State.OPEN, ""));
    }

    @Test
    void anAttemptThatWasKilledEndsAtItsLastSignOfLife() {
        begin("r", "job");
        assertThat(runs.attemptStarts("r", NOW, NOW)).isEqualTo(1);
        assertThat(runs.attemptStarts("r", NOW.plusSeconds(60), NOW.plusSeconds(20)))
                .isEqualTo(2);
        runs.attemptEnds("r", 2, NOW.plusSeconds(90), 3, "exit 3", RunInfo.State.OPEN);

        assertThat(new JdbcRunRecords(state, "dest").facts("r").attempts())
                .extracting(attempt -> attempt.end())
                .containsExactly("killed", "exit 3");
        assertThat(new JdbcRunRecords(state, "dest").facts("r").attempts())
                .extracting(attempt -> attempt.endedAt())
                .containsExactly(Optional.of(NOW.plusSeconds(20)), Optional.of(NOW.plusSeconds(90)));
        assertThat(runs.find("r").orElseThrow().stage().exitCode()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void aPlanIsCutIntoSlicesThatTogetherHoldEveryItemWithWorkOnce() {
        planOf("r", 10, 7, Action.FETCH);

        List<Long> numbers = new ArrayList<>();
        for (String slice : plan.slices("r")) {
            plan.openItems("r", slice, 0, 1000)
                    .forEach(open -> numbers.add(open.item().number()));
        }

        assertThat(plan.isFrozen("r")).isTrue();
        assertThat(numbers).doesNotHaveDuplicates().hasSize(70);
        assertThat(plan.work("r").items()).isEqualTo(70);
    }

    @Test
    @DisplayName("B-43: While a chunk works the database may take a checkpoint: what it read has kept nothing open")
    void whatAChunkReadsKeepsNoTransactionOpen() {
        begin("r", "job");
        plan.storeSessions("r", listed(List.of(session("E1"))));
        PlanItem item = item("E1", "DICOM", Action.FETCH, OptionalLong.of(7));
        plan.add("r", List.of(new SessionPlan(1, session("E1"), List.of(item), new SessionPlan.Listed(1, 1, 0))));
        plan.freeze("r", 4);
        state.transactions().executeWithoutResult(chunk -> {
            assertThat(plan.sessions("r", 0, 10)).hasSize(1);
            assertThat(plan.openItems("r", "slice-001", 0, 10)).hasSize(1);
            assertThat(plan.item("r", 1).item().key()).isEqualTo(item.key());
            assertThat(CompletableFuture.runAsync(() -> state.jdbc().execute("CHECKPOINT")))
                    .succeedsWithin(Duration.ofSeconds(20));
        });
    }

    @Test
    void aHeavyItemIsInItsOwnSliceAndInNoOther() {
        begin("r", "job");
        plan.storeSessions("r", listed(List.of(session("E1"))));
        List<PlanItem> items = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            items.add(item("E1", "R" + index, Action.FETCH, OptionalLong.of(index == 20 ? 5L << 30 : 1 << 20)));
        }
        plan.add("r", List.of(new SessionPlan(1, session("E1"), items, new SessionPlan.Listed(1, 50, 0))));
        plan.freeze("r", 4);

        assertThat(plan.openItems("r", "slice-001", 0, 10))
                .extracting(open -> open.item().number())
                .containsExactly(21L);
        List<Long> others = new ArrayList<>();
        plan.slices("r").stream().skip(1).forEach(slice -> plan.openItems("r", slice, 0, 100)
                .forEach(open -> others.add(open.item().number())));
        assertThat(others).hasSize(49).doesNotContain(21L);
    }

    @Test
    void itemsWithAFinalOutcomeAreNotOfferedAgainFailedOnesAre() {
        planOf("r", 1, 3, Action.FETCH);
        List<OpenItem> open = plan.openItems("r", plan.slices("r").get(0), 0, 10);
        PlanItem first = plan.item("r", 1).item();
        plan.record("r", first, outcome(Status.LANDED));
        plan.record(
                "r", plan.item("r", 2).item(), Outcome.without(Status.FAILED, 2, FaultCode.STALLED, "no byte came"));

        List<Long> left = new ArrayList<>();
        plan.slices("r").forEach(slice -> plan.openItems("r", slice, 0, 10)
                .forEach(item -> left.add(item.item().number())));
        assertThat(open).isNotEmpty();
        assertThat(left).containsExactlyInAnyOrder(2L, 3L);
        assertThat(plan.statusCounts("r"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Status.LANDED, 1L, Status.FAILED, 1L, Status.NOT_ATTEMPTED, 1L));
    }

    @Test
    void factsOfSessionScanAndLedgerComeBackWithAnItem() {
        planOf("r", 1, 1, Action.CHECK);
        ledger.record(landed("E1", "R0", "old"));

        OpenItem open = plan.item("r", 1);

        assertThat(open.item().session()).isEqualTo(session("E1"));
        assertThat(open.item().scan().type()).isEqualTo("T1w");
        assertThat(open.item().folder()).isEqualTo("MR-E1/R0");
        assertThat(open.landed()).map(LedgerRow::landedInRun).contains("old");
    }

    @Test
    void reportsReadEveryRowOnceInManifestOrderOverManyPages() {
        planOf("r", 60, 50, Action.FETCH);
        List<String> order = new ArrayList<>();

        new JdbcRunRecords(state, "dest")
                .resources(
                        "r",
                        row -> order.add(
                                row.item().session().label() + "/" + row.item().label()));

        assertThat(order).hasSize(3000).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void forgettingAPlanLeavesTheLedger() {
        planOf("r", 3, 3, Action.FETCH);
        ledger.record(landed("E1", "R0", "r"));

        plan.forget("r");

        assertThat(plan.counts("r").items()).isZero();
        assertThat(plan.slices("r")).isEmpty();
        assertThat(ledger.ofSession("P", "E1")).hasSize(1);
    }

    @Test
    @DisplayName("B-13: A state of schema version 1 is opened and widened, and keeps what it holds")
    void aStateOfAnOlderSchemaIsMigrated() {
        LedgerRow before = landed("E1", "DICOM", "first");
        ledger.record(before);
        state.jdbc().execute("alter table xp_ledger alter column receipt_id set data type varchar(60)");
        state.jdbc().execute("alter table xp_ledger alter column name set data type varchar(1000)");
        state.jdbc().execute("alter table xp_session alter column narrowing set data type varchar(100000)");
        state.jdbc().update("update xp_meta set text = '1' where name = 'schema'");
        state.close();
        open();

        assertThat(ledger.ofSession("P", "E1")).containsExactly(before);
        assertThat(state.jdbc().queryForObject("select text from xp_meta where name = 'schema'", String.class))
                .isEqualTo(String.valueOf(Schema.VERSION));
        LedgerRow longest = withReceipt(landed("E2", "n".repeat(2000), "run"), "r".repeat(100));
        ledger.record(longest);
        assertThat(ledger.ofSession("P", "E2")).containsExactly(longest);
        List<FilteredRow> filters = manyNarrowings();
        begin("r", "job");
        storeNarrowed("r", filters);
    }

    @Test
    @DisplayName("The receipt of a run whose job has the longest name there is fits into the ledger")
    void theLongestJobNameFits() {
        String receipt = "j".repeat(60) + "-20260301-020304-1234567890123-0123abcd";
        LedgerRow row = withReceipt(landed("E1", "DICOM", "run"), receipt);

        ledger.record(row);

        assertThat(ledger.ofSession("P", "E1")).containsExactly(row);
    }

    @Test
    @DisplayName("A list that names thousands of scans of one session comes back as it was")
    void aLongListOfScansComesBack() {
        List<FilteredRow> filters = manyNarrowings();
        begin("r", "job");
        storeNarrowed("r", filters);

        assertThat(plan.sessions("r", 0, 10)).singleElement().satisfies(found -> assertThat(found.rows())
                .isEqualTo(filters));
    }

    private void storeNarrowed(String run, List<FilteredRow> filters) {
        plan.storeSessions(
                run,
                new SessionLister.SessionList(
                        List.of(new ListedSession(session("E1"), filters, Map.of())), 0, List.of(), List.of()));
    }

    private void planOf(String run, int sessions, int resources, Action action) {
        begin(run, "job");
        List<SessionRow> rows = new ArrayList<>();
        List<SessionPlan> plans = new ArrayList<>();
        for (int index = 1; index <= sessions; index++) {
            SessionRow session = session("E" + index);
            rows.add(session);
            List<PlanItem> items = new ArrayList<>();
            for (int resource = 0; resource < resources; resource++) {
                items.add(item(session.accessionId(), "R" + resource, action, OptionalLong.of(1000)));
            }
            plans.add(new SessionPlan(index, session, items, new SessionPlan.Listed(1, resources, 0)));
        }
        plan.storeSessions(run, listed(rows));
        plan.add(run, plans);
        plan.freeze(run, 4);
    }

    private static SessionLister.SessionList listed(List<SessionRow> rows) {
        return new SessionLister.SessionList(
                rows.stream().map(ListedSession::plain).toList(), 0, List.of(), List.of());
    }

    private void begin(String run, String job) {
        runs.begin(RunInfo.begun(
                run, job, new RunInfo.Server("http://localhost", "1.8.10"), "{}", Path.of("reports"), NOW));
    }

    private static SessionRow session(String id) {
        return new SessionRow(
                "P",
                id,
                "MR-" + id,
                "S1",
                "SUBJ",
                "P",
                "xnat:mrSessionData",
                "2024-01-15",
                "2024-02-01 10:00:00.1",
                "");
    }

    private static PlanItem item(String session, String name, Action action, OptionalLong size) {
        ResourceKey key = new ResourceKey("P", session, Level.SCAN, "1", InOut.NONE, name);
        return new PlanItem(
                0,
                key,
                new ResourceAddress("P", "S1", session, Level.SCAN, "1", InOut.NONE, "17"),
                session(session),
                new ScanRow("1", "T1w", "usable", "xnat:mrScanData", "t1", ""),
                "",
                "",
                name,
                "MR-" + session + "/" + name,
                action,
                new Hints(OptionalLong.of(3), size));
    }

    private static LedgerRow landed(String session, String name, String run) {
        return new LedgerRow(
                new ResourceKey("P", session, Level.SCAN, "1", InOut.NONE, name),
                "17",
                name,
                "MR-" + session + "/" + name,
                Status.LANDED,
                new Extent(3, 77, 3, OptionalLong.of(77), Proof.MD5),
                new Hints(OptionalLong.of(3), OptionalLong.empty()),
                NOW,
                run,
                run,
                "receipt-1");
    }

    private static LedgerRow withReceipt(LedgerRow row, String receipt) {
        return new LedgerRow(
                row.key(),
                row.resourceId(),
                row.label(),
                row.folder(),
                row.status(),
                row.extent(),
                row.hints(),
                row.landedAt(),
                row.landedInRun(),
                row.lastSeenRun(),
                receipt);
    }

    /** Far more than fitted into the column of schema version 1. */
    private static List<FilteredRow> manyNarrowings() {
        return IntStream.range(0, 10_000)
                .mapToObj(number -> new FilteredRow(
                        "sessions:" + number,
                        new RowFilter(false, "scan", "a-scan-with-a-name-" + number, "", "", "", "", "DICOM")))
                .toList();
    }

    private static Outcome outcome(Status status) {
        return new Outcome(
                status,
                new Extent(3, 77, 3, OptionalLong.of(77), Proof.MD5),
                77,
                1,
                Optional.empty(),
                "",
                List.of(),
                "receipt-1");
    }
}
