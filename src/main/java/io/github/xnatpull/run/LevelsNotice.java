package io.github.xnatpull.run;

import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.xnat.Level;
import java.util.Optional;
import java.util.Set;

/** The sentence about levels that were left out because nobody chose any. */
public final class LevelsNotice {
    /** For a run that took scans only because that is the default. */
    public static final String SCANS_ONLY = "Scan resources only; --levels all brings the others too.";

    private LevelsNotice() {}

    /** The sentence; empty where the user chose levels, or where an assessor or a list named others. */
    public static Optional<String> of(PullRequest request, Selector selector) {
        return request.choice().leftOut().isEmpty() || !selector.levels().equals(Set.of(Level.SCAN))
                ? Optional.empty()
                : Optional.of(SCANS_ONLY);
    }
}
