package io.github.xnatpull.fakes;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Changes some bytes that pass. */
final class PatchedStream extends FilterOutputStream {
    private final long start;
    private final Patch patch;
    private final int length;
    private long position;

    /** What becomes of a byte. */
    interface Patch {
        byte of(byte old);
    }

    PatchedStream(OutputStream out, long start, Patch patch, int length) {
        super(out);
        this.start = start;
        this.patch = patch;
        this.length = length;
    }

    /** Puts other bytes in place. */
    static PatchedStream overwriting(OutputStream out, long start, byte[] bytes) {
        int[] next = {0};
        return new PatchedStream(out, start, old -> bytes[next[0]++], bytes.length);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        long first = Math.max(start, position);
        long end = Math.min(start + length, position + count);
        byte[] sent = bytes;
        int sentFrom = from;
        if (first < end) {
            sent = Arrays.copyOfRange(bytes, from, from + count);
            sentFrom = 0;
            for (long at = first; at < end; at++) {
                int index = (int) (at - position);
                sent[index] = patch.of(sent[index]);
            }
        }
        out.write(sent, sentFrom, count);
        position += count;
    }
}
