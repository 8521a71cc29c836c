package io.github.xnatpull.selection;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one session has for the names of a selection: which of them it answers to, the names it has itself, and what was
 * left out because it bears no value. Made while the session is planned, by one thread.
 */
public final class NameMatches {
    private final Set<String> answered = new LinkedHashSet<>();
    private final Map<Filter, Set<String>> seen = new EnumMap<>(Filter.class);
    private final Map<Filter, Set<String>> passedOver = new EnumMap<>(Filter.class);
    private final Map<String, String> misses = new LinkedHashMap<>();
    private final Map<String, Long> blank = new HashMap<>();

    /** Names that this session answers to, by their marks: see {@link RequestedName}. */
    public Set<String> answered() {
        return answered;
    }

    /** Names it has, by the filter that looked at them. */
    public Map<Filter, Set<String>> seen() {
        return seen;
    }

    /** Names it has that a filter never saw, as one before it left nothing. */
    public Map<Filter, Set<String>> passedOver() {
        return passedOver;
    }

    /** Why it does not answer to a row of a list, by mark. */
    public Map<String, String> misses() {
        return misses;
    }

    /** How many scans were left out since a value is blank, by the name of that value. */
    public Map<String, Long> blank() {
        return blank;
    }

    <T> void compare(Filter filter, Patterns patterns, Collection<T> listing, Patterns.Keys<T> keys) {
        if (!patterns.isEmpty()) {
            patterns.answered(listing, keys).forEach(value -> answered.add(filter.mark(value)));
            add(seen, filter, listing, keys);
        }
    }

    <T> void passOver(Filter filter, Patterns patterns, Collection<T> listing, Patterns.Keys<T> keys) {
        if (!patterns.isEmpty()) {
            add(passedOver, filter, listing, keys);
        }
    }

    private static <T> void add(
            Map<Filter, Set<String>> names, Filter filter, Collection<T> listing, Patterns.Keys<T> keys) {
        Set<String> mine = names.computeIfAbsent(filter, any -> new LinkedHashSet<>());
        for (T row : listing) {
            keys.patterned().forEach(key -> mine.add(key.apply(row)));
        }
        mine.remove("");
    }

    void answers(String mark) {
        answered.add(mark);
        misses.remove(mark);
    }

    void misses(String mark, String reason) {
        if (!answered.contains(mark)) {
            misses.putIfAbsent(mark, reason);
        }
    }

    void blank(String value, long scans) {
        if (scans > 0) {
            blank.merge(value, scans, Long::sum);
        }
    }
}
