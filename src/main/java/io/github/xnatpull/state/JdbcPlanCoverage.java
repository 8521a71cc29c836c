package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanCoverage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Compares plans by the ledger's keys, in the caller's transaction: a plan may have a million rows. */
public final class JdbcPlanCoverage implements PlanCoverage {
    private final Statements sql;
    private final RunIds ids;

    public JdbcPlanCoverage(StateDatabase state) {
        this.sql = state.statements("coverage");
        this.ids = new RunIds(state);
    }

    @Override
    public Uncovered of(String older, String newer, boolean resourcesCount, boolean sessionsCount) {
        long old = ids.of(older);
        long now = ids.of(newer);
        return new Uncovered(
                resourcesCount ? uncovered("uncovered-resources", old, now) : open("open-resources", old),
                sessionsCount ? uncovered("uncovered-sessions", old, now) : open("open-sessions", old));
    }

    private long uncovered(String statement, long old, long now) {
        JdbcClient.StatementSpec both = sql.of(statement).param("older", old).param("newer", now);
        return Statements.number(both);
    }

    private long open(String statement, long old) {
        return Statements.number(sql.of(statement).param("older", old));
    }
}
