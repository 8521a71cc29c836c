package io.github.xnatpull.support;

import java.util.Locale;

/**
 * Makes text that came from elsewhere (a server, a list, a file name) fit to be shown: nothing in it can move the
 * cursor, forge a log line or turn the reading order round (CWE-117, Unicode UTR 36).
 */
public final class TextSafety {
    private TextSafety() {}

    /** The text with controls, line ends and direction marks spelt out, so that it stays on one line as written. */
    public static String visible(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                if (out != null) {
                    out.append(c);
                }
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            out.append(spelt(c));
        }
        return out == null ? text : out.toString();
    }

    /** {@link #visible}, cut after so many characters; what was cut shows as an ellipsis. */
    public static String visible(String text, int most) {
        if (text.length() <= most) {
            return visible(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return visible(text.substring(0, end)) + "...";
    }

    /** {@link #visible}, in ASCII only: for terminals that show nothing else. */
    public static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : visible(text).toCharArray()) {
            out.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return out.toString();
    }

    private static boolean isHarmless(char c) {
        return !Character.isISOControl(c)
                && c != '\u061C'
                && c != '\uFEFF'
                && !(c >= '\u200B' && c <= '\u200F')
                && !(c >= '\u2028' && c <= '\u202E')
                && !(c >= '\u2060' && c <= '\u206F');
    }

    private static String spelt(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                c < 0x100
                        ? String.format(Locale.ROOT, "\\x%02x", (int) c)
                        : String.format(Locale.ROOT, "\\u%04X", (int) c);
        };
    }
}
