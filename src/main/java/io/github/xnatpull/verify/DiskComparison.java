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
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what landed of a resource with what is on disk. Safe for many threads; writes nothing. */
public final class DiskComparison {
    private final Destination destination;
    private final LandedReceipts receipts;
    private final boolean full;

    /** @param full whether every file is hashed; otherwise one stat a file, and a hash where that leaves a doubt */
    public DiskComparison(Destination destination, LandedReceipts receipts, boolean full) {
        this.destination = destination;
        this.receipts = receipts;
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
        receipt.get().archive().ifPresent(zip -> look(Expected.of(row, zip)).ifPresent(differences::add));
        for (ReceiptFile file : receipt.get().unpacked()) {
            look(Expected.of(row, file)).ifPresent(differences::add);
        }
        return ComparisonCounts.of(row, receipt.get().files(), differences);
    }

    /** Whether there was once something of it here; what never landed has nothing to be compared with. */
    private static boolean hadFiles(LedgerRow row) {
        return row.status() != Status.EMPTY
                && (row.extent().files() > 0 || row.landedAt().isAfter(Instant.EPOCH));
    }

    private Optional<Difference> look(Expected file) {
        try {
            return look(file, destination.folder(file.path()));
        } catch (IOException e) {
            if (!destination.exists()) {
                throw destination.trouble("look at what landed", e);
            }
            return Optional.of(
                    file.found(Kind.UNREADABLE, Content.UNKNOWN, "it cannot be read: " + LocalFaults.words(e)));
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    file.found(Kind.NO_RECEIPT, Content.UNKNOWN, "its receipt names a place outside the destination"));
        }
    }

    private Optional<Difference> look(Expected file, Path path) throws IOException {
        Optional<BasicFileAttributes> there = FilesOnDisk.attributes(path);
        if (there.isEmpty()) {
            return Optional.of(file.found(Kind.MISSING, Content.UNKNOWN, "it is not there any more"));
        }
        BasicFileAttributes attributes = there.get();
        if (!attributes.isRegularFile()) {
            return Optional.of(file.found(Kind.EDITED, Content.UNKNOWN, "something that is no file is in its place"));
        }
        Content here = Content.of(attributes.size());
        if (attributes.size() < file.bytes()) {
            return Optional.of(file.found(Kind.TRUNCATED, here, "it is shorter than it landed"));
        }
        if (attributes.size() > file.bytes()) {
            return Optional.of(file.found(Kind.EDITED, here, "it is longer than it landed"));
        }
        boolean untouched = attributes.lastModifiedTime().toMillis() <= file.modifiedMillis();
        if (untouched && !full) {
            return Optional.empty();
        }
        String md5 = FilesOnDisk.md5(path);
        return md5.equals(file.md5())
                ? Optional.empty()
                : Optional.of(
                        file.found(Kind.EDITED, Content.of(attributes.size(), md5), "its content is not what landed"));
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
