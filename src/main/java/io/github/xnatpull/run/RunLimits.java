package io.github.xnatpull.run;

import io.github.xnatpull.request.FailureLimit;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.StopSignal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Stops a run that reached its limit of bytes or of failures; files in hand are finished. */
public final class RunLimits {
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
    public RunLimits(StopSignal stop, PullRequest.Limits limits, LongSupplier items) {
        this.stop = stop;
        this.limit = limits.maxFailures();
        this.items = items;
        this.mostBytes = limits.maxBytes().map(size -> size.bytes()).orElse(Long.MAX_VALUE);
    }

    /** One resource more could not be had, or not whole. */
    public void failed() {
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
    public void moved(long more) {
        if (bytes.addAndGet(more) >= mostBytes) {
            stop.limitReached("its limit of bytes (" + new ByteSize(mostBytes) + ")");
        }
    }
}
