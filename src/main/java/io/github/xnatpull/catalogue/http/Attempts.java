package io.github.xnatpull.catalogue.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.support.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tries of one request: how many, since when, and how each ended. */
final class Attempts {
    private final RetrySchedule schedule;
    private final HttpSeams seams;
    private final List<Fault> failed = new ArrayList<>();
    private long begun;

    Attempts(RetrySchedule schedule, HttpSeams seams) {
        this.schedule = schedule;
        this.seams = seams;
        this.begun = seams.nanos().getAsLong();
    }

    boolean isFirst() {
        return failed.isEmpty();
    }

    /** Time that does not count. */
    void pauseBudget(long nanos) {
        begun += nanos;
    }

    /** How long to wait after this fault; throws it where no further try is worth it. */
    Duration after(Fault fault) {
        failed.add(fault);
        boolean passing = fault.kind() == FaultKind.SERVER_TRANSIENT && fault.code() != FaultCode.SERVER_AWAY;
        Duration elapsed = Duration.ofNanos(seams.nanos().getAsLong() - begun);
        Optional<Duration> pause = schedule.next(failed.size(), elapsed, fault.retryAfter(), seams.random());
        return pause.filter(wait -> passing).orElseThrow(() -> withHistory(fault));
    }

    Duration giveUp(Fault fault) {
        throw withHistory(fault);
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
