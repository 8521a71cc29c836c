package io.github.xnatpull.support;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write and read them. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|min|h|d)\\s*");

    private Durations() {}

    /**
     * Reads {@code 6h}, {@code 1h30m}, {@code 90 s}, {@code 2d} and ISO 8601 such as {@code PT6H}.
     *
     * @throws IllegalArgumentException when the text is no length of time, or has no unit
     */
    public static Duration parse(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        try {
            return lower.startsWith("p") ? Duration.parse(lower) : parts(lower);
        } catch (DateTimeParseException | ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no length of time; write for example 6h, 90m or 1h30m", e);
        }
    }

    private static Duration parts(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            sum = sum.plusMillis(Math.round(Double.parseDouble(part.group(1)) * millis(part.group(2))));
            end = part.end();
            part.region(end, text.length());
        }
        if (end == 0 || end < text.length()) {
            throw new IllegalArgumentException(text);
        }
        return sum;
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

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
