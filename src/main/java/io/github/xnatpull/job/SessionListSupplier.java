package io.github.xnatpull.job;

import io.github.xnatpull.plan.SessionLister.SessionList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The session list of a run: made before the run began, else made when it is asked for. It is handed out once and not
 * kept, since it is in the plan from then on, and a project can have a hundred thousand sessions.
 */
public final class SessionListSupplier {
    private final AtomicReference<Supplier<SessionList>> source;
    private final boolean made;
    private final boolean anySessions;

    private SessionListSupplier(Supplier<SessionList> source, boolean made, boolean anySessions) {
        this.source = new AtomicReference<>(source);
        this.made = made;
        this.anySessions = anySessions;
    }

    /** A list that was made before the run began. */
    public static SessionListSupplier of(SessionList list) {
        return new SessionListSupplier(() -> list, true, list.count() > 0);
    }

    /** No list yet, and perhaps none is needed: a run that goes on mostly has its list stored. */
    public static SessionListSupplier notYet() {
        return new SessionListSupplier(
                () -> {
                    throw new IllegalStateException("nobody said how the sessions are listed");
                },
                false,
                false);
    }

    /** The same; where the list is not made yet, this makes it. */
    public SessionListSupplier orElse(Supplier<SessionList> lister) {
        if (!made) {
            source.set(lister);
        }
        return this;
    }

    /** Whether the list was made before the run began. */
    public boolean isMade() {
        return made;
    }

    /** Whether there were sessions in a list that was made before the run began. */
    public boolean hadSessions() {
        return anySessions;
    }

    /** The list. To be asked for once. */
    SessionList list() {
        return Optional.ofNullable(source.getAndSet(null))
                .orElseThrow(() -> new IllegalStateException("the session list is stored, and not here any more"))
                .get();
    }
}
