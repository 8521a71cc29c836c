package io.github.xnatpull.job;

import io.github.xnatpull.job.AttemptScope.Stores;
import io.github.xnatpull.job.AttemptScope.Watch;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.run.RunLimits;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.support.FailPoint;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Records outcomes: plan, ledger and Spring Batch's own rows commit together, then the receipt is settled. */
final class OutcomeWriter implements ItemWriter<SliceWork.Done> {
    private final PlanStore plan;
    private final Ledger ledger;
    private final Receipts receipts;
    private final String run;
    private final Clock clock;
    private final RunObserver observer;
    private final RunLimits limits;
    private final boolean partial;
    private final FileNames files;
    private final OpenSessions sessions;

    /**
     * @param partial whether files may have been left out: such a resource is always looked at again
     * @param files what listings showed of the file names that the user gave
     */
    OutcomeWriter(String run, Stores stores, Watch watch, RunLimits limits, boolean partial, FileNames files) {
        this.run = run;
        this.plan = stores.plan();
        this.ledger = stores.ledger();
        this.receipts = stores.receipts();
        this.clock = watch.clock();
        this.observer = watch.observer();
        this.limits = limits;
        this.partial = partial;
        this.files = files;
        this.sessions = new OpenSessions(plan, run);
    }

    @Override
    public void write(Chunk<? extends SliceWork.Done> chunk) {
        chunk.forEach(this::write);
    }

    private void write(SliceWork.Done done) {
        PlanItem item = done.work().item();
        Outcome outcome = done.outcome();
        learn();
        if (done.comesAgain()) {
            plan.countTries(run, item.number(), outcome.tries(), outcome.bytesMoved());
            done.work().reader().later(item);
            afterCommit(() -> limits.moved(outcome.bytesMoved()));
            return;
        }
        plan.record(run, item, outcome);
        if (outcome.status() == Status.FAILED) {
            done.work().reader().stillOpen();
        }
        if (outcome.status().isFailure()) {
            limits.failed();
        }
        recordLanded(done, item, done.found());
        FailPoint.hit("afterLedger");
        afterCommit(() -> {
            FailPoint.hit("afterCommit");
            if (!outcome.receiptId().isEmpty()) {
                receipts.settle(item.key(), outcome.receiptId());
            }
            limits.moved(outcome.bytesMoved());
            sessions.ended(item)
                    .ifPresent(totals ->
                            observer.sessionEnds(owner(item), totals.landed(), totals.failed(), totals.bytes()));
        });
    }

    private void learn() {
        FileNames.Learnt learnt = files.take();
        if (learnt.isNothing()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status != STATUS_COMMITTED) {
                    files.giveBack(learnt);
                }
            }
        });
        plan.learn(run, learnt);
    }

    /** Whose resources these are: a session, a subject, or the project itself. */
    private static String owner(PlanItem item) {
        return item.key().accessionId().isEmpty()
                ? "project " + item.key().project()
                : item.key().accessionId();
    }

    private void recordLanded(SliceWork.Done done, PlanItem item, Outcome outcome) {
        switch (outcome.status()) {
            case LANDED, EMPTY, INCOMPLETE, CONFLICT -> ledger.record(row(item, outcome, landing(done)));
            case UNCHANGED -> done.work().landed().ifPresent(row -> ledger.record(checked(row, item)));
            case GONE, FAILED, NOT_ATTEMPTED, KNOWN_GAP -> {
                // What an earlier run landed stays in the ledger as it was.
            }
        }
    }

    /**
     * When and by which run it landed: before now, or never, where this try brought nothing and found no more in place than
     * was known.
     */
    private Landing landing(SliceWork.Done done) {
        Outcome outcome = done.found();
        Optional<LedgerRow> before = done.work().landed();
        boolean now = outcome.status().isComplete()
                || outcome.bytesMoved() > 0
                || outcome.extent().files()
                        > before.map(LedgerRow::extent).map(Extent::files).orElse(0L);
        return now
                ? new Landing(clock.instant(), run)
                : before.map(row -> new Landing(row.landedAt(), row.landedInRun()))
                        .orElse(Landing.NEVER);
    }

    private record Landing(Instant at, String run) {
        private static final Landing NEVER = new Landing(Instant.EPOCH, "");
    }

    private LedgerRow row(PlanItem item, Outcome outcome, Landing landing) {
        return new LedgerRow(
                item.key(),
                item.address().resourceId(),
                item.label(),
                item.folder(),
                outcome.status(),
                outcome.extent(),
                outcome.status() == Status.EMPTY ? hintsOfEmpty(item) : hints(item),
                landing.at(),
                landing.run(),
                run,
                outcome.receiptId(),
                clock.instant());
    }

    /** Compared with its listing and found the same: the hints of today are what tomorrow compares with. */
    private LedgerRow checked(LedgerRow row, PlanItem item) {
        return new LedgerRow(
                row.key(),
                item.address().resourceId(),
                item.label(),
                row.folder(),
                row.status(),
                row.extent(),
                hints(item),
                row.landedAt(),
                row.landedInRun(),
                run,
                row.receiptId(),
                clock.instant());
    }

    /** Its files are counted, whether or not the server does that: what is known to be empty is not asked for again. */
    private Hints hintsOfEmpty(PlanItem item) {
        return partial ? Hints.NONE : new Hints(OptionalLong.of(0), item.hints().size());
    }

    /** Without hints of the whole no later pull takes a part for it. */
    private Hints hints(PlanItem item) {
        return partial ? Hints.NONE : item.hints();
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
