package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.ResourceKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Digests are wrong for some minutes after an upload (contract §16.8). A resource with such files is listed once more when
 * its turn comes again, and not too soon. Where that was in vain several times, digests are stale for good, and nobody waits.
 */
final class LateDigests {
    /** How long a digest has to come right. */
    static final Duration PAUSE = Duration.parse(System.getProperty("xnatpull.digest-pause", "PT2M"));

    private static final int MOST_IN_VAIN = 3;

    private final LongSupplier nanos;
    private final Duration pause;
    private final Map<ResourceKey, Long> seen = new HashMap<>();
    private int inVain;

    /** @param nanos a clock that never jumps */
    LateDigests(LongSupplier nanos, Duration pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /** Whether a digest that is not that of what came may yet come right; remembers since when it is so. */
    synchronized boolean mayComeRight(ResourceKey key) {
        if (inVain >= MOST_IN_VAIN) {
            return false;
        }
        seen.putIfAbsent(key, nanos.getAsLong());
        return true;
    }

    /** How long there is still to wait before a resource is listed once more. */
    synchronized Optional<Duration> left(ResourceKey key) {
        Long since = seen.get(key);
        if (since == null || inVain >= MOST_IN_VAIN) {
            return Optional.empty();
        }
        Duration left = pause.minusNanos(nanos.getAsLong() - since);
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    /** It was listed once more. */
    synchronized void listedAgain(ResourceKey key, boolean right) {
        if (seen.remove(key) != null) {
            inVain = right ? 0 : inVain + 1;
        }
    }
}
