package io.github.xnatpull.cli.console;

import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Where a run stands, counted up by many threads and read by the one that paints. */
final class ProgressState {
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong hintsDone = new AtomicLong();
    private final AtomicLong itemsDone = new AtomicLong();
    private final Set<Long> notComplete = ConcurrentHashMap.newKeySet();
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private volatile Planning planning = new Planning(0, 0, 0, 0);
    private volatile long items;
    private volatile long hinted;
    private final AtomicLong done = new AtomicLong();
    private volatile long before;
    private volatile boolean transferring;
    private volatile boolean stopping;

    /** The plan so far. */
    record Planning(long planned, long sessions, long items, long hintedBytes) {}

    /** A transfer in progress. */
    static final class Running {
        private final PlanItem item;
        private final AtomicLong arrived = new AtomicLong();

        private Running(PlanItem item) {
            this.item = item;
        }

        PlanItem item() {
            return item;
        }

        long arrived() {
            return arrived.get();
        }
    }

    void planned(Planning now) {
        planning = now;
    }

    /** The attempts before have brought so much. */
    void doneBefore(long hintedBytes) {
        before = hintedBytes;
    }

    void stopping() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    void transferStarts(long toDo, long hintedBytes, long itemsBefore) {
        items = toDo + itemsBefore;
        itemsDone.set(itemsBefore);
        hinted = hintedBytes;
        transferring = true;
    }

    void starts(PlanItem item) {
        running.put(item.number(), new Running(item));
    }

    void arrived(PlanItem item, long bytes) {
        arrived.addAndGet(bytes);
        Running transfer = running.get(item.number());
        if (transfer != null) {
            transfer.arrived.addAndGet(bytes);
        }
    }

    /** It failed and is tried once more: it is neither running nor done. */
    void waits(PlanItem item) {
        running.remove(item.number());
    }

    /** An item counts once, as it ended last. */
    void ends(PlanItem item, Outcome outcome) {
        Running ended = running.remove(item.number());
        boolean again = notComplete.contains(item.number());
        if (outcome.status().isComplete()) {
            notComplete.remove(item.number());
        } else {
            notComplete.add(item.number());
        }
        if (!again) {
            itemsDone.incrementAndGet();
            hintsDone.addAndGet(item.bytesToCome().orElse(0));
            done.addAndGet(item.bytesToCome().orElse(ended == null ? 0 : ended.arrived()));
        }
    }

    boolean isTransferring() {
        return transferring;
    }

    Planning planning() {
        return planning;
    }

    /** Bytes that came over the network in this attempt. */
    long arrivedBytes() {
        return arrived.get();
    }

    long items() {
        return items;
    }

    long itemsDone() {
        return itemsDone.get();
    }

    long itemsFailed() {
        return notComplete.size();
    }

    /** The bytes still to come as far as the server's hints go: never negative, and 0 where it gave none. */
    long remainingHint() {
        long begun = running.values().stream()
                .mapToLong(transfer ->
                        Math.min(transfer.arrived(), transfer.item.bytesToCome().orElse(0)))
                .sum();
        return Math.max(0, hinted - hintsDone.get() - begun);
    }

    /** Bytes of the whole plan that are here, by any attempt: by the hints, and by what came where there are none. */
    long doneBytes() {
        return before
                + done.get()
                + running.values().stream().mapToLong(Running::arrived).sum();
    }

    /** How much is done, 0 to 1: by bytes where the server hinted at any, else by items. */
    double fraction() {
        if (hinted > 0) {
            return Math.min(1, 1 - (double) remainingHint() / (before + hinted));
        }
        return items == 0 ? 0 : Math.min(1, (double) itemsDone() / items);
    }

    /** The transfers in progress, in the order of the plan. */
    List<Running> running() {
        return running.values().stream()
                .sorted(Comparator.comparingLong(transfer -> transfer.item.number()))
                .toList();
    }
}
