package io.github.xnatpull.job;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.transfer.Transfers;
import java.util.Optional;

/**
 * One resource of a slice on its way through a chunk.
 *
 * @param slice the transfer's side of the slice
 * @param lastTry whether a failure is final for this attempt of the run
 * @param reader the slice's reader, which offers a failed item once more at its end
 */
record SliceWork(
        PlanItem item, Optional<LedgerRow> landed, Transfers.Slice slice, boolean lastTry, SliceItemReader reader) {

    /** Whether it is tried once more at the end of its slice after this. */
    boolean comesAgain(Outcome outcome) {
        return outcome.status() == Status.FAILED && !lastTry;
    }

    /**
     * The same with what became of it.
     *
     * @param found as it was found: what lands is recorded so
     * @param outcome as it counts in the run: accepted where it is a known gap
     * @param endsRun whether what became of it is what the run ends because of
     */
    record Done(SliceWork work, Outcome found, Outcome outcome, boolean endsRun) {
        /** Whether it is tried once more at the end of its slice. */
        boolean comesAgain() {
            return !endsRun && work.comesAgain(found);
        }
    }
}
