package io.github.xnatpull.support;

/**
 * Makes text from a server or a list safe for terminals and text logs: control characters, escape sequences and
 * direction marks become visible escapes, so that no label can forge a line or colour a screen (CWE-117).
 */
public final class Printable {
    private Printable() {}

    /** The text with everything escaped that moves a cursor, ends a line or turns the reading direction. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    /** The same, in ASCII only. */
    public static String ascii(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point < 128) {
                append(safe, point);
            } else {
                escape(safe, point);
            }
        });
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        switch (point) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isHarmful(point)) {
                    escape(safe, point);
                } else {
                    safe.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isHarmful(int point) {
        return switch (Character.getType(point)) {
            // FORMAT holds the bidi overrides U+202A–U+202E and isolates U+2066–U+2069, and zero-width marks.
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    private static void escape(StringBuilder safe, int point) {
        safe.append(String.format("\\u%04x", point));
    }
}
