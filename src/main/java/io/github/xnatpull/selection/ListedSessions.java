package io.github.xnatpull.selection;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.catalogue.SubjectRow;
import java.util.List;
import java.util.Map;

/**
 * The sessions that lists name.
 *
 * @param sessions in the order of the listing, once each per project
 * @param subjects those that a list of subjects names; without one those listed
 * @param details what the lists say about each, by project and accession id
 * @param reports one for each list
 */
public record ListedSessions(
        List<SessionRow> sessions, List<SubjectRow> subjects, Map<Key, Detail> details, List<ListReport> reports) {
    private static final Detail NOTHING = new Detail(List.of(), Map.of());

    /** A session as seen from one project. */
    public record Key(String project, String accessionId) {
        static Key of(SessionRow row) {
            return new Key(row.project(), row.accessionId());
        }
    }

    /**
     * What a list says about a session.
     *
     * @param narrowings what its rows want of it; none where they want all
     * @param extras cells of the extra columns of its first row, by header, for {@code list.<header>} in the manifest
     */
    public record Detail(List<Narrowing> narrowings, Map<String, String> extras) {}

    /** What the lists say about a session; nothing where they do not name it. */
    public Detail detail(SessionRow session) {
        return details.getOrDefault(Key.of(session), NOTHING);
    }

    /** Rows that mean nothing on the server, over all lists. */
    public List<ListReport.Unmatched> unmatched() {
        return reports.stream().flatMap(report -> report.unmatched().stream()).toList();
    }
}
