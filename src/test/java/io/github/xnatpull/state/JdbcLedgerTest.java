package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcLedgerTest extends LedgerContract {
    @RegisterExtension
    private final TestState state = TestState.onDisk();

    @Override
    protected Ledger ledger() {
        return state.ledger();
    }

    @Override
    protected void reopen() {
        state.reopen();
    }

    @Override
    protected void inTransaction(Runnable work) {
        state.inTransaction(work);
    }
}
