package io.github.xnatpull.support;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Nearest {
    private static final int LONGEST = 200;
    private static final int SEVERAL = 3;

    private Nearest() {}

    /** The known word most like the text, without regard to case; empty where none is at all like it. */
    public static Optional<String> of(String text, Collection<String> known) {
        String wanted = text.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(2, wanted.length() / 3);
        return known.stream()
                .filter(word -> distance(wanted, word.toLowerCase(Locale.ROOT)) <= tolerance)
                .min(order(wanted));
    }

    /** At most three known words, the nearest first; none that shares next to nothing with the text. */
    public static List<String> several(String text, Collection<String> known) {
        String wanted = text.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(2, wanted.length() / 2);
        return known.stream()
                .filter(word -> distance(wanted, word.toLowerCase(Locale.ROOT)) <= tolerance)
                .sorted(order(wanted))
                .limit(SEVERAL)
                .toList();
    }

    private static Comparator<String> order(String wanted) {
        return Comparator.comparingInt((String word) -> distance(wanted, word.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder());
    }

    /** The known word most like the text, however unlike it is; empty where none is known. */
    public static Optional<String> seen(String text, Collection<String> known) {
        String wanted = text.toLowerCase(Locale.ROOT);
        Optional<String> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String word : known) {
            // As many letters differ at least as one word is longer than the other.
            if (Math.abs(word.length() - wanted.length()) <= least && word.length() <= LONGEST) {
                int distance = distance(wanted, word.toLowerCase(Locale.ROOT));
                if (distance < least || (distance == least && word.compareTo(nearest.orElse(word)) < 0)) {
                    nearest = Optional.of(word);
                    least = distance;
                }
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(from, to, i, j, cost);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(String from, String to, int i, int j, int[][] cost) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
