package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.layout.CollisionIndex;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.storage.FilesOnDisk.Found;
import io.github.xnatpull.storage.FilesOnDisk.Look;
import io.github.xnatpull.storage.FilesOnDisk.State;
import io.github.xnatpull.support.SafePath;
import io.github.xnatpull.transfer.Comparison.Need;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a resource is here already: by its settled receipt, by a pending one that a killed run left, or as somebody else's
 * file in the way.
 */
final class ExistingFiles {
    private static final String EDITED = "it was edited here since it landed, and stays as it is";
    private static final String FOREIGN =
            "a file that xnatpull did not write is in its place, and stays as it is (--existing adopt compares it with the"
                    + " server's)";
    private static final String DIFFERENT = "a file that xnatpull did not write is in its place, ";

    private final Path folder;
    private final PlanItem item;
    private final Existing existing;
    private final Status before;
    private final boolean vacant;
    private final Optional<Receipt> receipt;
    private final Optional<Receipt> pendingReceipt;
    private final Map<String, ReceiptFile> settled;
    private final Map<String, ReceiptFile> pending;
    private final Set<String> edited = new HashSet<>();
    private final boolean lost;
    private final CollisionIndex index = new CollisionIndex();
    private final Map<String, FileRow> rows = new HashMap<>();

    private ExistingFiles(
            TransferContext context,
            PlanItem item,
            Status before,
            boolean vacant,
            boolean lost,
            Optional<Receipt> receipt,
            Optional<Receipt> pending) {
        this.lost = lost;
        this.before = before;
        this.folder = context.target().destination().folder(item.folder());
        this.item = item;
        this.existing = context.target().settings().existing();
        this.vacant = vacant;
        this.receipt = receipt;
        this.pendingReceipt = pending;
        this.settled = byFile(receipt);
        this.pending = byFile(pending);
        this.settled.values().forEach(file -> index.reserve(file.path()));
        this.pending.values().stream()
                .filter(file -> !this.settled.containsKey(file.file()))
                .forEach(file -> index.reserve(file.path()));
    }

    /**
     * Compares the receipts of a resource with its place.
     *
     * @param vacant whether nothing is in its folder
     */
    static ExistingFiles of(
            TransferContext context, PlanItem item, Optional<LedgerRow> landed, Held held, boolean vacant) {
        Optional<Receipt> settled =
                held.settled().filter(found -> found.folder().equals(item.folder()));
        Optional<Receipt> pending =
                held.pending().filter(found -> found.folder().equals(item.folder()));
        Status before = landed.map(LedgerRow::status).orElse(Status.LANDED);
        boolean gone = held.settled().isEmpty()
                && landed.map(row -> !row.receiptId().isEmpty()).orElse(false);
        return new ExistingFiles(context, item, before, vacant, held.isDamaged() || gone, settled, pending);
    }

    private static Map<String, ReceiptFile> byFile(Optional<Receipt> receipt) {
        Map<String, ReceiptFile> files = new HashMap<>();
        receipt.ifPresent(found -> found.unpacked().forEach(file -> files.put(file.file(), file)));
        return files;
    }

    /** The receipt that a killed run left. */
    Optional<Receipt> pendingReceipt() {
        return pendingReceipt;
    }

    /** Whether a killed run left a receipt of what it meant to place. */
    boolean hasPending() {
        return !pending.isEmpty();
    }

    Optional<Receipt> receipt() {
        return receipt;
    }

    /** What has landed once of a file, as far as receipts know. */
    Optional<ReceiptFile> known(String file) {
        return Optional.ofNullable(settled.get(file));
    }

    /** Files of ours; those that were found to differ are to be doubted from now on. */
    List<ReceiptFile> settledFiles() {
        return settled.values().stream()
                .map(file -> edited.contains(file.file()) ? file.doubted() : file)
                .toList();
    }

    /** Whether a file was found to differ of which the receipt does not say so. */
    boolean hasNewDoubt() {
        return settled.values().stream().anyMatch(file -> edited.contains(file.file()) && !file.isDoubted());
    }

    /** Whether a file that was ours, or what somebody made of it, is there. */
    boolean isThere(ReceiptFile file) throws IOException {
        return existing == Existing.KEEP && !file.isDoubted() || exists(file.path());
    }

    /** Looks for a listed file. */
    Need need(FileRow row) throws IOException {
        ReceiptFile old = settled.get(row.path());
        ReceiptFile meant = pending.get(row.path());
        if (meant != null
                && (old == null || !old.md5().equals(meant.md5()) || !old.path().equals(meant.path()))) {
            return needAfterKill(row, meant, old);
        }
        if (old == null) {
            return needUnknown(row);
        }
        // Taken before the look: what is edited after it is newer, and hashed the next time.
        ReceiptFile renewed = old.isDoubted() ? old.at(modifiedMillis(old)) : old;
        return switch (state(old)) {
            case HERE -> needHere(row, renewed, old);
            case MISSING -> fetch(row, old.path(), !vacant && exists(old.path()));
            case EDITED -> needEdited(row, old);
        };
    }

