package io.github.xnatpull.transfer;

import java.io.IOException;
import java.io.Serial;

/** A body ended before its end: the connection broke, or a watchdog cut it. Worth another try. */
final class BrokenBodyException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokenBodyException(String message, Throwable cause) {
        super(message, cause);
    }

    BrokenBodyException(String message) {
        super(message);
    }
}
