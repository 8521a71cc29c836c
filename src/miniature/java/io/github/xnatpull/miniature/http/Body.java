package io.github.xnatpull.miniature.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes after the headers; made while they are sent, so that none need fit into memory. */
public interface Body {
    /** Length of a body that is sent in chunks. */
    long UNKNOWN = -1;

    /** A body without a byte. */
    Body EMPTY = of(new byte[0]);

    /** What Content-Length says, or {@link #UNKNOWN}. A body that writes less ends its connection. */
    long length();

    void writeTo(OutputStream out) throws IOException;

    static Body of(byte[] bytes) {
        return sized(bytes.length, out -> out.write(bytes));
    }

    /** UTF-8 text. */
    static Body text(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Body chunked(Writing writing) {
        return sized(UNKNOWN, writing);
    }

    static Body sized(long length, Writing writing) {
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                writing.to(out);
            }
        };
    }

    /** Makes the bytes of a body. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
