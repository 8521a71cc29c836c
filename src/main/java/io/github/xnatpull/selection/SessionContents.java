package io.github.xnatpull.selection;

import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;

/**
 * All that a session, a subject or a project has at the levels that are looked at, before anything is chosen of it.
 *
 * @param name what messages call it, for example {@code session MR1}
 */
public record SessionContents(
        String name, List<ScanRow> scans, List<AssessorRow> assessors, List<ResourceRow> resources) {
    /** The contents of a row of the session list. */
    public static SessionContents of(
            SessionRow session, List<ScanRow> scans, List<AssessorRow> assessors, List<ResourceRow> resources) {
        return new SessionContents(name(session), scans, assessors, resources);
    }

    /** What messages call a row of the session list. */
    public static String name(SessionRow session) {
        String label = session.accessionId().isEmpty() ? session.subjectLabel() : session.label();
        return session.ownLevel().word() + " " + (label.isBlank() ? session.ownId() : label);
    }
}
