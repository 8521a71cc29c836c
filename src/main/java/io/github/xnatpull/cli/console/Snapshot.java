package io.github.xnatpull.cli.console;

import io.github.xnatpull.cli.console.ProgressState.Planning;
import io.github.xnatpull.cli.console.ProgressState.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run at one moment.
 *
 * @param fraction done, 0 to 1
 * @param arrivedBytes over the network in this attempt
 * @param doneBytes of the whole plan that are here, by any attempt
 * @param remainingHint bytes to come, as far as the server hints
 * @param rate bytes per second over the last half minute
 * @param left the time it will still take, where that can be said
 */
record Snapshot(
        boolean transferring,
        Planning planning,
        double fraction,
        long arrivedBytes,
        long doneBytes,
        boolean knowsBytes,
        long remainingHint,
        long items,
        long itemsDone,
        long itemsFailed,
        OptionalDouble rate,
        Optional<Duration> left,
        List<Running> running) {

    static Snapshot of(ProgressState state, OptionalDouble bytesPerSecond, OptionalDouble itemsPerSecond) {
        long remaining = state.remainingHint();
        Optional<Duration> left = state.isStopping()
                ? Optional.empty() // it ends before all that is left has come
                : remaining > 0
                        ? time(remaining, bytesPerSecond)
                        : time(state.items() - state.itemsDone(), itemsPerSecond);
        return new Snapshot(
                state.isTransferring(),
                state.planning(),
                state.fraction(),
                state.arrivedBytes(),
                state.doneBytes(),
                state.knowsBytes(),
                remaining,
                state.items(),
                state.itemsDone(),
                state.itemsFailed(),
                bytesPerSecond,
                left,
                state.running());
    }

    private static Optional<Duration> time(long amount, OptionalDouble perSecond) {
        return amount > 0 && perSecond.orElse(0) > 0
                ? Optional.of(Duration.ofSeconds((long) Math.ceil(amount / perSecond.getAsDouble())))
                : Optional.empty();
    }

    int percent() {
        return (int) (fraction * 100);
    }
}
