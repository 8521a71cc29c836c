package io.github.xnatpull.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.github.xnatpull.support.Pseudonyms;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.TextSafety;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes log lines that let no secret through, not even in a stack trace, and that no label can break in two. */
final class LogLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final LogFile.Format format;

    LogLayout(LogFile.Format format) {
        this.format = format;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String time = TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()));
        String message = clean(event.getFormattedMessage());
        String trace = event.getThrowableProxy() == null
                ? ""
                : clean(ThrowableProxyUtil.asString(event.getThrowableProxy())).replace("\t", "    ");
        return switch (format) {
            case TEXT -> text(event, time, message, trace);
            case JSON -> json(event, time, message, trace);
        };
    }

    private static String clean(String text) {
        return Pseudonyms.process().text(Redactor.process().redact(text));
    }

    private static String text(ILoggingEvent event, String time, String message, String trace) {
        String head = String.format(
                Locale.ROOT,
                "%s %-5s [%s] %s ",
                time,
                event.getLevel(),
                event.getThreadName(),
                simple(event.getLoggerName()));
        StringBuilder lines =
                new StringBuilder(head).append(TextSafety.visible(message)).append('\n');
        trace.lines().forEach(line -> lines.append(TextSafety.visible(line)).append('\n'));
        return lines.toString();
    }

    private static String json(ILoggingEvent event, String time, String message, String trace) {
        ObjectNode node = JSON.createObjectNode();
        node.put("time", time);
        node.put("level", event.getLevel().toString());
        node.put("logger", event.getLoggerName());
        node.put("thread", event.getThreadName());
        node.put("message", message);
        if (!trace.isEmpty()) {
            node.put("trace", trace);
        }
        return JSON.writeValueAsString(node) + "\n";
    }

    private static String simple(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
