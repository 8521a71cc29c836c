package io.github.xnatpull.selection;

import java.util.regex.Pattern;

/**
 * Names with {@code *} (any text), {@code ?} (one character) and {@code [abc]}, {@code [a-c]}, {@code [!abc]} (one of,
 * or none of). There is no escape: a name that holds such a character is met literally first. A bracket that is never
 * closed is a bracket.
 */
final class Glob {
    private Glob() {}

    /** Whether a text means more than itself. */
    static boolean isGlob(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '*' || c == '?' || (c == '[' && closing(text, at) > 0)) {
                return true;
            }
        }
        return false;
    }

    static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            int c = glob.codePointAt(at);
            int close = c == '[' ? closing(glob, at) : -1;
            if (close > 0) {
                regex.append(bracket(glob.substring(at + 1, close)));
                at = close + 1;
                continue;
            }
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> appendLiteral(regex, c);
            }
            at += Character.charCount(c);
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Where the bracket that opens at {@code open} closes: not at its first place, so that {@code []]} is a set. */
    static int closing(String glob, int open) {
        int first = open + 1;
        if (first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^')) {
            first++;
        }
        return glob.indexOf(']', first + 1);
    }

    private static String bracket(String inside) {
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        int[] set = inside.substring(negated ? 1 : 0).codePoints().toArray();
        StringBuilder regex = new StringBuilder(negated ? "[^" : "[");
        for (int i = 0; i < set.length; i++) {
            appendLiteral(regex, set[i]);
            if (i + 2 < set.length && set[i + 1] == '-' && set[i] <= set[i + 2]) {
                appendLiteral(regex.append('-'), set[i + 2]);
                i += 2;
            }
        }
        return regex.append(']').toString();
    }

    private static void appendLiteral(StringBuilder regex, int codePoint) {
        if (codePoint < 128 && !Character.isLetterOrDigit(codePoint)) {
            regex.append('\\');
        }
        regex.appendCodePoint(codePoint);
    }
}
