package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.layout.CollisionIndex;
import io.github.xnatpull.ledger.KeptArchive;
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
import io.github.xnatpull.transfer.ArchiveRefusals.Refusal;
import io.github.xnatpull.transfer.ZipTarget.Found;
import io.github.xnatpull.transfer.archive.ArchiveEnd;
import io.github.xnatpull.transfer.archive.ArchiveWriter.Entry;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.RowMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One resource is brought as a zip: the server's own archive where that proves complete, else one of ours from files that
 * are. What is in the zip is known from its receipt.
 */
final class ZipResourceTransfer implements FetchStrategy.Relisting, Transfer {

    private final TransferContext context;
    private final Buffers buffers;
    private final SliceListings listings;
    private final String run;
    private final PlanItem item;
    private final Optional<LedgerRow> landed;
    private final ZipTarget zip;
    private final CollisionIndex index = new CollisionIndex();
    private final Map<String, String> places = new HashMap<>();
    private final List<FileFault> faults = new ArrayList<>();
    private Map<String, FileRow> rows = Map.of();
    private Optional<DownloadState> download = Optional.empty();
    private Held receipts = new Held(Optional.empty(), Optional.empty(), false);
    private Optional<RowMemory> again = Optional.empty();
    private long bytesMoved;
    private boolean relisted;
    private Optional<Refusal> refused = Optional.empty();

    ZipResourceTransfer(
            TransferContext context,
            Placement placement,
            Buffers buffers,
            SliceListings listings,
            String run,
            PlanItem item,
            Optional<LedgerRow> landed) {
        this.context = context;
        this.buffers = buffers;
        this.listings = listings;
        this.run = run;
        this.item = item;
        this.landed = landed;
        this.zip = new ZipTarget(context, placement, item, landed);
    }

    @Override
    public long bytesMoved() {
        return bytesMoved + download.map(DownloadState::bytesMoved).orElse(0L);
    }

    @Override
    public Outcome transfer(RowBudget.Share share) throws IOException {
        Map<String, FileRow> listing = listings.of(item, share);
        again = Optional.of(share.again());
        receipts = context.held(item, landed);
        rows = context.files().of(listing, receipts);
        if (rows.isEmpty()) {
            return Outcomes.empty(landed);
        }
        context.target().destination().requirePresent();
        Optional<Receipt> held = zip.find(receipts.settled(), receipts.pending());
        if (zip.found() == Found.THEIRS) {
            Optional<Outcome> adopted = isReceiptLost() ? adopt() : Optional.empty();
            if (adopted.isPresent()) {
                return adopted.get();
            }
            faults.add(zip.inTheWay());
            return outcome(
                    Status.CONFLICT, Map.of(), landed.map(LedgerRow::receiptId).orElse(""));
        }
        Map<String, ReceiptFile> matched = matched(held);
        if (held.isPresent() && matched.size() == rows.size()) {
            return settled(held.get(), matched);
        }
        return matched.isEmpty() ? fetch() : amend(held.orElseThrow(), matched);
    }

    private boolean isReceiptLost() {
        boolean gone = landed.filter(row -> !row.receiptId().isEmpty()).isPresent()
                && receipts.settled().isEmpty();
        return receipts.isDamaged() || gone;
    }

