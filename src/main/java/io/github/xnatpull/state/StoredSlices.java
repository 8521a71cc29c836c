package io.github.xnatpull.state;

import io.github.xnatpull.plan.SliceWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Cuts a plan into slices and stores each as a range of item numbers in {@code xp_slice}, so that no item row is touched: a
 * plan may have a million. Items heavy enough to hold up the end are slices of their own and stand first. What is in a
 * slice stays there: items that a later attempt adds get slices behind them.
 */
final class StoredSlices {
    private static final int PAGE = 5000;
    private final StateDatabase state;
    private final Statements sql;

    StoredSlices(StateDatabase state) {
        this.state = state;
        this.sql = state.statements("slices");
    }

    private static String name(int slice) {
        return String.format(Locale.ROOT, "slice-%03d", slice);
    }

    static int number(String name) {
        return Integer.parseInt(name.substring("slice-".length()));
    }

    boolean isFrozen(long run) {
        return sql.number("is-frozen", run) > 0;
    }

    void freeze(long run, int transfers) {
        boolean first = !isFrozen(run);
        cut(run, transfers);
        if (first) {
            cutComparisons(run, transfers);
        }
        sql.of("freeze").param("run", run).update();
    }

    private void cut(long run, int transfers) {
        long first = sql.number("last-item", run);
        SliceWeights.Samples samples = new SliceWeights.Samples();
        forEach("items-with-work", run, first, item -> samples.add(item.label(), item.bytes()));
        SliceWeights weights = samples.weights();
        SliceWeights.Totals totals = new SliceWeights.Totals();
        forEach("items-with-work", run, first, item -> totals.add(weights.of(item.label(), item.bytes())));
        SliceWeights.Cut cut = totals.cut(transfers);
        forEach("items-with-work", run, first, item -> cut.add(item.number(), weights.of(item.label(), item.bytes())));
        insert(run, cut.ranges(), false);
    }

    /** Behind all others: what is new comes first. Sessions stay whole, as one request lists the files of one. */
    private void cutComparisons(long run, int transfers) {
        long total = sql.number("count-to-compare", run);
        long least = Math.max(1, total / SliceWeights.most(transfers));
        List<SliceWeights.Range> ranges = new ArrayList<>();
        long[] open = {-1, -1, 0, 0}; // first, last, how many, of which session
        forEach("items-to-compare", run, 0, item -> {
            if (open[2] >= least && open[3] != item.session()) {
                ranges.add(new SliceWeights.Range(open[0], open[1], false));
                open[2] = 0;
            }
            open[0] = open[2] == 0 ? item.number() : open[0];
            open[1] = item.number();
            open[2]++;
            open[3] = item.session();
        });
        if (open[2] > 0) {
            ranges.add(new SliceWeights.Range(open[0], open[1], false));
        }
        insert(run, ranges, true);
    }

    private void insert(long run, List<SliceWeights.Range> ranges, boolean compares) {
        long slice = sql.number("last", run);
        for (SliceWeights.Range range : ranges) {
            sql.of("insert")
                    .param("run", run)
                    .param("slice", ++slice)
                    .param("solo", range.solo())
                    .param("first", range.first())
                    .param("last", range.last())
                    .param("compares", compares)
                    .update();
        }
    }

    private void forEach(String statement, long run, long first, Consumer<Item> each) {
        long after = first;
        while (true) {
            List<Item> page = sql.of(statement)
                    .param("run", run)
                    .param("after", after)
                    .param("limit", PAGE)
                    .query((row, index) -> new Item(
                            row.getLong("number"),
                            row.getLong("session_ord"),
                            row.getString("label"),
                            Rows.number(row, "size_hint")))
                    .list();
            page.forEach(each);
            if (page.size() < PAGE) {
                return;
            }
            after = page.get(page.size() - 1).number();
        }
    }

    boolean hasUnslicedItems(long run) {
        return sql.number("count-unsliced", run) > 0;
    }

    List<String> names(long run) {
        return sql.of("all")
                .param("run", run)
                .query((row, index) -> name(row.getInt("slice")))
                .list();
    }

    Bounds bounds(long run, int slice) {
        return sql.of("bounds")
                .param("run", run)
                .param("slice", slice)
                .query((row, index) ->
                        new Bounds(row.getLong("first_number"), row.getLong("last_number"), row.getBoolean("compares")))
                .single();
    }

    void forget(long run) {
        state.deleteInBlocks(sql, "last", "delete", run);
    }

    /** The range of a slice, and whether it is one of comparisons. */
    record Bounds(long first, long last, boolean compares) {}

    private record Item(long number, long session, String label, OptionalLong bytes) {}
}
