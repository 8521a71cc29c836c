package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanCoverage;
import org.springframework.jdbc.core.JdbcTemplate;

/** Compares plans by the ledger's keys, in the caller's transaction: a plan may have a million rows. */
public final class JdbcPlanCoverage implements PlanCoverage {
    private static final String OPEN_RESOURCES =
            "select count(*) from xp_item i where i.run_id = ? and i.action <> 'LIST' and " + JdbcPlanStore.OPEN;
    private static final String NOT_IN_PLAN = " and not exists (select 1 from xp_item n where n.run_id = ?"
            + " and n.project = i.project and n.accession_id = i.accession_id and n.level = i.level"
            + " and n.part_id = i.part_id and n.in_out = i.in_out and n.name = i.name)";
    private static final String OPEN_SESSIONS =
            "select count(*) from xp_session s where s.run_id = ? and (s.planned = false or s.unlisted = true)";
    private static final String NOT_LISTED = " and not exists (select 1 from xp_session n where n.run_id = ?"
            + " and n.project = s.project and n.accession_id = s.accession_id and n.subject_id = s.subject_id"
            + " and n.narrowing = s.narrowing)";

    private final JdbcTemplate jdbc;

    public JdbcPlanCoverage(StateDatabase state) {
        this.jdbc = state.jdbc();
    }

    @Override
    public Uncovered of(String older, String newer, boolean resourcesCount, boolean sessionsCount) {
        long old = JdbcRuns.id(jdbc, older);
        long now = JdbcRuns.id(jdbc, newer);
        return new Uncovered(
                count(OPEN_RESOURCES, NOT_IN_PLAN, resourcesCount, old, now),
                count(OPEN_SESSIONS, NOT_LISTED, sessionsCount, old, now));
    }

    private long count(String open, String uncovered, boolean covers, long old, long now) {
        Long count = covers
                ? jdbc.queryForObject(open + uncovered, Long.class, old, now)
                : jdbc.queryForObject(open, Long.class, old);
        return count == null ? 0 : count;
    }
}
