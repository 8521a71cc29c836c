package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.FaultNote;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.WithdrawnFiles;
import io.github.xnatpull.support.FailPoint;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.transfer.ResourceTarget.Placed;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.RowMemory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The transfer of one resource, whatever it is kept as. */
final class ResourceTransfer {

    private final TransferContext context;
    private final Placement placement;
    private final Buffers buffers;
    private final SliceListings listings;
    private final String run;
    private final PlanItem item;
    private final Optional<LedgerRow> landed;
    private final BooleanSupplier digestsMayComeRight;
    private Optional<ResourceFetch> fetching = Optional.empty();
    private Optional<StreamedComparison> streamed = Optional.empty();
    private long bytesStreamed;

    ResourceTransfer(
            TransferContext context,
            Placement placement,
            Buffers buffers,
            SliceListings listings,
            String run,
            PlanItem item,
            Optional<LedgerRow> landed,
            BooleanSupplier digestsMayComeRight) {
        this.digestsMayComeRight = digestsMayComeRight;
        this.context = context;
        this.placement = placement;
        this.buffers = buffers;
        this.listings = listings;
        this.run = run;
        this.item = item;
        this.landed = landed;
    }

    /**
     * Brings the resource to its place. What fails here on disk is thrown as it is.
     *
     * @param share of the memory, for the files of this resource: taken before they are listed
     */
    Outcome transfer(RowBudget.Share share) throws IOException {
        Map<String, FileRow> listed = listings.of(item, landed, share); // expect
        Held receipts = context.held(item, landed); // the only time that they are read
        Listing listing = meant(listed, receipts, share.again());
        if (listing.rows().isEmpty()) {
            return Outcomes.empty(landed);
        }
        context.target().destination().requirePresent();
        try (ResourceTarget target = target(receipts)) {
            Comparison existing = target.compare(listing); // what is here
            if (existing.blocked().isPresent()) {
                return existing.blocked().get();
            }
            StreamedComparison compared = new StreamedComparison(context, buffers, item, target);
            streamed = Optional.of(compared);
            bytesStreamed = target.bytesStreamed();
            existing.compareWith(compared); // with what is somebody else's, and may become ours
            newlyCounted().ifPresent(existing::doubtBare);
            KnownFaults known = new KnownFaults(context, item, notes(receipts));
            known.keep(existing); // what would come as it did
            ResourceFetch fetch = new ResourceFetch(context, buffers, item, listing, target, digestsMayComeRight);
            fetching = Optional.of(fetch);
            DownloadState download;
            do {
                download = fetch.fetch(existing.missing()); // fetch and prove
            } while (existing.follow(download)); // a newer listing, or a zip to be made anew, lacks more
            if (download.rows().isEmpty()) {
                fetch.forgetKept();
                return Outcomes.empty(landed);
            }
            existing.arrived(download);
            Optional<String> current = target.current(existing, download);
            if (current.isPresent()) { // nothing to place, and nothing new to say
                fetch.forgetKept();
                known.write(download);
                return outcome(
                        isOfAnotherRun(current.get()) ? Status.UNCHANGED : Status.LANDED, existing, current.get());
            }
            target.prepare(existing, download, fetch.names());
            String receipt = intend(target, existing); // intend
            FailPoint.hit("afterIntend");
            if (context.target().settings().existing() == Existing.REPAIR) {
                WithdrawnFiles withdrawn = new WithdrawnFiles(context.target().destination(), run);
                for (String path : target.replaced(download)) {
                    withdrawn.keep(path);
                }
            }
            Placed placed = target.place(existing, download); // place
            if (placed != Placed.ALL) { // the receipt must not call ours what is in the way
                receipt = placed == Placed.SOME ? intend(target, existing) : Outcomes.receiptBefore(landed);
            }
            fetch.forgetKept();
            known.write(download);
            return outcome(Status.LANDED, existing, receipt);
        }
    }

    /** Bytes that came over the network so far. */
    long bytesMoved() {
        return fetching.map(ResourceFetch::bytesMoved).orElse(0L)
                + streamed.map(StreamedComparison::bytesMoved).orElse(0L)
                + bytesStreamed;
    }

    /** The files of a listing that are meant; asked again, those of the new one. */
    private Listing meant(Map<String, FileRow> listed, Held receipts, RowMemory again) {
        FileChoice files = context.files();
        return new Listing(files.of(listed, receipts), () -> files.of(listings.again(item, landed, again), receipts));
    }

    /** The bytes that the server counts of the resource, where it counted others when it landed whole. */
    private OptionalLong newlyCounted() {
        OptionalLong now = item.hints().size();
        boolean open =
                landed.filter(row -> !row.status().isComplete()).isPresent(); // not settled by the run that saw it
        boolean changed = landed.map(LedgerRow::hints)
                .map(Hints::size)
                .filter(before -> before.isPresent() && !before.equals(now))
                .isPresent();
        return open || changed ? now : OptionalLong.empty();
    }

    /** Only what ended incomplete, or was cut while it was placed, has any. */
    private List<FaultNote> notes(Held receipts) {
        boolean isWhole = landed.filter(row -> row.status().isComplete()).isPresent()
                && receipts.pending().isEmpty();
        return isWhole ? List.of() : context.target().receipts().notes(item.key());
    }

    private ResourceTarget target(Held receipts) {
        return switch (context.target().settings().archives()) {
            case UNPACK -> folder(receipts);
            case KEEP -> zip(receipts);
            case BOTH -> new FolderAndZipTarget(folder(receipts), zip(receipts));
        };
    }

    private FolderTarget folder(Held receipts) {
        return new FolderTarget(context, placement, withdrawn(), item, landed, receipts);
    }

    private ZipTarget zip(Held receipts) {
        return new ZipTarget(context, placement, withdrawn(), buffers, item, landed, receipts);
    }

    private WithdrawnFiles withdrawn() {
        return new WithdrawnFiles(context.target().destination(), run);
    }

    /** The MD5 that the server lists proves these files, so that the size beside it is the listing's mistake. */
    private void tellWrongSizes(Comparison existing) {
        long wrong = existing.here().values().stream()
                .filter(file -> file.proof() == Proof.MD5)
                .filter(file ->
                        file.bytesExpected().isPresent() && file.bytesExpected().getAsLong() != file.bytes())
                .count();
        if (wrong > 0) {
            context.observer()
                    .warning("The server lists a wrong size for " + Plural.of(wrong, "file") + " of " + item.display()
                            + ": the MD5 beside it is that of what came. Nothing is missing here; a catalogue refresh on the"
                            + " server mends the listing.");
        }
    }

    private boolean isOfAnotherRun(String receipt) {
        return landed.filter(row -> row.status().isComplete()
                        && row.receiptId().equals(receipt)
                        && !row.landedInRun().equals(run))
                .isPresent();
    }

    /** Writes down what is ours from now on. */
    private String intend(ResourceTarget target, Comparison existing) throws IOException {
        String id = context.receiptId(run, item);
        context.target()
                .receipts()
                .intend(new Receipt(
                        id,
                        item.key(),
                        item.address().resourceId(),
                        item.label(),
                        item.folder(),
                        run,
                        context.timing().clock().instant(),
                        target.ours(existing),
                        target.archive()));
        return id;
    }

    private Outcome outcome(Status clean, Comparison existing, String receipt) {
        tellWrongSizes(existing);
        return Outcomes.of(clean, existing.rows().values(), existing.here(), existing.faults(), bytesMoved(), receipt);
    }
}
