package io.github.xnatpull.cli.console;

/** How much is said. */
public enum Verbosity {
    /** Errors only. */
    QUIET,
    NORMAL,
    /** Labels, every resource. */
    VERBOSE,
    /** Stack traces and earlier tries, too. */
    DEBUG;

    public boolean isDetailed() {
        return this == VERBOSE || this == DEBUG;
    }
}
