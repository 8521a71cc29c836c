package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.storage.FilesOnDisk.Look;
import io.github.xnatpull.storage.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What is at the place of a resource's zip already. */
final class ExistingZip {

    private final TransferContext context;
    private final Placement placement;
    private final String path;
    private final boolean only;
    private final boolean trusted;
    private Found found = Found.FREE;
    private Optional<Long> seen = Optional.empty();

    /**
     * @param only whether the resource's files are to be in the zip alone
     * @param landed what is known of the resource: if not that it is complete, then the zip's size and time prove nothing
     */
    ExistingZip(TransferContext context, Placement placement, String path, boolean only, Optional<LedgerRow> landed) {
        this.trusted = landed.map(row -> row.status() != Status.CONFLICT).orElse(true);
        this.context = context;
        this.placement = placement;
        this.path = path;
        this.only = only;
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

    String folder() {
        return path.indexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The zip's place on disk. */
    Path file() {
        return context.target().destination().folder(path);
    }

    /** The zip's modification time when it was looked at last: taken before the hash, so that what is edited after it is newer. */
    Optional<Long> seen() {
        return seen;
    }

    Found found() {
        return found;
    }

    /** Looks for the zip; returns the receipt, of those given, that it is as it says. */
    Optional<Receipt> find(Optional<Receipt> settled, Optional<Receipt> pending) throws IOException {
        Optional<KeptArchive> landed = archiveOf(settled);
        Existing existing = context.target().settings().existing();
        Optional<FilesOnDisk.Found> there = FilesOnDisk.find(file());
        seen = there.map(FilesOnDisk.Found::modifiedMillis);
        if (existing == Existing.KEEP && landed.isPresent() && isTrusted(landed.get())) {
            found = Found.HERE;
            return settled;
        }
        if (!isReachable()) {
            found = Found.THEIRS;
            return Optional.empty();
        }
        if (there.isEmpty()) {
            found = Found.FREE;
            return Optional.empty();
        }
        Optional<KeptArchive> meant = archiveOf(pending);
        if (meant.isPresent()
                && there.get().isFile()
                && there.get().bytes() == meant.get().bytes()
                && FilesOnDisk.md5(file()).equals(meant.get().md5())) {
            found = Found.HERE;
            return pending;
        }
        boolean placeholder =
                meant.isPresent() && there.get().isFile() && there.get().bytes() == 0;
        found = landed.isPresent() ? found(landed.get(), existing) : placeholder ? Found.OURS : Found.THEIRS;
        return found == Found.HERE ? settled : Optional.empty();
    }

    private boolean isTrusted(KeptArchive landed) {
        return trusted && !landed.isDoubted();
    }

    private boolean isReachable() throws IOException {
        return placement
                .obstacle(folder())
                .equals(context.target().destination().root());
    }

    private Found found(KeptArchive landed, Existing existing) throws IOException {
        return switch (FilesOnDisk.state(file(), landed, isTrusted(landed) ? Look.of(existing) : Look.HASH)) {
            case HERE -> Found.HERE;
            case MISSING -> Found.OURS;
            case EDITED -> existing.overwrites() ? Found.OURS : Found.THEIRS;
        };
    }

    private Optional<KeptArchive> archiveOf(Optional<Receipt> receipt) {
        return receipt.flatMap(Receipt::archive)
                .filter(archive -> archive.path().equals(path) && archive.only() == only);
    }

    /** What is in the way, where it may be a zip of ours whose receipt is lost: its content decides. */
    Optional<KeptArchive> unknown() throws IOException {
        Optional<FilesOnDisk.Found> there =
                isReachable() ? FilesOnDisk.find(file()).filter(FilesOnDisk.Found::isFile) : Optional.empty();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        // Size and time are taken before the hash: what is edited after it is newer.
        long modified = there.get().modifiedMillis();
        return Optional.of(new KeptArchive(path, there.get().bytes(), FilesOnDisk.md5(file()), modified, only));
    }

    /** The content of what was in the way has proved to be ours. */
    void adopt() {
        found = Found.HERE;
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
}
