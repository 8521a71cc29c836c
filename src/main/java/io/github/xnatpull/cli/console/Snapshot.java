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
 * @param rate bytes per second over the last half minute
 * @param left the time it will still take, where that can be said
 */
record Snapshot(
        boolean transferring,
        Planning planning,
        double fraction,
        Bytes bytes,
        Items items,
        OptionalDouble rate,
        Optional<Duration> left,
        List<Running> running) {

    /**
     * What is moved.
     *
     * @param arrived over the network in this attempt
     * @param done of the whole plan, by any attempt
     * @param remainingHint still to come, as far as the server hints
     */
    record Bytes(long arrived, long done, long remainingHint) {}

    /**
     * Resources of the plan.
     *
     * @param done those that ended, in whatever way
     * @param failed those of them that ended and are not complete
     */
    record Items(long all, long done, long failed) {}

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
                new Bytes(state.arrivedBytes(), state.doneBytes(), remaining),
                new Items(state.items(), state.itemsDone(), state.itemsFailed()),
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
