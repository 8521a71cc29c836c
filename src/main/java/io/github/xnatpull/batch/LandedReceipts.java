package io.github.xnatpull.batch;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Receipts;
import java.util.Optional;

/** The receipts that ledger rows name, only looked at: one that is still pending after a kill stays so. */
final class LandedReceipts {
    private final Receipts receipts;

    LandedReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    /** The receipt of what landed; empty where there is none, or another than the row names. */
    Optional<Receipt> of(LedgerRow row) {
        Optional<Receipt> settled =
                receipts.settled(row.key()).filter(found -> found.id().equals(row.receiptId()));
        return settled.isPresent()
                ? settled
                : receipts.pending(row.key()).filter(found -> found.id().equals(row.receiptId()));
    }
}
