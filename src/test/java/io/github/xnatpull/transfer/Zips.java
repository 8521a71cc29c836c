package io.github.xnatpull.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives as XNAT writes them. */
public final class Zips {

    private Zips() {}

    /** STORED, sizes and CRC in the local headers, names in UTF-8 (contract §3.5). */
    public static byte[] stored(Map<String, byte[]> entries) {
        return zip(entries, ZipEntry.STORED);
    }

    /** DEFLATED, sizes in data descriptors. */
    public static byte[] deflated(Map<String, byte[]> entries) {
        return zip(entries, ZipEntry.DEFLATED);
    }

    private static byte[] zip(Map<String, byte[]> entries, int method) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(method);
                entry.setTimeLocal(java.time.LocalDateTime.of(2024, 1, 15, 10, 0));
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** One STORED entry of nothing but zeros, however many; beyond 4 GiB that takes ZIP64. */
    public static void storeZeros(OutputStream out, String name, long size) {
        byte[] zeros = new byte[1_000_000];
        CRC32 crc = new CRC32();
        for (long done = 0; done < size; done += zeros.length) {
            crc.update(zeros);
        }
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(size);
            entry.setCrc(crc.getValue());
            zip.putArchiveEntry(entry);
            for (long done = 0; done < size; done += zeros.length) {
                zip.write(zeros);
            }
            zip.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A STORED archive in which an entry says that it is something else than a file: a link, a device. */
    public static byte[] withMode(Map<String, byte[]> entries, String special, int unixMode) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                if (file.getKey().equals(special)) {
                    entry.setUnixMode(unixMode);
                }
                zip.putArchiveEntry(entry);
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Where the central directory begins: a cut there falls between the last entry and the archive's end. */
    public static int directoryStart(byte[] zip) {
        int end = zip.length - 22;
        return (zip[end + 16] & 0xff)
                | (zip[end + 17] & 0xff) << 8
                | (zip[end + 18] & 0xff) << 16
                | (zip[end + 19] & 0xff) << 24;
    }
}
