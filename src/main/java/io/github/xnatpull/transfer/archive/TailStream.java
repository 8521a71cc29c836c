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
    /** An end-of-central-directory record without its comment (APPNOTE 4.3.16). */
    private static final int END_RECORD = 22;
    /** The length of a comment has two bytes. */
    private static final int LONGEST_COMMENT = 65_535;

    private static final int KEPT = END_RECORD + LONGEST_COMMENT;
    /** How many bytes behind the archive that belong to nothing are overlooked. */
    private static final int LOOSE_END = 256 - END_RECORD;

    /** A ring: its oldest byte is the next to be overwritten. */
    private final byte[] tail = new byte[KEPT];

    private long passed;
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
        passed += count;
        int taken = Math.min(count, KEPT);
        int from = offset + count - taken;
        int at = (int) ((passed - taken) % KEPT);
        int first = Math.min(taken, KEPT - at);
        System.arraycopy(buffer, from, tail, at, first);
        System.arraycopy(buffer, from + first, tail, 0, taken - first);
    }

    /** Throws again what the source threw, if it did. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * How many entries the archive's end claims, modulo 65,536; negative where it has no end. That is the record whose comment
     * ends where the archive ends; one that a comment only looks like does not.
     */
    int entriesClaimed() {
        int most = (int) Math.min(passed, KEPT) - END_RECORD;
        for (int comment = 0; comment <= most; comment++) {
            if (isEndRecord(comment) && number(comment, 20) == comment) {
                return number(comment, 10);
            }
        }
        for (int loose = 0; loose <= Math.min(most, LOOSE_END); loose++) {
            if (isEndRecord(loose)) {
                return number(loose, 10);
            }
        }
        return -1;
    }

    /** Whether a record begins so that this many bytes follow it. */
    private boolean isEndRecord(int behind) {
        return at(behind, 0) == 'P' && at(behind, 1) == 'K' && at(behind, 2) == 5 && at(behind, 3) == 6;
    }

    private int number(int behind, int position) {
        return (at(behind, position) & 0xff) | (at(behind, position + 1) & 0xff) << 8;
    }

    private byte at(int behind, int position) {
        return tail[(int) ((passed - behind - END_RECORD + position) % KEPT)];
    }
}
