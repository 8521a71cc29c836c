package io.github.xnatpull.xnat.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A body under the watchdog's eye. */
final class WatchedBody extends FilterInputStream {
    private final InFlight flight;
    private volatile boolean finished;

    WatchedBody(InputStream in, InFlight flight) {
        super(in);
        this.flight = flight;
    }

    /** Whether the end of the body has been seen, so that the connection may serve again. */
    boolean finished() {
        return finished;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (finished) {
            return -1;
        }
        flight.waitBegins();
        try {
            int count = in.read(buffer, offset, length);
            if (count < 0) {
                finished = true;
                flight.close();
            }
            return count;
        } catch (IOException e) {
            if (flight.verdict().isPresent()) {
                throw flight.verdict().get();
            }
            if (e instanceof SocketTimeoutException) {
                throw flight.silent(e);
            }
            throw e;
        } finally {
            flight.waitEnds();
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Left to the reply: closing the stream itself would read what is left of it. */
    @Override
    public void close() {}
}
