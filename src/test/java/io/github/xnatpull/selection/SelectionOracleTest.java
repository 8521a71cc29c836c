package io.github.xnatpull.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.xnat.ScanRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The selector against the rules written a second time, naively. */
class SelectionOracleTest {
    @Provide
    Arbitrary<String> name() {
        return Arbitraries.strings().withChars("12Ta*?[]-!,^\\").ofMinLength(1).ofMaxLength(4);
    }

    @Provide
    Arbitrary<List<ScanRow>> listing() {
        return Combinators.combine(name(), name())
                .as((id, type) -> Rows.scan(id, type))
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 3000)
    void chosenScansAreThoseOfTheRules(@ForAll("listing") List<ScanRow> listing, @ForAll("name") String value) {
        Selector selector =
                Selector.of(Selection.builder().scans(List.of(value)).build());
        assertThat(selector.scans(listing)).isEqualTo(expected(listing, value));
    }

    @Property(tries = 1000)
    void whatIsExcludedIsExactlyWhatWouldBeIncluded(
            @ForAll("listing") List<ScanRow> listing, @ForAll("name") String value) {
        List<ScanRow> in =
                Selector.of(Selection.builder().scans(List.of(value)).build()).scans(listing);
        List<ScanRow> rest = Selector.of(
                        Selection.builder().excludedScans(List.of(value)).build())
                .scans(listing);
        assertThat(rest).noneMatch(in::contains);
        assertThat(in.size() + rest.size()).isEqualTo(listing.size());
    }

    private static List<ScanRow> expected(List<ScanRow> listing, String value) {
        if (value.equals("*")) {
            return listing;
        }
        List<ScanRow> literal = literal(listing, value);
        if (!literal.isEmpty()) {
            return literal;
        }
        Set<ScanRow> rows = new LinkedHashSet<>();
        for (String piece : pieces(value)) {
            List<ScanRow> named = literal(listing, piece);
            for (ScanRow row : listing) {
                boolean matched = piece.equals("*")
                        || (named.isEmpty() ? glob(piece, row.id()) || glob(piece, row.type()) : named.contains(row));
                if (matched) {
                    rows.add(row);
                }
            }
        }
        return listing.stream().filter(rows::contains).toList();
    }

    private static List<ScanRow> literal(List<ScanRow> listing, String value) {
        List<ScanRow> ids =
                listing.stream().filter(row -> row.id().equals(value)).toList();
        return ids.isEmpty()
                ? listing.stream().filter(row -> row.type().equals(value)).toList()
                : ids;
    }

    private static List<String> pieces(String value) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            int close = value.charAt(i) == '[' ? close(value, i) : -1;
            if (close > 0) {
                piece.append(value, i, close + 1);
                i = close;
            } else if (value.charAt(i) == ',') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(value.charAt(i));
            }
        }
        pieces.add(piece.toString());
        pieces.removeIf(String::isEmpty);
        return pieces;
    }

    private static int close(String text, int open) {
        boolean negated = open + 1 < text.length() && "!^".indexOf(text.charAt(open + 1)) >= 0;
        return text.indexOf(']', open + (negated ? 3 : 2));
    }

    /** By recursion instead of by regular expression. */
    private static boolean glob(String glob, String text) {
        if (glob.isEmpty()) {
            return text.isEmpty();
        }
        if (glob.charAt(0) == '*') {
            return glob(glob.substring(1), text) || (!text.isEmpty() && glob(glob, text.substring(1)));
        }
        if (text.isEmpty()) {
            return false;
        }
        int close = glob.charAt(0) == '[' ? close(glob, 0) : -1;
        if (close > 0) {
            return inSet(glob.substring(1, close), text.charAt(0))
                    && glob(glob.substring(close + 1), text.substring(1));
        }
        return (glob.charAt(0) == '?' || glob.charAt(0) == text.charAt(0))
                && glob(glob.substring(1), text.substring(1));
    }

    private static boolean inSet(String set, char c) {
        boolean negated = set.startsWith("!") || set.startsWith("^");
        String members = negated ? set.substring(1) : set;
        boolean found = false;
        for (int i = 0; i < members.length(); i++) {
            if (i + 2 < members.length()
                    && members.charAt(i + 1) == '-'
                    && members.charAt(i) <= members.charAt(i + 2)) {
                found |= members.charAt(i) <= c && c <= members.charAt(i + 2);
                i += 2;
            } else {
                found |= members.charAt(i) == c;
            }
        }
        return found != negated;
    }
}
