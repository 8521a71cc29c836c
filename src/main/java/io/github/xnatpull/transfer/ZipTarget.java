package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.layout.CollisionIndex;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.Placement.Move;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.storage.WithdrawnFiles;
import io.github.xnatpull.support.SafePath;
import io.github.xnatpull.transfer.Comparison.Need;
import io.github.xnatpull.transfer.ExistingZip.Found;
import io.github.xnatpull.transfer.archive.ArchiveWriter;
import io.github.xnatpull.transfer.archive.ArchiveWriter.Entry;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as a zip: the server's own archive where that proves complete, else one of ours from files that are. What is in
 * the zip is known from its receipt. It is all that is kept, or lies next to the folder of a {@link FolderAndZipTarget}.
 */
final class ZipTarget implements ResourceTarget {

    private final TransferContext context;
    private final Placement placement;
    private final WithdrawnFiles withdrawn;
    private final ZipAdoption adoption;
    private final PlanItem item;
    private final Optional<LedgerRow> landed;
    private final Held receipts;
    private final String path;
    private final boolean only;
    private final ExistingZip existingZip;
    private final CollisionIndex index = new CollisionIndex();
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, ReceiptFile> packed = new HashMap<>();
    private Optional<String> receiptId = Optional.empty();
    private Optional<KeptArchive> archive = Optional.empty();
    private Optional<Staging> zipStaging = Optional.empty();
    private Optional<Staging> fileStaging = Optional.empty();
    private Optional<StagedFile> copy = Optional.empty();
    private Optional<ReceivedFile> copied = Optional.empty();
    private Optional<Map<String, FileRow>> adoptedFor = Optional.empty();
    private boolean repacking;

    ZipTarget(
            TransferContext context,
            Placement placement,
            WithdrawnFiles withdrawn,
            Buffers buffers,
            PlanItem item,
            Optional<LedgerRow> landed,
            Held receipts) {
        this.context = context;
        this.placement = placement;
        this.withdrawn = withdrawn;
        this.adoption = new ZipAdoption(context, buffers, item, this);
        this.item = item;
        this.landed = landed;
        this.receipts = receipts;
        this.path = context.target().zips().apply(item);
        this.only = context.target().settings().archives() == Archives.KEEP;
        this.existingZip = new ExistingZip(context, placement, path, only, landed);
    }

    private Destination destination() {
        return context.target().destination();
    }

    /** Whether the resource's files are in the zip alone. */
    boolean isOnly() {
        return only;
    }

    @Override
    public Comparison compare(Listing listing) throws IOException {
        Optional<FileFault> inTheWay = lookAndAdopt(receipts.settled(), receipts.pending(), listing);
        if (inTheWay.isPresent()) {
            return Comparison.blocked(
                    this,
                    listing,
                    Outcomes.of(
                            Status.CONFLICT,
                            listing.rows().values(),
                            Map.of(),
                            List.of(inTheWay.get()),
                            0,
                            Outcomes.receiptBefore(landed)));
        }
        return Comparison.of(this, listing, List.of());
    }

    /** Looks at the zip's place; something that is not ours, and does not become ours, is returned. */
    Optional<FileFault> lookAndAdopt(Optional<Receipt> settled, Optional<Receipt> pending, Listing listing)
            throws IOException {
        Optional<FileFault> inTheWay = look(settled, pending);
        boolean wanted = adopts() || only && isReceiptLost();
        return inTheWay.isPresent() && wanted && isAdopted(listing) ? Optional.empty() : inTheWay;
    }

    private boolean adopts() {
        return context.target().settings().existing() == Existing.ADOPT;
    }

    private Optional<FileFault> look(Optional<Receipt> settled, Optional<Receipt> pending) throws IOException {
        Optional<Receipt> receipt = existingZip.find(settled, pending);
        receiptId = receipt.map(Receipt::id);
        archive = receipt.flatMap(Receipt::archive);
        if (archive.isPresent() && archive.get().isDoubted()) {
            // It was hashed, and is right again: the receipt has to say so.
            archive = existingZip.seen().map(time -> archive.get().at(time)).or(() -> archive);
            receiptId = Optional.empty();
        }
        if (only) {
            receipt.ifPresent(found -> found.files().forEach(file -> packed.put(file.file(), file)));
        }
        return existingZip.found() == Found.THEIRS ? Optional.of(existingZip.inTheWay()) : Optional.empty();
    }

