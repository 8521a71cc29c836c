package io.github.xnatpull.transfer;

import io.github.xnatpull.support.Bandwidth;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the bytes of all transfers together below the rate that holds now. Shared by all of them. The timetable is
 * looked up again with every read and at least five times a second while waiting, so a change holds at once.
 */
public final class Throttle {
    /** Lets every byte pass. */
    public static final Throttle NONE = new Throttle(
            Bandwidth.UNLIMITED, Clock.systemUTC(), System::nanoTime, Sleeper.REAL, new StopSignal(), rate -> {});

    private static final int LEAST_READ = 512;
    /** What one read may take of a second's bytes, so that many transfers share the rate evenly. */
    private static final int READS_A_SECOND = 16;

    private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(200);
    /** Lost time that may be made up for: sleeps are never exact. */
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(100);

    private final Bandwidth bandwidth;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Sleeper sleeper;
    private final StopSignal stop;
    private final Consumer<OptionalLong> changed;
    private final boolean idle;
    private long rate;
    private long free;

    /**
     * @param clock the wall clock, with its zone, for the timetable
     * @param nanos a clock that never jumps, for the rate
     * @param changed is told every rate that comes into force, the first one too; no value for no limit
     */
    public Throttle(
            Bandwidth bandwidth,
            Clock clock,
            LongSupplier nanos,
            Sleeper sleeper,
            StopSignal stop,
            Consumer<OptionalLong> changed) {
        this.bandwidth = bandwidth;
        this.clock = clock;
        this.nanos = nanos;
        this.sleeper = sleeper;
        this.stop = stop;
        this.changed = changed;
        this.idle = bandwidth.isUnlimited();
        this.rate = -1;
    }

    /**
     * Waits until more bytes may come.
     *
     * @param wanted at least 1
     * @return how many may be read now; what is not read is to be {@link #giveBack given back}
     */
    int take(int wanted) throws InterruptedException {
        while (!idle) {
            Grant grant = grant(wanted);
            if (grant.bytes() > 0 || stop.cutRequested()) {
                return Math.max(1, grant.bytes());
            }
            sleeper.sleep(Duration.ofNanos(Math.min(LONGEST_SLEEP, grant.pause())));
        }
        return wanted;
    }

    private record Grant(int bytes, long pause) {}

    private synchronized Grant grant(int wanted) {
        long now = nanos.getAsLong();
        long holds = bandwidth.at(LocalDateTime.now(clock)).orElse(0);
        if (holds != rate) {
            rate = holds;
            free = now;
            changed.accept(rate == 0 ? OptionalLong.empty() : OptionalLong.of(rate));
        }
        if (rate == 0) {
            return new Grant(wanted, 0);
        }
        if (free - now > 0) {
            return new Grant(0, free - now);
        }
        int bytes = (int) Math.min(wanted, Math.max(LEAST_READ, rate / READS_A_SECOND));
        free = Math.max(free, now - CATCH_UP) + time(bytes);
        return new Grant(bytes, 0);
    }

    /** Bytes that were granted and did not come. */
    synchronized void giveBack(int bytes) {
        if (!idle && rate > 0) {
            free -= time(bytes);
        }
    }

    private long time(int bytes) {
        return (long) (bytes * 1e9 / rate);
    }
}
