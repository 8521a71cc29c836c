package io.github.xnatpull.ledger;

import java.util.Optional;

/** The receipts that ledger rows name, only looked at: one that is still pending after a kill stays so. */
public final class LandedReceipts {
    private final Receipts receipts;

    public LandedReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    /** The receipt of what landed; empty where there is none, or another than the row names. */
    public Optional<Receipt> of(LedgerRow row) {
        Optional<Receipt> settled =
                receipts.settled(row.key()).filter(found -> found.id().equals(row.receiptId()));
        return settled.isPresent()
                ? settled
                : receipts.pending(row.key()).filter(found -> found.id().equals(row.receiptId()));
    }
}