    private Need needEdited(FileRow row, ReceiptFile old) throws IOException {
        if (existing == Existing.ADOPT && needAdopted(row, old.path()) instanceof Need.Here adopted) {
            return adopted; // it is what the server lists now, whoever put it there
        }
        edited.add(row.path());
        return existing.overwrites() ? fetch(row, old.path(), true) : inTheWay(row, old.path(), EDITED);
    }

    /** What a run found to differ, or a resource in which one did, is never taken for right by its size and time. */
    private State state(ReceiptFile old) throws IOException {
        boolean trusted = before.isComplete() && !old.isDoubted();
        if (existing != Existing.KEEP || trusted) {
            return vacant && existing != Existing.KEEP
                    ? State.MISSING
                    : FilesOnDisk.state(path(old.path()), old, trusted ? Look.of(existing) : Look.HASH);
        }
        // Who keeps has perhaps moved files away: those that nothing is known against are not fetched again.
        State found = FilesOnDisk.state(path(old.path()), old, Look.HASH);
        boolean suspect = before == Status.CONFLICT || old.isDoubted();
        return found == State.MISSING && !suspect && !exists(old.path()) ? State.HERE : found;
    }

    private long modifiedMillis(ReceiptFile file) throws IOException {
        return FilesOnDisk.find(path(file.path()))
                .map(FilesOnDisk.Found::modifiedMillis)
                .orElse(file.modifiedMillis());
    }

    private Need needUnknown(FileRow row) throws IOException {
        String place = index.place(row.path());
        if (vacant || !exists(place)) {
            return fetch(row, place, false);
        }
        return needForeign(row, place, FOREIGN);
    }

    /** Somebody else's file, or one of which nobody knows any more whose it is. */
    private Need needForeign(FileRow row, String place, String words) throws IOException {
        return existing == Existing.ADOPT
                ? needAdopted(row, place)
                : lost ? needLost(row, place) : inTheWay(row, place, words);
    }

    /** A file that is just what the server has becomes ours; where no digest is listed, what the server sends decides. */
    private Need needAdopted(FileRow row, String place) throws IOException {
        Optional<Found> found = FilesOnDisk.find(path(place)).filter(Found::isFile);
        if (found.isEmpty()) {
            return inTheWay(row, place, "something that is no file is in its place, and stays as it is");
        }
        boolean size =
                row.size().isEmpty() || row.size().getAsLong() == found.get().bytes();
        if (!size && row.md5().isEmpty()) {
            return inTheWay(row, place, DIFFERENT + "has another size than the server lists, and stays as it is");
        }
        if (row.md5().isEmpty()) {
            rows.put(row.path(), row);
            return new Need.Compare(ExpectedFile.of(row, place, false));
        }
        // The time is taken before the hash: what is edited after it is newer.
        String md5 = FilesOnDisk.md5(path(place));
        return md5.equals(row.md5().get())
                ? adopted(row, place, found.get(), md5, Proof.MD5)
                : inTheWay(
                        row,
                        place,
                        DIFFERENT + "has another " + (size ? "MD5" : "size and MD5")
                                + " than the server lists, and stays as it is");
    }

    private static Need adopted(FileRow row, String place, Found found, String md5, Proof proof) {
        return new Need.Here(
                new ReceiptFile(
                        row.path(), place, found.bytes(), md5, row.size(), row.md5(), proof, found.modifiedMillis()),
                true);
    }

    /**
     * What becomes of a foreign file that was compared with what the server sends.
     *
     * @param sent empty where the server did not send it as it lists it
     */
    Need compared(ExpectedFile file, Optional<ReceiptFile> sent) throws IOException {
        FileRow row = Objects.requireNonNull(rows.remove(file.file()));
        if (sent.isEmpty()) {
            return inTheWay(
                    row, file.place(), DIFFERENT + "could not be compared with the server's, and stays as it is");
        }
        Optional<Found> found = FilesOnDisk.find(path(file.place())).filter(Found::isFile);
        boolean equal = found.isPresent()
                && found.get().bytes() == sent.get().bytes()
                && FilesOnDisk.md5(path(file.place())).equals(sent.get().md5());
        return equal
                ? adopted(
                        row,
                        file.place(),
                        found.get(),
                        sent.get().md5(),
                        sent.get().proof())
                : inTheWay(
                        row, file.place(), DIFFERENT + "holds other bytes than the server sends, and stays as it is");
    }

