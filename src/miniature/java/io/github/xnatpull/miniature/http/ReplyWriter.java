package io.github.xnatpull.miniature.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongConsumer;

/** Writes replies in proper HTTP/1.1: with their length, or in chunks. */
final class ReplyWriter {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Clock clock;

    ReplyWriter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sends a reply.
     *
     * @param head whether the body is to be left out
     * @param sent told of the bytes of the body as they go
     * @return whether the body had the length that was promised: if not, the connection is of no more use
     */
    boolean write(HttpReply reply, boolean head, OutputStream out, LongConsumer sent) throws IOException {
        long length = reply.body().length();
        boolean bodiless = head || reply.status() == 204 || reply.status() == 304;
        out.write(headers(reply, length).getBytes(StandardCharsets.UTF_8));
        if (bodiless) {
            out.flush();
            return true;
        }
        boolean whole = true;
        if (length == Body.UNKNOWN) {
            ChunkedStream chunks = new ChunkedStream(out, sent);
            reply.body().writeTo(chunks);
            chunks.finish();
        } else {
            CountingStream counted = new CountingStream(out, sent);
            reply.body().writeTo(counted);
            whole = counted.count == length;
        }
        out.flush();
        return whole;
    }

    private String headers(HttpReply reply, long length) {
        StringBuilder text = new StringBuilder(400);
        // No reason phrase: Tomcat 9 sends none (contract §15.7).
        text.append("HTTP/1.1 ").append(reply.status()).append(" \r\n");
        reply.headers().forEach(header -> text.append(header.name())
                .append(": ")
                .append(header.value())
                .append("\r\n"));
        if (length != Body.UNKNOWN && reply.status() != 204 && reply.status() != 304) {
            if (reply.header("Content-Length").isEmpty()) {
                text.append("Content-Length: ").append(length).append("\r\n");
            }
        } else if (length == Body.UNKNOWN) {
            text.append("Transfer-Encoding: chunked\r\n");
        }
        text.append("Date: ").append(date()).append("\r\n\r\n");
        return text.toString();
    }

    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static class CountingStream extends FilterOutputStream {
        private final LongConsumer sent;
        private long count;

        CountingStream(OutputStream out, LongConsumer sent) {
            super(out);
            this.sent = sent;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
            sent.accept(length);
        }
    }

    /** Gathers what is written into chunks of up to 32 KiB. */
    private static final class ChunkedStream extends OutputStream {
        private final byte[] buffer = new byte[32 * 1024];
        private final OutputStream out;
        private final LongConsumer sent;
        private int filled;

        ChunkedStream(OutputStream out, LongConsumer sent) {
            this.out = out;
            this.sent = sent;
        }

        @Override
        public void write(int octet) throws IOException {
            if (filled == buffer.length) {
                emit();
            }
            buffer[filled++] = (byte) octet;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (filled == buffer.length) {
                    emit();
                }
                int part = Math.min(length - done, buffer.length - filled);
                System.arraycopy(bytes, from + done, buffer, filled, part);
                filled += part;
                done += part;
            }
        }

        @Override
        public void flush() throws IOException {
            emit();
            out.flush();
        }

        private void emit() throws IOException {
            if (filled > 0) {
                out.write(Integer.toHexString(filled).getBytes(StandardCharsets.US_ASCII));
                out.write(LINE_END);
                out.write(buffer, 0, filled);
                out.write(LINE_END);
                sent.accept(filled);
                filled = 0;
            }
        }

        void finish() throws IOException {
            emit();
            out.write(LAST_CHUNK);
        }
    }
}
