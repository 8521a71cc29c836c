package io.github.xnatpull.app;

import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.state.JdbcFolders;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.StateDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes ledger rows and folder claims from receipts, many in one transaction. Used by one thread. */
final class LedgerRestore {
    private static final int BLOCK = 500;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final JdbcFolders folders;
    private final Optional<Layout> layout;
    private final List<Runnable> block = new ArrayList<>();
    private final Map<String, String> sessionFolders = new HashMap<>();
    private String session = "";

    /** @param layout of the destination, where it is known */
    public LedgerRestore(StateDatabase state, Optional<Layout> layout) {
        this.transactions = state.transactions();
        this.ledger = new JdbcLedger(state);
        this.folders = new JdbcFolders(state);
        this.layout = layout;
    }

    /** A settled receipt; receipts of one session come one after the other. */
    void add(Receipt receipt, boolean inPlace) {
        claim(receipt);
        if (inPlace) {
            later(() -> ledger.record(row(receipt)));
        }
    }

    /** The folder of a receipt stays its resource's, whatever is in it. */
    void claim(Receipt receipt) {
        ResourceKey key = receipt.key();
        if (!key.accessionId().equals(session)) {
            claimSessions();
            session = key.accessionId();
        }
        if (layout.map(Layout::ownsFolder).orElse(true)) {
            later(() -> folders.restore(Folders.resourceOwner(key), receipt.folder()));
        }
        layout.flatMap(found -> found.sessionFolderOf(key.level(), receipt.folder()))
                .ifPresent(folder -> sessionFolders.merge(
                        Folders.sessionOwner(key.project(), key.accessionId()),
                        folder,
                        (one, other) -> one.equals(other) ? one : ""));
    }

    /** A folder that its resources do not agree on is none: names of the layout were blank, and their order is not told. */
    private void claimSessions() {
        sessionFolders.forEach((owner, folder) -> {
            if (!folder.isEmpty()) {
                later(() -> folders.restore(owner, folder));
            }
        });
        sessionFolders.clear();
    }

    private void later(Runnable write) {
        block.add(write);
        if (block.size() >= BLOCK) {
            flush();
        }
    }

    /** Writes what is left. */
    void finish() {
        claimSessions();
        flush();
    }

    private void flush() {
        List<Runnable> writes = List.copyOf(block);
        block.clear();
        transactions.executeWithoutResult(transaction -> writes.forEach(Runnable::run));
    }

    /** Without the server's hints, so that the next pull compares it with its listing once. */
    private static LedgerRow row(Receipt receipt) {
        Proof proof =
                Proof.weakest(receipt.files().stream().map(ReceiptFile::proof).toList());
        long bytes = receipt.files().stream().mapToLong(ReceiptFile::bytes).sum();
        boolean sized =
                receipt.files().stream().allMatch(file -> file.bytesExpected().isPresent());
        OptionalLong expected = sized
                ? OptionalLong.of(receipt.files().stream()
                        .mapToLong(file -> file.bytesExpected().orElse(0))
                        .sum())
                : OptionalLong.empty();
        return new LedgerRow(
                receipt.key(),
                receipt.resourceId(),
                receipt.label(),
                receipt.folder(),
                proof == Proof.NONE ? Status.INCOMPLETE : Status.LANDED,
                new Extent(receipt.files().size(), bytes, receipt.files().size(), expected, proof),
                Hints.NONE,
                receipt.writtenAt(),
                receipt.run(),
                receipt.run(),
                receipt.id());
    }
}
