package io.github.xnatpull.ledger;

import java.util.OptionalLong;

/**
 * How large the server says a resource is. Hints only: empty when never computed, stale when files changed behind
 * XNAT's back.
 *
 * @param count of files
 * @param size in bytes
 */
public record Hints(OptionalLong count, OptionalLong size) {
    /** Where the server says nothing. */
    public static final Hints NONE = new Hints(OptionalLong.empty(), OptionalLong.empty());
}
