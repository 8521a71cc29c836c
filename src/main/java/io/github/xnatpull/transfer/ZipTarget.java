package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.storage.FilesOnDisk.Look;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.Placement.Move;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.transfer.archive.ArchiveWriter;
import io.github.xnatpull.transfer.archive.ArchiveWriter.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The zip that is kept of a resource: where it goes, what is there already, and how a new one is put there. */
final class ZipTarget {

    private final TransferContext context;
    private final Placement placement;
    private final String path;
    private final boolean only;
    private final boolean trusted;
    private Found found = Found.FREE;

    /** @param landed what is known of the resource: if not that it is complete, then the zip's size and time prove nothing */
    ZipTarget(TransferContext context, Placement placement, PlanItem item, Optional<LedgerRow> landed) {
        this.trusted = landed.map(row -> row.status() != Status.CONFLICT).orElse(true);
        this.context = context;
        this.placement = placement;
        this.path = context.target().zips().apply(item);
        this.only = context.target().settings().archives() == Archives.KEEP;
    }

    /** What is at the zip's place. */
    enum Found {
        /** Ours, as it landed. */
        HERE,
        /** Nothing. */
        FREE,
        /** Ours, but not whole or to be replaced. */
        OURS,
        /** Somebody else's, or edited. */
        THEIRS
    }

    String path() {
        return path;
    }

    private String folder() {
        return path.indexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
    }

    private String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Path file() {
        return context.target().destination().folder(path);
    }

    /** The receipt, of those given, whose zip is at its place. */
    Optional<Receipt> find(Optional<Receipt> settled, Optional<Receipt> pending) throws IOException {
        Optional<KeptArchive> landed = archiveOf(settled);
        Existing existing = context.target().settings().existing();
        Optional<BasicFileAttributes> there = FilesOnDisk.attributes(file());
        if (existing == Existing.KEEP && landed.isPresent() && trusted) {
            found = Found.HERE;
            return settled;
        }
        if (!placement.obstacle(folder()).equals(context.target().destination().root())) {
            found = Found.THEIRS;
            return Optional.empty();
        }
        if (there.isEmpty()) {
            found = Found.FREE;
            return Optional.empty();
        }
        Optional<KeptArchive> meant = archiveOf(pending);
        if (meant.isPresent()
                && there.get().isRegularFile()
                && there.get().size() == meant.get().bytes()
                && FilesOnDisk.md5(file()).equals(meant.get().md5())) {
            found = Found.HERE;
            return pending;
        }
        boolean placeholder =
                meant.isPresent() && there.get().isRegularFile() && there.get().size() == 0;
        found = landed.isPresent() ? found(landed.get(), existing) : placeholder ? Found.OURS : Found.THEIRS;
        return found == Found.HERE ? settled : Optional.empty();
    }

    private Found found(KeptArchive landed, Existing existing) throws IOException {
        return switch (FilesOnDisk.state(file(), landed, trusted ? Look.of(existing) : Look.HASH)) {
            case HERE -> Found.HERE;
            case MISSING -> Found.OURS;
            case EDITED -> existing == Existing.REPLACE ? Found.OURS : Found.THEIRS;
        };
    }

    private Optional<KeptArchive> archiveOf(Optional<Receipt> receipt) {
        return receipt.flatMap(Receipt::archive)
                .filter(archive -> archive.path().equals(path) && archive.only() == only);
    }

    Found found() {
        return found;
    }

    FileFault inTheWay() {
        return new FileFault(
                "",
                path,
                OptionalLong.empty(),
                OptionalLong.empty(),
                "",
                "",
                FaultCode.CONFLICT,
                "a file that xnatpull did not write, that was edited since, or whose receipt is lost, is where the archive"
                        + " goes, and stays as it is; move it away, and the next pull makes the archive anew");
    }

    /** Staging for the zip alone. */
    Staging stage() throws IOException {
        Staging.requireWritable(context.target().destination(), folder());
        return Staging.open(context.target().destination(), folder());
    }

    /** Begins a copy of the server's own archive. */
    StagedFile copy(Staging staging) {
        return new StagedFile(context.target().destination(), staging, name(), Buffers.newMd5());
    }

    /** What a copy that proved whole has become. */
    KeptArchive kept(ReceivedFile copy) {
        return new KeptArchive(path, copy.bytes(), copy.md5(), copy.modifiedMillis(), only);
    }

    /** What is in the way, where it may be a zip of ours whose receipt is lost: its content decides. */
    Optional<KeptArchive> unknown() throws IOException {
        boolean reachable = placement
                .obstacle(folder())
                .equals(context.target().destination().root());
        Optional<BasicFileAttributes> there = reachable
                ? FilesOnDisk.attributes(file()).filter(BasicFileAttributes::isRegularFile)
                : Optional.empty();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        // Size and time are taken before the hash: what is edited after it is newer.
        long modified = there.get().lastModifiedTime().toMillis();
        return Optional.of(new KeptArchive(path, there.get().size(), FilesOnDisk.md5(file()), modified, only));
    }

    /** Makes an archive of our own. */
    KeptArchive make(Staging staging, Iterator<Entry> entries) throws IOException {
        staging.drop(name());
        ArchiveWriter.write(staging.create(name()), entries);
        Path made = staging.path(name());
        return new KeptArchive(
                path,
                Files.size(made),
                FilesOnDisk.md5(made),
                Files.getLastModifiedTime(made).toMillis(),
                only);
    }

    /** Where a staged archive lies until it is placed. */
    Path staged(Staging staging) {
        return staging.path(name());
    }

    /** The zip that is in place, to read from. */
    Path inPlace() {
        return file();
    }

    void force(Staging staging) throws IOException {
        placement.force(staging, folder(), List.of(move()));
    }

    /** Puts it into place; false where somebody was quicker. */
    boolean place(Staging staging) throws IOException {
        return placement.place(staging, folder(), List.of(move())).isEmpty();
    }

    private Move move() {
        return new Move(name(), found == Found.OURS || found == Found.HERE);
    }

    Destination destination() {
        return context.target().destination();
    }
}
