package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.selection.Narrowing;
import java.util.List;
import java.util.Map;

/**
 * A session of a run's list, with what the user's own list says about it.
 *
 * @param position in the stored list, from 1; 0 where the list is not stored
 * @param session for subjects and projects a row without accession id
 * @param narrowings what the list's rows want of it; none where they want all
 * @param extras cells of the list's extra columns, by header: {@code list.<header>} in the manifest
 */
public record ListedSession(long position, SessionRow session, List<Narrowing> narrowings, Map<String, String> extras) {
    /** One of a list that is not stored yet. */
    public ListedSession(SessionRow session, List<Narrowing> narrowings, Map<String, String> extras) {
        this(0, session, narrowings, extras);
    }

    /** A session that no list speaks of. */
    public static ListedSession plain(SessionRow session) {
        return new ListedSession(session, List.of(), Map.of());
    }
}
