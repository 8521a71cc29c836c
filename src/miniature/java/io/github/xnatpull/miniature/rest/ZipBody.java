package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.http.Body;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

/**
 * An archive, written while it is sent (contract §3.5). A doubled name ends it early and properly, as on XNAT (§3.6).
 *
 * @param entries in the order of the archive
 * @param compressed DEFLATED with sizes behind the data, else STORED with sizes and CRC in front
 */
public record ZipBody(List<Entry> entries, boolean compressed) implements Body {
    /** One file of an archive. */
    public record Entry(String name, Content content, Instant modified) {
        public Entry named(String other) {
            return new Entry(other, content, modified);
        }

        public Entry holding(Content other) {
            return new Entry(name, other, modified);
        }
    }

    public ZipBody {
        entries = List.copyOf(entries);
    }

    public ZipBody withEntries(List<Entry> others) {
        return new ZipBody(others, compressed);
    }

    @Override
    public long length() {
        return UNKNOWN;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(new StaysOpen(out), 32 * 1024);
        // Not in try-with-resources: after a broken connection there is nothing to end properly.
        ZipOutputStream zip = new ZipOutputStream(buffered);
        zip.setLevel(Deflater.BEST_SPEED);
        try {
            writeEntries(zip);
        } catch (ZipException e) {
            zip.close();
            return;
        }
        zip.close();
    }

    /** Writes the entries, and no directory of them. */
    public void writeEntries(ZipOutputStream zip) throws IOException {
        for (Entry entry : entries) {
            zip.putNextEntry(header(entry));
            entry.content().write(zip, 0, entry.content().size());
            zip.closeEntry();
        }
    }

    private ZipEntry header(Entry entry) {
        ZipEntry header = new ZipEntry(entry.name());
        header.setTime(entry.modified().toEpochMilli());
        header.setMethod(compressed ? ZipEntry.DEFLATED : ZipEntry.STORED);
        if (!compressed) {
            header.setSize(entry.content().size());
            header.setCrc(entry.content().crc32());
        }
        return header;
    }

    private static final class StaysOpen extends FilterOutputStream {
        StaysOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
