package io.github.xnatpull.fakes;

import io.github.xnatpull.support.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody sleeps. */
public final class VirtualTime extends Clock implements Sleeper {
    private final Instant start;
    private final AtomicLong nanos = new AtomicLong();

    public VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        nanos.addAndGet(duration.toNanos());
    }

    public long nanos() {
        return nanos.get();
    }

    /** All that has been slept through. */
    public Duration slept() {
        return Duration.ofNanos(nanos.get());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
