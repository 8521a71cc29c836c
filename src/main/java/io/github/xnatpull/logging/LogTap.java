package io.github.xnatpull.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.xnatpull.support.Redactor;
import java.util.function.Consumer;

/** Passes on what the parts of the program log beside the run itself: how requests went, and that all wait for the server. */
public final class LogTap implements AutoCloseable {
    private final Logger logger;
    private final Appender appender;

    /** @param listener must return at once */
    public LogTap(Consumer<String> listener) {
        logger = LogFile.context().getLogger("io.github.xnatpull");
        appender = new Appender(listener);
        appender.setContext(LogFile.context());
        appender.start();
        logger.addAppender(appender);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        private final Consumer<String> listener;

        Appender(Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        protected void append(ILoggingEvent event) {
            listener.accept(Redactor.process().redact(event.getFormattedMessage()));
        }
    }
}
