package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.support.FailPoint;
import io.github.xnatpull.support.SafePath;
import io.github.xnatpull.transfer.ExistingFiles.Need;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.RowMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One resource is brought: expect, fetch, prove, intend, place. */
final class ResourceTransfer implements FetchStrategy.Relisting, Transfer {

    private final TransferContext context;
    private final Placement placement;
    private final Buffers buffers;
    private final SliceListings listings;
    private final String run;
    private final PlanItem item;
    private final Optional<LedgerRow> landed;
    private final ZipCopy zipCopy;
    private Held held = new Held(Optional.empty(), Optional.empty(), false);
    private Optional<RowMemory> again = Optional.empty();
    private Map<String, ReceiptFile> here = new LinkedHashMap<>();
    private final List<FileFault> faults = new ArrayList<>();
    private Map<String, FileRow> rows = Map.of();
    private Optional<DownloadState> download = Optional.empty();
    private Optional<ExistingFiles> existingFiles = Optional.empty();
    private boolean news;
    private boolean relisted;

    ResourceTransfer(
            TransferContext context,
            Placement placement,
            Buffers buffers,
            SliceListings listings,
            String run,
            PlanItem item,
            Optional<LedgerRow> landed) {
        this.context = context;
        this.placement = placement;
        this.buffers = buffers;
        this.listings = listings;
        this.run = run;
        this.item = item;
        this.landed = landed;
        this.zipCopy = new ZipCopy(context, placement, item, landed);
    }

    @Override
    public long bytesMoved() {
        return download.map(DownloadState::bytesMoved).orElse(0L);
    }

    @Override
    public Outcome transfer(RowBudget.Share share) throws IOException {
        Map<String, FileRow> listing = listings.of(item, share);
        again = Optional.of(share.again());
        held = context.held(item, landed);
        rows = context.files().of(listing, held);
        if (rows.isEmpty()) {
            return Outcomes.empty(landed);
        }
        try (ZipCopy closing = zipCopy) {
            return bringFiles();
        }
    }

