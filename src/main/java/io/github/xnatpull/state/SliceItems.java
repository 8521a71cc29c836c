package io.github.xnatpull.state;

import io.github.xnatpull.plan.PlanStore.OpenItem;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what is open in a slice. Page by page along the primary key: a slice may have thousands of items. */
final class SliceItems {
    private static final String BOUNDS =
            "select first_number, last_number, solo from xp_slice where run_id = ? and slice = ?";
    private static final String NOT_ALONE =
            " and i.number not in (select first_number from xp_slice where run_id = ? and solo = true)";

    private final JdbcTemplate jdbc;
    private final String usingIndex;

    SliceItems(StateDatabase state) {
        this.jdbc = state.jdbc();
        this.usingIndex = state.usingIndex();
    }

    List<OpenItem> openItems(long run, int slice, long after, int limit) {
        Bounds bounds = jdbc.query(
                        BOUNDS,
                        (row, index) -> new Bounds(
                                row.getLong("first_number"), row.getLong("last_number"), row.getBoolean("solo")),
                        run,
                        slice)
                .get(0);
        // The page first, by the index alone; joined to the rest afterwards.
        String page = "select i.run_id, i.number from xp_item i where i.run_id = ? and i.number > ? and i.number <= ?"
                + " and i.action in ('FETCH', 'CHECK') and " + JdbcPlanStore.OPEN + (bounds.solo() ? "" : NOT_ALONE)
                + " order by i.run_id, i.number limit " + limit + usingIndex;
        long from = Math.max(after, bounds.first() - 1);
        Object[] arguments =
                bounds.solo() ? new Object[] {run, from, bounds.last()} : new Object[] {run, from, bounds.last(), run};
        return jdbc.query(
                "select " + Rows.ITEM + " from (" + page
                        + ") p join xp_item i on i.run_id = p.run_id and i.number = p.number" + Rows.ITEM_JOINS
                        + " order by i.number",
                (row, index) -> new OpenItem(Rows.item(row), Rows.joinedLedger(row)),
                arguments);
    }

    private record Bounds(long first, long last, boolean solo) {}
}
