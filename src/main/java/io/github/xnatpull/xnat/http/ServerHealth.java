package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the server is there at all. After eight failures in a row, over all threads, or where the tries of one
 * request have run out and nothing answers, every request waits while one of them asks for the server's version with
 * growing pauses: no retry budget is spent on a dead server. One that stays away too long ends the run for everybody.
 */
final class ServerHealth {
    private static final Logger LOG = LoggerFactory.getLogger(ServerHealth.class);

    private final HttpSettings settings;
    private final HttpSeams seams;
    private final StoppableSleep pause;
    private final BooleanSupplier probe;
    private final ReentrantLock probing = new ReentrantLock();
    private int failures;
    private OptionalLong lastAnswer = OptionalLong.empty();
    private int timesSentAway;
    private volatile boolean everServed;
    private volatile boolean away;
    /** Why nobody is to ask any more. */
    private volatile Optional<String> lost = Optional.empty();

    private volatile String firstRefusal = "the server refused";

    ServerHealth(HttpSettings settings, HttpSeams seams, StoppableSleep pause, BooleanSupplier probe) {
        this.settings = settings;
        this.seams = seams;
        this.pause = pause;
        this.probe = probe;
    }

    /** The server answered a request as it should. */
    void served() {
        everServed = true;
        answered();
    }

    /** Whether it did so since this program began. */
    boolean hasServed() {
        return everServed;
    }

    /** The fault as it is to be told: a certificate that was good when the run began is the server's illness. */
    Fault seen(Fault fault) {
        if (fault.code() != FaultCode.TLS_UNTRUSTED || !everServed) {
            return fault;
        }
        return Fault.fault(FaultCode.SERVER_AWAY)
                .trying(fault.action())
                .cause(fault)
                .meaning("It was trusted when the run began; what landed counts")
                .advice("When the server has a good certificate again, run 'xnatpull resume'.")
                .because(fault.because());
    }

    /** The server answered something sensible. */
    synchronized void answered() {
        lastAnswer = OptionalLong.of(seams.nanos().getAsLong());
        failures = 0;
        timesSentAway = 0;
    }

    /** The server asked to stay away for longer than we wait, as the fault says: one that goes on doing so ends the run. */
    synchronized void sentAway(Fault fault) {
        if (settings.deadlines().serverAway().isZero()) {
            lost = Optional.of(fault.because());
        } else if (++timesSentAway >= HttpLimits.FAILURES_IN_A_ROW) {
            lost = Optional.of(
                    "the server asked " + HttpLimits.FAILURES_IN_A_ROW + " times in a row to wait longer than the "
                            + Durations.text(settings.retries().serverCap()) + " that xnatpull waits");
        }
    }

    /** A server that never answered says why not. */
    void refusedFirst(String because) {
        firstRefusal = because;
    }

    /** A connection failed or broke, or the server answered with an error of its own. */
    synchronized void failed() {
        if (++failures >= HttpLimits.FAILURES_IN_A_ROW) {
            goneAway();
        }
    }

    private synchronized void goneAway() {
        if (!away) {
            LOG.info(
                    lastAnswer.isPresent()
                            ? "The server has stopped answering: all requests wait until it is back, for {} at most."
                            : "The server does not answer yet, as while it restarts: the run waits until it does, for {}"
                                    + " at most.",
                    Durations.text(settings.deadlines().serverAway()));
        }
        away = true;
    }

    /**
     * Looks whether the server is there; where not, everybody waits from now on.
     *
     * @param since who has been answered later is proof enough
     * @throws Fault where its certificate is bad by now
     */
    boolean isThere(long since) {
        if (!away && !answersProbe() && !hasAnsweredAfter(since)) {
            goneAway();
        }
        return !away;
    }

    private synchronized boolean hasAnsweredAfter(long since) {
        return lastAnswer.isPresent() && lastAnswer.getAsLong() - since > 0;
    }

    /**
     * Waits while the server is away.
     *
     * @return nanoseconds waited, which are nobody's retry budget; zero only where it was not away
     * @throws Fault {@code SERVER_AWAY} where it does not come back, or with a bad certificate; {@code STOPPED}
     */
    long awaitServer(String action) {
        if (!away && lost.isEmpty()) {
            return 0;
        }
        long begun = seams.nanos().getAsLong();
        while (away && lost.isEmpty()) {
            lockProbing(action);
            try {
                probeUntilBack(action);
            } finally {
                probing.unlock();
            }
        }
        if (lost.isPresent()) {
            throw lastAnswer().isPresent()
                    ? Fault.fault(FaultCode.SERVER_AWAY)
                            .trying(action)
                            .meaning("The run ends here; what landed counts")
                            .because(lost.get())
                    // It may not be there at all, and nothing has begun that could be gone on with.
                    : Fault.fault(FaultCode.SERVER_AWAY)
                            .trying(action)
                            .meaning("Nothing was pulled")
                            .advice("Check the address and the network.")
                            .because(lost.get());
        }
        return Math.max(1, seams.nanos().getAsLong() - begun);
    }

    private void probeUntilBack(String action) {
        long begun = seams.nanos().getAsLong();
        for (int tries = 1; away && lost.isEmpty(); tries++) {
            if (answersProbe()) {
                back();
            } else if (seams.nanos().getAsLong() - begun
                    >= settings.deadlines().serverAway().toNanos()) {
                lost = Optional.of((lastAnswer().isPresent()
                                ? "the server stopped answering and did not come back within "
                                : firstRefusal + " and did not answer within ")
                        + Durations.text(settings.deadlines().serverAway()));
            } else {
                pause.sleep(pause(tries), action);
            }
        }
    }

    private boolean answersProbe() {
        try {
            return probe.getAsBoolean();
        } catch (Fault untrusted) {
            throw seen(untrusted);
        }
    }

    private synchronized OptionalLong lastAnswer() {
        return lastAnswer;
    }

    private Duration pause(int tries) {
        double ceiling = Math.min(
                HttpLimits.LONGEST_PROBE_PAUSE.toMillis(),
                HttpLimits.FIRST_PROBE_PAUSE.toMillis() * Math.pow(2, tries - 1));
        return Duration.ofMillis((long) (ceiling * (0.5 + seams.random().getAsDouble() / 2)));
    }

    private synchronized void back() {
        failures = 0;
        away = false;
        LOG.info("The server is back: requests go on.");
    }

    /** Whoever does not get it at once waits for the one that asks, and then finds the server back, or given up. */
    private void lockProbing(String action) {
        try {
            probing.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoppableSleep.stopped(action);
        }
    }
}
