package io.github.xnatpull.job;

import static io.github.xnatpull.job.JobScene.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.job.SliceItemReader.SliceIncomplete;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.support.StopSignal.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

/** Sixteen slices of four items each, and their reader. */
class SliceItemReaderTest {
    private static final String FIRST = "slice-001";

    @TempDir
    private Path directory;

    private JobScene scene;

    @BeforeEach
    void open() {
        scene = new JobScene(directory);
        scene.planned(16, 4);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static List<Long> rest(SliceItemReader reader) {
        List<Long> numbers = new ArrayList<>();
        for (SliceWork work = reader.read(); work != null; work = reader.read()) {
            numbers.add(work.item().number());
        }
        return numbers;
    }

    private static long next(SliceItemReader reader) {
        return JobScene.next(reader).item().number();
    }

    private void ended(long number, Status status) {
        Optional<FaultCode> code = status.isComplete() ? Optional.empty() : Optional.of(FaultCode.STALLED);
        scene.plan.record(
                RUN, scene.item(number).item(), new Outcome(status, Extent.NOTHING, 0, 1, code, "", List.of(), ""));
    }

    @Test
    void offersTheItemsOfItsSliceInOrderAndThenEnds() {
        SliceItemReader reader = scene.reader("slice-002");

        assertThat(rest(reader)).containsExactly(5L, 6L, 7L, 8L);
        assertThat(reader.isWorkLeft()).isFalse();
        assertThat(reader.read()).isNull();
    }

    @Test
    void everyItemOfThePlanIsOfferedByOneSliceOnly() {
        List<Long> all = new ArrayList<>();
        scene.plan.slices(RUN).forEach(slice -> all.addAll(rest(scene.reader(slice))));

        assertThat(all)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 64).boxed().toList());
    }

    @Test
    void aSliceThatIsLongerThanOnePageIsReadWhole() {
        scene.begin("long");
        scene.plan.storeSessions("long", JobScene.listOf(1));
        scene.plan.add("long", List.of(JobScene.planOf(1, 16 * 300)));
        scene.plan.freeze("long", 1);

        assertThat(rest(new SliceItemReader(scene.plan, scene.transfers(), "long", FIRST, item -> true, () -> false)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void whatHasAFinalOutcomeIsNotOfferedAgain() {
        Status[] all = Status.values();
        for (int slice = 0; slice < all.length; slice++) {
            ended(4L * slice + 2, all[slice]);
        }

        for (int slice = 0; slice < all.length; slice++) {
            long first = 4L * slice + 1;
            List<Long> open = new ArrayList<>(List.of(first, first + 1, first + 2, first + 3));
            if (all[slice] != Status.FAILED && all[slice] != Status.NOT_ATTEMPTED) {
                open.remove(first + 1);
            }
            assertThat(rest(scene.reader("slice-00" + (slice + 1))))
                    .as(all[slice].word())
                    .isEqualTo(open);
        }
    }

    @Test
    void noCursorIsKeptSoThatAReaderAfterARestartOffersWhatTheFirstHadReadAndNotBrought() {
        SliceItemReader died = scene.reader(FIRST);
        next(died);
        ended(1, Status.LANDED);
        next(died);
        next(died);

        assertThat(rest(scene.reader(FIRST))).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aFailedItemComesOnceMoreAfterAllOthersAsItsLastTry() {
        SliceItemReader reader = scene.reader(FIRST);
        SliceWork first = JobScene.next(reader);
        assertThat(first.lastTry()).isFalse();
        reader.later(first.item());

        assertThat(List.of(next(reader), next(reader), next(reader))).containsExactly(2L, 3L, 4L);
        assertThat(reader.isWorkLeft()).isTrue();
        SliceWork again = JobScene.next(reader);
        assertThat(again.item().number()).isEqualTo(1);
        assertThat(again.lastTry()).isTrue();
        assertThat(reader.read()).isNull();
    }

    @Test
    void severalFailedItemsComeAgainInTheOrderInWhichTheyFailed() {
        SliceItemReader reader = scene.reader(FIRST);
        List<PlanItem> items = new ArrayList<>();
        for (int read = 0; read < 4; read++) {
            items.add(JobScene.next(reader).item());
        }
        reader.later(items.get(2));
        reader.later(items.get(0));

        assertThat(rest(reader)).containsExactly(3L, 1L);
    }

    @Test
    void theSecondTryKnowsWhatTheLedgerHasLearntSince() {
        SliceItemReader reader = scene.reader(FIRST);
        SliceWork first = JobScene.next(reader);
        assertThat(first.landed()).isEmpty();
        reader.later(first.item());
        scene.ledger.record(new LedgerRow(
                first.item().key(),
                "17",
                "R1",
                "there",
                Status.INCOMPLETE,
                Extent.NOTHING,
                Hints.NONE,
                JobScene.NOW,
                RUN,
                RUN,
                "receipt-7"));
        readThreeMore(reader);

        assertThat(JobScene.next(reader).landed()).map(LedgerRow::receiptId).contains("receipt-7");
    }

    private static void readThreeMore(SliceItemReader reader) {
        assertThat(List.of(next(reader), next(reader), next(reader))).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aSliceWithItemsThatFailedTwiceDoesNotEndAsIfItWereDone() {
        SliceItemReader reader = scene.reader(FIRST);
        readAll(reader);
        reader.stillOpen();
        reader.stillOpen();

        assertThat(reader.isWorkLeft()).isFalse();
        assertThatThrownBy(reader::read)
                .isInstanceOf(SliceIncomplete.class)
                .hasMessage("2 resources of slice-001 could not be had");
    }

    private static void readAll(SliceItemReader reader) {
        next(reader);
        readThreeMore(reader);
    }

    @Test
    void whatIsNotToBeTriedThisTimeStaysOpen() {
        SliceItemReader reader = new SliceItemReader(
                scene.plan, scene.transfers(), RUN, FIRST, item -> item.number() % 2 == 0, () -> false);

        assertThat(List.of(next(reader), next(reader))).containsExactly(2L, 4L);
        assertThat(reader.isWorkLeft()).isFalse();
        assertThatThrownBy(reader::read).hasMessage("2 resources of slice-001 could not be had");
    }

    @Test
    void whereNothingIsToBeTriedTheSliceStaysOpenAtOnce() {
        SliceItemReader reader =
                new SliceItemReader(scene.plan, scene.transfers(), RUN, FIRST, item -> false, () -> false);

        assertThat(reader.isWorkLeft()).isFalse();
        assertThatThrownBy(reader::read).isInstanceOf(SliceIncomplete.class);
    }

    @Test
    void anItemThatAStopCutIsWorkLeftThoughNothingMoreIsOffered() {
        SliceItemReader reader = scene.reader(FIRST);
        readAll(reader);
        assertThat(reader.isWorkLeft()).isFalse();
        reader.cut();

        assertThat(reader.isWorkLeft()).isTrue();
        assertThatThrownBy(reader::read).isInstanceOf(SliceIncomplete.class);
    }

    @Test
    void aStopEndsTheStepAtTheNextChunkWhileThereIsWorkLeft() throws Exception {
        SliceItemReader reader = scene.reader(FIRST);
        StopAtChunkBoundary policy = new StopAtChunkBoundary(scene.control, reader::isWorkLeft);
        StepExecution step = step();
        next(reader);
        policy.checkInterrupted(step);
        scene.control.stop().request(Reason.SIGTERM);

        assertThatThrownBy(() -> policy.checkInterrupted(step)).isInstanceOf(JobInterruptedException.class);
        assertThat(step.isTerminateOnly()).isTrue();
    }

    @Test
    void aStopAfterTheLastItemKeepsNothingFromBeingCompleteButAFaultDoes() {
        SliceItemReader reader = scene.reader(FIRST);
        readAll(reader);
        for (Reason reason : Reason.values()) {
            RunControl control = new RunControl(new StopSignal());
            StopAtChunkBoundary policy = new StopAtChunkBoundary(control, reader::isWorkLeft);
            control.stop().request(reason);
            StepExecution step = step();

            Throwable thrown = catchThrowable(() -> policy.checkInterrupted(step));
            assertThat(thrown != null).as(reason.name()).isEqualTo(reason == Reason.FAULT);
            assertThat(step.isTerminateOnly()).isEqualTo(reason == Reason.FAULT);
        }
    }

    private static StepExecution step() {
        JobInstance instance = new JobInstance(1, "pullJob");
        return new StepExecution(1, "sliceStep", new JobExecution(1, instance, new JobParameters()));
    }
}
