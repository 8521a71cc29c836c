package io.github.xnatpull.batch;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.LocalTrouble;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.support.SafePath;
import io.github.xnatpull.transfer.place.InPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares what landed of a resource with what is on disk. Safe for many threads; writes nothing. */
final class DiskComparison {
    private final Destination destination;
    private final LandedReceipts receipts;
    private final boolean full;

    /** @param full whether every file is hashed; otherwise one stat a file, and a hash where that leaves a doubt */
    DiskComparison(Destination destination, LandedReceipts receipts, boolean full) {
        this.destination = destination;
        this.receipts = receipts;
        this.full = full;
    }

    Compared compare(LedgerRow row) {
        if (row.receiptId().isEmpty()) {
            return Compared.of(row, List.of(), List.of());
        }
        Optional<Receipt> receipt;
        try {
            receipt = receipts.of(row);
        } catch (Fault fault) {
            return Compared.of(row, List.of(), List.of(noReceipt(row, "the list of its files cannot be read: " + fault.getMessage())));
        }
        if (receipt.isEmpty()) {
            return Compared.of(row, List.of(), List.of(noReceipt(row, "the list of its files is not there")));
        }
        List<Difference> differences = new ArrayList<>();
        for (ReceiptFile file : receipt.get().files()) {
            look(row, receipt.get(), file).ifPresent(differences::add);
        }
        return Compared.of(row, receipt.get().files(), differences);
    }

    private Optional<Difference> look(LedgerRow row, Receipt receipt, ReceiptFile file) {
        try {
            return look(row, file, SafePath.below(destination.folder(receipt.folder()), file.path()));
        } catch (IOException e) {
            if (!destination.exists()) {
                throw destination.trouble("look at what landed", e);
            }
            return Optional.of(found(Kind.UNREADABLE, row, file, OptionalLong.empty(), "", "it cannot be read: " + LocalTrouble.words(e)));
        } catch (IllegalArgumentException e) {
            return Optional.of(found(Kind.NO_RECEIPT, row, file, OptionalLong.empty(), "", "its receipt names a place outside the destination"));
        }
    }

    private Optional<Difference> look(LedgerRow row, ReceiptFile file, Path path) throws IOException {
        Optional<BasicFileAttributes> there = InPlace.attributes(path);
        if (there.isEmpty()) {
            return Optional.of(found(Kind.MISSING, row, file, OptionalLong.empty(), "", "it is not there any more"));
        }
        BasicFileAttributes attributes = there.get();
        if (!attributes.isRegularFile()) {
            return Optional.of(found(Kind.EDITED, row, file, OptionalLong.empty(), "", "something that is no file is in its place"));
        }
        OptionalLong bytes = OptionalLong.of(attributes.size());
        if (attributes.size() < file.bytes()) {
            return Optional.of(found(Kind.TRUNCATED, row, file, bytes, "", "it is shorter than it landed"));
        }
        if (attributes.size() > file.bytes()) {
            return Optional.of(found(Kind.EDITED, row, file, bytes, "", "it is longer than it landed"));
        }
        boolean untouched = attributes.lastModifiedTime().toMillis() <= file.modifiedMillis();
        if (untouched && !full) {
            return Optional.empty();
        }
        String md5 = InPlace.md5(path);
        return md5.equals(file.md5())
                ? Optional.empty()
                : Optional.of(found(Kind.EDITED, row, file, bytes, md5, "its content is not what landed"));
    }

    private static Difference found(Kind kind, LedgerRow row, ReceiptFile file, OptionalLong bytes, String md5, String what) {
        return new Difference(
                kind, row.key(), row.label(), row.resourceId(), file.file(), row.folder() + "/" + file.path(), bytes,
                OptionalLong.of(file.bytes()), md5, file.md5(), what);
    }

    private static Difference noReceipt(LedgerRow row, String what) {
        return new Difference(
                Kind.NO_RECEIPT, row.key(), row.label(), row.resourceId(), "", row.folder(), OptionalLong.empty(),
                OptionalLong.of(row.bytes()), "", "", what);
    }
}
