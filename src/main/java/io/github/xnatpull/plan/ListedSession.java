package io.github.xnatpull.plan;

import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.RowFilter;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import java.util.Map;

/**
 * A session of a run's list, with what the user's own list says about it.
 *
 * @param position in the stored list, from 1; 0 where the list is not stored
 * @param session for subjects and projects a row without accession id
 * @param rows those of the user's list that mean it; what they want of it is in {@link #filters}
 * @param extras cells of the list's extra columns, by header: {@code list.<header>} in the manifest
 */
public record ListedSession(long position, SessionRow session, List<FilteredRow> rows, Map<String, String> extras) {
    /** One of a list that is not stored yet. */
    public ListedSession(SessionRow session, List<FilteredRow> rows, Map<String, String> extras) {
        this(0, session, rows, extras);
    }

    /** What the list's rows want of it; none where they want all. */
    public List<RowFilter> filters() {
        return FilteredRow.filters(rows);
    }

    /** A session that no list speaks of. */
    public static ListedSession plain(SessionRow session) {
        return new ListedSession(session, List.of(), Map.of());
    }
}
