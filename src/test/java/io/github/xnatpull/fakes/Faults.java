package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import io.github.xnatpull.miniature.rest.LoginPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Replies that are wrong as a whole, and things that happen to the server. Bodies: {@link BodyFaults}, {@link ListingFaults}, {@link ZipFaults}. */
public final class Faults {
    private Faults() {}

    /** A change of the reply on its way out. */
    @FunctionalInterface
    interface Change {
        HttpReply of(HttpReply reply) throws IOException;
    }

    static Fault changing(Change change) {
        return turn -> turn.next().reply(new ForwardingExchange(turn.exchange()) {
            @Override
            HttpReply changed(HttpReply reply) throws IOException {
                return change.of(reply);
            }
        });
    }

    /** Sends this in place of what the server would; the server does not even see the request. */
    public static Fault reply(HttpReply reply) {
        return turn -> turn.exchange().send(reply);
    }

    /** Answers with a status; add headers and a body as needed. */
    public static StatusFault status(int status) {
        return new StatusFault(HttpReply.empty(status));
    }

    /** A fault that can be given headers and a body. */
    public record StatusFault(HttpReply reply) implements Fault {
        public StatusFault header(String name, String value) {
            return new StatusFault(reply.plus(name, value));
        }

        public StatusFault body(String contentType, String text) {
            return new StatusFault(reply.with("Content-Type", contentType).withBody(Body.text(text)));
        }

        @Override
        public void strike(Turn turn) throws IOException {
            turn.exchange().send(reply);
        }
    }

    /** A gateway's own error page, as proxies in front of XNAT send them. */
    public static Fault gatewayError(int status) {
        return status(status)
                .body("text/html", "<html><head><title>" + status + " Gateway</title></head><body>nginx</body></html>");
    }

    /** XNAT's login page with status 200. */
    public static Fault loginPage() {
        return reply(LoginPage.reply());
    }

    /** The 298 bytes of HTML that others have saved as archives (oasis-scripts issue 26). */
    public static Fault tinyHtml() {
        String start =
                "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head><title>302 Found</title></head><body>";
        String end = "</body></html>";
        String page = start + "x".repeat(298 - start.length() - end.length()) + end;
        return reply(HttpReply.of(200, "text/html", Body.text(page)));
    }

    public static Fault redirectTo(String url) {
        return status(302).header("Location", url);
    }

    /** Status 200, no byte: what a failed query looks like (contract §2.5). */
    public static Fault emptyBody() {
        return changing(reply -> reply.withStatus(200).withBody(Body.EMPTY));
    }

    /** Something else in place of the body. */
    public static Fault body(String text) {
        return changing(reply -> reply.withBody(Body.text(text)));
    }

    /** Says gzip, and is. */
    public static Fault gzipped() {
        return changing(reply -> reply.plus("Content-Encoding", "gzip").withBody(Body.chunked(out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out);
            reply.body().writeTo(gzip);
            gzip.finish();
        })));
    }

    public static Fault header(String name, String value) {
        return changing(reply -> reply.with(name, value));
    }

    /** Claims that the file was changed then. */
    public static Fault lastModified(Instant when) {
        return header("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atOffset(ZoneOffset.UTC)));
    }

    /** 206 with a range other than the one asked for. */
    public static Fault wrongContentRange() {
        return changing(reply -> {
            String range = reply.header("Content-Range");
            return range.isEmpty() ? reply : reply.with("Content-Range", range.replaceFirst("bytes \\d+", "bytes 7"));
        });
    }

    /** The whole file, 200, where a range was asked for. */
    public static Fault ignoreRange() {
        return turn -> {
            HttpRequest request = turn.exchange().request();
            Map<String, String> headers = new HashMap<>(request.headers());
            headers.remove("range");
            turn.exchange()
                    .send(turn.exchange()
                            .answerTo(new HttpRequest(request.method(), request.target(), headers, request.body())));
        };
    }

    /** Waits before the first byte of the headers. */
    public static Fault latency(Duration duration) {
        return turn -> {
            turn.patience().pause(duration);
            turn.next().reply(turn.exchange());
        };
    }

    /** Takes the request and says nothing until released. */
    public static Fault silence() {
        return turn -> {
            turn.patience().untilReleased();
            turn.next().reply(turn.exchange());
        };
    }

    /** Sends headers without end, a byte at a time, until the client has had enough or the fake is closed. */
    public static Fault slowHeaders(Duration perByte) {
        return turn -> {
            var wire = turn.exchange().wire();
            wire.write("HTTP/1.1 200 \r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.currentThread().isInterrupted()) {
                wire.write('z');
                wire.flush();
                turn.patience().pause(perByte);
            }
        };
    }

    /** Closes the connection without a word. */
    public static Fault dropConnection() {
        return turn -> turn.exchange().hangUp();
    }

    /** Resets the connection without a word. */
    public static Fault resetConnection() {
        return turn -> turn.exchange().reset();
    }

    /** Sends what is no HTTP. */
    public static Fault junk() {
        return turn -> {
            turn.exchange().wire().write("\0\1\2 this is no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            turn.exchange().wire().flush();
        };
    }

    /** Ends every server session first, as a restart of the server does. */
    public static Fault expireSessions() {
        return turn -> {
            turn.xnat().sessions().expireAll();
            turn.next().reply(turn.exchange());
        };
    }

    /** Does something to the archive, or to the test, before the server answers. */
    public static Fault doing(Runnable action) {
        return turn -> {
            action.run();
            turn.next().reply(turn.exchange());
        };
    }

    static byte[] bytesOf(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return bytes.toByteArray();
    }
}
