package io.github.xnatpull.xnat.http;

import java.time.Duration;

/**
 * Every number of tries and every pause on the way to a server, with its reason, on one page. What users may set stands in
 * {@link HttpSettings} and {@link io.github.xnatpull.support.RetrySchedule}; how often an archive is asked for before its
 * files are fetched singly, in {@code transfer.ArchiveRefusals}.
 */
public final class HttpLimits {
    /** Redirects that are followed for one request: more than any proxy in front of XNAT needs. */
    static final int REDIRECTS = 5;

    /** Logins that one try of a request may cost: a second one, since the first may be lost to a restart. */
    static final int LOGINS_PER_TRY = 2;

    /**
     * How often all tries of one request begin anew after the server was away: a request that brings the server down each
     * time must not do so for ever, and all sets of a login that gets no answer stay below the 20 tries that lock an
     * account (contract §6.5).
     */
    static final int FRESH_SETS_OF_TRIES = 2;

    /** Failures in a row, over all threads, after which the server counts as away: more than one bad resource causes. */
    static final int FAILURES_IN_A_ROW = 8;

    /** The wait for an answer to whether the server is back; a started XNAT says its version at once. */
    static final Duration PROBE_DEADLINE = Duration.ofSeconds(20);

    /** The first pause between two such questions; it doubles up to {@link #LONGEST_PROBE_PAUSE}. */
    static final Duration FIRST_PROBE_PAUSE = Duration.ofSeconds(1);

    /** A restart is noticed within a minute. */
    static final Duration LONGEST_PROBE_PAUSE = Duration.ofSeconds(60);

    /** The longest pause that a server may ask of somebody who sits in front of the screen. */
    static final Duration PAUSE_WHILE_WATCHED = Duration.ofSeconds(30);

    /** The wait for the answer to a logout: the end of a run is not the time to wait, and idle sessions end by themselves. */
    public static final Duration LOGOUT_DEADLINE = Duration.ofSeconds(5);

    /** Tries of a logout: a second one, for a connection that the server has just closed. */
    public static final int LOGOUTS = 2;

    /** Logins in a row that the server takes without knowing us afterwards, as where it restarts in between. */
    public static final int UNCONFIRMED_LOGINS = 3;

    /** Logins without one reply that they were good for, over all threads: each is one more session on the server. */
    public static final int LOGINS_IN_VAIN = 10;

    /** Logins in a row, each with all its tries, that fail after one that was taken. */
    public static final int FAILED_LOGINS = 3;

    /** Readings of a listing that is not there (404) though the server shows what it belongs to. */
    public static final int READINGS_OF_A_MISSING_LISTING = 3;

    /** The wait for the listing of all projects that finds sessions of types which are not set up: it is an extra. */
    public static final Duration HIDDEN_TYPES_DEADLINE = Duration.ofSeconds(60);

    private HttpLimits() {}
}
