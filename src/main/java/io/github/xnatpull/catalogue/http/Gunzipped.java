package io.github.xnatpull.catalogue.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A body that came as gzip, unpacked as it is read. */
public final class Gunzipped extends InputStream {
    private static final int BUFFER = 8192;

    private final InputStream packed;
    private @Nullable GZIPInputStream unpacked;

    Gunzipped(InputStream packed) {
        this.packed = packed;
    }

    /** It is no gzip, or not the whole of it. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(IOException cause) {
            super("the gzip in which a proxy packed it is cut or damaged", cause);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            GZIPInputStream in = unpacked;
            if (in == null) {
                in = new GZIPInputStream(packed, BUFFER);
                unpacked = in;
            }
            int count = in.read(buffer, offset, length);
            if (count < 0) {
                // The end of the reply itself must be seen, or its connection would be dropped.
                packed.read();
            }
            return count;
        } catch (EOFException | ZipException e) {
            throw new Damaged(e);
        }
    }
}
