package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Content;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.Difference.Resource;
import io.github.xnatpull.storage.FilesOnDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what landed of a resource with what is on disk, and notes in its receipt what differs. Safe for many threads. */
public final class DiskComparison {
    private final Destination destination;
    private final LandedReceipts receipts;
    private final Findings findings;
    private final boolean full;

    /** @param full whether every file is hashed; otherwise one stat a file, and a hash where that leaves a doubt */
    public DiskComparison(Destination destination, LandedReceipts receipts, Findings findings, boolean full) {
        this.destination = destination;
        this.receipts = receipts;
        this.findings = findings;
        this.full = full;
    }

    public ComparisonCounts compare(LedgerRow row) {
        if (row.receiptId().isEmpty()) {
            return ComparisonCounts.of(
                    row,
                    List.of(),
                    hadFiles(row)
                            ? List.of(noReceipt(row, "no list of its files is known, so nothing can be said of them"))
                            : List.of());
        }
        Optional<Receipt> receipt;
        try {
            receipt = receipts.of(row);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.STATE_NEWER) {
                throw fault;
            }
            return ComparisonCounts.of(
                    row,
                    List.of(),
                    List.of(noReceipt(row, "the list of its files cannot be read: " + fault.getMessage())));
        }
        if (receipt.isEmpty()) {
            return ComparisonCounts.of(row, List.of(), List.of(noReceipt(row, "the list of its files is not there")));
        }
        List<Difference> differences = new ArrayList<>();
        Optional<Long> archiveTime = receipt.get().archive().flatMap(zip -> {
            Seen seen = look(Expected.of(row, zip));
            seen.difference().ifPresent(differences::add);
            return seen.time();
        });
        Map<String, Long> times = new HashMap<>();
        for (ReceiptFile file : receipt.get().unpacked()) {
            Seen seen = look(Expected.of(row, file));
            seen.difference().ifPresent(differences::add);
            seen.time().ifPresent(time -> times.put(file.file(), time));
        }
        findings.onDisk(receipt.get(), times, archiveTime);
        return ComparisonCounts.of(row, receipt.get().files(), differences);
    }

    /**
     * What a look at a file came to.
     *
     * @param time what its receipt is to say of its time from now on; empty where that stays
     */
    private record Seen(Optional<Difference> difference, Optional<Long> time) {
        static final Seen EQUAL = new Seen(Optional.empty(), Optional.empty());

        /** Its bytes are others, or cannot be read: neither size nor time may hide that the next time. */
        static Seen doubted(Difference difference) {
            return new Seen(Optional.of(difference), Optional.of(ReceiptFile.DOUBTED));
        }

        /** Every look sees it. */
        static Seen plain(Difference difference) {
            return new Seen(Optional.of(difference), Optional.empty());
        }
    }

    /** Whether there was once something of it here; what never landed has nothing to be compared with. */
    private static boolean hadFiles(LedgerRow row) {
        return row.status() != Status.EMPTY
                && (row.extent().files() > 0 || row.landedAt().isAfter(Instant.EPOCH));
    }

    private Seen look(Expected file) {
        try {
            return look(file, destination.folder(file.path()));
        } catch (IOException e) {
            if (!destination.exists()) {
                throw destination.trouble("look at what landed", e);
            }
            return Seen.doubted(
                    file.found(Kind.UNREADABLE, Content.UNKNOWN, "it cannot be read: " + LocalFaults.words(e)));
        } catch (IllegalArgumentException e) {
            return Seen.plain(
                    file.found(Kind.NO_RECEIPT, Content.UNKNOWN, "its receipt names a place outside the destination"));
        }
    }

    private Seen look(Expected file, Path path) throws IOException {
        Optional<FilesOnDisk.Found> there = FilesOnDisk.find(path);
        if (there.isEmpty()) {
            return Seen.plain(file.found(Kind.MISSING, Content.UNKNOWN, "it is not there any more"));
        }
        FilesOnDisk.Found found = there.get();
        if (!found.isFile()) {
            return Seen.doubted(file.found(Kind.EDITED, Content.UNKNOWN, "something that is no file is in its place"));
        }
        Content here = Content.of(found.bytes());
        if (found.bytes() < file.bytes()) {
            return Seen.doubted(file.found(Kind.TRUNCATED, here, "it is shorter than it landed"));
        }
        if (found.bytes() > file.bytes()) {
            return Seen.doubted(file.found(Kind.EDITED, here, "it is longer than it landed"));
        }
        // Taken before the hash: what is edited after it is newer.
        long modified = found.modifiedMillis();
        if (modified <= file.modifiedMillis() && !full) {
            return Seen.EQUAL;
        }
        String md5 = FilesOnDisk.md5(path);
        if (!md5.equals(file.md5())) {
            return Seen.doubted(
                    file.found(Kind.EDITED, Content.of(found.bytes(), md5), "its content is not what landed"));
        }
        return file.modifiedMillis() == ReceiptFile.DOUBTED
                ? new Seen(Optional.empty(), Optional.of(modified))
                : Seen.EQUAL;
    }

    private static Difference noReceipt(LedgerRow row, String what) {
        return new Difference(
                Kind.NO_RECEIPT,
                Resource.of(row),
                "",
                row.folder(),
                Content.UNKNOWN,
                Content.of(row.extent().bytes()),
                what);
    }

    /**
     * A file as it landed: one of the resource's, or the zip that was kept of it.
     *
     * @param path relative to the destination
     */
    private record Expected(LedgerRow row, String file, String path, long bytes, String md5, long modifiedMillis) {
        static Expected of(LedgerRow row, ReceiptFile file) {
            return new Expected(
                    row, file.file(), file.in(row.folder()), file.bytes(), file.md5(), file.modifiedMillis());
        }

        static Expected of(LedgerRow row, KeptArchive zip) {
            return new Expected(row, "", zip.path(), zip.bytes(), zip.md5(), zip.modifiedMillis());
        }

        Difference found(Kind kind, Content here, String what) {
            return new Difference(kind, Resource.of(row), file, path, here, Content.of(bytes, md5), what);
        }
    }
}
