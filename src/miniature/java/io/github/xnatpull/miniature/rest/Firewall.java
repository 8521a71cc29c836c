package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The paths that Spring Security's firewall and Tomcat never let through to XNAT (contract §15.1). */
final class Firewall {
    /** Tomcat: bad characters in the request line, encoded slashes. */
    private static final Pattern TOMCAT = Pattern.compile("%2F|%5C|[\\[\\]|\\\\\"<>^`{}]|[^\\x21-\\x7E]");

    /** Spring Security: encoded percent, semicolon, dot, line ends, and paths that are not normal. */
    private static final Pattern SPRING =
            Pattern.compile("%25|%3B|;|%2E|%0A|%0D|%00|%E2%80%A8|%E2%80%A9|//|/\\.\\.?(/|$)");

    /** Tomcat: maxHttpHeaderSize, request line included; a list of ids in a path must not outgrow it. */
    private static final int LONGEST_HEADER = 8192;

    private Firewall() {}

    static Optional<HttpReply> stops(HttpRequest request) {
        String path = request.path().toUpperCase(Locale.ROOT);
        if (TOMCAT.matcher(path).find() || length(request) > LONGEST_HEADER) {
            return Optional.of(page(400, "Bad Request"));
        }
        if (SPRING.matcher(path).find()) {
            return Optional.of(page(500, "Internal Server Error"));
        }
        return Optional.empty();
    }

    private static int length(HttpRequest request) {
        int length = request.target().length() + 20;
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            length += header.getKey().length() + header.getValue().length() + 4;
        }
        return length;
    }

    private static HttpReply page(int status, String title) {
        String heading = "HTTP Status " + status + " – " + title;
        return Replies.html(
                status,
                "<!doctype html><html lang=\"en\"><head><title>" + heading + "</title></head><body><h1>" + heading
                        + "</h1></body></html>");
    }
}
