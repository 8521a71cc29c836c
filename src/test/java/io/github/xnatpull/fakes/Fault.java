package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.http.Exchange;
import io.github.xnatpull.miniature.http.ReplyFilter;
import java.io.IOException;

/** One way for a server to misbehave. Stateless: who counts is the {@link Rule}. */
@FunctionalInterface
public interface Fault {
    /**
     * Makes the reply, or hands on a changed exchange to {@code turn.next()}.
     *
     * @throws IOException to close the connection
     */
    void strike(Turn turn) throws IOException;

    /** Whether it changes what is in an archive, and so must work before any fault that bends its bytes. */
    default boolean changesArchive() {
        return false;
    }

    /**
     * One exchange that is to go wrong.
     *
     * @param next what replies otherwise: the next fault, or the server
     * @param patience what stalls wait at
     */
    record Turn(Exchange exchange, ReplyFilter next, MiniatureXnat xnat, Patience patience) {}
}
