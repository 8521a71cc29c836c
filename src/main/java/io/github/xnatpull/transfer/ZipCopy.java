package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.transfer.ZipTarget.Found;
import io.github.xnatpull.transfer.archive.ArchiveWriter.Entry;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The zip beside an unpacked resource, for {@code --archives both}; does nothing in the other modes. */
final class ZipCopy implements AutoCloseable {

    private final PlanItem item;
    private final ZipTarget zip;
    private final boolean wanted;
    private Optional<KeptArchive> archive = Optional.empty();
    private Optional<Staging> staging = Optional.empty();
    private Optional<StagedFile> copy = Optional.empty();
    private Optional<ReceivedFile> copied = Optional.empty();

    ZipCopy(TransferContext context, Placement placement, PlanItem item, Optional<LedgerRow> landed) {
        this.item = item;
        this.zip = new ZipTarget(context, placement, item, landed);
        this.wanted = context.target().settings().archives() == Archives.BOTH;
    }

    /** Looks what is at its place; something in the way is returned. */
    Optional<FileFault> look(Optional<Receipt> settled, Optional<Receipt> pending) throws IOException {
        if (!wanted) {
            return Optional.empty();
        }
        archive = zip.find(settled, pending).flatMap(Receipt::archive);
        return zip.found() == Found.THEIRS ? Optional.of(zip.inTheWay()) : Optional.empty();
    }

    /** Whether it is to be made, because it is not there or because files have changed. */
    boolean isDue(boolean news) {
        return wanted && (zip.found() == Found.FREE || zip.found() == Found.OURS || zip.found() == Found.HERE && news);
    }

    /** What a receipt says of it. */
    Optional<KeptArchive> archive() {
        return archive;
    }

    /** Begins a copy of the server's own archive, where one will be due. */
    Optional<StagedFile> begin() throws IOException {
        if (isDue(true)) {
            copy = Optional.of(zip.copy(stage()));
        }
        return copy;
    }

    private Staging stage() throws IOException {
        if (staging.isEmpty()) {
            staging = Optional.of(zip.stage());
        }
        return staging.get();
    }

    /** The copy is finished; whether it is of use is known by whoever read along. */
    void end(boolean perfect) {
        Optional<ReceivedFile> received = copy.map(StagedFile::finish);
        copied = perfect ? received : Optional.empty();
    }

    /**
     * Stages and forces it: the server's own, where that proved complete, else one made of the files.
     *
     * @param paths where each file is now
     */
    void prepare(Map<String, FileRow> rows, Collection<ReceiptFile> files, Function<ReceiptFile, Path> paths)
            throws IOException {
        Staging stage = stage();
        EntryNames names = new EntryNames(item, rows);
        archive = Optional.of(
                copied.isPresent()
                        ? zip.kept(copied.get())
                        : zip.make(
                                stage,
                                files.stream()
                                        .map(file -> new Entry(names.nameOf(file.file()), paths.apply(file)))
                                        .iterator()));
        zip.force(stage);
    }

    /** Puts it into place; something that came in the way is returned. */
    Optional<FileFault> place() throws IOException {
        if (zip.place(stage())) {
            return Optional.empty();
        }
        archive = Optional.empty();
        return Optional.of(zip.inTheWay());
    }

    @Override
    public void close() throws IOException {
        copy.ifPresent(StagedFile::close);
        if (staging.isPresent()) {
            staging.get().close();
        }
    }
}
