package io.github.xnatpull.support;

import java.time.Duration;

/** Waits. Injected, so that tests of hour-long policies take milliseconds. */
@FunctionalInterface
public interface Sleeper {
    /** The real one. */
    Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

    /**
     * Waits for the duration.
     *
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;
}
