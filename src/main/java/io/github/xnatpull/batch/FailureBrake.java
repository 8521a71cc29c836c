package io.github.xnatpull.batch;

import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.support.StopSignal;
import java.util.concurrent.atomic.AtomicLong;

/** Stops a run that reached its limit of bytes or of failures; files in hand are finished. */
final class FailureBrake {
    private final StopSignal stop;
    private final long mostFailures;
    private final long mostBytes;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param limits of the run
     * @param items of the plan, for limits in percent
     */
    FailureBrake(StopSignal stop, PullRequest.Limits limits, long items) {
        this.stop = stop;
        this.mostFailures = limits.maxFailures()
                .map(limit -> limit >= 0 ? (long) limit : Math.max(1, items * -limit / 100))
                .orElse(Long.MAX_VALUE);
        this.mostBytes = limits.maxBytes().map(size -> size.bytes()).orElse(Long.MAX_VALUE);
    }

    /** One resource more could not be had. */
    void failed() {
        if (failures.incrementAndGet() > mostFailures) {
            stop.request(StopSignal.Reason.LIMIT);
        }
    }

    /** So many bytes more came over the network. */
    void moved(long more) {
        if (bytes.addAndGet(more) >= mostBytes) {
            stop.request(StopSignal.Reason.LIMIT);
        }
    }
}
