package io.github.xnatpull.selection;

import java.util.Optional;

/**
 * A name that the user gave, and that something on the server must answer to.
 *
 * @param mark what it is known by within a run
 * @param row the mark of the row of a list whose cell it is; blank for the row itself, and for values of flags
 * @param kind what it names: subject, session, scan, …
 * @param source the flag, variable or key that it stands behind, or {@code list:line}
 * @param list the list, blank where it is none
 * @param line in that list, from 1
 * @param value as read
 * @param project the project that the row of the list names, else blank
 * @param session the label of the session that it was looked for in, where it is one
 */
public record RequestedName(
        String mark,
        String row,
        String kind,
        String source,
        String list,
        long line,
        String value,
        String project,
        String session) {

    /** The filter, where it is a value of one. */
    public Optional<Filter> filter() {
        return Filter.ofMark(mark);
    }

    /** Whether only listings of files show what answers to it: a plan does not ask for them. */
    public boolean isOfFile() {
        return filter().filter(Filter.FILE::equals).isPresent();
    }

    /** Whether nothing but a warning follows where nothing answers. */
    public boolean isExclusion() {
        return filter().filter(Filter::isExcluding).isPresent();
    }

    /** Nothing answers to it. */
    public UnmatchedName unmatched(String reason) {
        return new UnmatchedName(kind, source, list, line, value, project, session, reason);
    }
}
