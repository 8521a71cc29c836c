package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.transfer.Verification.IntegritySource;
import io.github.xnatpull.transfer.archive.ArchiveEnd;
import io.github.xnatpull.transfer.archive.ArchiveReader;
import io.github.xnatpull.transfer.archive.ArchiveReader.Limits;
import io.github.xnatpull.transfer.archive.EntrySink;
import io.github.xnatpull.xnat.FileRow;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** One archive of a resource, taken apart as it arrives; nothing of it is trusted but what proves right. */
final class ArchiveFetch {

    private static final long BYTES_SLACK = 64L << 20;
    private static final long UNKNOWN_SIZE = 64L << 30;
    private static final int ENTRIES_SLACK = 16;

    private final TransferContext context;
    private final Buffers buffers;
    private final DownloadState download;
    private final EntryNames names;
    private final Set<String> met = new HashSet<>();
    private Optional<StagedFile> copy = Optional.empty();
    private boolean dry;
    private long unexpected;

    ArchiveFetch(TransferContext context, Buffers buffers, DownloadState download, EntryNames names) {
        this.context = context;
        this.buffers = buffers;
        this.download = download;
        this.names = names;
    }

    /** What an archive of these files may hold. */
    static Limits limits(Collection<FileRow> rows) {
        long bytes = BYTES_SLACK;
        for (FileRow row : rows) {
            bytes +=
                    row.size().isPresent() ? row.size().getAsLong() + row.size().getAsLong() / 10 : UNKNOWN_SIZE;
        }
        return new Limits(rows.size() + (long) ENTRIES_SLACK, bytes);
    }

    /** Keeps a copy of the archive itself. */
    ArchiveFetch copying(StagedFile to) {
        copy = Optional.of(to);
        return this;
    }

    /** Proves the entries without writing them anywhere. */
    ArchiveFetch dry() {
        dry = true;
        return this;
    }

    /** Asks for the archive and takes from it what is still open. */
    ArchiveEnd fetch(Limits limits) {
        DownloadStream body = new DownloadStream(
                context.source().content().archive(download.item().address()), download.item(), context);
        try (body) {
            return read(copy.<InputStream>map(to -> new Copying(body, to)).orElse(body), limits);
        } finally {
            download.moved(body.bytes());
        }
    }

    /** Takes what is still open from an archive that is here already. */
    ArchiveEnd read(InputStream archive, Limits limits) {
        try {
            return new ArchiveReader(buffers.buffer()).read(archive, limits, this::sink);
        } catch (IOException e) {
            // Flaws of the archive are returned, and a failing disk is a fault: this is the network.
            return new ArchiveEnd(met.size(), Optional.of(FaultCode.CONNECTION_LOST), String.valueOf(e.getMessage()));
        }
    }

    /** How many entries were no listed file, or came twice with different bytes. */
    long unexpected() {
        return unexpected;
    }

    private EntrySink sink(String entry) {
        Optional<String> file = names.fileOf(entry);
        if (file.isEmpty()) {
            unexpected++;
            return EntrySink.NOWHERE;
        }
        if (!met.add(file.get())) {
            return new Duplicate(file.get());
        }
        Optional<ExpectedFile> wanted = download.open(file.get());
        return wanted.<EntrySink>map(dry ? Checked::new : Wanted::new).orElse(EntrySink.NOWHERE);
    }

    /** Writes down what is read. */
    private static final class Copying extends FilterInputStream {
        private final StagedFile to;

        Copying(InputStream from, StagedFile to) {
            super(from);
            this.to = to;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                to.write(buffer, offset, count);
            }
            return count;
        }
    }

    /** A file that is looked at only. */
    private final class Checked implements EntrySink {
        private final ExpectedFile file;
        private long bytes;

        Checked(ExpectedFile file) {
            this.file = file;
            buffers.md5().reset();
        }

        @Override
        public void write(byte[] buffer, int length) {
            buffers.md5().update(buffer, 0, length);
            bytes += length;
        }

        @Override
        public void end(boolean intact) {
            String md5 = HexFormat.of().formatHex(buffers.md5().digest());
            if (intact) {
                download.arrive(file, new ReceivedFile(bytes, md5, 0), IntegritySource.CRC);
            }
        }
    }

    /** A file that we want. */
    private final class Wanted implements EntrySink {
        private final ExpectedFile file;
        private final StagedFile staged;

        Wanted(ExpectedFile file) {
            this.file = file;
            download.clear(file);
            this.staged =
                    new StagedFile(context.target().destination(), download.staging(), file.place(), buffers.md5());
        }

        @Override
        public void write(byte[] buffer, int length) {
            staged.write(buffer, 0, length);
        }

        @Override
        public void end(boolean intact) {
            if (intact) {
                download.arrive(file, staged.finish(), IntegritySource.CRC);
            } else {
                staged.discard();
            }
        }
    }

    /** The same file once more: harmless if it is the same, else neither is to be trusted. */
    private final class Duplicate implements EntrySink {
        private final String file;

        Duplicate(String file) {
            this.file = file;
            buffers.md5().reset();
        }

        @Override
        public void write(byte[] buffer, int length) {
            buffers.md5().update(buffer, 0, length);
        }

        @Override
        public void end(boolean intact) {
            String md5 = HexFormat.of().formatHex(buffers.md5().digest());
            if (!download.isStagedAs(file, md5)) {
                unexpected++;
                download.distrust(file);
            }
        }
    }
}
