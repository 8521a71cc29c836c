package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiled values of one filter. {@link Selector} tells the rules. */
final class Patterns {
    private static final String EXPRESSION = "re:";

    private final List<String> values;
    private final List<Wanted> wanted;

    private Patterns(List<String> values, List<Wanted> wanted) {
        this.values = values;
        this.wanted = wanted;
    }

    /** One value or, behind a comma, a piece of one. */
    private sealed interface Wanted {
        record Everything() implements Wanted {}

        record Expression(Pattern pattern) implements Wanted {}

        /** @param pieces what it falls apart into at its commas, where it is nobody's name as a whole */
        record Text(String literal, Pattern glob, List<Wanted> pieces, String written) implements Wanted {
            /** Whether it can only be the name of something: neither parted at commas nor a glob. */
            boolean isName() {
                return pieces.isEmpty() && !Glob.isGlob(written);
            }
        }
    }

    /**
     * What rows are compared by.
     *
     * @param literal tried in this order for an equal text; the first that has one decides
     * @param patterned all tried for globs and regular expressions
     */
    record Keys<T>(List<Function<T, String>> literal, List<Function<T, String>> patterned) {
        @SafeVarargs
        static <T> Keys<T> of(Function<T, String>... keys) {
            return new Keys<>(List.of(keys), List.of(keys));
        }
    }

    /** @param filter what the values are for, in words */
    static Patterns of(String filter, List<String> values) {
        return of(filter, values, UnaryOperator.identity());
    }

    /** @param spelling how a piece is rewritten before it is compared; regular expressions are not */
    static Patterns of(String filter, List<String> values, UnaryOperator<String> spelling) {
        List<Wanted> wanted = new ArrayList<>();
        for (String value : values) {
            if (value.isBlank()) {
                throw blank(filter);
            }
            List<String> texts = split(value);
            List<Wanted> pieces =
                    texts.stream().map(piece -> compile(piece, spelling)).toList();
            wanted.add(
                    texts.equals(List.of(value))
                            ? pieces.get(0)
                            : new Wanted.Text(spelling.apply(value), Glob.compile(value), pieces, value));
        }
        return new Patterns(List.copyOf(values), wanted);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The values as written, in quotes. */
    String quoted() {
        return String.join(", ", values.stream().map(value -> "'" + value + "'").toList());
    }

    List<String> values() {
        return values;
    }

    /** Which rows of a listing are meant. The answer depends on the listing as a whole: see {@link Selector}. */
    <T> Predicate<T> on(Collection<T> listing, Keys<T> keys) {
        Names<T> names = new Names<>(listing, keys);
        wanted.forEach(names::add);
        return names.predicate();
    }

    /** The rows meant, in their order; all where there are no values. */
    <T> List<T> kept(List<T> rows, Keys<T> keys) {
        return isEmpty() ? rows : rows.stream().filter(on(rows, keys)).toList();
    }

    /** The rows not meant, in their order; all where there are no values. */
    <T> List<T> dropped(List<T> rows, Keys<T> keys) {
        return isEmpty() ? rows : rows.stream().filter(on(rows, keys).negate()).toList();
    }

    /** The values that mean no row of a listing. */
    <T> List<String> unmatched(Collection<T> listing, Keys<T> keys) {
        List<String> none = new ArrayList<>();
        List<Set<String>> listed = Names.listed(listing, keys);
        for (int i = 0; i < values.size(); i++) {
            Names<T> names = new Names<>(listed, keys);
            names.add(wanted.get(i));
            // A name is one of a row's; only patterns have to be compared with every row.
            if (!names.hasLiteral() && listing.stream().noneMatch(names.predicate())) {
                none.add(values.get(i));
            }
        }
        return none;
    }

    /** The pieces of the values that are names: neither globs nor regular expressions, as written, once each. */
    List<String> names() {
        return names(value -> false);
    }

    /**
     * The same, where some values with commas are the name of one thing.
     *
     * @param whole whether something is called so; such a value does not fall apart
     */
    List<String> names(Predicate<String> whole) {
        Set<String> names = new LinkedHashSet<>();
        for (Wanted value : wanted) {
            if (value instanceof Wanted.Text text && !text.pieces().isEmpty() && whole.test(text.written())) {
                names.add(text.written());
            } else {
                names(value, names);
            }
        }
        return List.copyOf(names);
    }

    /** Whether every piece is a name that begins with a digit, as ids of scans mostly do. */
    boolean isNumbersOnly() {
        return wanted.stream().allMatch(Patterns::isNumbers);
    }

    /** Whether no pattern is among the pieces. */
    boolean isNamesOnly() {
        return wanted.stream().allMatch(Patterns::isNames);
    }

    private static boolean isNames(Wanted value) {
        return value instanceof Wanted.Text text
                && (text.pieces().isEmpty()
                        ? text.isName()
                        : text.pieces().stream().allMatch(Patterns::isNames));
    }

    private static boolean isNumbers(Wanted value) {
        return value instanceof Wanted.Text text
                && (text.pieces().isEmpty()
                        ? text.isName() && Character.isDigit(text.written().charAt(0))
                        : text.pieces().stream().allMatch(Patterns::isNumbers));
    }

    private static void names(Wanted value, Set<String> names) {
        if (value instanceof Wanted.Text text) {
            if (text.isName()) {
                names.add(text.written());
            }
            text.pieces().forEach(piece -> names(piece, names));
        }
    }

    /** Those of {@link #names} that rows of a listing bear. Where a value is met as a whole, all its pieces are. */
    <T> Set<String> answered(Collection<T> listing, Keys<T> keys) {
        Set<String> listed = new HashSet<>();
        for (T row : listing) {
            keys.literal().forEach(key -> listed.add(key.apply(row)));
        }
        Set<String> answered = new LinkedHashSet<>();
        wanted.forEach(value -> answered(value, listed, answered));
        return answered;
    }

    private static void answered(Wanted value, Set<String> listed, Set<String> answered) {
        if (value instanceof Wanted.Text text) {
            if (listed.contains(text.literal())) {
                names(text, answered);
            } else {
                text.pieces().forEach(piece -> answered(piece, listed, answered));
            }
        }
    }

    /** Splits at commas, but not inside brackets; from {@code re:} on, the rest is one piece. */
    static List<String> split(String value) {
        List<String> pieces = new ArrayList<>();
        String rest = value.stripLeading();
        while (!rest.isEmpty() && !rest.startsWith(EXPRESSION)) {
            int comma = comma(rest);
            pieces.add(rest.substring(0, comma).strip());
            rest = comma == rest.length() ? "" : rest.substring(comma + 1).stripLeading();
        }
        pieces.add(rest);
        pieces.removeIf(String::isEmpty);
        return pieces;
    }

    private static int comma(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != ',') {
            int close = text.charAt(at) == '[' ? Glob.closing(text, at) : -1;
            at = close > 0 ? close + 1 : at + 1;
        }
        return at;
    }

