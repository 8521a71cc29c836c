package io.github.xnatpull.selection;

import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.ListedSessions.ListedRow;
import io.github.xnatpull.xnat.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the rows of one list with one listing: accession ids first, then labels, letter for letter. One pass, however
 * long either is.
 *
 * @param <T> subjects or sessions
 */
final class ListMatcher<T> {
    private final Function<T, String> project;
    private final Function<T, String> id;
    private final Map<String, List<T>> byId = new HashMap<>();
    private final Map<String, List<T>> byLabel = new HashMap<>();
    private final Set<String> projects = new HashSet<>();
    private final BiPredicate<ListRow, T> kindred;
    private BiFunction<ListRow, T, Optional<String>> contradiction = (row, one) -> Optional.empty();

    /** @param kindred whether a row can mean a thing at all, whatever either is called */
    ListMatcher(
            Collection<T> listing,
            Function<T, String> project,
            Function<T, String> id,
            Function<T, String> label,
            BiPredicate<ListRow, T> kindred) {
        this.project = project;
        this.id = id;
        this.kindred = kindred;
        for (T row : listing) {
            byId.computeIfAbsent(id.apply(row), any -> new ArrayList<>(1)).add(row);
            byLabel.computeIfAbsent(label.apply(row), any -> new ArrayList<>(1)).add(row);
            projects.add(project.apply(row));
        }
    }

    /** @param why why a row cannot mean what bears its name, as half a sentence; empty where it can */
    ListMatcher<T> contradicting(BiFunction<ListRow, T, Optional<String>> why) {
        contradiction = why;
        return this;
    }

    /**
     * What a list means.
     *
     * @param found what its rows name
     * @param rows those that say something new, in their order
     */
    record Matched<T>(Set<T> found, List<ListedRow<T>> rows, ListReport report) {
        List<T> kept(List<T> rows) {
            return rows.stream().filter(found::contains).toList();
        }
    }

    /** Compares a list. */
    Matched<T> match(ListFile list) {
        Map<T, List<ListRow>> found = new LinkedHashMap<>();
        List<ListedRow<T>> matched = new ArrayList<>();
        List<UnmatchedName> unmatched = new ArrayList<>();
        List<String> notes = new ArrayList<>(list.notes());
        Map<Level, KnownNames> names = new EnumMap<>(Level.class);
        for (ListRow row : list.rows()) {
            List<T> meant = meant(list, row, notes);
            if (meant.isEmpty()) {
                unmatched.add(UnmatchedName.ofRow(
                        list.kind().noun(),
                        list.name(),
                        row,
                        reason(list, row, names.computeIfAbsent(row.owner(), any -> new KnownNames(names(row))))));
            } else if (add(row, meant, found)) {
                matched.add(new ListedRow<>(list, row, meant));
            }
            several(list, row, meant, notes);
        }
        long read = list.rows().size();
        ListReport report = new ListReport(
                list.name(),
                read,
                matched.size(),
                read - matched.size() - unmatched.size(),
                List.copyOf(unmatched),
                List.copyOf(notes));
        return new Matched<>(found.keySet(), matched, report);
    }

    /** The report on a list whose rows only sessions can answer to. */
    static ListReport unopened(ListFile list) {
        long read = list.rows().size();
        long values = list.rows().stream().map(ListRow::id).distinct().count();
        return new ListReport(list.name(), read, values, read - values, List.of(), list.notes());
    }

    private List<T> meant(ListFile list, ListRow row, List<String> notes) {
        for (String name : names(row.id(), list.isBids())) {
            List<T> withId = candidates(byId, name, row);
            List<T> withLabel = candidates(byLabel, name, row);
            List<T> first = list.isLabels() ? withLabel : withId;
            List<T> second = list.isLabels() ? withId : withLabel;
            if (!first.isEmpty()) {
                if (second.stream().anyMatch(one -> !first.contains(one))) {
                    notes.add(list.name() + " line " + row.line() + ": '" + name + "' is the label of "
                            + id.apply(withLabel.get(0)) + " and the accession id of "
                            + "another " + list.kind().noun() + "; taken as "
                            + (list.isLabels() ? "the label" : "the accession id") + ", as in column '" + list.column()
                            + "'");
                }
                return first;
            }
            if (!second.isEmpty()) {
                return second;
            }
        }
        return List.of();
    }

    private List<T> candidates(Map<String, List<T>> index, String name, ListRow row) {
        return index.getOrDefault(name, List.of()).stream()
                .filter(one -> row.project().isEmpty() || project.apply(one).equals(row.project()))
                .filter(one -> kindred.test(row, one))
                .filter(one -> contradiction.apply(row, one).isEmpty())
                .toList();
    }

    /** What a server may call what a row names. */
    static List<String> names(String name, boolean bids) {
        if (!bids) {
            return List.of(name);
        }
        return List.of(name, name.startsWith("sub-") ? name.substring("sub-".length()) : "sub-" + name);
    }

    /** Whether the row says anything new. */
    private boolean add(ListRow row, List<T> meant, Map<T, List<ListRow>> found) {
        boolean fresh = false;
        for (T one : meant) {
            List<ListRow> rows = found.computeIfAbsent(one, any -> new ArrayList<>(1));
            if (rows.stream().noneMatch(other -> other.filter().equals(row.filter()))) {
                rows.add(row);
                fresh = true;
            }
        }
        return fresh;
    }

    private void several(ListFile list, ListRow row, List<T> meant, List<String> notes) {
        Set<String> ids = meant.stream().map(id).collect(Collectors.toCollection(TreeSet::new));
        if (ids.size() > 1) {
            notes.add(list.name() + " line " + row.line() + ": '" + row.id() + "' is the label of " + ids.size() + " ("
                    + String.join(", ", ids) + "); all are taken");
        }
    }

    private String reason(ListFile list, ListRow row, KnownNames names) {
        List<T> named = new ArrayList<>();
        names(row.id(), list.isBids()).forEach(name -> {
            named.addAll(byId.getOrDefault(name, List.of()));
            named.addAll(byLabel.getOrDefault(name, List.of()));
        });
        Optional<T> here = named.stream()
                .filter(one -> row.project().isEmpty() || project.apply(one).equals(row.project()))
                .filter(one -> kindred.test(row, one))
                .findFirst();
        Optional<String> why = here.flatMap(one -> contradiction.apply(row, one));
        if (why.isPresent()) {
            return why.get();
        }
        if (!named.isEmpty() && !row.project().isEmpty()) {
            return "it is in project " + project.apply(named.get(0)) + ", not in " + row.project();
        }
        if (!row.project().isEmpty() && !projects.contains(row.project())) {
            return "project " + row.project() + " is not among those asked for, or has nothing in it";
        }
        return names.noSuch(row.id());
    }

    /** Ids and labels of all that such a row can mean. */
    private Collection<String> names(ListRow row) {
        Set<String> names = new HashSet<>();
        for (Map<String, List<T>> index : List.of(byId, byLabel)) {
            index.forEach((name, bearers) -> {
                if (bearers.stream().anyMatch(one -> kindred.test(row, one))) {
                    names.add(name);
                }
            });
        }
        names.remove("");
        return names;
    }
}
