package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import java.io.IOException;
import java.util.Optional;

/** Turns a reply into a value, inside the retry loop: what it throws decides whether the request is sent again. */
@FunctionalInterface
public interface ReplyHandler<T> {
    /**
     * Reads the reply, which the gateway closes afterwards unless {@link #keepsReply}.
     *
     * @throws IOException where the body broke
     * @throws MaybeLoggedOut for a fault that may only mean that the server has forgotten us
     */
    T handle(Reply reply) throws IOException;

    /** Whether this value, though legal, is what a server that has forgotten us would say: an empty list. */
    default boolean isSurprising(T value) {
        return false;
    }

    /** Whether the value goes on reading the reply; it is then the owner. */
    default boolean keepsReply() {
        return false;
    }

    /** Lets go of a value that will not be used, where the value keeps the reply. */
    default void discard(T value) {}

    /** What a 500 to this request means by the contract (§1.8), if anything but "try again"; asked at most once. */
    default Optional<Fault> meaningOfServerError() {
        return Optional.empty();
    }
}
