package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.transfer.Verification.Witness;
import io.github.xnatpull.transfer.archive.ArchiveEnd;
import io.github.xnatpull.transfer.archive.ArchiveReader;
import io.github.xnatpull.transfer.archive.ArchiveReader.Limits;
import io.github.xnatpull.transfer.archive.EntrySink;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** One archive of a resource, taken apart as it arrives; nothing of it is trusted but what proves right. */
final class ArchiveFetch {

    private final TransferContext means;
    private final Buffers bench;
    private final DownloadState haul;
    private final EntryNames names;
    private final Set<String> met = new HashSet<>();
    private Optional<StagedFile> copy = Optional.empty();
    private boolean dry;
    private long unexpected;

    ArchiveFetch(TransferContext means, Buffers bench, DownloadState haul, EntryNames names) {
        this.means = means;
        this.bench = bench;
        this.haul = haul;
        this.names = names;
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

    /** Asks for the archive and takes from it what the haul still lacks. */
    ArchiveEnd fetch(Limits limits) {
        DownloadStream intake = new DownloadStream(means.content().archive(haul.item().address()), haul.item(), means);
        try (intake) {
            return read(copy.<InputStream>map(to -> new Copying(intake, to)).orElse(intake), limits);
        } finally {
            haul.moved(intake.bytes());
        }
    }

    /** Takes what the haul still lacks from an archive that is here already. */
    ArchiveEnd read(InputStream archive, Limits limits) {
        try {
            return new ArchiveReader(bench.buffer()).read(archive, limits, this::sink);
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
        Optional<ExpectedFile> wanted = haul.open(file.get());
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
            bench.md5().reset();
        }

        @Override
        public void write(byte[] buffer, int length) {
            bench.md5().update(buffer, 0, length);
            bytes += length;
        }

        @Override
        public void end(boolean intact) {
            String md5 = HexFormat.of().formatHex(bench.md5().digest());
            if (intact) {
                haul.arrive(file, new ReceivedFile(bytes, md5, 0), Witness.CRC);
            }
        }
    }

    /** A file that we want. */
    private final class Wanted implements EntrySink {
        private final ExpectedFile file;
        private final StagedFile staged;

        Wanted(ExpectedFile file) {
            this.file = file;
            haul.clear(file);
            this.staged = new StagedFile(means.destination(), haul.staging(), file.place(), bench.md5());
        }

        @Override
        public void write(byte[] buffer, int length) {
            staged.write(buffer, 0, length);
        }

        @Override
        public void end(boolean intact) {
            if (intact) {
                haul.arrive(file, staged.finish(), Witness.CRC);
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
            bench.md5().reset();
        }

        @Override
        public void write(byte[] buffer, int length) {
            bench.md5().update(buffer, 0, length);
        }

        @Override
        public void end(boolean intact) {
            String md5 = HexFormat.of().formatHex(bench.md5().digest());
            if (!haul.isStagedAs(file, md5)) {
                unexpected++;
                haul.distrust(file);
            }
        }
    }
}
