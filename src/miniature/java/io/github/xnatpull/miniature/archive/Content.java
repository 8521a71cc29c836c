package io.github.xnatpull.miniature.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * The bytes of a file as a function: a head, then noise that its seed decides. However long the file, none of it is
 * held, and any part can be written at the speed of a copy.
 */
public final class Content {
    /** A prime, so that no block size of a reader divides it and a slip by whole blocks shows. */
    private static final int NOISE_LENGTH = 1_048_573;

    private static final byte[] NOISE = noise();

    private final Supplier<byte[]> head;
    private final long seed;
    private final long size;
    private volatile String md5 = "";
    private volatile long crc = -1;

    private Content(Supplier<byte[]> head, long seed, long size) {
        this.head = head;
        this.seed = seed;
        this.size = size;
    }

    /** Bytes as they are. */
    public static Content of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Content(() -> copy, 0, copy.length);
    }

    /** UTF-8 text. */
    public static Content text(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Noise from the first byte on. */
    public static Content noise(long seed, long size) {
        return new Content(() -> new byte[0], seed, size);
    }

    /** A DICOM Part 10 file (PS3.10 §7.1) with noise for pixels; below some 400 bytes it is cut. */
    public static Content dicom(long seed, long size) {
        return new Content(() -> Headers.dicom(seed, size), seed, size);
    }

    /** An uncompressed NIfTI-1 image of noise; below 352 bytes it is cut. */
    public static Content nifti(long seed, long size) {
        return new Content(() -> Headers.nifti(size), seed, size);
    }

    /** A small GIF with noise behind its end, as snapshots are in look and size. */
    public static Content gif(long seed, long size) {
        return new Content(Headers::gif, seed, size);
    }

    /** What suits the name: DICOM, NIfTI or GIF, else noise. */
    public static Content suiting(String path, long seed, long size) {
        if (path.endsWith(".dcm")) {
            return dicom(seed, size);
        }
        if (path.endsWith(".nii")) {
            return nifti(seed, size);
        }
        return path.endsWith(".gif") ? gif(seed, size) : noise(seed, size);
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /** Writes {@code count} bytes from an offset on; fewer where the content ends. */
    public void write(OutputStream out, long from, long count) throws IOException {
        byte[] start = head.get();
        long end = Math.min(size, from + count);
        long position = from;
        if (position < Math.min(start.length, end)) {
            int part = (int) (Math.min(start.length, end) - position);
            out.write(start, (int) position, part);
            position += part;
        }
        while (position < end) {
            int index = (int) Math.floorMod(seed * 7_919 + position, (long) NOISE_LENGTH);
            int part = (int) Math.min(NOISE_LENGTH - index, end - position);
            out.write(NOISE, index, part);
            position += part;
        }
    }

    /** Every byte; for small files. */
    public byte[] bytes() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
        pass(all::put);
        return all.array();
    }

    /** CRC-32, worked out at the first call. */
    public long crc32() {
        if (crc < 0) {
            CRC32 sum = new CRC32();
            pass(sum::update);
            crc = sum.getValue();
        }
        return crc;
    }

    /** MD5 in lower-case hex, worked out at the first call. */
    public String md5() {
        if (md5.isEmpty()) {
            try {
                MessageDigest sum = MessageDigest.getInstance("MD5");
                pass(sum::update);
                md5 = HexFormat.of().formatHex(sum.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has MD5", e);
            }
        }
        return md5;
    }

    private void pass(Sink sink) {
        try {
            write(new SinkStream(sink), 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] noise() {
        byte[] bytes = new byte[NOISE_LENGTH];
        new Random(20_240_201).nextBytes(bytes);
        return bytes;
    }

    private interface Sink {
        void take(byte[] bytes, int from, int length);
    }

    private static final class SinkStream extends OutputStream {
        private final Sink sink;

        SinkStream(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int octet) {
            sink.take(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            sink.take(bytes, from, length);
        }
    }
}
