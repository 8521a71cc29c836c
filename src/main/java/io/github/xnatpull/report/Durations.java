package io.github.xnatpull.report;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people say them, in at most two units. */
public final class Durations {
    private Durations() {}

    /** {@code 45 s}, {@code 3 min 20 s}, {@code 6 h 5 min}, {@code 2 d 4 h}. */
    public static String text(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long first, String firstUnit, long second, String secondUnit) {
        return second == 0
                ? String.format(Locale.ROOT, "%d %s", first, firstUnit)
                : String.format(Locale.ROOT, "%d %s %d %s", first, firstUnit, second, secondUnit);
    }
}
