package io.github.xnatpull.batch;

import io.github.xnatpull.jobfile.FailureLimit;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.StopSignal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Stops a run that reached its limit of bytes or of failures; files in hand are finished. */
final class FailureBrake {
    private final StopSignal stop;
    private final Optional<FailureLimit> limit;
    private final LongSupplier items;
    private long planned = -1;
    private final long mostBytes;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param limits of the run
     * @param items how many the plan has, for limits in percent; asked at the first failure, when there is a plan
     */
    FailureBrake(StopSignal stop, PullRequest.Limits limits, LongSupplier items) {
        this.stop = stop;
        this.limit = limits.maxFailures();
        this.items = items;
        this.mostBytes = limits.maxBytes().map(size -> size.bytes()).orElse(Long.MAX_VALUE);
    }

    /** One resource more could not be had, or not whole. */
    void failed() {
        if (limit.isPresent()) {
            long most = limit.get().of(planned());
            if (failures.incrementAndGet() >= most) {
                stop.limitReached("its limit of failures (" + most + ")");
            }
        }
    }

    private synchronized long planned() {
        if (planned < 0) {
            planned = items.getAsLong();
        }
        return planned;
    }

    /** So many bytes more came over the network. */
    void moved(long more) {
        if (bytes.addAndGet(more) >= mostBytes) {
            stop.limitReached("its limit of bytes (" + new ByteSize(mostBytes) + ")");
        }
    }
}
