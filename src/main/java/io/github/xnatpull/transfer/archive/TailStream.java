package io.github.xnatpull.transfer.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last bytes that went through. A source that breaks looks like one that ends, until {@link #rethrow}: the
 * parser above loses bytes that it has pushed back when an exception comes between, and with them a whole entry (measured).
 */
final class TailStream extends FilterInputStream {

    /** An end-of-central-directory record without comment, and some room (APPNOTE 4.3.16). */
    private static final int KEPT = 256;

    private final byte[] tail = new byte[KEPT];
    private int filled;
    private @Nullable IOException failure;

    TailStream(InputStream source) {
        super(source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (failure != null) {
            return -1;
        }
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            return -1;
        }
        if (count > 0) {
            keep(buffer, offset, count);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void keep(byte[] buffer, int offset, int count) {
        int taken = Math.min(count, KEPT);
        int stay = Math.min(filled, KEPT - taken);
        System.arraycopy(tail, filled - stay, tail, 0, stay);
        System.arraycopy(buffer, offset + count - taken, tail, stay, taken);
        filled = stay + taken;
    }

    /** Throws again what the source threw, if it did. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** How many entries the archive's end claims, modulo 65,536; negative where it has no end. */
    int entriesClaimed() {
        for (int at = filled - 22; at >= 0; at--) {
            if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
                return (tail[at + 10] & 0xff) | (tail[at + 11] & 0xff) << 8;
            }
        }
        return -1;
    }
}
