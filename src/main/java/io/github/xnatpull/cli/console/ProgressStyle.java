package io.github.xnatpull.cli.console;

/** How progress is shown. */
public enum ProgressStyle {
    /** A bar on a terminal that can show one, else plain. */
    AUTO,
    BAR,
    /** A line now and then, and one per finished session. */
    PLAIN,
    /** One JSON object a line. */
    JSON,
    NONE
}
