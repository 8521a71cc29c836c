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

    /**
     * Waits in small steps, and no longer once the run is asked to stop.
     *
     * @return false where it was asked to
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    default boolean sleepUnlessStopped(Duration duration, StopSignal stop) throws InterruptedException {
        Duration longestStep = Duration.ofMillis(250);
        Duration left = duration;
        while (left.compareTo(Duration.ZERO) > 0) {
            if (stop.requested()) {
                return false;
            }
            Duration step = left.compareTo(longestStep) < 0 ? left : longestStep;
            sleep(step);
            left = left.minus(step);
        }
        return true;
    }
}