    private static Wanted compile(String piece, UnaryOperator<String> spelling) {
        if (piece.equals("*") || piece.toUpperCase(Locale.ROOT).equals("ALL")) {
            return new Wanted.Everything();
        }
        if (piece.startsWith(EXPRESSION)) {
            return new Wanted.Expression(expression(piece.substring(EXPRESSION.length())));
        }
        String text = spelling.apply(piece);
        return new Wanted.Text(text, Glob.compile(text), List.of(), piece);
    }

    /** An unset shell variable must not quietly select nothing, or all. */
    private static Fault blank(String filter) {
        return fault(FaultCode.CONFIG_INVALID)
                .trying("read the selection")
                .meaning("Nothing was started")
                .advice("Give it a value, or leave it out; names that are blank on the server are matched by 're:'.")
                .because("a value for " + filter + " is blank");
    }

    private static Pattern expression(String regex) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw fault(FaultCode.CONFIG_INVALID)
                    .trying("read the regular expression 're:" + regex + "'")
                    .meaning("Nothing was started")
                    .advice("Correct it; it must match the whole name.")
                    .cause(e)
                    .because(e.getDescription() + (e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1)));
        }
    }

    /** The names and patterns that remain of the values in the face of one listing. */
    private static final class Names<T> {
        private final Keys<T> keys;
        private final List<Set<String>> listed;
        private final List<Set<String>> literal = new ArrayList<>();
        private final List<Pattern> patterns = new ArrayList<>();
        private boolean everything;

        Names(Collection<T> listing, Keys<T> keys) {
            this(listed(listing, keys), keys);
        }

        /** @param listed see {@link #listed}: made once for all values of a filter */
        Names(List<Set<String>> listed, Keys<T> keys) {
            this.listed = listed;
            this.keys = keys;
            listed.forEach(texts -> literal.add(new HashSet<>()));
        }

        /** The names in a listing, tier by tier. */
        static <T> List<Set<String>> listed(Collection<T> listing, Keys<T> keys) {
            List<Set<String>> listed = new ArrayList<>();
            for (Function<T, String> key : keys.literal()) {
                Set<String> texts = new HashSet<>();
                listing.forEach(row -> texts.add(key.apply(row)));
                listed.add(texts);
            }
            return listed;
        }

        boolean hasLiteral() {
            return literal.stream().anyMatch(texts -> !texts.isEmpty());
        }

        void add(Wanted value) {
            if (value instanceof Wanted.Everything) {
                everything = true;
            } else if (value instanceof Wanted.Expression expression) {
                patterns.add(expression.pattern());
            } else if (value instanceof Wanted.Text text && !addLiteral(text.literal())) {
                if (text.pieces().isEmpty()) {
                    patterns.add(text.glob());
                } else {
                    text.pieces().forEach(this::add);
                }
            }
        }

        private boolean addLiteral(String text) {
            for (int tier = 0; tier < listed.size(); tier++) {
                if (listed.get(tier).contains(text)) {
                    literal.get(tier).add(text);
                    return true;
                }
            }
            return false;
        }

        Predicate<T> predicate() {
            return everything ? row -> true : row -> named(row) || matched(row);
        }

        private boolean named(T row) {
            for (int tier = 0; tier < literal.size(); tier++) {
                if (literal.get(tier).contains(keys.literal().get(tier).apply(row))) {
                    return true;
                }
            }
            return false;
        }

        private boolean matched(T row) {
            return patterns.stream().anyMatch(pattern -> keys.patterned().stream()
                    .anyMatch(key -> pattern.matcher(key.apply(row)).matches()));
        }
    }
}
