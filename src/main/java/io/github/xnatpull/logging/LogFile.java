package io.github.xnatpull.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that gets the log of this process while it is open: the run's own {@code run.log} beside its manifest, and the
 * one that {@code --log-file} names. Appends. It names accession ids and scan ids, never labels; secrets are taken out of
 * every line.
 */
public final class LogFile implements AutoCloseable {
    private static final String OURS = "io.github.xnatpull";
    private final LoggerContext context;
    private final FileAppender<ILoggingEvent> appender;

    /** One line an event for people, or one JSON object a line for programs. */
    public enum Format {
        TEXT,
        JSON
    }

    private LogFile(LoggerContext context, FileAppender<ILoggingEvent> appender) {
        this.context = context;
        this.appender = appender;
    }

    /**
     * Opens, or goes on with, a log.
     *
     * @throws IOException where it cannot be written
     */
    public static LogFile open(Path file, Format format) throws IOException {
        Files.createDirectories(Disk.parent(file));
        // An appender that cannot open its file is silent about it.
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
        LoggerContext context = context();
        LogLayout layout = new LogLayout(format);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName(file.toString());
        appender.setFile(file.toString());
        appender.setAppend(true);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        return new LogFile(context, appender);
    }

    /** The run's own, with the mode of its other reports; none where it cannot be written: what a run does without. */
    public static Optional<LogFile> tryOpen(Path file) {
        try {
            LogFile log = open(file, Format.TEXT);
            if (Disk.isPosix(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            }
            return Optional.of(log);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether every try of every request is logged, too. */
    public static void detailed(boolean on) {
        context().getLogger(OURS).setLevel(on ? Level.DEBUG : Level.INFO);
    }

    static boolean isDetailed() {
        return context().getLogger(OURS).isDebugEnabled();
    }

    static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    @Override
    public void close() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        appender.stop();
    }
}
