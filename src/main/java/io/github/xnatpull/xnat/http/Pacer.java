package io.github.xnatpull.xnat.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds back every request to a server that asked for a pause: one 429 or 503 is meant for all threads. */
final class Pacer {
    private final LongSupplier nanos;
    private final StoppableSleep pause;
    private long openAt;
    private boolean closed;

    Pacer(LongSupplier nanos, StoppableSleep pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /** Nobody asks for so long; a longer pause that is under way stays. */
    synchronized void pause(Duration duration) {
        long until = nanos.getAsLong() + duration.toNanos();
        if (!closed || until - openAt > 0) {
            openAt = until;
            closed = true;
        }
    }

    /** Waits until requests may go out. */
    void await(String action) {
        for (Duration left = left(); !left.isZero(); left = left()) {
            pause.sleep(left, action);
        }
    }

    private synchronized Duration left() {
        long left = openAt - nanos.getAsLong();
        closed = closed && left > 0;
        return closed ? Duration.ofNanos(left) : Duration.ZERO;
    }
}
