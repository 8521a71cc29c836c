package io.github.xnatpull.job;

import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.transfer.Transfers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads the items of one slice that have no final outcome yet. It keeps no cursor: a restart asks the plan anew and so
 * can skip nothing. Items that failed come once more at the end; if any is still open then, the last read fails, because
 * a slice that merely ended would be COMPLETED and never be restarted.
 */
class SliceItemReader implements ItemReader<SliceWork> {
    private static final int WINDOW = 256;
    private final PlanStore plan;
    private final Transfers transfer;
    private final String run;
    private final String slice;
    private final Deque<OpenItem> window = new ArrayDeque<>();
    private final Deque<Long> again = new ArrayDeque<>();
    private long after;
    private boolean exhausted;
    private boolean retrying;
    private final Predicate<PlanItem> only;
    private long leftOpen;
    private boolean cut;
    private final BooleanSupplier limitReached;
    private Transfers.@Nullable Slice current;

    /**
     * @param only what is tried this time; the rest stays open
     * @param limitReached whether the run ends at a limit or with its window: no comparison is begun from then on, and none
     *     is missed
     */
    public SliceItemReader(
            PlanStore plan,
            Transfers transfer,
            String run,
            String slice,
            Predicate<PlanItem> only,
            BooleanSupplier limitReached) {
        this.limitReached = limitReached;
        this.plan = plan;
        this.transfer = transfer;
        this.run = run;
        this.slice = slice;
        this.only = only;
    }

    /** Whether an item would be tried, or tried once more, if the step went on, or would have been but for a stop. */
    public boolean isWorkLeft() {
        fillWindow();
        return cut || !window.isEmpty() || !again.isEmpty();
    }

    private void fillWindow() {
        while (window.isEmpty() && !exhausted) {
            fill();
        }
        OpenItem next = window.peek();
        if (next != null && isComparison(next.item()) && limitReached.getAsBoolean()) {
            window.clear(); // a slice holds nothing but comparisons, or none
            exhausted = true;
        }
    }

    @Override
    public @Nullable SliceWork read() {
        fillWindow();
        if (window.isEmpty() && !again.isEmpty()) {
            retrying = true;
            OpenItem item = plan.item(run, again.removeFirst());
            window.add(item);
            begin(List.of(item.item()));
        }
        OpenItem next = window.poll();
        Transfers.Slice open = current;
        if (next == null || open == null) {
            if (open != null) {
                open.close();
            }
            if (leftOpen > 0) {
                throw new SliceIncomplete(leftOpen, slice);
            }
            return null;
        }
        return new SliceWork(next.item(), next.landed(), open, retrying, this);
    }

    private void fill() {
        List<OpenItem> page = plan.openItems(run, slice, after, WINDOW);
        exhausted = page.size() < WINDOW;
        if (!page.isEmpty()) {
            after = page.get(page.size() - 1).item().number();
            List<OpenItem> chosen =
                    page.stream().filter(open -> only.test(open.item())).toList();
            leftOpen += page.stream()
                    .map(OpenItem::item)
                    .filter(item -> !only.test(item) && !isComparison(item))
                    .count();
            window.addAll(chosen);
            begin(chosen.stream().map(OpenItem::item).toList());
        }
    }

    /** Whether nothing is missing of it if it has no turn. */
    private static boolean isComparison(PlanItem item) {
        return item.action() == Action.COMPARE;
    }

    private void begin(List<PlanItem> items) {
        if (current != null) {
            current.close();
        }
        current = transfer.slice(run, items);
    }

    /** Offers an item once more at the end of the slice. */
    void later(PlanItem item) {
        again.add(item.number());
    }

    /** Notes that an item of the slice stays open. */
    void stillOpen() {
        leftOpen++;
    }

    /** Notes that an item of the slice stays open because the run is to stop. */
    void cut() {
        leftOpen++;
        cut = true;
    }

    /** Ends a slice with open items as FAILED. Spring Batch stores this text: counts only. */
    static final class SliceIncomplete extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SliceIncomplete(long open, String slice) {
            super(open + " resources of " + slice + " could not be had", null, false, false);
        }
    }
}
