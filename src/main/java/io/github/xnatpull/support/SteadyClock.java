package io.github.xnatpull.support;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The wall clock, but never backwards: where it is set back while a run goes on, the monotonic clock carries time on from
 * where it was, so that nothing ends before it began. Jumps forward are followed, for they may be a machine's sleep.
 */
public final class SteadyClock extends Clock {
    private final Clock wall;
    private final LongSupplier nanos;
    private final Instant begun;
    private final long begunNanos;

    private SteadyClock(Clock wall, LongSupplier nanos, Instant begun, long begunNanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.begun = begun;
        this.begunNanos = begunNanos;
    }

    /**
     * A clock that begins at the wall clock's time.
     *
     * @param nanos the monotonic clock, {@link System#nanoTime}
     */
    public static SteadyClock of(Clock wall, LongSupplier nanos) {
        return new SteadyClock(wall, nanos, wall.instant(), nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        Instant steady = begun.plusNanos(nanos.getAsLong() - begunNanos);
        Instant shown = wall.instant();
        return shown.isBefore(steady) ? steady : shown;
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(wall.withZone(zone), nanos, begun, begunNanos);
    }
}
