package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.ledger.Ledger;

/** The ports of one state, as contract tests use them: they say nothing of the database behind. */
public interface StatePorts {
    Ledger ledger();

    Folders folders();

    Runs runs();

    PlanStore plan();

    PlanCoverage coverage();

    RunRecords records();

    /** Does something in one transaction, as a chunk does; an exception rolls it back. */
    void inTransaction(Runnable work);

    /** Closes the state and opens it again: ports asked for from now on know only what was stored. */
    void reopen();
}
