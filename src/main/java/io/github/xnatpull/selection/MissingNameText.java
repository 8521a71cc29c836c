package io.github.xnatpull.selection;

import io.github.xnatpull.support.Nearest;
import io.github.xnatpull.support.Plural;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The words for a name that nothing answers to: the same wherever the name stands. */
final class MissingNameText {
    private static final Set<String> KINDS =
            Set.of("session type", "scan", "scan type", "scan quality", "resource", "file");

    /** Says that where something was looked for there is none of it, when it is many things. */
    static final String NOTHING = "nothing that is selected";

    private MissingNameText() {}

    /** For example {@code session MR1 has no scan 9; nearest seen '8'}. */
    static String in(String where, String kind, String value, Collection<String> seen) {
        return where + (where.equals(NOTHING) ? " has " : " has no ") + kind + " " + value + near(value, seen)
                + advice(kind, value);
    }

    /** For example {@code none of the 4 sessions has scan 9; nearest seen '8'}. */
    static String inAll(long sessions, String kind, String value, Collection<String> seen) {
        return inAll(sessions, "session", kind, value, seen);
    }

    /** The same of other owners. */
    static String inAll(long owners, String owner, String kind, String value, Collection<String> seen) {
        return owners == 1
                ? in("the " + owner, kind, value, seen)
                : "none of the " + Plural.of(owners, owner) + " has " + kind + " " + value + near(value, seen)
                        + advice(kind, value);
    }

    /** What is most like it, or what a spreadsheet made of it. */
    static String near(String value, Collection<String> seen) {
        return new SpreadsheetDamage(seen)
                .suspicion(value)
                .or(() -> nearest(value, seen))
                .map(words -> "; " + words)
                .orElse("");
    }

    /** What is most like it; where both look alike on a screen, why they differ all the same. */
    static Optional<String> nearest(String value, Collection<String> seen) {
        return Nearest.seen(value, seen)
                .map(name -> "nearest seen '" + name + "'"
                        + (looks(name).equals(looks(value))
                                ? ", which looks the same and is made of other characters: copy it from 'xnatpull list'"
                                : ""));
    }

    /** A letter with an accent is one character or two, and blanks are of several kinds. */
    private static String looks(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    }

    private static String advice(String kind, String value) {
        return KINDS.contains(kind) && !Character.isDigit(value.charAt(0))
                ? "; write '" + value + "*' if it may be missing"
                : "";
    }
}
