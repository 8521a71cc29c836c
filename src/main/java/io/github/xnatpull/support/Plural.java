package io.github.xnatpull.support;

import java.util.Locale;

/** Numbers with their nouns: {@code 1 session}, {@code 1,200 sessions}. */
public final class Plural {
    private Plural() {}

    /** {@code 1 row}, {@code 2 rows}: of nouns that take an s. */
    public static String of(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code the 1 row}, {@code all 2 rows}. */
    public static String all(long count, String noun) {
        return (count == 1 ? "the " : "all ") + of(count, noun);
    }

    /** With a comma between thousands. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
