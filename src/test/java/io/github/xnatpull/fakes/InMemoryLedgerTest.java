package io.github.xnatpull.fakes;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerContract;

/** The ledger that other tests use does what a stored one does. */
class InMemoryLedgerTest extends LedgerContract {
    private final InMemoryLedger ledger = new InMemoryLedger();

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected void reopen() {
        // It lasts as long as its test.
    }

    @Override
    protected void inTransaction(Runnable work) {
        work.run();
    }
}
