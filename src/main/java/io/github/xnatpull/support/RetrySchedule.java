package io.github.xnatpull.support;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When to try again: exponential back-off with full jitter, so that many clients of a recovering server do not come back
 * in step. A pure function of the number of tries so far.
 *
 * @param tries how many tries in all, at least 1
 * @param base the longest wait after the first try; doubles with each
 * @param cap no wait is longer, but for one that the server asks for
 * @param serverCap the longest wait that a server may ask for; beyond it the try is the last
 * @param budget the time from the first try after which no further one is begun
 */
public record RetrySchedule(int tries, Duration base, Duration cap, Duration serverCap, Duration budget) {
    /** Five tries, from one second, at most one minute apart, within fifteen minutes; Retry-After up to five minutes. */
    public static RetrySchedule standard() {
        return new RetrySchedule(
                5, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(15));
    }

    /** The same with another number of tries. */
    public RetrySchedule withTries(int newTries) {
        return new RetrySchedule(newTries, base, cap, serverCap, budget);
    }

    /**
     * How long to wait before the next try, or empty when there is none.
     *
     * @param done tries so far, at least 1
     * @param elapsed since the first try began
     * @param asked what the server asked for in Retry-After (RFC 9110 §10.2.3)
     * @param random of [0, 1)
     */
    public Optional<Duration> next(int done, Duration elapsed, Optional<Duration> asked, DoubleSupplier random) {
        if (done >= tries || elapsed.compareTo(budget) >= 0) {
            return Optional.empty();
        }
        if (asked.isPresent()) {
            return isTooLong(asked) ? Optional.empty() : asked;
        }
        double ceiling = Math.min(cap.toMillis(), base.toMillis() * Math.pow(2, done - 1));
        return Optional.of(Duration.ofMillis((long) (ceiling * random.getAsDouble())));
    }

    /** Whether the server asks for a longer wait than any request is worth. */
    public boolean isTooLong(Optional<Duration> asked) {
        return asked.filter(wait -> wait.compareTo(serverCap) > 0).isPresent();
    }
}
