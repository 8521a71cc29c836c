package io.github.xnatpull.cli.console;

import io.github.xnatpull.support.Pseudonyms;
import io.github.xnatpull.support.TextSafety;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where results and complaints go. Results go to standard output, everything else to standard error. Nothing here throws
 * when a reader has closed its end of a pipe.
 */
public final class Console {
    /** Kinds of files, as {@code st_mode} has them. */
    private static final int KIND = 0170000;

    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final ResultStream results;
    private final PrintStream out;
    private final PrintStream err;
    private final TerminalFacts facts;
    private final BooleanSupplier outIsPipe;
    private boolean forPrograms;

    public Console(OutputStream out, PrintStream err, TerminalFacts facts) {
        this(out, err, facts, () -> false);
    }

    /** @param outIsPipe whether what fails to be written was closed by its reader */
    Console(OutputStream out, PrintStream err, TerminalFacts facts, BooleanSupplier outIsPipe) {
        this.results = new ResultStream(out);
        this.out = new PrintStream(results, false, StandardCharsets.UTF_8);
        this.err = err;
        this.facts = facts;
        this.outIsPipe = outIsPipe;
    }

    /** The process's own streams, in UTF-8; text for people is made ASCII first where the terminal needs that. */
    public static Console ofProcess(TerminalFacts facts) {
        // Not System.out: its charset is the locale's on newer JDKs, and CSV and JSON are UTF-8 always.
        OutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(out, err, facts, Console::isStandardOutputPiped);
    }

    /** The words of the failed write are of no use: they are in the user's language. */
    private static boolean isStandardOutputPiped() {
        try {
            int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
            return (mode & KIND) == PIPE || (mode & KIND) == SOCKET;
        } catch (IOException | RuntimeException e) {
            return false;
        }
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

    /** Standard output for programs: CSV, JSON, ids. UTF-8, LF; flush at the end. */
    public PrintStream raw() {
        forPrograms = true;
        return out;
    }

    /** Standard output for people, where somebody else makes the lines. */
    public PrintStream text() {
        return out;
    }

    /** Whether anything was printed, or begun, that programs read. */
    public boolean hasBegunForPrograms() {
        return forPrograms;
    }

    /**
     * Why results are cut: standard output could not be written. Empty where all of them are out, and where a person who
     * reads them had seen enough.
     */
    public Optional<IOException> cut() {
        out.flush();
        Optional<IOException> failure = results.failure();
        return failure.isPresent() && !forPrograms && outIsPipe.getAsBoolean() ? Optional.empty() : failure;
    }

    /** Whether anybody still reads the results; false after the other end of a pipe was closed. */
    public boolean isRead() {
        return !out.checkError() && results.failure().isEmpty();
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
        String hidden = Pseudonyms.process().text(text);
        return facts.unicode() ? TextSafety.visible(hidden) : TextSafety.ascii(hidden);
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
