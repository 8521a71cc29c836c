package io.github.xnatpull.selection;

import io.github.xnatpull.catalogue.Level;
import java.util.List;

/**
 * A list as read, not yet compared with the server.
 *
 * @param name the file, or {@code -}
 * @param column header of the column with the ids; blank where there is no header
 * @param extraColumns headers of the columns that mean nothing to us, carried to the manifest
 * @param rows rows with an id, in their order
 * @param notes what the user should know about how it was read
 */
public record ListFile(
        String name, Kind kind, String column, List<String> extraColumns, List<ListRow> rows, List<String> notes) {

    /** What a list names. */
    public enum Kind {
        SUBJECTS,
        SESSIONS
    }

    /**
     * One row.
     *
     * @param line where it begins in the file, from 1
     * @param id as written, without surrounding blanks
     * @param project blank where the row names none
     * @param extras cells of the extra columns
     */
    public record ListRow(long line, String id, String project, Narrowing narrowing, List<String> extras) {
        /** Whose id the row bears: a session's, unless it names a resource of a subject or of a project. */
        Level owner() {
            return narrowing
                    .namedLevel()
                    .filter(level -> narrowing.exact() && (level == Level.SUBJECT || level == Level.PROJECT))
                    .orElse(Level.SESSION);
        }
    }

    /** Whether ids may bear, or lack, the prefix {@code sub-}. */
    boolean isBids() {
        return ListColumns.folded(column).equals("participantid");
    }
}
