package io.github.xnatpull.support;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How fast bytes may come, by the time of the week. Written as rclone's {@code --bwlimit}: one rate, or a timetable of
 * {@code [DAY-]HH:MM,RATE} parted by blanks. A rate is in bytes per second with a binary unit ({@code 512k}, {@code 2M});
 * a bare number counts KiB; {@code off} and {@code 0} are no limit. Of rclone's {@code UP:DOWN} the second counts.
 */
public final class Bandwidth {
    /** As fast as it goes. */
    public static final Bandwidth UNLIMITED = new Bandwidth(new TreeMap<>(Map.of(0, 0L)));

    private static final String RATE = "(?i:off|[0-9]+(?:\\.[0-9]+)?(?:B|[KMGTP]i?B?)?)";
    private static final Pattern RATES = Pattern.compile("(" + RATE + ")(?::(" + RATE + "))?");
    private static final Pattern SLOT =
            Pattern.compile("(?:(?i:(mon|tue|wed|thu|fri|sat|sun))-)?([01]?[0-9]|2[0-3]):([0-5][0-9]),(\\S+)");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int DAY = 24 * 60;

    /** Bytes per second, 0 for no limit, by the minute of the week from which they hold. */
    private final TreeMap<Integer, Long> week;

    private Bandwidth(TreeMap<Integer, Long> week) {
        this.week = week;
    }

    /**
     * Reads a rate or a timetable.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static Bandwidth parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() == 1 && RATES.matcher(words.get(0)).matches()) {
            return new Bandwidth(new TreeMap<>(Map.of(0, rate(text, words.get(0)))));
        }
        TreeMap<Integer, Long> week = new TreeMap<>();
        for (String word : words) {
            Matcher slot = SLOT.matcher(word);
            if (!slot.matches()) {
                throw wrong(text);
            }
            int minute = Integer.parseInt(slot.group(2)) * 60 + Integer.parseInt(slot.group(3));
            for (int day : days(slot.group(1))) {
                week.put(day * DAY + minute, rate(text, slot.group(4)));
            }
        }
        return new Bandwidth(week);
    }

    /** The named day, or every day where none is named. */
    private static List<Integer> days(@Nullable String day) {
        return day == null ? List.of(0, 1, 2, 3, 4, 5, 6) : List.of(DAYS.indexOf(day.toLowerCase(Locale.ROOT)));
    }

    private static long rate(String text, String word) {
        Matcher rates = RATES.matcher(word);
        if (!rates.matches()) {
            throw wrong(text);
        }
        String rate = (rates.group(2) == null ? rates.group(1) : rates.group(2)).toUpperCase(Locale.ROOT);
        if (rate.equals("OFF")) {
            return 0;
        }
        char unit = rate.replaceAll("[0-9.IB]", "").isEmpty()
                ? (rate.endsWith("B") ? 'B' : 'K')
                : rate.replaceAll("[0-9.IB]", "").charAt(0);
        double number = Double.parseDouble(rate.replaceAll("[^0-9.]", ""));
        return number == 0 ? 0 : Math.max(1, (long) (number * Math.pow(1024, "BKMGTP".indexOf(unit))));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no rate; write for example 10M, or a timetable such as 08:00,2M 19:00,off");
    }

    /** Bytes per second at this time; empty for no limit. */
    public OptionalLong at(LocalDateTime time) {
        DayOfWeek day = time.getDayOfWeek();
        int minute = (day.getValue() - 1) * DAY + time.getHour() * 60 + time.getMinute();
        Map.Entry<Integer, Long> slot = week.floorEntry(minute);
        // Before the week's first entry the last one of the week before still holds.
        long rate = (slot == null ? week.lastEntry() : slot).getValue();
        return rate == 0 ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /** Whether there is never a limit. */
    public boolean isUnlimited() {
        return week.values().stream().allMatch(rate -> rate == 0);
    }
}
