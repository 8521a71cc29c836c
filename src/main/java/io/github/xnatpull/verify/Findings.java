package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes what {@code verify} finds into the receipts, so that no later look by size and time, or by the server's counts, takes
 * it for right. Where receipts cannot be written that is told once. Safe for many threads.
 */
public final class Findings {
    private final FileReceipts receipts;
    private final Clock clock;
    private final Consumer<String> warnings;
    private final AtomicBoolean told = new AtomicBoolean();

    public Findings(FileReceipts receipts, Clock clock, Consumer<String> warnings) {
        this.receipts = receipts;
        this.clock = clock;
        this.warnings = warnings;
    }

    /**
     * Notes what the disk has of a resource.
     *
     * @param times by the file's path on the server: the modification time of one that is as it landed, or
     *     {@link ReceiptFile#DOUBTED}; files that are not in it stay as they are known
     * @param archiveTime the same of its zip; empty where that stays as it is known
     */
    void onDisk(Receipt receipt, Map<String, Long> times, Optional<Long> archiveTime) {
        List<ReceiptFile> files = receipt.files().stream()
                .map(file -> file.at(times.getOrDefault(file.file(), file.modifiedMillis())))
                .toList();
        Optional<KeptArchive> archive =
                receipt.archive().map(zip -> zip.at(archiveTime.orElseGet(zip::modifiedMillis)));
        if (!files.equals(receipt.files()) || !archive.equals(receipt.archive())) {
            write(() -> receipts.amend(receipt.with(files, archive)));
        }
    }

    /** Notes that the server lists other files of a resource than landed. */
    void onServer(LedgerRow row) {
        if (!row.receiptId().isEmpty() && !receipts.isSuspected(row.key(), row.receiptId())) {
            write(() -> receipts.suspect(row.key(), row.receiptId(), clock.instant()));
        }
    }

    private void write(Runnable action) {
        try {
            action.run();
        } catch (Fault fault) {
            if (!told.getAndSet(true)) {
                warnings.accept("What differs cannot be noted in the receipts: " + fault.because()
                        + ". It is compared and told all the same; a pull then looks only by size and time, and by the"
                        + " server's counts, unless it is told to hash (--existing rehash) and compare (--recheck).");
            }
        }
    }
}
