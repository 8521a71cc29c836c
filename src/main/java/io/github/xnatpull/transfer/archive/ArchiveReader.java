package io.github.xnatpull.transfer.archive;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a zip as it arrives and says of each entry whether it is what the archive says, and of the archive whether it is
 * whole. Neither can be left to the library: it takes an end between two entries for the end of the archive, and never
 * checks the CRC-32 of stored entries (measured on Commons Compress 1.28). Neither proves that nothing is missing: XNAT ends
 * a failed archive cleanly (contract §3.6).
 */
public final class ArchiveReader {

    private static final Charset OLD = Charset.forName("IBM437");
    private static final int MAX_AFTER_END = 1 << 16;

    private final byte[] buffer;
    private final CRC32 crc = new CRC32();

    /** @param buffer for the bytes of entries, used again and again */
    public ArchiveReader(byte[] buffer) {
        this.buffer = buffer;
    }

    /**
     * What an archive may hold at most; real bytes are counted, never what headers say.
     *
     * @param entries as many as are expected, and some slack
     * @param bytes of all entries, unpacked
     */
    public record Limits(long entries, long bytes) {}

    /**
     * Reads the archive to its end, its first flaw or its limit.
     *
     * @param sinks gives each entry by its name the sink for its bytes; the name is text of a stranger, never a path
     * @throws IOException what the stream itself threw; flaws of the archive are returned
     */
    public ArchiveEnd read(InputStream in, Limits limits, Function<String, EntrySink> sinks) throws IOException {
        TailStream tail = new TailStream(in);
        BufferedInputStream buffered = new BufferedInputStream(tail, buffer.length);
        Progress progress = new Progress(limits, sinks);
        try {
            if (!startsAsArchive(buffered)) {
                tail.rethrow();
                return ArchiveEnd.flawed(0, FaultCode.NOT_AN_ARCHIVE, "the body does not begin like a zip archive");
            }
            ZipArchiveInputStream zip = new ZipArchiveInputStream(buffered, "UTF-8", false, false);
            readEntries(zip, progress);
            return end(progress.entries, buffered, tail);
        } catch (EOFException e) {
            tail.rethrow();
            return ArchiveEnd.flawed(
                    progress.entries, FaultCode.ZIP_TRUNCATED, "it ends in the middle of entry " + progress.entries);
        } catch (Overflow e) {
            return ArchiveEnd.flawed(progress.entries, FaultCode.ZIP_UNEXPECTED_ENTRY, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            tail.rethrow();
            boolean truncated = String.valueOf(e.getMessage()).contains("runcated");
            return ArchiveEnd.flawed(
                    progress.entries,
                    truncated ? FaultCode.ZIP_TRUNCATED : FaultCode.ZIP_BROKEN,
                    "entry " + progress.entries + " cannot be read: " + e.getMessage());
        } finally {
            progress.end(false);
        }
    }

    private static boolean startsAsArchive(BufferedInputStream in) throws IOException {
        in.mark(4);
        byte[] first = in.readNBytes(4);
        in.reset();
        boolean signed = first.length == 4 && first[0] == 'P' && first[1] == 'K';
        return signed && (first[2] == 3 && first[3] == 4 || first[2] == 5 && first[3] == 6);
    }

    private void readEntries(ZipArchiveInputStream zip, Progress progress) throws IOException {
        for (ZipArchiveEntry entry = next(zip); entry != null; entry = next(zip)) {
            // Only now is the data descriptor of the entry before read, where it has one.
            progress.judge();
            progress.begin(zip, entry);
            readEntry(zip, progress);
            if (!entry.getGeneralPurposeBit().usesDataDescriptor()) {
                progress.judge();
            }
        }
        progress.judge();
    }

    /** The library's own mistakes on malformed input come as all kinds of runtime exceptions. */
    private static @Nullable ZipArchiveEntry next(ZipArchiveInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (Fault e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ZipException("its header is malformed (" + e.getClass().getSimpleName() + ")");
        } catch (LinkageError e) {
            // The library reaches for decoders that we do not ship.
            throw new ZipException("it is packed by a method that XNAT does not use");
        }
    }

    private void readEntry(ZipArchiveInputStream zip, Progress progress) throws IOException {
        crc.reset();
        for (int filled = fill(zip); filled > 0; filled = fill(zip)) {
            progress.count(filled);
            crc.update(buffer, 0, filled);
            progress.sink.write(buffer, filled);
        }
        progress.crc = crc.getValue();
    }

    /** The library hands stored bytes out by half kilobytes; a system call for each would cost more than all the rest. */
    private int fill(ZipArchiveInputStream zip) throws IOException {
        int filled = 0;
        while (filled < buffer.length) {
            int count = zip.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        return filled;
    }

    /** Reads on to the end of the stream, which the connection needs in order to serve again. */
    private static ArchiveEnd end(long entries, InputStream in, TailStream tail) throws IOException {
        long after = in.readNBytes(MAX_AFTER_END).length;
        tail.rethrow();
        int claimed = tail.entriesClaimed();
        if (claimed < 0 && after < MAX_AFTER_END) {
            return ArchiveEnd.flawed(
                    entries, FaultCode.ZIP_TRUNCATED, "it ends after entry " + entries + " without its directory");
        }
        if (claimed != 0xffff && claimed != (entries & 0xffff)) {
            return ArchiveEnd.flawed(
                    entries, FaultCode.ZIP_BROKEN, "it holds " + entries + " entries, its directory says otherwise");
        }
        return ArchiveEnd.whole(entries);
    }

    private static String name(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        if (raw == null) {
            return entry.getName();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(raw, OLD);
        }
    }

    /** More than was asked for. */
    private static final class Overflow extends IOException {
        private static final long serialVersionUID = 1L;

        Overflow(String message) {
            super(message);
        }
    }

    /** Where the reading stands. */
    private static final class Progress {
        private final Limits limits;
        private final Function<String, EntrySink> sinks;
        private long entries;
        private long bytes;
        private long entryBytes;
        private long crc;
        private @Nullable ZipArchiveEntry open;
        private EntrySink sink = EntrySink.NOWHERE;

        Progress(Limits limits, Function<String, EntrySink> sinks) {
            this.limits = limits;
            this.sinks = sinks;
        }

        void begin(ZipArchiveInputStream zip, ZipArchiveEntry entry) throws IOException {
            entries++;
            if (entries > limits.entries()) {
                throw new Overflow("it holds more than the " + limits.entries() + " entries that could be expected");
            }
            boolean usual = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
            if (!usual || !zip.canReadEntryData(entry)) {
                throw new ZipException("it is encrypted or packed by an unknown method");
            }
            if (entry.getUnparseableExtraFieldData() != null) {
                // A damaged length of this field would make the data begin elsewhere.
                throw new ZipException("its extra field is malformed");
            }
            open = entry;
            entryBytes = 0;
            sink = entry.isDirectory() ? EntrySink.NOWHERE : sinks.apply(name(entry));
        }

        void count(int length) throws IOException {
            bytes += length;
            entryBytes += length;
            if (bytes > limits.bytes()) {
                throw new Overflow("it unpacks to more than the " + limits.bytes() + " bytes that could be expected");
            }
        }

        /** Compares the entry that was read last with what the archive says of it. */
        void judge() {
            if (open != null) {
                end(open.getSize() == entryBytes && open.getCrc() == crc);
            }
        }

        void end(boolean intact) {
            if (open != null) {
                open = null;
                sink.end(intact);
            }
        }
    }
}
