package io.github.xnatpull.selection;

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
    public record ListRow(long line, String id, String project, Narrowing narrowing, List<String> extras) {}

    /** Whether ids may bear, or lack, the prefix {@code sub-}. */
    boolean isBids() {
        return ListColumns.folded(column).equals("participantid");
    }
}
