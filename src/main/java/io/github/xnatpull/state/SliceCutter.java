package io.github.xnatpull.state;

import io.github.xnatpull.plan.SliceWeights;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Cuts a plan into slices and stores each as a range of item numbers, so that no item row is touched: a plan may have a
 * million. Items heavy enough to hold up the end are slices of their own and stand first. What is in a slice stays there:
 * items that a later attempt adds get slices behind them.
 */
final class SliceCutter {
    private static final int PAGE = 5000;
    private final JdbcTemplate jdbc;
    private final String usingIndex;

    SliceCutter(StateDatabase state) {
        this.jdbc = state.jdbc();
        this.usingIndex = state.usingIndex();
    }

    static String name(int slice) {
        return String.format(Locale.ROOT, "slice-%03d", slice);
    }

    static int number(String name) {
        return Integer.parseInt(name.substring("slice-".length()));
    }

    void cut(long run, int transfers) {
        long first = number("select coalesce(max(last_number), 0) from xp_slice where run_id = ?", run);
        SliceWeights.Samples samples = new SliceWeights.Samples();
        forEachWithWork(run, first, item -> samples.add(item.label(), item.bytes()));
        SliceWeights weights = samples.weights();
        SliceWeights.Totals totals = new SliceWeights.Totals();
        forEachWithWork(run, first, item -> totals.add(weights.of(item.label(), item.bytes())));
        SliceWeights.Cut cut = totals.cut(transfers);
        forEachWithWork(run, first, item -> cut.add(item.number(), weights.of(item.label(), item.bytes())));
        long slice = number("select coalesce(max(slice), 0) from xp_slice where run_id = ?", run);
        for (SliceWeights.Range range : cut.ranges()) {
            jdbc.update(
                    "insert into xp_slice (run_id, slice, solo, first_number, last_number) values (?, ?, ?, ?, ?)",
                    run,
                    ++slice,
                    range.solo(),
                    range.first(),
                    range.last());
        }
    }

    private long number(String query, long run) {
        Long number = jdbc.queryForObject(query, Long.class, run);
        return number == null ? 0 : number;
    }

    private void forEachWithWork(long run, long first, Consumer<Item> each) {
        long after = first;
        while (true) {
            List<Item> page = jdbc.query(
                    "select number, label, size_hint from xp_item where run_id = ? and number > ? and action in ('FETCH', 'CHECK')"
                            + " order by run_id, number limit " + PAGE + usingIndex,
                    (row, index) ->
                            new Item(row.getLong("number"), row.getString("label"), Rows.number(row, "size_hint")),
                    run,
                    after);
            page.forEach(each);
            if (page.size() < PAGE) {
                return;
            }
            after = page.get(page.size() - 1).number();
        }
    }

    private record Item(long number, String label, OptionalLong bytes) {}
}
