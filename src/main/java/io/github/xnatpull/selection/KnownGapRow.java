package io.github.xnatpull.selection;

/**
 * A row of a file of known gaps: a row of {@code failures.csv}, or of {@code unmatched.csv}, that the user accepts. A
 * blank cell of a place means any.
 *
 * @param line where it begins in the file, from 1
 * @param level word of the level
 * @param file path of a file inside the resource, as {@code failures.csv} states it
 * @param errorCode the one fault that is accepted; blank for a row of {@code unmatched.csv}
 * @param value what nothing on the server answers to; blank for a row of {@code failures.csv}
 * @param kind what that names: subject, session, scan, …
 * @param sessionLabel the session in which it was looked for, by its label
 * @param reason why it is accepted, in the user's words
 */
public record KnownGapRow(
        long line,
        String project,
        String subjectId,
        String sessionId,
        String level,
        String scanId,
        String assessorId,
        String reconstructionId,
        String inOut,
        String resourceLabel,
        String resourceId,
        String file,
        String errorCode,
        String value,
        String kind,
        String sessionLabel,
        String reason) {

    /** Whether it accepts that nothing answers to a name, not that something of a resource is missing. */
    public boolean isUnmatched() {
        return errorCode.isEmpty();
    }

    /** The resource it speaks of, without the file and the fault: rows of one place add up. */
    public KnownGapRow place() {
        return new KnownGapRow(
                0,
                project,
                subjectId,
                sessionId,
                level,
                scanId,
                assessorId,
                reconstructionId,
                inOut,
                resourceLabel,
                resourceId,
                "",
                "",
                "",
                "",
                "",
                "");
    }

    /** Whether it says nothing of where the gap is. */
    boolean isEverywhere() {
        return subjectId.isEmpty()
                && sessionId.isEmpty()
                && resourceLabel.isEmpty()
                && resourceId.isEmpty()
                && (project.isEmpty() || !level.equals("project"));
    }
}
