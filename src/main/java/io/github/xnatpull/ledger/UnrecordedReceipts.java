package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Compares the receipts of a destination with its ledger: which are there that no row names? Reads one folder of receipts,
 * which are those of one session, at a time, and of its receipts no more than one where all are recorded.
 */
public final class UnrecordedReceipts {
    private final FileReceipts receipts;
    private final Ledger ledger;

    public UnrecordedReceipts(FileReceipts receipts, Ledger ledger) {
        this.receipts = receipts;
        this.ledger = ledger;
    }

    /**
     * Passes on what no row names. A receipt that cannot be read is passed over: whose it is, it does not say.
     *
     * @param settled is given settled receipts of resources that the ledger does not know: their rows were lost
     * @param pending is given pending receipts that no row names: a kill, or a fault, came before their rows
     */
    public void forEach(Consumer<Receipt> settled, Consumer<Receipt> pending) {
        receipts.folders(folder -> new Folder(folder).look(settled, pending));
    }

    /** One folder, whose receipts are of one session, as it was requested through one or several projects. */
    private final class Folder {
        private final List<Path> files;
        private final Map<String, List<LedgerRow>> rowsOfProject = new HashMap<>();

        Folder(List<Path> files) {
            this.files = files;
        }

        void look(Consumer<Receipt> settled, Consumer<Receipt> pending) {
            Set<Path> recorded = new HashSet<>();
            for (Path file : files) {
                if (recorded.contains(file)) {
                    continue;
                }
                Optional<Receipt> read = read(file);
                if (read.isEmpty()) {
                    continue;
                }
                Receipt receipt = read.get();
                List<LedgerRow> rows = rows(receipt.key());
                recorded.addAll(
                        rows.stream().map(row -> receipts.file(row.key())).collect(Collectors.toSet()));
                if (FileReceipts.isPending(file)) {
                    if (rows.stream().noneMatch(row -> row.receiptId().equals(receipt.id()))) {
                        pending.accept(receipt);
                    }
                } else if (!recorded.contains(file)) {
                    settled.accept(receipt);
                }
            }
        }

        private List<LedgerRow> rows(ResourceKey key) {
            return rowsOfProject.computeIfAbsent(
                    key.project(), project -> ledger.ofSession(project, key.accessionId()));
        }

        private Optional<Receipt> read(Path file) {
            try {
                return FileReceipts.read(file);
            } catch (Fault fault) {
                return Optional.empty();
            }
        }
    }
}
