package io.github.xnatpull.transfer;

import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.transfer.archive.ArchiveReader.Limits;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** In which way the open files of a resource are asked for: as one archive, where that is quicker, or one by one. */
final class FetchStrategy {

    /** So many files are always asked for one by one, if others of the resource are here already. */
    private static final int FEW = 200;
    /** An archive of more than so many times the bytes that are in doubt is no proof worth its time. */
    private static final int MUCH_MORE = 4;
    /** Of an archive whose other files were left out of the listing. */
    private static final Limits UNLISTED = new Limits(10_000_000, 1L << 45);

    private final TransferContext context;
    private final ResourceTarget target;
    private final PlanItem item;

    FetchStrategy(TransferContext context, ResourceTarget target, PlanItem item) {
        this.context = context;
        this.target = target;
        this.item = item;
    }

    /** Whether the open files, of which there are some, are asked for as an archive. */
    boolean isForArchive(DownloadState download, CutResource cut) {
        List<ExpectedFile> open = download.open();
        if (open.stream().noneMatch(file -> context.source().content().isAddressable(file.file()))) {
            return true;
        }
        return isQuicker(download, open, cut) && !context.pace().refusals().holdsBack(bytes(download));
    }

    /** The bytes of the whole resource, as far as anything is listed of them; what is unknown may be any size. */
    long bytes(DownloadState download) {
        return download.sum().orElseGet(() -> item.hints().size().orElse(Long.MAX_VALUE));
    }

    private boolean isQuicker(DownloadState download, List<ExpectedFile> open, CutResource cut) {
        // What comes of single files is kept whenever the run ends.
        if (cut.isCutAgainAndAgain() || context.pace().refusals().areOver()) {
            return false;
        }
        if (open.stream().anyMatch(ExpectedFile::isBare)) { // nothing else proves them
            return true;
        }
        if (isPart(download)) {
            return false;
        }
        if (archiveCopy(download).filter(ZipTarget::isOnly).isPresent()) {
            return true;
        }
        long bytes = open.stream().mapToLong(file -> file.size().orElse(0)).sum();
        boolean large =
                bytes / open.size() >= context.target().settings().singleFrom().bytes();
        boolean most = open.size() > FEW ? open.size() > download.rows().size() / 2 : isWhole(download);
        return open.size() > 1 && !large && most;
    }

    /**
     * Whether an archive is asked for though all files came by themselves, because of some that are not as listed: where it
     * is not many times what is in doubt.
     */
    boolean mayProve(DownloadState download, Collection<ExpectedFile> doubtful, CutResource cut) {
        long all = download.rows().values().stream()
                .mapToLong(row -> row.size().orElse(0))
                .sum();
        long bytes = doubtful.stream().mapToLong(file -> file.size().orElse(0)).sum();
        boolean large = all > context.target().settings().singleFrom().bytes() && all / MUCH_MORE > bytes;
        return !large
                && !cut.isCutAgainAndAgain()
                && !context.pace().refusals().areOver()
                && !context.pace().refusals().isTooLarge(bytes(download));
    }

    /** Whether so much is still open after an archive that another is quicker than all the files one by one. */
    static boolean isAnotherWorthIt(int before, int after) {
        return before > FEW && after > before / 2;
    }

    /** The zip that the server's archive may become as it is: only where nothing of the resource is here yet. */
    Optional<ZipTarget> archiveCopy(DownloadState download) {
        return isWhole(download) && !isPart(download) ? target.archiveCopy() : Optional.empty();
    }

    private static boolean isWhole(DownloadState download) {
        return download.open().size() == download.rows().size();
    }

    /** Whether an archive would bring much that is not wanted. */
    private boolean isPart(DownloadState download) {
        return context.files().partial()
                && item.hints().count().orElse(Long.MAX_VALUE) > download.rows().size();
    }

    /** What an archive may hold. */
    Limits limits(DownloadState download) {
        return isPart(download) ? UNLISTED : ArchiveFetch.limits(download.rows().values());
    }
}
