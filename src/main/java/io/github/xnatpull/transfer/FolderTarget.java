package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.storage.WithdrawnFiles;
import io.github.xnatpull.transfer.Comparison.Need;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A resource as a folder of files. */
final class FolderTarget implements ResourceTarget {

    private final TransferContext context;
    private final Placement placement;
    private final WithdrawnFiles withdrawn;
    private final PlanItem item;
    private final Optional<LedgerRow> landed;
    private final Held receipts;
    private Optional<ExistingFiles> existingFiles = Optional.empty();
    private Optional<Staging> staging = Optional.empty();

    FolderTarget(
            TransferContext context,
            Placement placement,
            WithdrawnFiles withdrawn,
            PlanItem item,
            Optional<LedgerRow> landed,
            Held receipts) {
        this.context = context;
        this.placement = placement;
        this.withdrawn = withdrawn;
        this.item = item;
        this.landed = landed;
        this.receipts = receipts;
    }

    private Destination destination() {
        return context.target().destination();
    }

    private ExistingFiles files() {
        return existingFiles.orElseThrow();
    }

    @Override
    public Comparison compare(Listing listing) throws IOException {
        Optional<Outcome> blocked = look();
        return blocked.isPresent()
                ? Comparison.blocked(this, listing, blocked.get())
                : Comparison.of(this, listing, List.of());
    }

    /** Looks at the folder as a whole; the outcome where something is in its way. */
    Optional<Outcome> look() throws IOException {
        if (!placement.obstacle(item.folder()).equals(destination().root())) {
            return Optional.of(blocked());
        }
        existingFiles =
                Optional.of(ExistingFiles.of(context, item, landed, receipts, placement.isVacant(item.folder())));
        return Optional.empty();
    }

    /** Nothing can be looked at, let alone written. What landed once stays known by its receipt. */
    private Outcome blocked() {
        return new Outcome(
                Status.CONFLICT,
                Extent.NOTHING,
                0,
                1,
                Optional.of(FaultCode.CONFLICT),
                "a file or a link is in the way of the folder " + item.folder() + ", and nothing is written through it",
                List.of(),
                Outcomes.receiptBefore(landed));
    }

    /** The receipt of what is in the folder. */
    Optional<Receipt> receipt() {
        return files().receipt();
    }

    /** The receipt that a killed run left. */
    Optional<Receipt> pendingReceipt() {
        return files().pendingReceipt();
    }

    @Override
    public Need need(FileRow row) throws IOException {
        return files().need(row);
    }

    @Override
    public ExpectedFile again(FileRow row, ReceiptFile here) {
        return ExpectedFile.of(row, here.path(), true);
    }

    @Override
    public Need compared(ExpectedFile file, Optional<ReceiptFile> sent) throws IOException {
        return files().compared(file, sent);
    }

    @Override
    public Optional<ReceiptFile> known(String file) {
        return files().known(file);
    }

    @Override
    public Optional<ReceiptFile> inPlace(ExpectedFile file) {
        return file.replace() ? known(file.file()) : Optional.empty();
    }

    @Override
    public Staging staging() throws IOException {
        if (staging.isEmpty()) {
            Staging.requireWritable(destination(), item.folder());
            staging = Optional.of(Staging.open(destination(), item.folder()));
        }
        return staging.get();
    }

    @Override
    public Optional<ZipTarget> archiveCopy() {
        return Optional.empty();
    }

    @Override
    public Optional<String> current(Comparison existing, DownloadState download) {
        if (!download.proven().isEmpty()) {
            return Optional.empty();
        }
        boolean doubt = files().hasNewDoubt();
        boolean same = !existing.hasNews()
                && !doubt
                && !files().hasPending()
                && files().receipt().isPresent();
        boolean nothing = existing.here().isEmpty() && !doubt;
        return same
                ? files().receipt().map(Receipt::id)
                : nothing ? Optional.of(Outcomes.receiptBefore(landed)) : Optional.empty();
    }

    @Override
    public void prepare(Comparison existing, DownloadState download, EntryNames names) throws IOException {
        if (download.proven().isEmpty()) {
            return;
        }
        placement.force(download.staging(), item.folder(), download.moves());
    }

    @Override
    public List<ReceiptFile> ours(Comparison existing) throws IOException {
        List<ReceiptFile> ours = new ArrayList<>(existing.here().values());
        for (ReceiptFile known : files().settledFiles()) {
            // What the server lists no more, or lists otherwise than we could get it, stays ours while it is there.
            if (!existing.here().containsKey(known.file()) && files().isThere(known)) {
                ours.add(known);
            }
        }
        return ours;
    }

    @Override
    public Optional<KeptArchive> archive() {
        return Optional.empty();
    }

    @Override
    public List<String> replaced(DownloadState download) {
        return download.moves().stream()
                .filter(Placement.Move::replace)
                .map(move -> item.folder().isEmpty() ? move.place() : item.folder() + "/" + move.place())
                .toList();
    }

    @Override
    public Placed place(Comparison existing, DownloadState download) throws IOException {
        if (download.proven().isEmpty()) {
            return Placed.ALL;
        }
        for (String place : download.replacedAsIs()) {
            withdrawn.keep(item.folder() + "/" + place);
        }
        Set<String> inTheWay = placement.place(download.staging(), item.folder(), download.moves());
        leaveOut(existing, inTheWay);
        return inTheWay.isEmpty() ? Placed.ALL : Placed.SOME;
    }

    /** Somebody was quicker than our look: what is in the way is theirs, and no receipt may call it ours, unless it was. */
    private void leaveOut(Comparison existing, Set<String> places) throws IOException {
        List<ReceiptFile> theirs = existing.here().values().stream()
                .filter(row -> places.contains(row.path()))
                .toList();
        for (ReceiptFile row : theirs) {
            Optional<ReceiptFile> same = files().adopted(row);
            if (same.isPresent()) {
                existing.here().put(row.file(), same.get());
            } else {
                existing.here().remove(row.file());
                existing.fault(Outcomes.inTheWay(item, row));
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (staging.isPresent()) {
            staging.get().close();
        }
    }
}
