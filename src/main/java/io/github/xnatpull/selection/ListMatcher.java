package io.github.xnatpull.selection;

import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.ListReport.Unmatched;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * What a list means.
     *
     * @param found what its rows name
     */
    record Matched<T>(Set<T> found, ListReport report) {
        List<T> kept(List<T> rows) {
            return rows.stream().filter(found::contains).toList();
        }
    }

    /** Compares a list. */
    Matched<T> match(ListFile list) {
        Map<T, List<ListRow>> found = new LinkedHashMap<>();
        List<Unmatched> unmatched = new ArrayList<>();
        List<String> notes = new ArrayList<>(list.notes());
        SpreadsheetDamage damage = new SpreadsheetDamage(names());
        long matched = 0;
        for (ListRow row : list.rows()) {
            List<T> meant = meant(row, list.isBids());
            if (meant.isEmpty()) {
                unmatched.add(new Unmatched(list.name(), row.line(), row.id(), row.project(), reason(row, damage)));
            } else if (add(row, meant, found)) {
                matched++;
            }
            several(list, row, meant, notes);
        }
        long read = list.rows().size();
        ListReport report = new ListReport(
                list.name(),
                read,
                matched,
                read - matched - unmatched.size(),
                List.copyOf(unmatched),
                List.copyOf(notes));
        return new Matched<>(found.keySet(), report);
    }

    private List<T> meant(ListRow row, boolean bids) {
        for (String name : names(row.id(), bids)) {
            for (Map<String, List<T>> index : List.of(byId, byLabel)) {
                List<T> rows = index.getOrDefault(name, List.of()).stream()
                        .filter(one ->
                                row.project().isEmpty() || project.apply(one).equals(row.project()))
                        .filter(one -> kindred.test(row, one))
                        .toList();
                if (!rows.isEmpty()) {
                    return rows;
                }
            }
        }
        return List.of();
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
            if (rows.stream().noneMatch(other -> other.narrowing().equals(row.narrowing()))) {
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

    private String reason(ListRow row, SpreadsheetDamage damage) {
        List<T> elsewhere = byId.getOrDefault(row.id(), byLabel.getOrDefault(row.id(), List.of()));
        if (!elsewhere.isEmpty()) {
            return "it is in project " + project.apply(elsewhere.get(0)) + ", not in " + row.project();
        }
        if (!row.project().isEmpty() && !projects.contains(row.project())) {
            return "project " + row.project() + " is not among those asked for, or has nothing in it";
        }
        return damage.suspicion(row.id())
                .map(what -> "no such id or label; " + what)
                .orElse("no such id or label");
    }

    private Collection<String> names() {
        Set<String> names = new HashSet<>(byId.keySet());
        names.addAll(byLabel.keySet());
        return names;
    }
}
