package io.github.xnatpull.selection;

/**
 * A name that nothing on the server answers to: a line of {@code unmatched.csv}.
 *
 * @param kind what it names: subject, session, scan, …
 * @param source the flag, variable or key that it stands behind, or {@code list:line}
 * @param list the list, blank where it is none
 * @param line where the row begins in the list, from 1
 * @param value as read
 * @param project the project that the row of the list names, else blank
 * @param session the label of the session that it was looked for in, where it is one
 * @param reason why, as half a sentence
 */
public record UnmatchedName(
        String kind,
        String source,
        String list,
        long line,
        String value,
        String project,
        String session,
        String reason) {
    /** Why a subject that is there brings nothing: it is not expected to be a mistake. */
    public static final String NO_SESSION_YET = "no session yet";

    private static final String PROJECT = "project";

    /** A row of a list. */
    public static UnmatchedName ofRow(String kind, String list, ListFile.ListRow row, String reason) {
        return new UnmatchedName(kind, list + ":" + row.line(), list, row.line(), row.id(), row.project(), "", reason);
    }

    /** Whether it is a project that this user may not read. */
    public boolean isProject() {
        return kind.equals(PROJECT);
    }

    /** A project that this user may not read. */
    static UnmatchedName ofProject(String source, String list, long line, String project, String reason) {
        return new UnmatchedName(PROJECT, source, list, line, project, project, "", reason);
    }

    /** The same for another reason. */
    UnmatchedName because(String otherReason) {
        return new UnmatchedName(kind, source, list, line, value, project, session, otherReason);
    }

    /** Whether it stands in a list. */
    public boolean isOfList() {
        return !list.isEmpty();
    }

    /** Whether it is a subject that has no session yet. */
    public boolean isNoSessionYet() {
        return reason.equals(NO_SESSION_YET);
    }

    /** For example {@code --session 'MR9': no such id or label}. */
    public String text() {
        return (isOfList() ? "line " + line : source) + ": '" + value + "': " + reason;
    }
}
