package io.github.xnatpull.ledger;

import java.util.Locale;

/** What became of one resource in one run: the manifest's {@code status}. */
public enum Status {
    /** Landed by an attempt of this run, adopted ones included. */
    LANDED,
    /** Here already, and the same on the server. */
    UNCHANGED,
    /** Selected, and has no files. */
    EMPTY,
    /** The server lists files it cannot deliver, or not as listed; what it can is placed. */
    INCOMPLETE,
    /** Deleted on the server between plan and fetch of this run. */
    GONE,
    /** A foreign or edited file is in the way; the rest is placed. */
    CONFLICT,
    /** Not whole, and accepted so by the user's file of known gaps. */
    KNOWN_GAP,
    /** Could not be had; a restart of the run tries again. */
    FAILED,
    /** The run ended before its turn. */
    NOT_ATTEMPTED;

    /** The word in the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads {@link #word}. */
    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether a restart of the run leaves it alone. */
    public boolean isFinal() {
        return this != FAILED && this != NOT_ATTEMPTED;
    }

    /** Whether something of it could not be had: it stands in {@code failures.csv}. */
    public boolean isFailure() {
        return !isComplete() && this != NOT_ATTEMPTED;
    }

    /** Whether nothing of the resource is missing here but what the user accepted as a known gap. */
    public boolean isComplete() {
        return this == LANDED || this == UNCHANGED || this == EMPTY || this == KNOWN_GAP;
    }
}
