package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.LocalFaults;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies what is read from it aside, and remembers what went wrong and whether there was too much. */
final class BoundedCopy extends FilterInputStream {
    private final OutputStream aside;
    private final long most;
    private long count;

    BoundedCopy(InputStream in, OutputStream aside, long most) {
        super(in);
        this.aside = aside;
        this.most = most;
    }

    /** More came than was allowed. */
    static final class Overflow extends IOException {
        private static final long serialVersionUID = 1L;

        Overflow(String message) {
            super(message);
        }
    }

    /** What was read could not be kept. */
    static final class AsideFailed extends IOException {
        private static final long serialVersionUID = 1L;

        AsideFailed(IOException cause) {
            super(LocalFaults.words(cause), cause);
        }
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            if (count > most) {
                throw new Overflow("it is longer than " + most + " bytes");
            }
            keep(buffer, offset, read);
        }
        return read;
    }

    private void keep(byte[] buffer, int offset, int length) throws AsideFailed {
        try {
            aside.write(buffer, offset, length);
        } catch (IOException e) {
            throw new AsideFailed(e);
        }
    }

    @Override
    public long skip(long wanted) throws IOException {
        return wanted <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(wanted, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
