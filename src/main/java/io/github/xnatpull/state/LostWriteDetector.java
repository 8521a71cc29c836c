package io.github.xnatpull.state;

import io.github.xnatpull.fault.LocalFaults;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hears when HSQLDB could not write or force its log. It says so in a warning of its own log and lets the commit succeed
 * (measured on 2.7.3), on the thread that commits. Room that was there a moment before is no proof: a download may have taken
 * it, or a quota may leave less than the disk has.
 */
final class LostWriteDetector extends Handler {
    /** HSQLDB's connection property that, at 2, sends its warnings and errors to {@code java.util.logging}. */
    static final String SETTING = "hsqldb.extlog";

    private static final LostWriteDetector HEARD = new LostWriteDetector();
    /** Kept, for loggers that nobody holds are collected, and their handlers with them. */
    private static final Logger HSQLDB = Logger.getLogger("hsqldb.db");

    static {
        HSQLDB.addHandler(HEARD);
        // It would print stack traces on the console; what matters is told as a fault.
        HSQLDB.setUseParentHandlers(false);
    }

    private final ThreadLocal<String> failure = new ThreadLocal<>();

    private LostWriteDetector() {}

    /** The one for all databases of this process. */
    static LostWriteDetector heard() {
        return HEARD;
    }

    void forget() {
        failure.remove();
    }

    /** Why a write of this thread was lost since {@link #forget}. */
    Optional<String> onThisThread() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void publish(LogRecord told) {
        // It also warns of a log whose end a kill has torn, when it replays that: nothing is lost by it.
        for (Throwable cause = told.getThrown(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                failure.set(LocalFaults.words((IOException) cause));
                return;
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
