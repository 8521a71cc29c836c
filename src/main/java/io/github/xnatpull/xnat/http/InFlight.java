package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.time.Duration;
import java.util.Optional;

/**
 * One exchange under way: what it waits for and since when. Time counts only while somebody waits for the server: a slow
 * disk on our side is no stall of theirs.
 */
final class InFlight implements AutoCloseable {
    private final Watchdog watchdog;
    private final String action;
    private final Runnable cancel;
    private final AutoCloseable cutRegistration;
    private volatile long waitingSince;
    private volatile boolean waiting;
    private volatile Duration pause;
    private volatile String phase = "the head of a reply";
    private volatile Optional<Fault> verdict = Optional.empty();

    InFlight(Watchdog watchdog, String action, Duration pause, Runnable cancel, Cut cut) {
        this.watchdog = watchdog;
        this.action = action;
        this.pause = pause;
        this.cancel = cancel;
        waitBegins();
        watchdog.add(this);
        this.cutRegistration = cut.register(() -> end(StoppableSleep.stopped(action)));
    }

    /** How an exchange learns that everything in hand must end. */
    @FunctionalInterface
    interface Cut {
        AutoCloseable register(Runnable action);
    }

    /** The head is here: from now on the next byte is waited for. */
    void headArrived(Duration stall) {
        waiting = false;
        phase = "a byte";
        pause = stall;
    }

    void waitBegins() {
        waitingSince = watchdog.now();
        waiting = true;
    }

    void waitEnds() {
        waiting = false;
    }

    /** Why this exchange was ended from our side, if it was. */
    Optional<Fault> verdict() {
        return verdict;
    }

    void look(long now) {
        if (waiting && now - waitingSince > pause.toNanos()) {
            end(Fault.fault(FaultCode.STALLED)
                    .trying(action)
                    .because("the server did not send " + phase + " for " + shown(pause)));
        }
    }

    /** The system's own patience ended before ours. */
    Fault silent(Exception cause) {
        return Fault.fault(FaultCode.STALLED)
                .trying(action)
                .cause(cause)
                .because("the server did not send " + phase + " for longer than the connection waits");
    }

    private void end(Fault fault) {
        synchronized (this) {
            if (verdict.isPresent()) {
                return;
            }
            verdict = Optional.of(fault);
        }
        cancel.run();
    }

    private static String shown(Duration duration) {
        return duration.toSeconds() > 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    @Override
    public void close() {
        watchdog.remove(this);
        try {
            cutRegistration.close();
        } catch (Exception e) {
            throw new IllegalStateException("a stop registration cannot be withdrawn", e);
        }
    }
}