    private boolean isReceiptLost() {
        boolean gone = landed.filter(row -> !row.receiptId().isEmpty()).isPresent()
                && receipts.settled().isEmpty();
        return receipts.isDamaged() || gone;
    }

    private boolean isAdopted(Listing listing) throws IOException {
        boolean listed =
                listing.rows().values().stream().allMatch(row -> row.md5().isPresent());
        Optional<KeptArchive> unknown = listed || adopts() ? existingZip.unknown() : Optional.empty();
        Optional<Map<String, ReceiptFile>> held =
                unknown.isPresent() ? adoption.held(existingZip.file(), listing, this::expected) : Optional.empty();
        if (held.isEmpty()) {
            return false;
        }
        existingZip.adopt();
        archive = unknown;
        adoptedFor = Optional.of(listing.rows());
        if (only) {
            packed.putAll(held.get());
        }
        return true;
    }

    @Override
    public long bytesStreamed() {
        return adoption.bytesStreamed();
    }

    @Override
    public Need need(FileRow row) {
        ReceiptFile file = packed.get(row.path());
        if (file == null) {
            return new Need.Fetch(expected(row));
        }
        Need.Here here = new Need.Here(file, receiptId.isEmpty());
        return ExistingFiles.isAsListed(row, file) ? here : new Need.Fetch(expected(row), Optional.of(here));
    }

    @Override
    public ExpectedFile again(FileRow row, ReceiptFile here) {
        return expected(row);
    }

    private ExpectedFile expected(FileRow row) {
        return ExpectedFile.of(row, places.computeIfAbsent(row.path(), index::place), false);
    }

    @Override
    public Optional<ReceiptFile> known(String file) {
        return Optional.ofNullable(packed.get(file));
    }

    @Override
    public Optional<ReceiptFile> inPlace(ExpectedFile file) {
        return repacking ? Optional.empty() : known(file.file());
    }

    @Override
    public Staging staging() throws IOException {
        zipStaging();
        if (fileStaging.isEmpty()) {
            fileStaging = Optional.of(Staging.open(destination(), item.folder()));
        }
        return fileStaging.get();
    }

    private Staging zipStaging() throws IOException {
        if (zipStaging.isEmpty()) {
            Staging.requireWritable(destination(), existingZip.folder());
            zipStaging = Optional.of(Staging.open(destination(), existingZip.folder()));
        }
        return zipStaging.get();
    }

    @Override
    public Optional<ZipTarget> archiveCopy() {
        return isDue(true) ? Optional.of(this) : Optional.empty();
    }

    /** Begins a copy of the server's own archive. */
    StagedFile beginCopy() {
        try {
            StagedFile begun = new StagedFile(destination(), zipStaging(), existingZip.name(), Buffers.newMd5());
            copy = Optional.of(begun);
            return begun;
        } catch (IOException e) {
            throw destination().trouble("write to " + destination().staging(), e);
        }
    }

    /** The copy is finished; whether it is of use is known by whoever read along. */
    void endCopy(boolean perfect) {
        Optional<ReceivedFile> received = copy.map(StagedFile::finish);
        copied = perfect ? received : Optional.empty();
    }

    /** The run ends with this fault while the copy comes. */
    void keepCopy(Fault fault, CutResource cut, Map<String, FileRow> rows) throws IOException {
        if (copy.isPresent()) {
            cut.keep(fault, copy.get(), copyPath(), rows);
        }
    }

    /** Where the copy of the server's archive lies, as far as it came. */
    Path copyPath() throws IOException {
        return zipStaging().path(existingZip.name());
    }

    @Override
    public Optional<Path> packed() {
        return repacking ? Optional.of(existingZip.file()) : Optional.empty();
    }

    @Override
    public List<ExpectedFile> repack(Comparison existing) {
        List<ExpectedFile> files = existing.rows().values().stream()
                .filter(row -> existing.here().containsKey(row.path()))
                .map(this::expected)
                .toList();
        existing.here().clear();
        repacking = true;
        return files;
    }

