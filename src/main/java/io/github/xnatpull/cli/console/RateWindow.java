package io.github.xnatpull.cli.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** The rate of something over the last half minute; used by one thread. */
final class RateWindow {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, double total) {}

    /** Notes a total at a time of the monotonic clock. */
    void add(long nanos, double total) {
        Sample last = samples.peekLast();
        if (last != null && nanos - last.nanos < STEP.toNanos()) {
            return;
        }
        samples.addLast(new Sample(nanos, total));
        // The newest sample older than the window stays, so that the window is always full.
        while (samples.size() > 2 && nanos - second().nanos >= LENGTH.toNanos()) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        var iterator = samples.iterator();
        iterator.next();
        return iterator.next();
    }

    /** Per second; empty until there are two samples. */
    OptionalDouble perSecond() {
        Sample first = samples.peekFirst();
        Sample last = samples.peekLast();
        if (first == null || last == null || first.nanos == last.nanos) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((last.total - first.total) / ((last.nanos - first.nanos) / 1e9));
    }
}
