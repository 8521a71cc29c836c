package io.github.xnatpull.miniature.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What was asked, in order of arrival. */
public final class RequestLog {
    /** Beyond so many requests their headers are let go: tests of scale ask hundreds of thousands of times. */
    private static final int WITH_HEADERS = 20_000;

    private final List<Line> lines = new ArrayList<>();

    /** One request; its status and bytes are filled in as the reply goes out. */
    public static final class Line {
        private final HttpRequest request;
        private final AtomicLong bytes = new AtomicLong();
        private volatile int status;

        Line(HttpRequest request) {
            this.request = request;
        }

        public HttpRequest request() {
            return request;
        }

        public String method() {
            return request.method();
        }

        public String path() {
            return request.path();
        }

        public String query() {
            return request.query();
        }

        public String target() {
            return request.target();
        }

        /** The status sent, or 0 where none has been sent (yet). */
        public int status() {
            return status;
        }

        /** Bytes of the body so far, without headers and chunk marks. */
        public long bytes() {
            return bytes.get();
        }

        void replied(int sentStatus) {
            status = sentStatus;
        }

        @Override
        public String toString() {
            return method() + " " + target() + " → " + status + ", " + bytes + " bytes";
        }
    }

    synchronized Line add(HttpRequest request) {
        boolean whole = lines.size() < WITH_HEADERS;
        Line line = new Line(whole ? request : new HttpRequest(request.method(), request.target(), Map.of(), ""));
        lines.add(line);
        return line;
    }

    void sent(Line line, long count) {
        line.bytes.addAndGet(count);
    }

    public synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Requests whose target (path and query, raw) contains the text. */
    public List<Line> containing(String text) {
        return matching(line -> line.target().contains(text));
    }

    public List<Line> matching(Predicate<Line> wanted) {
        return lines().stream().filter(wanted).toList();
    }

    public synchronized int size() {
        return lines.size();
    }

    public synchronized void clear() {
        lines.clear();
    }
}