    /** Whether the receipt has to say something new of the zip as it is. */
    boolean hasNews() {
        return archive.isPresent() && receiptId.isEmpty();
    }

    /** The zip's path below the destination, where one of ours is about to be replaced. */
    @Override
    public List<String> replaced(DownloadState download) {
        return isAsItWas(download) || !move().replace() ? List.of() : List.of(path);
    }

    /** Whether it holds just the files of this listing, as it was compared with it when it was adopted. */
    boolean isAdoptedFor(Map<String, FileRow> rows) {
        return adoptedFor.filter(rows::equals).isPresent();
    }

    /** Whether it is to be made, because it is not there or, as {@code news} says, because files have changed. */
    boolean isDue(boolean news) {
        return switch (existingZip.found()) {
            case FREE, OURS -> true;
            case HERE -> news;
            case THEIRS -> false;
        };
    }

    @Override
    public Optional<String> current(Comparison existing, DownloadState download) {
        if (!download.proven().isEmpty()) {
            return Optional.empty();
        }
        return existing.here().isEmpty() ? Optional.of(Outcomes.receiptBefore(landed)) : receiptId;
    }

    @Override
    public void prepare(Comparison existing, DownloadState download, EntryNames names) throws IOException {
        if (isAsItWas(download)) {
            return;
        }
        Path folder = destination().folder(item.folder());
        Iterator<Entry> entries = existing.here().values().stream()
                .map(file -> new Entry(
                        names.nameOf(file.file()),
                        download.proven().containsKey(file.file())
                                ? download.staging().path(file.path())
                                : SafePath.below(folder, file.path())))
                .iterator();
        archive = Optional.of(copied.isPresent() ? archive(copied.get()) : make(zipStaging(), entries));
        placement.force(zipStaging(), existingZip.folder(), List.of(move()));
    }

    /** Where nothing came for a zip that holds all there is, there is none to be made. */
    private boolean isAsItWas(DownloadState download) {
        return only && download.proven().isEmpty();
    }

    private KeptArchive archive(ReceivedFile whole) {
        return new KeptArchive(path, whole.bytes(), whole.md5(), whole.modifiedMillis(), only);
    }

    private KeptArchive make(Staging staging, Iterator<Entry> entries) throws IOException {
        staging.drop(existingZip.name());
        ArchiveWriter.write(staging.create(existingZip.name()), entries);
        Path made = staging.path(existingZip.name());
        return new KeptArchive(
                path,
                Files.size(made),
                FilesOnDisk.md5(made),
                Files.getLastModifiedTime(made).toMillis(),
                only);
    }

    private Move move() {
        boolean ours = existingZip.found() == Found.OURS || existingZip.found() == Found.HERE;
        return new Move(existingZip.name(), ours);
    }

    @Override
    public List<ReceiptFile> ours(Comparison existing) {
        return List.copyOf(existing.here().values());
    }

    @Override
    public Optional<KeptArchive> archive() {
        return archive;
    }

    @Override
    public Placed place(Comparison existing, DownloadState download) throws IOException {
        if (isAsItWas(download)) {
            return Placed.ALL;
        }
        if (isLess(existing, download)) {
            withdrawn.keep(path);
        }
        if (placement.place(zipStaging(), existingZip.folder(), List.of(move())).isEmpty()) {
            return Placed.ALL;
        }
        archive = Optional.empty();
        existing.fault(existingZip.inTheWay());
        if (only) {
            existing.here().clear();
        }
        return Placed.NOTHING;
    }

    /** Whether the zip in place has bytes that the new one has not, and that nothing proven takes the place of. */
    private boolean isLess(Comparison existing, DownloadState download) {
        boolean lacks = existing.rows().keySet().stream()
                .anyMatch(file -> packed.containsKey(file) && !existing.here().containsKey(file));
        return only && (lacks || !download.replacedAsIs().isEmpty());
    }

    @Override
    public void close() throws IOException {
        try (Staging zip = zipStaging.orElse(null);
                Staging files = fileStaging.orElse(null)) {
            copy.ifPresent(StagedFile::close);
        }
    }
}
