package io.github.xnatpull.selection;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.catalogue.SubjectRow;
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
 */
public record ListedSessions(
        List<SessionRow> sessions, List<SubjectRow> subjects, Set<String> projects, List<ListReport> reports) {
    /**
     * What a list says about a session.
     *
     * @param narrowings what its rows want of it; none where they want all
     * @param extras cells of the extra columns of its first row, by header, for {@code list.<header>} in the manifest
     */
    public record Detail(List<Narrowing> narrowings, Map<String, String> extras) {
        static final Detail NOTHING = new Detail(List.of(), Map.of());
    }

    /** Rows that mean nothing on the server, over all lists. */
    public List<ListReport.Unmatched> unmatched() {
        return reports.stream().flatMap(report -> report.unmatched().stream()).toList();
    }
}
