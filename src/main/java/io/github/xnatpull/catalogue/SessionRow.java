package io.github.xnatpull.catalogue;

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
        String lastModified) {}
