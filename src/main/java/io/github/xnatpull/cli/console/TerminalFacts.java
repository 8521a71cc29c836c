package io.github.xnatpull.cli.console;

import java.util.function.IntSupplier;

/**
 * What is known of the place the program writes to.
 *
 * @param outIsTerminal whether standard output is looked at by a person
 * @param errIsTerminal whether standard error is
 * @param inIsTerminal whether a person can be asked
 * @param columns the width, asked again whenever it may have changed
 * @param unicode whether anything but ASCII will be shown rightly
 * @param ansi whether the cursor can be moved
 * @param colour whether colours are wanted
 */
public record TerminalFacts(
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean inIsTerminal,
        IntSupplier columns,
        boolean unicode,
        boolean ansi,
        boolean colour) {
    /** The width where none is known. */
    public static final int USUAL_COLUMNS = 80;

    /** No terminal at all, as under cron. */
    public static TerminalFacts none(boolean unicode) {
        return new TerminalFacts(false, false, false, () -> USUAL_COLUMNS, unicode, false, false);
    }
}
