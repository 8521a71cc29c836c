package io.github.xnatpull.transfer.archive;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes an archive like XNAT's: STORED, names in UTF-8, no directories. */
public final class ArchiveWriter {

    private ArchiveWriter() {}

    /** An entry and the file that holds its bytes. */
    public record Entry(String name, Path file) {}

    /** Writes all entries to the channel, from its position on. */
    public static void write(SeekableByteChannel channel, Iterator<Entry> entries) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
            zip.setEncoding("UTF-8");
            zip.setUseZip64(Zip64Mode.AsNeeded);
            while (entries.hasNext()) {
                Entry next = entries.next();
                ZipArchiveEntry entry = new ZipArchiveEntry(next.name());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(Files.size(next.file()));
                entry.setTime(Files.getLastModifiedTime(next.file()));
                zip.putArchiveEntry(entry);
                Files.copy(next.file(), zip);
                zip.closeArchiveEntry();
            }
        }
    }
}
