package io.github.xnatpull.selection;

import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.Patterns.Keys;
import io.github.xnatpull.selection.RowFilter.Cell;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A row of a list that narrows what is wanted of its session, known within a run by its mark.
 *
 * @param mark which row it is; blank where it wants all
 */
public record FilteredRow(String mark, RowFilter filter) {
    /** A row that wants all. */
    static final FilteredRow ALL = new FilteredRow("", RowFilter.NONE);

    private static final String FIELD = "\u001f";
    private static final String ROW = "\u001e";

    static FilteredRow of(ListFile list, ListRow row) {
        return row.filter().equals(RowFilter.NONE) ? ALL : new FilteredRow(mark(list, row), row.filter());
    }

    private static String mark(ListFile list, ListRow row) {
        return list.kind().word() + ":" + row.line();
    }

    /** What the rows want, together; none where one of them wants all. */
    public static List<RowFilter> filters(Collection<FilteredRow> rows) {
        return rows.contains(ALL)
                ? List.of()
                : rows.stream().map(FilteredRow::filter).toList();
    }

    /** All rows of one session as one text, to be stored with it; blank where none of them narrows. */
    public static String encoded(Collection<FilteredRow> rows) {
        return rows.stream().allMatch(ALL::equals)
                ? ""
                : rows.stream()
                        .map(row -> row.filter().encoded() + FIELD + row.mark())
                        .collect(Collectors.joining(ROW));
    }

    /** What {@link #encoded} wrote. */
    public static List<FilteredRow> decoded(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(ROW, -1)).map(FilteredRow::one).toList();
    }

    private static FilteredRow one(String text) {
        String[] parts = text.split(FIELD, -1);
        // A run of an older version kept no marks.
        return new FilteredRow(parts.length > RowFilter.FIELDS ? parts[RowFilter.FIELDS] : "", RowFilter.of(parts));
    }

    /** The row, and each name in its cells: something must answer to every one of them. */
    static List<RequestedName> names(ListFile list, ListRow row) {
        String mark = mark(list, row);
        String source = list.name() + ":" + row.line();
        List<RequestedName> names = new ArrayList<>();
        names.add(new RequestedName(
                mark,
                "",
                list.kind().noun(),
                source,
                list.name(),
                row.line(),
                row.id(),
                row.project(),
                list.kind() == ListFile.Kind.SESSIONS ? row.id() : ""));
        for (Cell cell : row.filter().cells()) {
            for (String value : cell.names()) {
                names.add(new RequestedName(
                        cellMark(mark, cell, value),
                        mark,
                        cell.kind(),
                        source,
                        list.name(),
                        row.line(),
                        value,
                        row.project(),
                        list.kind() == ListFile.Kind.SESSIONS ? row.id() : ""));
            }
        }
        return names;
    }

    private static String cellMark(String mark, Cell cell, String value) {
        return mark + "/" + cell.kind() + "=" + value;
    }

    /** The scans that the rows want, noting which names in them the session answers to. */
    public static List<ScanRow> scans(
            List<FilteredRow> rows, List<ScanRow> chosen, SessionContents has, NameMatches answers) {
        rows.forEach(row -> row.compare(chosen, List.of(), List.of(), has, answers));
        return RowFilter.scans(filters(rows), chosen);
    }

    /** The assessors that the rows want, noting which names in them the session answers to. */
    public static List<AssessorRow> assessors(
            List<FilteredRow> rows, List<AssessorRow> chosen, SessionContents has, NameMatches answers) {
        rows.forEach(row -> row.compare(List.of(), chosen, List.of(), has, answers));
        return RowFilter.assessors(filters(rows), chosen);
    }

    /**
     * Notes whether a session answers to the row.
     *
     * @param left the resources that the other settings leave
     * @param has all that the session has
     */
    void compare(
            Collection<ScanRow> chosenScans,
            Collection<AssessorRow> chosenAssessors,
            List<ResourceRow> left,
            SessionContents has,
            NameMatches answers) {
        if (mark.isEmpty()) {
            return;
        }
        boolean complete = true;
        boolean open = false;
        for (Cell cell : filter.cells()) {
            Set<String> known = known(cell, has);
            boolean whole = known.contains(cell.text());
            for (String value : cell.names()) {
                String name = cellMark(mark, cell, value);
                if (whole || known.contains(value)) {
                    answers.answers(name);
                } else {
                    complete = false;
                    answers.misses(name, MissingNameText.in(has.name(), cell.kind(), value, known));
                }
            }
            open |= cell.isOpen();
        }
        boolean something = !filter.of(chosenScans, chosenAssessors, left).isEmpty();
        if (something || (complete && open)) {
            answers.answers(mark);
        } else {
            answers.misses(mark, nothing(has));
        }
    }

    private String nothing(SessionContents has) {
        boolean there =
                !filter.of(has.scans(), has.assessors(), has.resources()).isEmpty();
        return there
                ? "other settings leave out what the row names of " + has.name()
                : has.name() + " has nothing that is " + filter.words();
    }

    private static Set<String> known(Cell cell, SessionContents has) {
        return switch (cell.kind()) {
            case RowFilter.SCAN -> texts(has.scans(), cell.isExact() ? Keys.of(ScanRow::id) : ScanFilter.ID_OR_TYPE);
            case RowFilter.SCAN_TYPE -> texts(has.scans(), ScanFilter.TYPE);
            case RowFilter.ASSESSOR -> texts(has.assessors(), Selector.ASSESSOR);
            case RowFilter.RECONSTRUCTION ->
                texts(
                        has.resources().stream()
                                .filter(row -> row.level() == Level.RECONSTRUCTION)
                                .toList(),
                        Keys.of(ResourceRow::partId));
            default -> texts(has.resources(), Selector.RESOURCE);
        };
    }

    private static <T> Set<String> texts(Collection<T> rows, Keys<T> keys) {
        Set<String> texts = new HashSet<>();
        rows.forEach(row -> keys.literal().forEach(key -> texts.add(key.apply(row))));
        texts.remove("");
        return texts;
    }
}