    /** A zip that holds every listed file by its MD5, and nothing else, is taken for ours again; nothing less proves it. */
    private Optional<Outcome> adopt() throws IOException {
        Optional<KeptArchive> found =
                rows.values().stream().allMatch(row -> row.md5().isPresent()) ? zip.unknown() : Optional.empty();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Staging work = Staging.open(context.target().destination(), item.folder());
                InputStream in = Files.newInputStream(zip.inPlace())) {
            DownloadState proof = download(work);
            expectAll(proof);
            ArchiveFetch look = new ArchiveFetch(context, buffers, proof, new EntryNames(item, rows)).dry();
            ArchiveEnd end = look.read(in, FetchStrategy.limits(rows.values()));
            if (!isWhole(end, look, proof)) {
                return Optional.empty();
            }
            Receipt receipt = receipt(found.get(), proof.proven());
            context.target().receipts().intend(receipt);
            return Optional.of(outcome(Status.LANDED, proof.proven(), receipt.id()));
        }
    }

    private static boolean isWhole(ArchiveEnd end, ArchiveFetch fetch, DownloadState proof) {
        return end.flaw().isEmpty() && fetch.unexpected() == 0 && proof.open().isEmpty();
    }

    /** The listed files that the zip in place holds as they are on the server now. */
    private Map<String, ReceiptFile> matched(Optional<Receipt> held) {
        Map<String, ReceiptFile> matched = new LinkedHashMap<>();
        for (ReceiptFile file : held.map(Receipt::files).orElse(List.of())) {
            FileRow row = rows.get(file.file());
            boolean same = row != null
                    && (row.size().isEmpty() || row.size().getAsLong() == file.bytes())
                    && (row.md5().isEmpty() || row.md5().get().equals(file.md5()));
            if (same) {
                matched.put(file.file(), file);
            }
        }
        return matched;
    }

    private Outcome settled(Receipt held, Map<String, ReceiptFile> matched) {
        boolean unchanged = landed.isPresent()
                && landed.get().status().isComplete()
                && landed.get().receiptId().equals(held.id())
                && !landed.get().landedInRun().equals(run);
        return outcome(unchanged ? Status.UNCHANGED : Status.LANDED, matched, held.id());
    }

    private Outcome outcome(Status clean, Map<String, ReceiptFile> here, String receiptId) {
        return Outcomes.of(clean, rows.values(), here, faults, bytesMoved(), receiptId);
    }

    /** Nothing of use is here: asks for the archive, and looks into it while it comes. */
    private Outcome fetch() throws IOException {
        try (Staging kept = zip.stage();
                Staging work = Staging.open(context.target().destination(), item.folder());
                StagedFile copy = zip.copy(kept)) {
            EntryNames names = new EntryNames(item, rows);
            CutResource cut = CutResource.of(context, item);
            DownloadState proof = download(work);
            expectAll(proof);
            // What an earlier attempt kept is worth more than an archive of the server's own.
            boolean perfect = !context.pace().refusals().areOver()
                    && !cut.hasAnything()
                    && !cut.isCutAgainAndAgain()
                    && isPerfect(
                            new ArchiveFetch(context, buffers, proof, names)
                                    .copying(copy)
                                    .dry(),
                            proof,
                            fault -> cut.keep(fault, copy, zip.staged(kept), rows));
            ReceivedFile received = copy.finish();
            if (perfect) {
                return land(kept, zip.kept(received), proof.proven());
            }
            bytesMoved += proof.bytesMoved();
            return complete(work, kept, names, cut);
        }
    }

    /** @param ended told of the fault that ends the resource while its archive comes */
    private boolean isPerfect(ArchiveFetch fetch, DownloadState proof, Consumer<Fault> ended) {
        long begun = context.timing().nanos().getAsLong();
        try {
            ArchiveEnd end = fetch.fetch(FetchStrategy.limits(rows.values()));
            context.pace().refusals().came();
            end.flaw().ifPresent(code -> warn(code, end.words()));
            return isWhole(end, fetch, proof);
        } catch (Fault fault) {
            if (!FetchStrategy.leavesSingles(fault)) {
                ended.accept(fault);
                throw fault;
            }
            warn(fault.code(), fault.because());
            refused = ArchiveRefusals.of(fault, begun);
            return false;
        }
    }

    private void warn(FaultCode code, String words) {
        context.observer()
                .warning("The archive of " + item.display() + " is not kept as it is (" + code.id() + "): " + words
                        + ". It is made anew.");
    }

    /** The server's archive is no good as it is: takes from it what is, fetches the rest, and makes another. */
    private Outcome complete(Staging work, Staging kept, EntryNames names, CutResource cut) throws IOException {
        DownloadState files = download(work);
        expectAll(files);
        boolean goesOn = cut.hasAnything() || cut.isCutAgainAndAgain();
        if (goesOn) {
            cut.takeUp(files, rows);
            Optional<Path> archive = cut.archive(rows);
            if (archive.isPresent()) {
                unpack(archive.get(), files, names);
            }
        } else {
            unpack(zip.staged(kept), files, names);
        }
        FetchStrategy rest = new FetchStrategy(context, buffers, files, this).onlySingles(cut.isCutAgainAndAgain());
        gather(goesOn ? rest : rest.afterArchive(refused), files, cut);
        Outcome outcome = make(kept, files, names);
        cut.forget();
        return outcome;
    }

    private void gather(FetchStrategy rest, DownloadState files, CutResource cut) {
        try {
            rest.gather();
        } catch (Fault fault) {
            cut.keep(fault, files, rows);
            throw fault;
        }
    }

    /** The zip in place has some of it: fetches the rest, and makes another of both. */
    private Outcome amend(Receipt held, Map<String, ReceiptFile> matched) throws IOException {
        try (Staging kept = zip.stage();
                Staging work = Staging.open(context.target().destination(), item.folder())) {
            DownloadState files = download(work);
            rows.values().stream()
                    .filter(row -> !matched.containsKey(row.path()))
                    .forEach(row -> expect(files, row));
            new FetchStrategy(context, buffers, files, this).gather();
            // The listing may be another by now: what was fetched for it is not to come out of the old zip again.
            Map<String, ReceiptFile> still = matched(Optional.of(held));
            still.keySet().removeAll(files.proven().keySet());
            if (files.proven().isEmpty()) {
                faults.addAll(files.faults());
                return outcome(Status.LANDED, still, held.id());
            }
            EntryNames names = EntryNames.ofLanded(item, rows);
            rows.values().stream().filter(row -> still.containsKey(row.path())).forEach(row -> expect(files, row));
            unpack(zip.inPlace(), files, names);
            new FetchStrategy(context, buffers, files, this).gather();
            return make(kept, files, names);
        }
    }

    private void unpack(Path archive, DownloadState into, EntryNames names) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            new ArchiveFetch(context, buffers, into, names).read(in, FetchStrategy.limits(rows.values()));
        }
    }

    private Outcome make(Staging kept, DownloadState files, EntryNames names) throws IOException {
        faults.addAll(files.faults());
        if (files.proven().isEmpty()) {
            return outcome(
                    Status.LANDED, Map.of(), landed.map(LedgerRow::receiptId).orElse(""));
        }
        Iterator<Entry> entries = files.proven().values().stream()
                .map(file ->
                        new Entry(names.nameOf(file.file()), files.staging().path(file.path())))
                .iterator();
        return land(kept, zip.make(kept, entries), files.proven());
    }

    private Outcome land(Staging kept, KeptArchive archive, Map<String, ReceiptFile> files) throws IOException {
        zip.force(kept);
        Receipt receipt = receipt(archive, files);
        context.target().receipts().intend(receipt);
        FailPoint.hit("afterIntend");
        if (!zip.place(kept)) {
            faults.add(zip.inTheWay());
            return outcome(
                    Status.CONFLICT, Map.of(), landed.map(LedgerRow::receiptId).orElse(""));
        }
        return outcome(Status.LANDED, files, receipt.id());
    }

    private Receipt receipt(KeptArchive archive, Map<String, ReceiptFile> files) {
        return new Receipt(
                context.receiptId(run, item),
                item.key(),
                item.address().resourceId(),
                item.label(),
                item.folder(),
                run,
                context.timing().clock().instant(),
                List.copyOf(files.values()),
                Optional.of(archive));
    }

    private DownloadState download(Staging staging) {
        DownloadState made = new DownloadState(context.target().destination(), item, staging);
        download = Optional.of(made);
        return made;
    }

    private void expectAll(DownloadState files) {
        rows.values().forEach(row -> expect(files, row));
    }

    private void expect(DownloadState files, FileRow row) {
        files.expect(ExpectedFile.of(row, places.computeIfAbsent(row.path(), index::place), false));
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
        rows = context.files().of(listings.again(item, again.orElseThrow()), receipts);
        DownloadState files = download.orElseThrow();
        before.keySet().stream().filter(file -> !rows.containsKey(file)).forEach(files::forget);
        for (FileRow row : rows.values()) {
            if (!row.equals(before.get(row.path())) && !files.relist(row)) {
                expect(files, row);
            }
        }
    }
}
