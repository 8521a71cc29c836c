package io.github.xnatpull.xnat.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks at every exchange under way and ends those in which nothing comes for too long. */
final class Watchdog implements AutoCloseable {
    private final Set<InFlight> flights = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "http-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    private final LongSupplier nanos;

    /** Looks often enough to keep this deadline within a quarter of itself. */
    Watchdog(Duration shortest, LongSupplier nanos) {
        this.nanos = nanos;
        long every = Math.max(10, Math.min(1_000, shortest.toMillis() / 4));
        ticker.scheduleWithFixedDelay(this::lookAtAll, every, every, TimeUnit.MILLISECONDS);
    }

    void add(InFlight flight) {
        flights.add(flight);
    }

    void remove(InFlight flight) {
        flights.remove(flight);
    }

    /** The time by which flights are measured. */
    long now() {
        return nanos.getAsLong();
    }

    private void lookAtAll() {
        long now = now();
        flights.forEach(flight -> flight.look(now));
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
