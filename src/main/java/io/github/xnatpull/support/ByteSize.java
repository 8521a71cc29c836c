package io.github.xnatpull.support;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, with the binary units that disks and people use. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final Pattern TEXT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGTP]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(mebibytes << 20);
    }

    /**
     * Reads {@code 500G}, {@code 1.5 MiB}, {@code 2048}; units are binary.
     *
     * @throws IllegalArgumentException when the text is no size
     */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size; write for example 500M or 1.5G");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : "KMGTP".indexOf(unit) + 1;
        return new ByteSize((long) (Double.parseDouble(matcher.group(1)) * Math.pow(1024, power)));
    }

    /** A part of a whole in the whole's unit: {@code 7.4 / 45.5 MiB}; the whole alone where nothing is left of it. */
    public static String ofWhole(long part, long whole) {
        String text = new ByteSize(whole).toString();
        if (part >= whole) {
            return text;
        }
        int unit = List.of(UNITS).indexOf(text.substring(text.indexOf(' ') + 1));
        double scale = Math.pow(1024, unit);
        String digits = unit == 0 || whole / scale >= 100 ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, digits + " / " + digits + " %s", part / scale, whole / scale, UNITS[unit]);
    }

    /** The size with about three significant digits: {@code 1.4 GiB}. */
    @Override
    public String toString() {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT, value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }
}