    /**
     * What landed here once, as the ledger or a damaged receipt says: a file that is just what the server has is taken for
     * ours again. Nothing is overwritten, so one that differs stays in the way.
     */
    private Need needLost(FileRow row, String place) throws IOException {
        Optional<Found> found = FilesOnDisk.find(path(place));
        boolean alike = found.isPresent()
                && found.get().isFile()
                && (row.md5().isPresent()
                        || row.size().isEmpty()
                        || row.size().getAsLong() == found.get().bytes());
        if (!alike) {
            return inTheWay(row, place, FOREIGN);
        }
        if (row.md5().isEmpty()) {
            return fetch(row, place, false); // compared with what arrives, before anything is placed
        }
        // The time is taken before the hash: what is edited after it is newer.
        String md5 = FilesOnDisk.md5(path(place));
        if (!md5.equals(row.md5().get())) {
            return inTheWay(row, place, FOREIGN);
        }
        return adopted(row, place, found.get(), md5, Proof.MD5);
    }

    /** What has arrived and is in place already, byte for byte, of a resource whose receipt is lost. */
    Optional<ReceiptFile> adopted(ReceiptFile arrived) throws IOException {
        Optional<BasicFileAttributes> found =
                lost && !vacant ? FilesOnDisk.attributes(path(arrived.path())) : Optional.empty();
        boolean same = found.isPresent()
                && found.get().isRegularFile()
                && found.get().size() == arrived.bytes()
                && FilesOnDisk.md5(path(arrived.path())).equals(arrived.md5());
        return same ? Optional.of(arrived.at(found.get().lastModifiedTime().toMillis())) : Optional.empty();
    }

    /** A file that may or may not have been moved when the run died. */
    private Need needAfterKill(FileRow row, ReceiptFile meant, @Nullable ReceiptFile old) throws IOException {
        Optional<BasicFileAttributes> found = vacant ? Optional.empty() : FilesOnDisk.attributes(path(meant.path()));
        if (found.isEmpty()) {
            return fetch(row, meant.path(), false);
        }
        String md5 = found.get().isRegularFile() ? FilesOnDisk.md5(path(meant.path())) : "";
        if (md5.equals(meant.md5())) {
            return needHere(row, meant, old);
        }
        if (old != null && md5.equals(old.md5())) {
            return needHere(row, old, old);
        }
        // An empty file is what holds a name where there are no hard links; a cut file was ours too.
        boolean placeholder = found.get().isRegularFile() && found.get().size() == 0;
        boolean known = old != null || !lost;
        if (!placeholder && !known) {
            // Nobody knows whether it landed, or was edited, before the run that was killed.
            return needLost(row, meant.path());
        }
        if (placeholder || existing.overwrites()) {
            return fetch(row, meant.path(), true);
        }
        return old != null ? inTheWay(row, meant.path(), EDITED) : needForeign(row, meant.path(), FOREIGN);
    }

    /** A file of ours is as it landed; whether it is also what the server has now. */
    private Need needHere(FileRow row, ReceiptFile here, @Nullable ReceiptFile old) {
        if (!isAsListed(row, here)) {
            return new Need.Fetch(
                    ExpectedFile.of(row, here.path(), true), Optional.of(new Need.Here(here, !here.equals(old))));
        }
        Proof proof = row.md5().isPresent()
                ? Proof.MD5
                : here.proof() == Proof.NONE && row.size().isPresent() ? Proof.SIZE : here.proof();
        ReceiptFile renewed = new ReceiptFile(
                here.file(),
                here.path(),
                here.bytes(),
                here.md5(),
                row.size(),
                row.md5(),
                proof,
                here.modifiedMillis());
        return new Need.Here(renewed, !renewed.equals(old));
    }

    /** What nothing proved when it landed, and nothing listed proves now, is asked for again. */
    static boolean isAsListed(FileRow row, ReceiptFile here) {
        if (row.md5().isPresent()) {
            return row.md5().get().equals(here.md5());
        }
        return row.size().isPresent() ? row.size().getAsLong() == here.bytes() : here.proof() != Proof.NONE;
    }

    private static Need fetch(FileRow row, String place, boolean replace) {
        return new Need.Fetch(ExpectedFile.of(row, place, replace));
    }

    private Need inTheWay(FileRow row, String place, String words) throws IOException {
        OptionalLong bytes = FilesOnDisk.find(path(place))
                .map(found -> OptionalLong.of(found.bytes()))
                .orElse(OptionalLong.empty());
        return new Need.InTheWay(new FileFault(
                row.path(),
                item.folder() + "/" + place,
                bytes,
                row.size(),
                "",
                row.md5().orElse(""),
                FaultCode.CONFLICT,
                words));
    }

    private boolean exists(String place) throws IOException {
        return FilesOnDisk.attributes(path(place)).isPresent();
    }

    private Path path(String place) {
        return SafePath.below(folder, place);
    }
}
