package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tries of one request: how many, since when, and how each ended. */
final class Tries {
    private final RetrySchedule schedule;
    private final HttpSeams seams;
    private final List<Fault> failed = new ArrayList<>();
    private long begun;
    private long lastTryBegun;
    private long lastFailed;
    private int tries;
    private int freshSets;
    private int lastStatus;
    private boolean lastTryGiven;

    Tries(RetrySchedule schedule, HttpSeams seams) {
        this.schedule = schedule;
        this.seams = seams;
        this.begun = seams.nanos().getAsLong();
        this.lastFailed = begun;
    }

    boolean isFirst() {
        return failed.isEmpty();
    }

    /** The server was away, and is back: the time does not count, and what failed before was its illness. */
    void serverIsBack(long nanosAway) {
        begun += nanosAway;
        if (tries > 0) {
            beginAgain();
        }
    }

    /** All tries anew; false where that was so too often. */
    boolean beginAgain() {
        if (freshSets >= HttpLimits.FRESH_SETS_OF_TRIES) {
            return false;
        }
        freshSets++;
        tries = 0;
        begun = seams.nanos().getAsLong();
        return true;
    }

    /**
     * Whether there is one more try after the last: once, as the server may have come back just now. What has waited for
     * long each time, or in all, was no such moment.
     */
    boolean takeLastTry(Fault fault) {
        boolean left = !lastTryGiven && tries >= schedule.tries() && fault.code() != FaultCode.STALLED;
        lastTryGiven |= left;
        // It follows without a pause: too little time for an answer to anybody else.
        lastFailed = lastTryBegun;
        return left;
    }

    /** When the last try, with the pause before it, began. */
    long lastTryBegun() {
        return lastTryBegun;
    }

    /** Tries so far, since they began, or began anew. */
    int count() {
        return tries;
    }

    void answered(int status) {
        lastStatus = status;
    }

    /** The last status that was none of those wanted; 0 for none. */
    int lastStatus() {
        return lastStatus;
    }

    /** How long to wait after this fault; empty where no further try is worth it. */
    Optional<Duration> after(Fault fault) {
        failed.add(fault);
        tries++;
        lastTryBegun = lastFailed;
        lastFailed = seams.nanos().getAsLong();
        Duration elapsed = Duration.ofNanos(lastFailed - begun);
        return schedule.next(tries, elapsed, fault.retryAfter(), seams.random());
    }

    /** The fault with all that came before it as suppressed exceptions. */
    Fault withHistory(Fault last) {
        for (Fault earlier : failed) {
            if (earlier != last) {
                last.addSuppressed(earlier);
            }
        }
        return last;
    }
}
