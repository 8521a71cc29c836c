package io.github.xnatpull.job;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.run.RunControl;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Brings one resource. No database is touched meanwhile: the chunk's transaction holds no connection yet. */
final class ResourceTransferProcessor implements ItemProcessor<SliceWork, SliceWork.Done> {
    private final RunControl control;
    private final RunObserver observer;
    private final KnownGaps gaps;

    ResourceTransferProcessor(RunControl control, RunObserver observer, KnownGaps gaps) {
        this.control = control;
        this.observer = observer;
        this.gaps = gaps;
    }

    @Override
    public SliceWork.@Nullable Done process(SliceWork work) {
        observer.itemStarts(work.item());
        try {
            Outcome found = work.slice().transfer(work.item(), work.landed(), work.lastTry());
            if (work.comesAgain(found)) {
                observer.itemWaits(work.item(), found);
                return new SliceWork.Done(work, found, found, false);
            }
            Outcome outcome = gaps.judged(work.item(), found);
            observer.itemEnds(work.item(), outcome);
            return new SliceWork.Done(work, found, outcome, false);
        } catch (Fault fault) {
            if (control.isOfTheStop(fault)) {
                observer.itemEnds(work.item(), Outcome.without(Status.NOT_ATTEMPTED, 1, fault.code(), fault.because()));
                // Stays open in the plan; the step ends as STOPPED at this chunk's end, and never as COMPLETED.
                work.reader().cut();
                return null;
            }
            if (fault.kind() != FaultKind.LOCAL) {
                // It is the server's or the login's: nothing is known of this resource, and nothing is wrong with it.
                observer.itemEnds(work.item(), Outcome.without(Status.NOT_ATTEMPTED, 1, fault.code(), fault.because()));
                throw control.end(fault);
            }
            // The record names the resource at which the run ended, as well as the screen does.
            Outcome failed = Outcome.without(Status.FAILED, 1, fault.code(), String.valueOf(fault.getMessage()));
            observer.itemEnds(work.item(), failed);
            control.end(work.item(), failed, fault);
            return new SliceWork.Done(work, failed, failed, true);
        }
    }
}
