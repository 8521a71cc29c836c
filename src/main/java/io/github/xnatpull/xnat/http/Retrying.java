package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Durations;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again where that makes sense. A fault that comes out has been retried, and bears those before it as suppressed. */
final class Retrying implements CallLayer {
    private static final Logger LOG = LoggerFactory.getLogger(Retrying.class);
    private static final int UNAVAILABLE = 503;
    /** Of what other requests bring as well. */
    private static final int TRIES_OF_REPLACEABLE = 2;
    /** How what stands before a server answers while that restarts. */
    private static final Set<Integer> STARTING = Set.of(502, UNAVAILABLE, 504);

    private final CallLayer next;
    private final HttpSettings settings;
    private final HttpSeams seams;
    private final Turns turns;

    Retrying(CallLayer next, HttpSettings settings, HttpSeams seams, Turns turns) {
        this.next = next;
        this.settings = settings;
        this.seams = seams;
        this.turns = turns;
    }

    @Override
    public <T> T answer(Call<T> call) {
        while (true) {
            try {
                return next.answer(call);
            } catch (FinalFault end) {
                throw call.tries().withHistory(end.fault());
            } catch (Fault fault) {
                waitAfter(call, fault);
            }
        }
    }

    /** Returns where the call is to be sent again. */
    private void waitAfter(Call<?> call, Fault fault) {
        Tries tries = call.tries();
        Fault seen = turns.health().seen(fault);
        if (!ServerIllness.isPassing(call.request(), seen) || call.request().once()) {
            throw tries.withHistory(seen);
        }
        boolean ofRequest = ServerIllness.isOfRequest(call.request(), seen);
        Optional<Duration> pause = tries.after(seen).filter(any -> !ofRequest || tries.count() < TRIES_OF_REPLACEABLE);
        if (seams.stop().requested()) {
            throw tries.withHistory(pause.isPresent() ? StoppableSleep.stopped(call.action()) : seen);
        }
        if (pause.isEmpty()) {
            if (!isWorthMore(call, seen)) {
                throw tries.withHistory(seen);
            }
            return;
        }
        LOG.debug("{} [{}] Next try in {}.", seen.getMessage(), seen.code().id(), Durations.text(pause.get()));
        if (seen.code() == FaultCode.SERVER_BUSY) {
            turns.pacer().pause(pause.get());
        } else {
            turns.waiting().sleep(pause.get(), call.action());
        }
    }

    /**
     * Whether a request whose tries have run out is asked again: when a server that answered before is back, however long
     * that takes within {@code serverAway}. One that never answered is more likely a wrong address, but for who runs at
     * night, when servers restart.
     */
    private boolean isWorthMore(Call<?> call, Fault fault) {
        Tries tries = call.tries();
        ServerHealth health = turns.health();
        boolean ill = ServerIllness.shows(call.request(), fault)
                || fault.code() == FaultCode.SERVER_BUSY
                        && tries.lastStatus() == UNAVAILABLE
                        && !settings.retries().isTooLong(fault.retryAfter());
        boolean awaited = health.hasServed() || settings.awaitsStart() && isStarting(fault, tries);
        if (!ill || !awaited || settings.deadlines().serverAway().isZero()) {
            return false;
        }
        if (!health.hasServed()) {
            health.refusedFirst(fault.because());
        }
        if (!isThere(call, tries.lastTryBegun())) {
            return tries.beginAgain();
        }
        return !ServerIllness.isOfRequest(call.request(), fault) && tries.takeLastTry(fault);
    }

    private boolean isThere(Call<?> call, long since) {
        try {
            return turns.health().isThere(since);
        } catch (Fault untrusted) {
            throw call.tries().withHistory(untrusted);
        }
    }

    /** Whether a server that never answered may be starting: not one that nobody knows, or whose certificate is bad. */
    private static boolean isStarting(Fault fault, Tries tries) {
        if (fault.code() == FaultCode.SERVER_ERROR || fault.code() == FaultCode.SERVER_BUSY) {
            return STARTING.contains(tries.lastStatus());
        }
        boolean network = fault.code() == FaultCode.SERVER_UNREACHABLE || fault.code() == FaultCode.CONNECTION_LOST;
        return network
                && !(fault.getCause() instanceof UnknownHostException)
                && !(fault.getCause() instanceof SSLException);
    }
}
