package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.transfer.Comparison.Need;
import io.github.xnatpull.xnat.FileRow;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The form in which one resource is kept at its place: a folder, a zip, or both. Closing it deletes what is staged. */
interface ResourceTarget extends Closeable {

    /** How much of what was intended is in place. */
    enum Placed {
        ALL,
        /** Somebody was quicker with some of it, which is theirs. */
        SOME,
        /** What was here before still counts. */
        NOTHING
    }

    /** Compares what is here with a listing. */
    Comparison compare(Listing listing) throws IOException;

    /** Looks for one listed file. */
    Need need(FileRow row) throws IOException;

    /**
     * What becomes of somebody else's file that was compared with what the server sends.
     *
     * @param sent empty where the server did not send it as it lists it
     */
    default Need compared(ExpectedFile file, Optional<ReceiptFile> sent) throws IOException {
        throw new IllegalStateException("no file is compared here");
    }

    /** Bytes that came only to be compared with what is here. */
    default long bytesStreamed() {
        return 0;
    }

    /** A file that is here, as one that is to come once more. */
    ExpectedFile again(FileRow row, ReceiptFile here);

    /** What has landed once of a file, as far as receipts know. */
    Optional<ReceiptFile> known(String file);

    /** What has landed of a file and would go if the file were put into place. */
    Optional<ReceiptFile> inPlace(ExpectedFile file);

    /** Where fetched files wait for their proof; opened when it is first asked for, if something can be written at all. */
    Staging staging() throws IOException;

    /** The zip that a copy of the server's own archive would be, where one is to be made. */
    Optional<ZipTarget> archiveCopy();

    /** The zip in place from which files are to be taken now. */
    default Optional<Path> packed() {
        return Optional.empty();
    }

    /** Files that are here, but in a zip that is about to be replaced: they are missing from now on. */
    default List<ExpectedFile> repack(Comparison existing) {
        return List.of();
    }

    /** The receipt that says already what is here; empty where something is to be placed, or a new receipt has to say more. */
    Optional<String> current(Comparison existing, DownloadState download) throws IOException;

    /**
     * Stages all that is to be placed, if anything, and forces it to disk.
     *
     * @param names of archive entries, as far as they were seen
     */
    void prepare(Comparison existing, DownloadState download, EntryNames names) throws IOException;

    /** The files that are ours from now on, for the receipt. */
    List<ReceiptFile> ours(Comparison existing) throws IOException;

    /** The zip that is ours from now on, for the receipt. */
    Optional<KeptArchive> archive();

    /** The paths below the destination where something of ours is about to be replaced. */
    List<String> replaced(DownloadState download);

    /** Puts into place what is prepared, never over anything that is not ours; what is in the way is taken out of what is here. */
    Placed place(Comparison existing, DownloadState download) throws IOException;
}
