package io.github.xnatpull.batch;

import io.github.xnatpull.plan.SessionLister;
import java.util.Optional;

/** The session list that was made before the run began, else one made now. */
final class ListOnce {
    private final SessionLister lister;
    private final Optional<SessionLister.SessionList> made;

    ListOnce(SessionLister lister, Optional<SessionLister.SessionList> made) {
        this.lister = lister;
        this.made = made;
    }

    SessionLister.SessionList list() {
        return made.orElseGet(lister::list);
    }
}
