package io.github.xnatpull.selection;

import io.github.xnatpull.xnat.Level;
import java.util.List;
import java.util.Set;

/**
 * A list as read, not yet compared with the server.
 *
 * @param name the file, or {@code -}
 * @param column header of the column with the ids; blank where there is no header
 * @param ofAssessors whether its ids are those of assessors
 * @param extraColumns headers of the columns that mean nothing to us, carried to the manifest
 * @param rows rows with an id, in their order
 * @param notes what the user should know about how it was read
 */
public record ListFile(
        String name,
        Kind kind,
        String column,
        boolean ofAssessors,
        List<String> extraColumns,
        List<ListRow> rows,
        List<String> notes) {
    private static final Set<String> LABELS = Set.of(
            "sessionlabel",
            "label",
            "session",
            "experiment",
            "subjectlabel",
            "subject",
            "participantid",
            "assessorlabel");

    /** What a list names. */
    public enum Kind {
        SUBJECTS("subject"),
        SESSIONS("session");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        /** What a row of it names. */
        public String noun() {
            return noun;
        }

        /** What it is called itself. */
        String word() {
            return noun + "s";
        }
    }

    /**
     * One row.
     *
     * @param line where it begins in the file, from 1
     * @param id as written, without surrounding blanks
     * @param project blank where the row names none
     * @param extras cells of the extra columns
     * @param subjects ids or labels of the subject that it names beside its id, mostly none
     */
    public record ListRow(
            long line, String id, String project, RowFilter filter, List<String> extras, List<String> subjects) {
        /** Whether what has this subject can be meant. */
        boolean isOfSubject(String subjectId, String subjectLabel) {
            return subjects.stream().allMatch(named -> ListMatcher.names(named, true).stream()
                    .anyMatch(name -> name.equals(subjectId) || name.equals(subjectLabel)));
        }

        /** Whose id the row bears: a session's, unless it names a resource of a subject or of a project. */
        Level owner() {
            return filter.namedLevel()
                    .filter(level -> filter.exact() && (level == Level.SUBJECT || level == Level.PROJECT))
                    .orElse(Level.SESSION);
        }
    }

    /** Whether the column says that it holds labels: they are looked for before accession ids then. */
    boolean isLabels() {
        return LABELS.contains(ListColumns.folded(column));
    }

    /** Whether ids may bear, or lack, the prefix {@code sub-}. */
    boolean isBids() {
        return ListColumns.folded(column).equals("participantid");
    }
}
