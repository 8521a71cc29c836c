package io.github.xnatpull.miniature.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The first bytes of image files, right enough for readers of the formats. Every buffer is wrapped around its own array. */
@SuppressWarnings("ByteBufferBackingArray")
final class Headers {
    private static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";
    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    private static final int SMALLEST_DICOM = 12;

    private Headers() {}

    static byte[] dicom(long seed, long size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(420);
        String instance = "2.25." + Math.abs(seed);
        ByteArrayOutputStream meta = new ByteArrayOutputStream(220);
        element(meta, 0x0002, 0x0002, "UI", MR_IMAGE);
        element(meta, 0x0002, 0x0003, "UI", instance);
        element(meta, 0x0002, 0x0010, "UI", EXPLICIT_LITTLE_ENDIAN);
        element(meta, 0x0002, 0x0012, "UI", "2.25.1");
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer length = little(12).putShort((short) 2).putShort((short) 0).put(new byte[] {'U', 'L'});
        out.writeBytes(length.putShort((short) 4).putInt(meta.size()).array().clone());
        out.writeBytes(meta.toByteArray());
        element(out, 0x0008, 0x0016, "UI", MR_IMAGE);
        element(out, 0x0008, 0x0018, "UI", instance);
        element(out, 0x0008, 0x0060, "CS", "MR");
        ByteBuffer pixels = little(SMALLEST_DICOM).putShort((short) 0x7FE0).putShort((short) 0x0010);
        long rest = Math.max(0, size - out.size() - SMALLEST_DICOM) & ~1L;
        pixels.put(new byte[] {'O', 'W', 0, 0}).putInt((int) Math.min(rest, 0xFFFFFFFEL));
        out.writeBytes(pixels.array());
        return cut(out.toByteArray(), size);
    }

    static byte[] nifti(long size) {
        ByteBuffer header = little(352);
        header.putInt(0, 348);
        header.putShort(40, (short) 3).putShort(42, (short) 1).putShort(44, (short) 1);
        header.putShort(46, (short) Math.min(Short.MAX_VALUE, Math.max(0, size - 352)));
        header.putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, 352f);
        header.position(344);
        header.put(new byte[] {'n', '+', '1', 0});
        return cut(header.array(), size);
    }

    static byte[] gif() {
        return HexFormat.of()
                .parseHex("47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b");
    }

    private static void element(ByteArrayOutputStream out, int group, int element, String type, String value) {
        byte[] text = value.getBytes(StandardCharsets.US_ASCII);
        byte[] even = Arrays.copyOf(text, text.length + (text.length & 1));
        ByteBuffer buffer = little(8 + even.length).putShort((short) group).putShort((short) element);
        buffer.put(type.getBytes(StandardCharsets.US_ASCII))
                .putShort((short) even.length)
                .put(even);
        out.writeBytes(buffer.array());
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.wrap(new byte[capacity]).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] cut(byte[] bytes, long size) {
        return size < bytes.length ? Arrays.copyOf(bytes, (int) size) : bytes;
    }
}