    private Outcome bringFiles() throws IOException {
        context.target().destination().requirePresent();
        if (!placement
                .obstacle(item.folder())
                .equals(context.target().destination().root())) {
            return blocked();
        }
        existingFiles = Optional.of(ExistingFiles.of(context, item, landed, held, placement.isVacant(item.folder())));
        zipCopy.look(existingFiles.get().receipt(), existingFiles.get().pendingReceipt())
                .ifPresent(faults::add);
        List<ExpectedFile> open = new ArrayList<>();
        for (FileRow row : rows.values()) {
            sort(row).ifPresent(open::add);
        }
        return open.isEmpty() ? settle(existingFiles.get()) : fetch(existingFiles.get(), open);
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
                before());
    }

    /** The receipt of what landed before: without it nobody could say later what is to be here. */
    private String before() {
        return landed.map(LedgerRow::receiptId).orElse("");
    }

    /** Looks what a listed file needs; what is to be fetched is returned. */
    private Optional<ExpectedFile> sort(FileRow row) throws IOException {
        Need need = existingFiles.orElseThrow().need(row);
        if (need instanceof Need.Fetch found) {
            return Optional.of(found.file());
        }
        if (need instanceof Need.Here found) {
            here.put(row.path(), found.row());
            news |= found.renewed();
        } else if (need instanceof Need.InTheWay found) {
            faults.add(found.fault());
        }
        return Optional.empty();
    }

    private Outcome fetch(ExistingFiles held, List<ExpectedFile> open) throws IOException {
        Staging.requireWritable(context.target().destination(), item.folder());
        try (Staging staging = Staging.open(context.target().destination(), item.folder())) {
            DownloadState hauled = new DownloadState(context.target().destination(), item, staging);
            download = Optional.of(hauled);
            for (ExpectedFile file : open) {
                hauled.expect(file);
                held.known(file.file())
                        .ifPresent(row -> hauled.remember(
                                file.file(), new ReceivedFile(row.bytes(), row.md5(), row.modifiedMillis())));
            }
            CutResource cut = CutResource.of(context, item);
            cut.takeUp(hauled, rows);
            try {
                new FetchStrategy(context, buffers, hauled, this)
                        .copying(zipCopy)
                        .onlySingles(cut.isCutAgainAndAgain())
                        .gather();
            } catch (Fault fault) {
                cut.keep(fault, hauled, rows);
                throw fault;
            }
            faults.addAll(hauled.faults());
            Outcome outcome = rows.isEmpty() ? Outcomes.empty(landed) : land(held, hauled);
            cut.forget();
            return outcome;
        }
    }

    private Outcome land(ExistingFiles held, DownloadState hauled) throws IOException {
        List<Placement.Move> moves = hauled.moves();
        if (moves.isEmpty()) {
            return settle(held);
        }
        placement.force(hauled.staging(), item.folder(), moves);
        arrived(hauled.proven());
        if (zipCopy.isDue(true)) {
            zipCopy.prepare(rows, here.values(), file -> path(hauled, file));
        }
        String receiptId = intend(held);
        FailPoint.hit("afterIntend");
        Set<String> inTheWay = placement.place(hauled.staging(), item.folder(), moves);
        Optional<FileFault> zipInTheWay = zipCopy.isDue(true) ? zipCopy.place() : Optional.empty();
        zipInTheWay.ifPresent(faults::add);
        if (!inTheWay.isEmpty() || zipInTheWay.isPresent()) {
            leaveOut(held, inTheWay);
            receiptId = intend(held);
        }
        return outcome(Status.LANDED, receiptId);
    }

    /** Where a file is while the zip is made. */
    private Path path(DownloadState hauled, ReceiptFile file) {
        return hauled.proven().containsKey(file.file())
                ? hauled.staging().path(file.path())
                : SafePath.below(context.target().destination().folder(item.folder()), file.path());
    }

    private void arrived(Map<String, ReceiptFile> files) {
        if (here.isEmpty()) {
            here = files;
        } else {
            here.putAll(files);
        }
    }

    /** Somebody was quicker than our look: what is in the way is theirs, and no receipt may call it ours, unless it was. */
    private void leaveOut(ExistingFiles held, Set<String> places) throws IOException {
        List<ReceiptFile> theirs = here.values().stream()
                .filter(row -> places.contains(row.path()))
                .toList();
        for (ReceiptFile row : theirs) {
            Optional<ReceiptFile> same = held.adopted(row);
            if (same.isPresent()) {
                here.put(row.file(), same.get());
            } else {
                here.remove(row.file());
                faults.add(Outcomes.inTheWay(item, row));
            }
        }
    }

    /** Nothing was fetched: what is here may still be news to the ledger. */
    private Outcome settle(ExistingFiles held) throws IOException {
        boolean due = zipCopy.isDue(news) && !here.isEmpty();
        boolean doubt = held.hasNewDoubt();
        boolean same =
                !news && !due && !doubt && !held.hasPending() && held.receipt().isPresent();
        boolean nothing = here.isEmpty() && !doubt;
        String receiptId =
                same ? held.receipt().orElseThrow().id() : nothing ? before() : due ? addZip(held) : intend(held);
        boolean unchanged = same
                && landed.isPresent()
                && landed.get().status().isComplete()
                && !landed.get().landedInRun().equals(run);
        return outcome(unchanged ? Status.UNCHANGED : Status.LANDED, receiptId);
    }

    /** The folder is as it should be, but the zip beside it is not. */
    private String addZip(ExistingFiles held) throws IOException {
        Path folder = context.target().destination().folder(item.folder());
        zipCopy.prepare(rows, here.values(), file -> SafePath.below(folder, file.path()));
        String receiptId = intend(held);
        Optional<FileFault> inTheWay = zipCopy.place();
        inTheWay.ifPresent(faults::add);
        return inTheWay.isPresent() ? intend(held) : receiptId;
    }

    private Outcome outcome(Status clean, String receiptId) {
        return Outcomes.of(clean, rows.values(), here, faults, bytesMoved(), receiptId);
    }

    /** Writes down which files in the folder are ours from now on. */
    private String intend(ExistingFiles held) throws IOException {
        List<ReceiptFile> files = new ArrayList<>(here.values());
        for (ReceiptFile known : held.settledFiles()) {
            // What the server lists no more, or lists otherwise than we could get it, stays ours while it is there.
            if (!here.containsKey(known.file()) && held.isThere(known)) {
                files.add(known);
            }
        }
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
                        files,
                        zipCopy.archive()));
        return id;
    }

    @Override
    public Map<String, FileRow> rows() {
        return rows;
    }

    @Override
    public void relist() {
        if (relisted) {
            return;
        }
        relisted = true;
        Map<String, FileRow> before = rows;
        rows = context.files().of(listings.again(item, again.orElseThrow()), held);
        DownloadState hauled = download.orElseThrow();
        for (String file : before.keySet()) {
            if (!rows.containsKey(file)) {
                hauled.forget(file);
                here.remove(file);
                faults.removeIf(fault -> fault.file().equals(file));
            }
        }
        for (FileRow row : rows.values()) {
            if (!row.equals(before.get(row.path()))) {
                changed(hauled, row);
            }
        }
    }

    /** The listing says something new of a file. */
    private void changed(DownloadState hauled, FileRow row) {
        if (hauled.relist(row)) {
            return;
        }
        faults.removeIf(fault -> fault.file().equals(row.path()));
        here.remove(row.path());
        try {
            sort(row).ifPresent(hauled::expect);
        } catch (IOException e) {
            throw context.target().destination().trouble("look at " + item.folder(), e);
        }
    }
}
