package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.Body;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A POSIX tar (pax names where 100 bytes do not do), gzipped or not. */
record TarBody(List<ZipBody.Entry> entries, boolean gzipped) implements Body {
    private static final int BLOCK = 512;

    @Override
    public long length() {
        return UNKNOWN;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (!gzipped) {
            BufferedOutputStream buffered = new BufferedOutputStream(out, 32 * 1024);
            write(buffered);
            buffered.flush();
            return;
        }
        GZIPOutputStream gzip = new GZIPOutputStream(out, 32 * 1024);
        write(gzip);
        gzip.finish();
    }

    private void write(OutputStream out) throws IOException {
        for (ZipBody.Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            if (name.length > 100 || name.length != entry.name().length()) {
                byte[] pax = pax("path", entry.name());
                out.write(header("pax".getBytes(StandardCharsets.US_ASCII), pax.length, 0, 'x'));
                out.write(pax);
                pad(out, pax.length);
            }
            long size = entry.content().size();
            out.write(header(name, size, entry.modified().getEpochSecond(), '0'));
            entry.content().write(out, 0, size);
            pad(out, size);
        }
        out.write(new byte[2 * BLOCK]);
    }

    private static byte[] header(byte[] name, long size, long modified, char type) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(100, name.length));
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o ", size));
        put(header, 136, String.format(Locale.ROOT, "%011o ", modified));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xFF;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] pax(String key, String value) {
        int body = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = body + Integer.toString(body).length();
        if (Integer.toString(length).length() > Integer.toString(body).length()) {
            length++;
        }
        return (length + " " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void pad(OutputStream out, long size) throws IOException {
        byte[] zeros = new byte[BLOCK];
        out.write(zeros, 0, (int) ((BLOCK - size % BLOCK) % BLOCK));
    }
}
