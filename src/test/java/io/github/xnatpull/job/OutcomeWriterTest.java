package io.github.xnatpull.job;

import static io.github.xnatpull.job.JobScene.NOW;
import static io.github.xnatpull.job.JobScene.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.job.AttemptScope.Stores;
import io.github.xnatpull.job.AttemptScope.Watch;
import io.github.xnatpull.job.SliceItemReader.SliceIncomplete;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.FailureLimit;
import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.run.RunLimits;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.StopSignal.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.Chunk;

/** Two sessions of 16 resources each, two resources a slice. */
class OutcomeWriterTest {
    private static final Instant BEFORE = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private JobScene scene;
    private SliceItemReader reader;
    private boolean partial;
    private Limits limits = Limits.none();
    private FileNames files = Selector.of(Selection.ofProject("P")).fileNames();

    @BeforeEach
    void open() {
        scene = new JobScene(directory);
        scene.planned(2, 16);
        reader = scene.reader("slice-001");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private OutcomeWriter writer() {
        return new OutcomeWriter(
                RUN,
                new Stores(scene.state, scene.plan, scene.ledger, scene.receipts()),
                new Watch(scene.control, scene.observer(), JobScene.CLOCK),
                new RunLimits(scene.control.stop(), limits, () -> 32),
                partial,
                files);
    }

    private static Limits limits(Optional<ByteSize> bytes, Optional<FailureLimit> failures) {
        return new Limits(Optional.empty(), false, Optional.empty(), Optional.empty(), bytes, failures, Limits.GRACE);
    }

    private static Outcome outcome(Status status, long files, long moved, String receipt) {
        Optional<FaultCode> code = status.isComplete() ? Optional.empty() : Optional.of(FaultCode.STALLED);
        Extent extent = new Extent(files, files * 100, 3, OptionalLong.of(300), Proof.MD5);
        return new Outcome(status, extent, moved, 1, code, "why", List.of(), receipt);
    }

    private SliceWork work(long number, boolean lastTry) {
        return new SliceWork(
                scene.item(number).item(),
                scene.item(number).landed(),
                scene.transfers().slice(RUN, List.of()),
                lastTry,
                reader);
    }

    private void write(OutcomeWriter writer, long number, Outcome outcome) {
        write(writer, new SliceWork.Done(work(number, true), outcome, outcome, false));
    }

    /** In a transaction of its own, as a chunk of one item has it. */
    private void write(OutcomeWriter writer, SliceWork.Done done) {
        scene.state.transactions().executeWithoutResult(chunk -> writer.write(new Chunk<>(List.of(done))));
    }

    private void writeAndRollBack(OutcomeWriter writer, long number, Outcome outcome) {
        SliceWork.Done done = new SliceWork.Done(work(number, true), outcome, outcome, false);
        scene.state.transactions().executeWithoutResult(chunk -> {
            writer.write(new Chunk<>(List.of(done)));
            chunk.setRollbackOnly();
        });
    }

    /** Of item 1, by an earlier run. */
    private void landedBefore(Status status, long files) {
        PlanItem item = scene.item(1).item();
        scene.ledger.record(new LedgerRow(
                item.key(),
                "9",
                "OLD",
                "old/folder",
                status,
                new Extent(files, files * 100, 3, OptionalLong.of(300), Proof.MD5),
                Hints.NONE,
                BEFORE,
                "r-0",
                "r-0",
                "old-receipt"));
    }

    private LedgerRow row() {
        List<LedgerRow> rows = scene.ledger.ofSession("P", "E1");
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void whatLandsStandsInPlanAndLedgerAndItsReceiptIsSettled() {
        write(writer(), 1, outcome(Status.LANDED, 3, 300, "receipt-1"));

        PlanItem item = scene.item(1).item();
        assertThat(scene.open("slice-001")).containsExactly(2L);
        assertThat(row())
                .isEqualTo(new LedgerRow(
                        item.key(),
                        "17",
                        "R1",
                        item.folder(),
                        Status.LANDED,
                        new Extent(3, 300, 3, OptionalLong.of(300), Proof.MD5),
                        new Hints(OptionalLong.of(3), OptionalLong.of(1000)),
                        NOW,
                        RUN,
                        RUN,
                        "receipt-1"));
        assertThat(scene.settled).containsExactly("receipt-1");
    }

    @Test
    void aCommitThatFailsLeavesNothingBehindAndSettlesNothing() {
        limits = limits(Optional.of(new ByteSize(1)), Optional.empty());
        writeAndRollBack(writer(), 1, outcome(Status.LANDED, 3, 300, "receipt-1"));

        assertThat(scene.open("slice-001")).containsExactly(1L, 2L);
        assertThat(scene.ledger.isEmpty()).isTrue();
        assertThat(scene.settled).isEmpty();
        assertThat(scene.control.stop().requested()).isFalse();
    }

    @Test
    void aFirstFailureHasNoOutcomeYetAndTheItemComesAgain() {
        Outcome failed = outcome(Status.FAILED, 0, 50, "");
        SliceWork first = JobScene.next(reader);
        write(writer(), new SliceWork.Done(first, failed, failed, false));

        assertThat(scene.plan.statusCounts(RUN)).isEqualTo(Map.of(Status.NOT_ATTEMPTED, 32L));
        assertThat(JobScene.next(reader).item().number()).isEqualTo(2);
        assertThat(JobScene.next(reader).item().number()).isEqualTo(1);
        assertThat(reader.read()).isNull();
        write(writer(), 1, outcome(Status.LANDED, 3, 300, "receipt-1"));
        assertThat(tries(1)).isEqualTo(2);
        assertThat(moved(1)).isEqualTo(350);
    }

    private long tries(long number) {
        return number("tries", number);
    }

    private long moved(long number) {
        return number("bytes_moved", number);
    }

    private long number(String column, long number) {
        return Objects.requireNonNull(scene.state
                .jdbc()
                .queryForObject("select " + column + " from xp_item where number = ?", Long.class, number));
    }

    @Test
    void aFailureAtTheLastTryIsRecordedKeepsTheLedgerAsItWasAndLeavesTheSliceIncomplete() {
        landedBefore(Status.LANDED, 3);
        LedgerRow before = row();
        while (reader.isWorkLeft()) {
            reader.read();
        }
        write(writer(), 1, outcome(Status.FAILED, 0, 0, ""));

        assertThat(scene.plan.statusCounts(RUN)).containsEntry(Status.FAILED, 1L);
        assertThat(row()).isEqualTo(before);
        assertThatThrownBy(() -> reader.read())
                .isInstanceOf(SliceIncomplete.class)
                .hasMessageStartingWith("1 resources");
    }

    @Test
    void whatEndsTheRunIsRecordedAtItsFirstTry() {
        Outcome failed = outcome(Status.FAILED, 0, 0, "");
        write(writer(), new SliceWork.Done(work(1, false), failed, failed, true));

        assertThat(scene.plan.statusCounts(RUN)).containsEntry(Status.FAILED, 1L);
    }

    @Test
    void goneAndNotAttemptedLeaveTheLedgerAsItWas() {
        landedBefore(Status.LANDED, 3);
        LedgerRow before = row();
        write(writer(), 1, outcome(Status.GONE, 0, 0, ""));
        write(writer(), 2, outcome(Status.NOT_ATTEMPTED, 0, 0, ""));

        assertThat(row()).isEqualTo(before);
    }

    @Test
    void whatIsUnchangedKeepsWhenItLandedAndTakesTheHintsOfToday() {
        landedBefore(Status.LANDED, 3);
        write(writer(), 1, outcome(Status.UNCHANGED, 3, 0, ""));

        assertThat(row())
                .extracting(
                        LedgerRow::landedAt,
                        LedgerRow::landedInRun,
                        LedgerRow::lastSeenRun,
                        LedgerRow::receiptId,
                        LedgerRow::folder,
                        LedgerRow::label,
                        LedgerRow::hints)
                .containsExactly(
                        BEFORE,
                        "r-0",
                        RUN,
                        "old-receipt",
                        "old/folder",
                        "R1",
                        new Hints(OptionalLong.of(3), OptionalLong.of(1000)));
    }

    @Test
    void withFilesLeftOutNoHintsAreKeptSoThatNoPartIsTakenForTheWhole() {
        partial = true;
        write(writer(), 1, outcome(Status.LANDED, 1, 100, "receipt-1"));

        assertThat(row().hints()).isEqualTo(Hints.NONE);
    }

    @Test
    void aPartThatThisRunAddedNothingToKeepsTheRunThatBroughtIt() {
        landedBefore(Status.INCOMPLETE, 2);
        write(writer(), 1, outcome(Status.INCOMPLETE, 2, 0, "receipt-1"));

        assertThat(row())
                .extracting(LedgerRow::landedAt, LedgerRow::landedInRun)
                .containsExactly(BEFORE, "r-0");
    }

    @Test
    void aPartOfWhichMoreWasFoundInPlaceOrBroughtIsOfThisRun() {
        landedBefore(Status.INCOMPLETE, 2);
        write(writer(), 1, outcome(Status.INCOMPLETE, 3, 0, "receipt-1"));
        assertThat(row())
                .extracting(LedgerRow::landedAt, LedgerRow::landedInRun)
                .containsExactly(NOW, RUN);

        landedBefore(Status.CONFLICT, 2);
        write(writer(), 1, outcome(Status.CONFLICT, 2, 5, "receipt-1"));
        assertThat(row())
                .extracting(LedgerRow::landedAt, LedgerRow::landedInRun)
                .containsExactly(NOW, RUN);
    }

    @Test
    void whatNoRunBroughtAnythingOfNamesNoRun() {
        write(writer(), 1, outcome(Status.CONFLICT, 0, 0, ""));

        assertThat(row())
                .extracting(LedgerRow::landedAt, LedgerRow::landedInRun, LedgerRow::lastSeenRun)
                .containsExactly(Instant.EPOCH, "", RUN);
    }

    @Test
    void anAcceptedGapCountsAsSuchInTheRunAndAsItWasFoundInTheLedger() {
        limits = limits(Optional.empty(), Optional.of(new FailureLimit.Count(1)));
        Outcome found = outcome(Status.INCOMPLETE, 2, 200, "receipt-1");
        write(writer(), new SliceWork.Done(work(1, true), found, found.accepted("lost in 2019"), false));

        assertThat(scene.plan.statusCounts(RUN)).containsEntry(Status.KNOWN_GAP, 1L);
        assertThat(row().status()).isEqualTo(Status.INCOMPLETE);
        assertThat(scene.control.stop().requested()).isFalse();
    }

    @Test
    void aSessionEndsOnceWhenTheLastOfItsResourcesHasItsOutcome() {
        OutcomeWriter writer = writer();
        for (long number = 1; number <= 15; number++) {
            write(writer, number, outcome(number == 3 ? Status.FAILED : Status.LANDED, 3, 10, ""));
        }
        write(writer, 17, outcome(Status.LANDED, 3, 10, ""));
        writeAndRollBack(writer, 16, outcome(Status.LANDED, 3, 10, ""));
        assertThat(scene.told).isEmpty();

        write(writer, 16, outcome(Status.LANDED, 3, 10, ""));
        write(writer, 18, outcome(Status.LANDED, 3, 10, ""));
        assertThat(scene.told).containsExactly("E1 ends: 15 landed, 1 failed, 160 bytes");
    }

    @Test
    void theLimitOfBytesStopsTheRunOnceSoManyWereMovedByTriesThatFailedToo() {
        limits = limits(Optional.of(new ByteSize(100)), Optional.empty());
        OutcomeWriter writer = writer();
        Outcome failed = outcome(Status.FAILED, 0, 60, "");
        write(writer, new SliceWork.Done(work(1, false), failed, failed, false));
        assertThat(scene.control.stop().requested()).isFalse();

        write(writer, 2, outcome(Status.LANDED, 3, 40, ""));
        assertThat(scene.control.stop().reason()).contains(Reason.LIMIT);
        assertThat(scene.control.stop().limit())
                .hasValueSatisfying(text -> assertThat(text).startsWith("its limit of bytes"));
    }

    @Test
    void theLimitOfFailuresCountsResourcesThatAreNotWholeAndNoTryThatComesAgain() {
        limits = limits(Optional.empty(), Optional.of(new FailureLimit.Percent(10))); // three of 32
        OutcomeWriter writer = writer();
        Outcome failed = outcome(Status.FAILED, 0, 0, "");
        write(writer, new SliceWork.Done(work(1, false), failed, failed, false));
        write(writer, 1, failed);
        write(writer, 2, outcome(Status.GONE, 0, 0, ""));
        write(writer, 3, outcome(Status.EMPTY, 0, 0, ""));
        assertThat(scene.control.stop().requested()).isFalse();

        write(writer, 4, outcome(Status.INCOMPLETE, 1, 1, ""));
        assertThat(scene.control.stop().limit()).contains("its limit of failures (3)");
    }

    @Test
    void namesOfFilesThatWereLearntAreLearntAgainWhereTheCommitFailed() {
        files = Selector.of(Selection.builder()
                        .projects("P")
                        .files(List.of("a.dcm", "b.dcm"))
                        .build())
                .fileNames();
        files.look(Set.of("a.dcm"));
        writeAndRollBack(writer(), 1, outcome(Status.LANDED, 3, 0, ""));
        FileNames.Learnt again = files.take();
        assertThat(again.seen()).containsExactly("a.dcm");
        files.giveBack(again);

        write(writer(), 1, outcome(Status.LANDED, 3, 0, ""));
        assertThat(files.take().isNothing()).isTrue();
    }
}
