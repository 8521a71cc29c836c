package io.github.xnatpull.job;

import static io.github.xnatpull.job.JobScene.RUN;
import static io.github.xnatpull.job.JobScene.item;
import static io.github.xnatpull.job.JobScene.listOf;
import static io.github.xnatpull.job.JobScene.planOf;
import static io.github.xnatpull.job.JobScene.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fakes.InMemoryLedger;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.job.AttemptScope.Asked;
import io.github.xnatpull.job.AttemptScope.Planning;
import io.github.xnatpull.job.AttemptScope.Stores;
import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.FolderAssigner;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.SessionLister.Names;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.SettingsReader;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.RunJournal;
import io.github.xnatpull.run.ShrinkCheck;
import io.github.xnatpull.run.Supersession;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.state.JdbcFolders;
import io.github.xnatpull.state.JdbcPlanCoverage;
import io.github.xnatpull.support.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What planStep reads and writes, block by block. */
class PlanWriterTest {
    private static final int BLOCK = 2;

    @TempDir
    private Path directory;

    private JobScene scene;
    private boolean strictList;
    private final Map<Integer, SessionPlan> plans = new HashMap<>();

    @BeforeEach
    void open() {
        scene = new JobScene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private PullRequest request() {
        Map<String, List<String>> flags = new HashMap<>(Map.of(
                "--server", List.of("http://localhost"),
                "--project", List.of("P"),
                "--transfers", List.of("1"),
                "--dest", List.of(directory.resolve("data").toString())));
        if (strictList) {
            flags.put("--strict-list", List.of("true"));
        }
        return Requests.of(new SettingsReader(directory, Home.at(directory)).flags(flags));
    }

    private PlanWriter writer() {
        Planner planner = new Planner(
                scene.xnat,
                new InMemoryLedger(),
                Selector.of(Selection.ofProject("P")),
                false,
                row -> true,
                plan -> plan);
        FolderAssigner folders = new FolderAssigner(
                Layout.of("xnat", false, false), new JdbcFolders(scene.state), false, scene.told::add);
        Supersession supersession = new Supersession(
                RUN,
                request(),
                scene.runs,
                scene.plan,
                new JdbcPlanCoverage(scene.state),
                new RunJournal(directory),
                scene.observer());
        return new PlanWriter(
                RUN,
                new Asked(request(), ItemFilter.ALL, KnownGaps.NONE),
                new Stores(scene.state, scene.plan, scene.ledger, scene.receipts()),
                new Planning(
                        SessionListSupplier.notYet(),
                        planner,
                        folders,
                        supersession,
                        new ShrinkCheck(request(), scene.runs, scene.plan)),
                scene.observer());
    }

    private SessionItemReader reader() {
        SessionItemReader reader = new SessionItemReader(scene.plan, RUN, BLOCK);
        reader.open(new ExecutionContext());
        return reader;
    }

    /** What processing makes of an item: sessions have one resource, unless the test says otherwise. */
    private PlanWork.Result result(PlanWork work, SessionList list) {
        if (work instanceof PlanWork.ListSessions) {
            return new PlanWork.Result.Listed(list);
        }
        if (work instanceof PlanWork.Block block) {
            return new PlanWork.Result.Planned(block.sessions().stream()
                    .map(one -> plans.getOrDefault((int) one.position(), planOf((int) one.position(), 1)))
                    .toList());
        }
        return new PlanWork.Result.Complete();
    }

    /** Runs at most so many chunks, each in a transaction of its own; says what they were. */
    private List<String> chunks(int most, SessionList list) {
        SessionItemReader reader = reader();
        PlanWriter writer = writer();
        List<String> done = new ArrayList<>();
        for (int chunk = 0; chunk < most; chunk++) {
            PlanWork work = reader.read();
            if (work == null) {
                return done;
            }
            PlanWork.Result result = result(work, list);
            scene.state.transactions().executeWithoutResult(transaction -> writer.write(new Chunk<>(List.of(result))));
            done.add(
                    work instanceof PlanWork.Block block
                            ? block.sessions().stream()
                                    .map(one -> one.session().accessionId())
                                    .toList()
                                    .toString()
                            : work.getClass().getSimpleName());
        }
        return done;
    }

    private List<String> chunks(int most) {
        return chunks(most, listOf(5));
    }

    private List<Long> numbersInSlices() {
        return scene.plan.slices(RUN).stream()
                .flatMap(slice -> scene.open(slice).stream())
                .sorted()
                .toList();
    }

    @Test
    void aPlanIsListedMadeInBlocksCutIntoSlicesAndFrozenInThatOrder() {
        assertThat(chunks(4)).containsExactly("ListSessions", "[E1, E2]", "[E3, E4]", "[E5]");
        assertThat(scene.plan.isFrozen(RUN)).isFalse();
        assertThat(scene.plan.slices(RUN)).isEmpty();

        assertThat(chunks(9)).containsExactly("Freeze");
        assertThat(scene.plan.isFrozen(RUN)).isTrue();
        assertThat(numbersInSlices()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(scene.item(5).item().folder()).isEqualTo("MR5/scans/1/resources/R1/files");
    }

    @Test
    void aFrozenPlanIsNotMadeOrCutAgain() {
        chunks(9);
        List<String> slices = scene.plan.slices(RUN);

        assertThat(chunks(9)).isEmpty();
        assertThat(scene.plan.slices(RUN)).isEqualTo(slices);
        assertThat(scene.plan.counts(RUN).items()).isEqualTo(5);
    }

    @Test
    void aRestartInTheMiddleGoesOnAfterTheLastBlockThatWasCommitted() {
        chunks(2);
        scene.told.clear();

        assertThat(chunks(9, listOf(99))).containsExactly("[E3, E4]", "[E5]", "Freeze");
        assertThat(numbersInSlices()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(scene.told)
                .containsExactly("planned 4 of 5: 4 items, 4000 bytes", "planned 5 of 5: 5 items, 5000 bytes");
    }

    @Test
    void aBlockThatWasNotCommittedIsPlannedAgainAndItsItemsStandInThePlanOnce() {
        chunks(2);
        PlanWork.Result block = new PlanWork.Result.Planned(List.of(planOf(3, 1), planOf(4, 1)));
        PlanWriter writer = writer();
        scene.state.transactions().executeWithoutResult(transaction -> {
            writer.write(new Chunk<>(List.of(block)));
            transaction.setRollbackOnly();
        });

        assertThat(chunks(9)).containsExactly("[E3, E4]", "[E5]", "Freeze");
        assertThat(numbersInSlices()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aFreezeThatWasNotCommittedIsDoneAgain() {
        chunks(4);
        PlanWriter writer = writer();
        scene.state.transactions().executeWithoutResult(transaction -> {
            writer.write(new Chunk<>(List.of(new PlanWork.Result.Complete())));
            transaction.setRollbackOnly();
        });
        assertThat(scene.plan.isFrozen(RUN)).isFalse();

        assertThat(chunks(9)).containsExactly("Freeze");
        assertThat(numbersInSlices()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void whatIsUnchangedIsNotedAsSeenAndIsComparedWhenAllElseHasCome() {
        PlanItem unchanged = item(2, "OLD", Action.UNCHANGED).in("where/it/was");
        plans.put(
                2,
                new SessionPlan(
                        2, session(2), List.of(unchanged, item(2, "NEW", Action.CHECK)), SessionPlan.Listed.NOTHING));
        List<ResourceKey> seen = new ArrayList<>();
        chunks(1);
        scene.ledger.record(new LedgerRow(
                unchanged.key(),
                "17",
                "OLD",
                "where/it/was",
                Status.LANDED,
                Extent.NOTHING,
                unchanged.hints(),
                JobScene.NOW,
                "r-0",
                "r-0",
                ""));
        chunks(9);

        scene.ledger.forEach(row -> {
            assertThat(row.lastSeenRun()).isEqualTo(RUN);
            assertThat(row.landedInRun()).isEqualTo("r-0");
            seen.add(row.key());
        });
        assertThat(seen).containsExactly(unchanged.key());
        assertThat(numbersInSlices()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        List<String> slices = scene.plan.slices(RUN);
        assertThat(scene.plan.openItems(RUN, slices.get(slices.size() - 1), 0, 10))
                .extracting(open -> open.item().number())
                .containsExactly(2L);
        assertThat(scene.item(2).item().action()).isEqualTo(Action.COMPARE);
        assertThat(scene.item(2).item().folder()).isEqualTo("where/it/was");
        assertThat(scene.plan.statusCounts(RUN)).containsEntry(Status.UNCHANGED, 1L);
    }

    private static SessionPlan unlisted(int number) {
        return new SessionPlan(
                number,
                session(number),
                List.of(),
                SessionPlan.Listed.NOTHING,
                0,
                "",
                Set.of(),
                Optional.of(new SessionPlan.Unlisted(Status.FAILED, FaultCode.SERVER_ERROR, "status 500")),
                new NameMatches());
    }

    @Test
    void aRestartListsAgainOnlyWhatCouldNotBeListedAndPutsWhatThatBringsIntoSlicesOfItsOwn() {
        plans.put(2, unlisted(2));
        plans.put(5, unlisted(5));
        chunks(9);
        List<String> slices = scene.plan.slices(RUN);
        assertThat(slices).containsExactly("slice-001", "slice-002", "slice-003");
        assertThat(scene.plan.statusCounts(RUN)).isEqualTo(Map.of(Status.NOT_ATTEMPTED, 3L, Status.FAILED, 2L));

        plans.remove(2);
        assertThat(chunks(9)).containsExactly("[E2, E5]", "Freeze");
        assertThat(scene.plan.slices(RUN)).hasSize(4).startsWith(slices.toArray(new String[0]));
        assertThat(scene.open("slice-004"))
                .extracting(number -> scene.item(number).item().key().accessionId())
                .containsExactly("E2");
        assertThat(scene.plan.statusCounts(RUN)).isEqualTo(Map.of(Status.NOT_ATTEMPTED, 4L, Status.FAILED, 1L));
        assertThat(scene.plan.unlistedSessions(RUN, 0, 9))
                .extracting(one -> one.session().accessionId())
                .containsExactly("E5");
    }

    @Test
    void aSessionThatStillCannotBeListedMakesNoSlice() {
        plans.put(2, unlisted(2));
        chunks(9);
        List<String> slices = scene.plan.slices(RUN);

        assertThat(chunks(9)).containsExactly("[E2]");
        assertThat(scene.plan.slices(RUN)).isEqualTo(slices);
        assertThat(scene.plan.statusCounts(RUN)).containsEntry(Status.FAILED, 1L);
    }

    @Test
    void workIsLeftUntilTheLastSessionIsPlannedAndCuttingIsNone() {
        SessionItemReader reader = reader();
        assertThat(reader.isWorkLeft()).isTrue();
        chunks(3);
        assertThat(reader.isWorkLeft()).isTrue();
        chunks(1);

        assertThat(reader.isWorkLeft()).isFalse();
        assertThat(scene.plan.isFrozen(RUN)).isFalse();
    }

    @Test
    void anOlderRunOfTheJobIsSupersededWithTheFreezeAndNotBefore() {
        scene.state.jdbc().update("delete from xp_run");
        scene.begin("older");
        scene.begin(RUN);
        scene.plan.storeSessions("older", listOf(1));
        scene.plan.add("older", List.of(planOf(1, 1)));
        scene.plan.freeze("older", 1);
        chunks(4);
        assertThat(scene.runs.find("older")).map(RunInfo::state).contains(RunInfo.State.OPEN);

        chunks(1);
        assertThat(scene.runs.find("older")).map(RunInfo::state).contains(RunInfo.State.SUPERSEDED);
        assertThat(scene.told).contains("The unfinished run older is superseded by this one; what it landed counts.");
    }

    @Test
    void withStrictListsAPlanWithARowThatMeansNothingIsNotFrozen() {
        strictList = true;
        UnmatchedName row = new UnmatchedName("session", "l.csv:3", "l.csv", 3, "E9", "", "", "no such id or label");
        SessionList list = new SessionList(
                listOf(1).sessions(),
                0,
                List.of(),
                List.of(),
                new Names(List.of(row), List.of(), List.of(), List.of(), 0),
                List.of());

        assertThatThrownBy(() -> chunks(9, list)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.CSV_STRICT));
        assertThat(scene.plan.isFrozen(RUN)).isFalse();
        assertThat(scene.plan.slices(RUN)).isEmpty();
        strictList = false;
        assertThat(chunks(9)).containsExactly("Freeze");
    }
}
