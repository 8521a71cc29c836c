package io.github.xnatpull.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of the rows of a list: {@code read} = {@code matched} + {@code duplicates} + {@code unmatched}.
 *
 * @param name the file, or {@code -}
 * @param read rows with an id
 * @param matched rows that brought something new
 * @param duplicates rows that said again what an earlier one said
 * @param unmatched rows that mean nothing on the server
 * @param notes how it was read, and what looks wrong
 */
public record ListReport(
        String name, long read, long matched, long duplicates, List<UnmatchedName> unmatched, List<String> notes) {
    private static final int TOLD = 20;

    /** The same with more rows of which nothing is left; they counted as matched so far. */
    ListReport with(List<UnmatchedName> more) {
        List<UnmatchedName> all = new ArrayList<>(unmatched);
        all.addAll(more);
        all.sort(Comparator.comparingLong(UnmatchedName::line));
        return new ListReport(name, read, matched - more.size(), duplicates, List.copyOf(all), notes);
    }

    /** The same where no project is known: rows that name none may be labels, which nobody can look up. */
    public ListReport withoutProject() {
        List<UnmatchedName> rows = unmatched.stream()
                .map(row -> row.project().isEmpty()
                        ? row.because(
                                row.reason() + "; labels and subjects need a project: --project, or a column Project")
                        : row)
                .toList();
        return new ListReport(name, read, matched, duplicates, rows, notes);
    }

    /** For example {@code wave2.csv: 120 rows read, 117 matched, 1 duplicate, 2 unmatched (lines 7, 19)}. */
    public String summary() {
        return name + ": " + counted(read, "row", "rows") + " read, " + matched + " matched, "
                + counted(duplicates, "duplicate", "duplicates") + ", " + unmatched.size() + " unmatched" + lines();
    }

    private String lines() {
        if (unmatched.isEmpty()) {
            return "";
        }
        String numbers = unmatched.stream()
                .limit(TOLD)
                .map(row -> Long.toString(row.line()))
                .collect(Collectors.joining(", "));
        String more = unmatched.size() > TOLD ? " and " + (unmatched.size() - TOLD) + " more" : "";
        return (unmatched.size() == 1 ? " (line " : " (lines ") + numbers + more + ")";
    }

    private static String counted(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
