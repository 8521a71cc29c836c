package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.transfer.DownloadState.Mismatch;
import io.github.xnatpull.transfer.Verification.Different;
import io.github.xnatpull.transfer.Witnesses.Way;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What becomes of files that came whole and are not as listed. One is taken for what the server has only where two witnesses
 * agree: its entry in an archive and the file by itself, or, where there is one way only, two transfers by it; where nothing
 * of it looks like a message in a file's place; and where it replaces nothing that is worth more.
 */
final class MismatchedFiles {

    private final TransferContext context;
    private final DownloadState download;
    private final ResourceTarget target;

    MismatchedFiles(TransferContext context, DownloadState download, ResourceTarget target) {
        this.context = context;
        this.download = download;
        this.target = target;
    }

    /**
     * Whether asking for the file by itself says no more about it.
     *
     * @param archiveComes whether an archive can still be its other witness
     */
    boolean isDecided(ExpectedFile file, boolean archiveComes) {
        Optional<Mismatch> mismatch = download.different(file.file());
        if (mismatch.isEmpty()) {
            return false;
        }
        long singles = download.witnesses().count(file.file(), mismatch.get().received(), Way.SINGLE);
        boolean other = archiveComes && !download.witnesses().has(file.file(), Way.ARCHIVE);
        return isAgreed(file, mismatch.get()) || singles > 0 && (other || download.isDoubted(file.file()));
    }

    /** Files for which an archive would be the other witness. */
    List<ExpectedFile> lackingArchive() {
        return open(file -> download.different(file.file())
                .filter(seen -> !isAgreed(file, seen))
                .filter(seen -> !download.witnesses().has(file.file(), Way.ARCHIVE))
                .isPresent());
    }

    private List<ExpectedFile> open(Predicate<ExpectedFile> which) {
        return download.open().stream().filter(which).toList();
    }

    private boolean isAgreed(ExpectedFile file, Mismatch seen) {
        Witnesses witnesses = download.witnesses();
        long archives = witnesses.count(file.file(), seen.received(), Way.ARCHIVE);
        long singles = witnesses.count(file.file(), seen.received(), Way.SINGLE);
        if (witnesses.count(file.file(), seen.received(), Way.EARLIER) > 0) {
            return true;
        }
        if (!context.source().content().isAddressable(file.file())) {
            return archives > 1;
        }
        return witnesses.has(file.file(), Way.ARCHIVE) ? archives > 0 && singles > 0 : singles > 1;
    }

    /**
     * Ends the matter of every file that came and is not as listed.
     *
     * @param sumIsRight whether all that came is together as long as the server counts
     */
    void settle(BooleanSupplier sumIsRight) {
        List<ExpectedFile> files = open(file -> download.different(file.file()).isPresent());
        boolean alike = files.size() > 1
                && files.stream().map(file -> received(file).md5()).distinct().count() == 1;
        boolean counted = files.stream().anyMatch(file -> download.isDoubted(file.file())) && sumIsRight.getAsBoolean();
        for (ExpectedFile file : files) {
            settle(file, alike, counted);
        }
    }

    private ReceivedFile received(ExpectedFile file) {
        return download.different(file.file()).orElseThrow().received();
    }

    private void settle(ExpectedFile file, boolean alike, boolean counted) {
        Mismatch seen = download.different(file.file()).orElseThrow();
        if (!(Verification.of(file.size(), file.md5(), seen.received(), seen.source()) instanceof Different how)) {
            return;
        }
        if (counted && file.isBare() && download.isDoubted(file.file())) {
            download.acceptAs(file, seen.received(), Proof.SIZE);
        } else if (!isAgreed(file, seen)) {
            refuse(file, how.code(), how.words() + "; it came differently each time, and never as listed");
        } else if (file.isBare() && download.witnesses().has(file.file(), Way.ARCHIVE)) {
            download.acceptAs(file, seen.received(), Proof.CRC);
        } else if (alike) {
            refuse(
                    file,
                    FaultCode.REPLY_UNEXPECTED,
                    "the same " + seen.received().bytes() + " bytes came for every file that is not as listed,"
                            + " as when something answers in the server's place");
        } else if (isMessage(file)) {
            refuse(
                    file,
                    FaultCode.REPLY_UNEXPECTED,
                    how.words() + "; it looks like a message in the file's place"
                            + download.type(file.file())
                                    .map(type -> " (Content-Type " + (type.isBlank() ? "missing" : type) + ")")
                                    .orElse(""));
        } else if (!mayReplace(file, seen.received())) {
            refuse(file, how.code(), how.words() + "; the copy that is here stays");
        } else {
            download.acceptAsIs(file, seen.received(), how);
        }
    }

    private boolean isMessage(ExpectedFile file) {
        Optional<String> type = download.type(file.file());
        return type.isPresent() && !ReplySigns.isTypeOf(file.file(), type.get())
                || ReplySigns.beginsLikeMessage(file.file(), start(file));
    }

    private byte[] start(ExpectedFile file) {
        try (InputStream in = Files.newInputStream(download.staging().path(file.place()))) {
            return in.readNBytes(ReplySigns.ENOUGH);
        } catch (IOException e) {
            throw context.target()
                    .destination()
                    .trouble("read a file in " + context.target().destination().staging(), e);
        }
    }

    /** Nothing goes for it but what the listing does not describe any more, and then only for what has the listed size. */
    private boolean mayReplace(ExpectedFile file, ReceivedFile received) {
        Optional<ReceiptFile> old = target.inPlace(file);
        if (old.isEmpty()) {
            return true;
        }
        boolean same = old.get().bytes() == received.bytes() && old.get().md5().equals(received.md5());
        boolean described = (file.size().isEmpty()
                        || file.size().getAsLong() == old.get().bytes())
                && (file.md5().isEmpty() || file.md5().get().equals(old.get().md5()));
        boolean fits = file.size().isPresent() && file.size().getAsLong() == received.bytes();
        return same || !described && fits;
    }

    /** Where nothing of the resource is here, all of it is asked for once more before the run ends. */
    private void refuse(ExpectedFile file, FaultCode code, String words) {
        boolean nothing = download.proven().isEmpty()
                && download.rows().keySet().stream()
                        .allMatch(path -> target.known(path).isEmpty());
        if (nothing) {
            throw Fault.fault(code)
                    .trying("download a file of " + download.item().display())
                    .meaning("Nothing of the resource is put into place until it comes right")
                    .because(words);
        }
        download.lack(file, code, words);
    }
}
