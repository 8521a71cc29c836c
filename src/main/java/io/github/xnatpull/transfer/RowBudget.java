package io.github.xnatpull.transfer;

import io.github.xnatpull.support.StopSignal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many files all transfers together hold in memory: a few resources of a hundred thousand files each must not
 * come at the same time in a small heap. Resources of ordinary size never wait.
 */
final class RowBudget {

    /** Of the heap for each file of a resource in hand: about 600 bytes measured, and as much for everything else. */
    private static final long HEAP_PER_ROW = 1_500;

    private static final int LEAST = 50_000;

    private final int total;
    private final Semaphore permits;

    private RowBudget(int total) {
        this.total = total;
        this.permits = new Semaphore(total, true);
    }

    static RowBudget ofHeap(long bytes) {
        return new RowBudget((int) Math.min(Integer.MAX_VALUE, Math.max(LEAST, bytes / HEAP_PER_ROW)));
    }

    /** What a resource holds until it is closed. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until so many rows may be held; one resource alone may always. */
    Share take(int rows, StopSignal stop) {
        int share = Math.min(rows, total);
        try {
            while (!permits.tryAcquire(share, 1, TimeUnit.SECONDS)) {
                if (stop.requested()) {
                    throw Means.stopped(new InterruptedException("stopped while waiting for memory"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Means.stopped(e);
        }
        return () -> permits.release(share);
    }
}
