package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bodies that are cut, slow or bent on their way; counted in bytes of the body, without chunk marks. */
public final class BodyFaults {
    private static final Duration SLICE = Duration.ofMillis(20);

    private BodyFaults() {}

    /** Sends so many bytes, then closes the connection: no last chunk, or less than Content-Length. */
    public static Fault truncateAfter(long bytes) {
        return atByte(bytes, (turn, out) -> {
            out.flush();
            throw new IOException("Cut after " + bytes + " bytes");
        });
    }

    /** Sends so many bytes, then resets the connection. */
    public static Fault resetAfter(long bytes) {
        return atByte(bytes, (turn, out) -> {
            out.flush();
            turn.exchange().reset();
            throw new IOException("Reset after " + bytes + " bytes");
        });
    }

    /** Sends so many bytes, then nothing until released, then the rest. */
    public static Fault stallAfter(long bytes) {
        return atByte(bytes, (turn, out) -> {
            out.flush();
            turn.patience().untilReleased();
        });
    }

    /** Runs something once so many bytes are on their way. */
    public static Fault doingAfter(long bytes, Runnable action) {
        return atByte(bytes, (turn, out) -> {
            out.flush();
            action.run();
        });
    }

    /** Sends so many bytes and a proper end of chunks, as if that were all. */
    public static Fault endCleanlyAfter(long bytes) {
        return Faults.changing(
                reply -> reply.withBody(Body.chunked(out -> reply.body().writeTo(limited(out, bytes)))));
    }

    /** Sends so many bytes with neither length nor chunks: the end of the connection is the end of the body. */
    public static Fault closeDelimitedAfter(long bytes) {
        return turn -> turn.next().reply(new ForwardingExchange(turn.exchange()) {
            @Override
            HttpReply changed(HttpReply reply) {
                return reply;
            }

            @Override
            public void send(HttpReply reply) throws IOException {
                StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " \r\nConnection: close\r\n");
                reply.headers().forEach(line -> head.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
                OutputStream wire = wire();
                wire.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
                reply.body().writeTo(limited(wire, bytes));
                wire.flush();
            }
        });
    }

    /** Sends no faster than this. */
    public static Fault bandwidth(long bytesPerSecond) {
        int slice = (int) Math.max(1, bytesPerSecond * SLICE.toMillis() / 1000);
        return wrapping((turn, out) -> new FilterOutputStream(out) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int done = 0; done < length; done += slice) {
                    out.write(bytes, from + done, Math.min(slice, length - done));
                    out.flush();
                    turn.patience().pause(SLICE);
                }
            }
        });
    }

    /** Turns the lowest bit of one byte. */
    public static Fault flipBit(long offset) {
        return wrapping((turn, out) -> new PatchedStream(out, offset, old -> (byte) (old ^ 1), 1));
    }

    /** Adds bytes behind the body. */
    public static Fault append(byte[] more) {
        return Faults.changing(reply -> reply.withBody(Body.chunked(out -> {
            reply.body().writeTo(out);
            out.write(more);
        })));
    }

    /** Happens when so many bytes have gone. */
    @FunctionalInterface
    private interface Event {
        void happen(Fault.Turn turn, OutputStream out) throws IOException;
    }

    /** Makes a stream around the body's. */
    @FunctionalInterface
    interface Wrapping {
        OutputStream around(Fault.Turn turn, OutputStream out) throws IOException;
    }

    static Fault wrapping(Wrapping wrapping) {
        return turn -> turn.next().reply(new ForwardingExchange(turn.exchange()) {
            @Override
            HttpReply changed(HttpReply reply) {
                Body body = reply.body();
                return reply.withBody(Body.sized(body.length(), out -> body.writeTo(wrapping.around(turn, out))));
            }
        });
    }

    private static Fault atByte(long bytes, Event event) {
        return wrapping((turn, out) -> new EventStream(out, bytes, () -> event.happen(turn, out)));
    }

    private static OutputStream limited(OutputStream out, long limit) {
        return new OutputStream() {
            private long left = limit;

            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                int part = (int) Math.min(left, length);
                out.write(bytes, from, part);
                left -= part;
            }
        };
    }
}
