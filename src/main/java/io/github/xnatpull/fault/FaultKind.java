package io.github.xnatpull.fault;

/**
 * What a fault means for the run. The kind, not the place where a fault is caught, decides whether something is tried
 * again and how the process exits.
 */
public enum FaultKind {
    /** The command line, job file or list is wrong. */
    USER,
    /** Login or permission refused. */
    AUTH,
    /** The server or the way to it is ill for the moment; worth another try. */
    SERVER_TRANSIENT,
    /** The server answered, and will answer the same again. */
    SERVER_PERMANENT,
    /** What arrived is not what was promised; worth one more try. */
    DATA,
    /** Disk, permissions or state on this machine. */
    LOCAL,
    /** A limit, a window's end or a signal. */
    INTERRUPTED,
    /** A mistake of this program. */
    INTERNAL
}
