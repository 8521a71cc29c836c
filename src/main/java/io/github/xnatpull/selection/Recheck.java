package io.github.xnatpull.selection;

import io.github.xnatpull.support.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * How much of what looks unchanged by the server's counts and sizes a pull compares file by file with the server's
 * listings: a file that was replaced at equal size is seen by nothing else.
 *
 * @param all everything, now
 * @param every within which each session is to be compared, given a pull a day
 * @param rows listed files to be compared at least; 0 where nothing is
 */
public record Recheck(boolean all, Duration every, long rows) {
    private static final Duration DAY = Duration.ofDays(1);

    /** As usual: a small project each night, a large one within a week. */
    public static Recheck standard() {
        return new Recheck(false, Duration.ofDays(7), 200_000);
    }

    /**
     * How many listed files a pull compares.
     *
     * @param unchanged those of all that looks unchanged
     */
    public long budget(long unchanged) {
        if (rows == 0) {
            return 0;
        }
        double share = Math.min(1, DAY.toMillis() / (double) Math.max(1, every.toMillis()));
        return Math.max(rows, (long) Math.ceil(unchanged * share));
    }

    /**
     * What is to be said of a look that is too old.
     *
     * @param age of the oldest one
     */
    public Optional<String> tooOldAt(Duration age) {
        return age.compareTo(every.multipliedBy(2)) <= 0
                ? Optional.empty()
                : Optional.of(
                        "Something of what counts as unchanged was not compared file by file with the server's listing for "
                                + Durations.text(age) + ", more than twice --recheck-every (" + Durations.text(every)
                                + "). A file replaced at equal size is not noticed meanwhile. Raise --recheck-rows, or pull once with"
                                + " --recheck.");
    }
}
