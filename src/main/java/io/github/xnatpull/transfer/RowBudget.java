package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.RowMemory;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds how many files all transfers together hold in memory: a few resources of a hundred thousand files each must not
 * come at the same time in a small heap. Resources of ordinary size never wait.
 *
 * <p>A share is taken before the listing is asked for, by the count that the server hints at. It grows while the rows
 * arrive, but never waits then: a connection is open, and two that wait for each other's memory would wait for ever. Who
 * gets no more gives back all it has, lets the listing go to a temporary file, and waits in line for the whole of it.
 */
final class RowBudget {

    /** Of the heap for each file of a resource in hand: about 600 bytes measured, and as much for everything else. */
    private static final long HEAP_PER_ROW = 1_500;

    /** Of the heap for each file of the one resource that has all to itself: what is more fails before it fills the heap. */
    private static final long HEAP_PER_ROW_ALONE = 1_200;

    private static final int LEAST = 50_000;

    /** Rows of each share that are not counted: nearly all resources have fewer. */
    private static final int FREE = 1_000;

    /** A share grows by at least so many rows. */
    private static final int STEP = 1_000;

    /** What one hint may take of the whole before anybody has seen a row. */
    private static final int HINTED_PART = 8;

    private static final long WAKE_MILLIS = 1_000;

    private final long total;
    private final long most;
    private final String memory;
    private final StopSignal stop;
    private final Deque<Object> line = new ArrayDeque<>();
    private long left;

    /**
     * @param total rows of all shares together
     * @param most rows of one resource
     * @param memory what there is, in words
     */
    RowBudget(long total, long most, String memory, StopSignal stop) {
        this.memory = memory;
        this.total = total;
        this.most = most;
        this.left = total;
        this.stop = stop;
    }

    static RowBudget ofHeap(long bytes, StopSignal stop) {
        return new RowBudget(
                Math.max(LEAST, bytes / HEAP_PER_ROW),
                Math.max(LEAST, bytes / HEAP_PER_ROW_ALONE),
                new ByteSize(bytes).toString(),
                stop);
    }

    /**
     * An empty share.
     *
     * @param beforeWaiting lets go of what its owner holds elsewhere and can do without
     */
    Share share(Runnable beforeWaiting) {
        return new Share(beforeWaiting);
    }

    /** Rows that nobody holds. */
    synchronized long free() {
        return left;
    }

    private synchronized boolean tryTake(long rows) {
        // Who waits for much would wait for ever if others went on growing past it.
        if (rows > left || !line.isEmpty()) {
            return false;
        }
        left -= rows;
        return true;
    }

    private synchronized void take(long rows) {
        Object place = new Object();
        line.add(place);
        try {
            while (line.peek() != place || rows > left) {
                if (stop.requested()) {
                    throw TransferContext.stopped(new InterruptedException("stopped while waiting for memory"));
                }
                wait(WAKE_MILLIS);
            }
            left -= rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransferContext.stopped(e);
        } finally {
            line.remove(place);
            notifyAll();
        }
    }

    private synchronized void give(long rows) {
        left += rows;
        notifyAll();
    }

    /** What of {@code rows} is counted. */
    private long counted(long rows) {
        return Math.min(Math.max(0, rows - FREE), total);
    }

    /** What one resource, or the listing of several, holds until it is closed. Used by one thread. */
    final class Share implements RowMemory, AutoCloseable {
        private final Runnable beforeWaiting;
        private long held;
        private boolean full;

        private Share(Runnable beforeWaiting) {
            this.beforeWaiting = beforeWaiting;
        }

        /** Takes what a hint says, before the listing is asked for. A hint is not believed beyond a part of the whole. */
        void hinted(long rows) {
            long wanted = counted(Math.min(rows, total / HINTED_PART));
            if (wanted > held) {
                waitFor(wanted);
            }
        }

        /** Counts rows that are in memory already. */
        void holds(long rows) {
            long more = counted(rows) - held;
            held += more;
            give(-more);
        }

        @Override
        public void restart() {
            full = false;
        }

        @Override
        public boolean grow(long rows) {
            requirePossible(rows);
            long more = counted(rows) - held;
            if (!full && more > 0) {
                long step = Math.min(Math.max(more, STEP), total - held);
                full = !tryTake(step);
                held += full ? 0 : step;
                if (full) {
                    close();
                }
            }
            return !full;
        }

        @Override
        public void await(long rows) {
            requirePossible(rows);
            waitFor(counted(rows));
        }

        private void waitFor(long wanted) {
            close();
            if (!tryTake(wanted)) {
                beforeWaiting.run();
                take(wanted);
            }
            held = wanted;
        }

        private void requirePossible(long rows) {
            if (rows > most) {
                throw tooMany("it has more than " + Plural.number(most) + " files, which is all that " + memory
                        + " of memory can hold of one resource");
            }
        }

        /**
         * For another listing of the same resource while the rows of the first are still needed. Nobody waits who holds
         * something, so it may take as much again without asking, and what is far longer than the first fails.
         */
        RowMemory again() {
            long free = 2 * held + FREE;
            return new RowMemory() {
                @Override
                public void restart() {
                    // Each question names the whole.
                }

                @Override
                public boolean grow(long rows) {
                    requirePossible(rows);
                    if (rows > free && rows - FREE > held) {
                        long step = Math.min(Math.max(rows - FREE - held, STEP), total - held);
                        if (!tryTake(step)) {
                            throw tooMany(
                                    "it has many more files than it had a moment ago, and there is no memory for them now");
                        }
                        held += step;
                    }
                    return true;
                }

                @Override
                public void await(long rows) {
                    grow(rows);
                }
            };
        }

        @Override
        public void close() {
            give(held);
            held = 0;
        }
    }

    private static Fault tooMany(String because) {
        return Fault.fault(FaultCode.LIST_TOO_LARGE)
                .trying("list the files of a resource")
                .meaning("Nothing of it is fetched, what landed of it before stays, and the other resources go on")
                .advice("Give the program more memory, for example with JAVA_OPTS=-Xmx4g in its environment.")
                .because(because);
    }
}
