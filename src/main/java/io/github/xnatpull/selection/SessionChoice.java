package io.github.xnatpull.selection;

import io.github.xnatpull.selection.SelectionTally.Stage;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import java.util.Map;

/**
 * Which sessions of a listing are meant.
 *
 * @param sessions in the order of the listing, once each per project
 * @param leftOut the first filter that left out each of the others
 */
public record SessionChoice(List<SessionRow> sessions, Map<SessionRow, Stage> leftOut) {
    /** How many only dates and a limit left out: what they have nobody looks at. */
    public long notLooked() {
        return leftOut.values().stream()
                .filter(stage -> stage == Stage.DATES || stage == Stage.LIMIT)
                .count();
    }
}
