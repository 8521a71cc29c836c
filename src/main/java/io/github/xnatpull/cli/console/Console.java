package io.github.xnatpull.cli.console;

import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.support.Veil;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where results and complaints go. Results go to standard output, everything else to standard error. Nothing here throws
 * when a reader has closed its end of a pipe.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final TerminalFacts facts;

    public Console(PrintStream out, PrintStream err, TerminalFacts facts) {
        this.out = out;
        this.err = err;
        this.facts = facts;
    }

    /** The process's own streams, in UTF-8; text for people is made ASCII first where the terminal needs that. */
    public static Console ofProcess(TerminalFacts facts) {
        // Not System.out: its charset is the locale's on newer JDKs, and CSV and JSON are UTF-8 always.
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(out, err, facts);
    }

    public TerminalFacts facts() {
        return facts;
    }

    /** Prints a line for people as a result; escape sequences in it become visible. */
    public void result(String line) {
        out.print(readable(line) + "\n");
    }

    /** Prints lines for people as results. */
    public void results(List<String> lines) {
        lines.forEach(this::result);
        out.flush();
    }

    /** Standard output for machines: CSV, JSON, ids. UTF-8, LF; flush at the end. */
    public PrintStream raw() {
        return out;
    }

    /** Whether anybody still reads the results; false after the other end of a pipe was closed. */
    public boolean isRead() {
        return !out.checkError();
    }

    /** Tells people something that is no result. */
    public void say(String line) {
        err.print(readable(line) + "\n");
        err.flush();
    }

    /** Standard error as it is, for progress that moves the cursor. */
    PrintStream screen() {
        return err;
    }

    /** The text without anything that could harm the terminal, in ASCII where it must be. */
    public String readable(String text) {
        String veiled = Veil.process().text(text);
        return facts.unicode() ? TextSafety.visible(veiled) : TextSafety.ascii(veiled);
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
