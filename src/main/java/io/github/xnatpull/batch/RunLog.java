package io.github.xnatpull.batch;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.support.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run's own log, {@code run.log} beside its manifest. All attempts append to it. It names accession ids and scan ids,
 * never labels; secrets are taken out of every line.
 */
final class RunLog implements RunObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("xnatpull");
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{20} %msg%n%ex{20}";
    private final LoggerContext context;
    private final FileAppender<ILoggingEvent> appender;

    private RunLog(LoggerContext context, FileAppender<ILoggingEvent> appender) {
        this.context = context;
        this.appender = appender;
    }

    /** Opens, or goes on with, the log in the run's report directory. */
    static RunLog open(Path directory) throws IOException {
        Files.createDirectories(directory);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayout layout = new Redacted();
        layout.setContext(context);
        layout.setPattern(PATTERN);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("run.log");
        appender.setFile(directory.resolve("run.log").toString());
        appender.setAppend(true);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        return new RunLog(context, appender);
    }

    @Override
    public void sessionsListed(long sessions) {
        LOG.info("{} sessions listed", sessions);
    }

    @Override
    public void transferStarts(long items, long hintedBytes, long itemsDone) {
        LOG.info(
                "transfer of {} resources begins, {} are done already; {} bytes by the server's hints",
                items,
                itemsDone,
                hintedBytes);
    }

    @Override
    public void itemEnds(PlanItem item, Outcome outcome) {
        if (outcome.code().isPresent()) {
            LOG.warn(
                    "{} {}: {} {}",
                    item.display(),
                    outcome.status().word(),
                    outcome.code().get().id(),
                    outcome.message());
        } else {
            LOG.info(
                    "{} {}: {} files, {} bytes, {}",
                    item.display(),
                    outcome.status().word(),
                    outcome.files(),
                    outcome.bytes(),
                    outcome.proof().word());
        }
    }

    @Override
    public void notice(String text) {
        LOG.info("{}", text);
    }

    @Override
    public void warning(String text) {
        LOG.warn("{}", text);
    }

    @Override
    public void close() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        appender.stop();
    }

    /** A layout that lets no secret through, not even in a stack trace. */
    private static final class Redacted extends PatternLayout {
        @Override
        public String doLayout(ILoggingEvent event) {
            return Redactor.process().redact(super.doLayout(event));
        }
    }
}
