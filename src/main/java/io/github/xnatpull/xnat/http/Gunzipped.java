package io.github.xnatpull.xnat.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A body that came as gzip, unpacked as it is read. */
public final class Gunzipped extends GZIPInputStream {
    private static final int BUFFER = 8192;

    private Gunzipped(InputStream packed) throws IOException {
        super(packed, BUFFER);
    }

    /** @throws Damaged where it does not begin like gzip */
    static Gunzipped of(InputStream packed) throws IOException {
        try {
            return new Gunzipped(packed);
        } catch (EOFException | ZipException e) {
            throw new Damaged(e);
        }
    }

    /** It is no gzip, or not the whole of it. */
    public static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(IOException cause) {
            super("the gzip in which a proxy packed it is cut or damaged", cause);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            if (count < 0) {
                // The end of the reply itself must be seen, or its connection would be dropped.
                in.read();
            }
            return count;
        } catch (EOFException | ZipException e) {
            throw new Damaged(e);
        }
    }
}
