package io.github.xnatpull.selection;

import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sessions that lists name.
 *
 * @param sessions in the order of the listing, once each per project
 * @param subjects those that lists name; without such a list those listed
 * @param projects those whose own resources lists name; without such a list all that were asked for
 * @param reports one for each list
 * @param subjectRows rows of the list of subjects that say something new, and what they mean
 * @param sessionRows the same of the list of sessions
 */
public record ListedSessions(
        List<SessionRow> sessions,
        List<SubjectRow> subjects,
        Set<String> projects,
        List<ListReport> reports,
        List<ListedRow<SubjectRow>> subjectRows,
        List<ListedRow<SessionRow>> sessionRows) {
    /**
     * A row of a list and what it means.
     *
     * @param <T> subjects or sessions
     */
    public record ListedRow<T>(ListFile list, ListFile.ListRow row, List<T> meant) {}

    /**
     * What a list says about a session.
     *
     * @param rows those that mean it; what they want of it is in {@link #filters}
     * @param extras cells of the extra columns of its first row, by header, for {@code list.<header>} in the manifest
     */
    public record Detail(List<FilteredRow> rows, Map<String, String> extras) {
        static final Detail NOTHING = new Detail(List.of(), Map.of());

        /** What its rows want of it; none where they want all. */
        public List<RowFilter> filters() {
            return FilteredRow.filters(rows);
        }
    }

    /** The same where no project is known. */
    public ListedSessions withoutProject() {
        return new ListedSessions(
                sessions,
                subjects,
                projects,
                reports.stream().map(ListReport::withoutProject).toList(),
                subjectRows,
                sessionRows);
    }

    /** Rows that mean nothing on the server, over all lists. */
    public List<UnmatchedName> unmatched() {
        return reports.stream().flatMap(report -> report.unmatched().stream()).toList();
    }
}
