package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.transfer.Comparison.Need;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A resource as a folder of files with a zip of the same files next to it. What is in the folder decides what is fetched. */
final class FolderAndZipTarget implements ResourceTarget {

    private final FolderTarget folder;
    private final ZipTarget zip;

    FolderAndZipTarget(FolderTarget folder, ZipTarget zip) {
        this.folder = folder;
        this.zip = zip;
    }

    @Override
    public Comparison compare(Listing listing) throws IOException {
        Optional<Outcome> blocked = folder.look();
        if (blocked.isPresent()) {
            return Comparison.blocked(this, listing, blocked.get());
        }
        return Comparison.of(
                this,
                listing,
                zip.lookAndAdopt(folder.receipt(), folder.pendingReceipt(), listing).stream()
                        .toList());
    }

    @Override
    public Need need(FileRow row) throws IOException {
        return folder.need(row);
    }

    @Override
    public ExpectedFile again(FileRow row, ReceiptFile here) {
        return folder.again(row, here);
    }

    @Override
    public Need compared(ExpectedFile file, Optional<ReceiptFile> sent) throws IOException {
        return folder.compared(file, sent);
    }

    @Override
    public long bytesStreamed() {
        return zip.bytesStreamed();
    }

    @Override
    public Optional<ReceiptFile> known(String file) {
        return folder.known(file);
    }

    @Override
    public Optional<ReceiptFile> inPlace(ExpectedFile file) {
        return folder.inPlace(file);
    }

    @Override
    public Staging staging() throws IOException {
        return folder.staging();
    }

    @Override
    public Optional<ZipTarget> archiveCopy() {
        return zip.archiveCopy();
    }

    /** Where the zip is not there, or where files have changed since it was made. */
    private boolean isZipDue(Comparison existing, DownloadState download) {
        boolean news = (existing.hasNews() || !download.proven().isEmpty()) && !zip.isAdoptedFor(existing.rows());
        return zip.isDue(news) && !existing.here().isEmpty();
    }

    @Override
    public Optional<String> current(Comparison existing, DownloadState download) {
        return isZipDue(existing, download) || zip.hasNews() ? Optional.empty() : folder.current(existing, download);
    }

    @Override
    public void prepare(Comparison existing, DownloadState download, EntryNames names) throws IOException {
        folder.prepare(existing, download, names);
        if (isZipDue(existing, download)) {
            zip.prepare(existing, download, names);
        }
    }

    @Override
    public List<ReceiptFile> ours(Comparison existing) throws IOException {
        return folder.ours(existing);
    }

    @Override
    public Optional<KeptArchive> archive() {
        return zip.archive();
    }

    @Override
    public List<String> replaced(DownloadState download) {
        List<String> both = new ArrayList<>(folder.replaced(download));
        both.addAll(zip.replaced(download));
        return both;
    }

    @Override
    public Placed place(Comparison existing, DownloadState download) throws IOException {
        boolean zipDue = isZipDue(existing, download);
        Placed files = folder.place(existing, download);
        Placed archive = zipDue ? zip.place(existing, download) : Placed.ALL;
        return files == Placed.ALL && archive == Placed.ALL ? Placed.ALL : Placed.SOME;
    }

    @Override
    public void close() throws IOException {
        try (FolderTarget closedLast = folder) {
            zip.close();
        }
    }
}
