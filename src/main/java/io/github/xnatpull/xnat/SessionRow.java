package io.github.xnatpull.xnat;

/**
 * A session: an experiment holding imaging data, as seen from one project. The label is the one in that project, also
 * for sessions shared into it (contract §15.8). Every value but the ids may be blank.
 *
 * @param project the project it was asked for through
 * @param accessionId XNAT's own id, unique on the server
 * @param owner the project that owns it; differs from {@code project} for a shared session
 * @param xsiType the schema type, for example {@code xnat:mrSessionData}
 * @param date the day of acquisition as XNAT prints it, {@code 2024-01-15}
 * @param insertDate server-local time without zone
 * @param lastModified server-local time without zone; blank until the first change
 */
public record SessionRow(
        String project,
        String accessionId,
        String label,
        String subjectId,
        String subjectLabel,
        String owner,
        String xsiType,
        String date,
        String insertDate,
        String lastModified) {
    /** A row that stands for a subject whose own resources are wanted: no accession id. */
    public static SessionRow ofSubject(SubjectRow subject) {
        return above(subject.project(), subject.id(), subject.label());
    }

    /** A row that stands for a project whose own resources are wanted: neither accession id nor subject. */
    public static SessionRow ofProject(String project) {
        return above(project, "", "");
    }

    private static SessionRow above(String project, String subjectId, String subjectLabel) {
        return new SessionRow(project, "", "", subjectId, subjectLabel, project, "", "", "", "");
    }

    /** Where the resources of this row hang that are its own. */
    public Level ownLevel() {
        if (!accessionId.isEmpty()) {
            return Level.SESSION;
        }
        return subjectId.isEmpty() ? Level.PROJECT : Level.SUBJECT;
    }

    /** Its own id: that of the session, of the subject, or of the project. */
    public String ownId() {
        return switch (ownLevel()) {
            case SUBJECT -> subjectId;
            case PROJECT -> project;
            case SESSION, SCAN, ASSESSOR, RECONSTRUCTION -> accessionId;
        };
    }
}
