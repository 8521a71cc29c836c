package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import java.util.List;
import java.util.Optional;

/** PLACEHOLDER. */
public interface ResourceTransfer {
    /**
     * Begins a slice.
     *
     * @param items the slice's open items in order, so that consecutive ones can share a listing
     */
    Slice slice(String run, List<PlanItem> items);

    /** One slice, used by one thread. */
    interface Slice {
        /**
         * Brings one resource: expect, fetch, prove, intend, place. The caller records the outcome and then settles the
         * receipt. A fault that ends the run (login refused, disk full, server away, stopped) is thrown; everything else
         * becomes the outcome.
         *
         * @param landed what the ledger has of it
         */
        Outcome bring(PlanItem item, Optional<LedgerRow> landed);
    }
}
