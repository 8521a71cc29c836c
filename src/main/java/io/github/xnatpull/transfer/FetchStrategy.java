package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.transfer.ArchiveRefusals.Refusal;
import io.github.xnatpull.transfer.DownloadState.Mismatch;
import io.github.xnatpull.transfer.SingleFetch.Fetched;
import io.github.xnatpull.transfer.Verification.Different;
import io.github.xnatpull.transfer.Verification.IntegritySource;
import io.github.xnatpull.transfer.archive.ArchiveEnd;
import io.github.xnatpull.transfer.archive.ArchiveReader.Limits;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Fetches the open files of a resource: as one archive where that is quicker, then one by one what is missing or wrong. Ends
 * with every file proven or accounted for, or with a fault.
 */
final class FetchStrategy {

    private static final int MAX_ARCHIVES = 2;
    private static final int MAX_UNLIKE = 3;
    /** So many files are always asked for one by one, if others of the resource are here already. */
    private static final int FEW = 200;

    /** How an archive fails that the server, or a proxy before it, takes too long to make. */
    private static final Set<FaultCode> TRANSPORT = EnumSet.of(FaultCode.CONNECTION_LOST, FaultCode.STALLED);

    private static final long BYTES_SLACK = 64L << 20;
    private static final long UNKNOWN_SIZE = 64L << 30;
    private static final int ENTRIES_SLACK = 16;
    /** Of an archive whose other files were left out of the listing. */
    private static final Limits UNLISTED = new Limits(10_000_000, 1L << 45);

    private final TransferContext context;
    private final Buffers buffers;
    private final DownloadState download;
    private final PlanItem item;
    private final Relisting relisting;
    private final SingleFetch singles;
    private int archives;
    private boolean neverBegins;
    private Optional<Fault> flaw = Optional.empty();
    private Optional<Refusal> refused = Optional.empty();
    private Optional<ZipCopy> zipCopy = Optional.empty();
    private boolean onlySingles;

    /** Asks the server once more what it lists, and settles with the download what has changed. */
    interface Relisting {
        /** At most one request however often it is called. */
        void relist();

        /** The listing as last seen. */
        Map<String, FileRow> rows();
    }

    FetchStrategy(TransferContext context, Buffers buffers, DownloadState download, Relisting relisting) {
        this.context = context;
        this.buffers = buffers;
        this.download = download;
        this.item = download.item();
        this.relisting = relisting;
        this.singles = new SingleFetch(context, buffers, download);
    }

    /** Copies the first archive, if there is one, as it comes. */
    FetchStrategy copying(ZipCopy to) {
        zipCopy = Optional.of(to);
        return this;
    }

    /** Asks for files one by one, as far as URLs can name them: what came of them is kept whenever the run ends. */
    FetchStrategy onlySingles(boolean wanted) {
        onlySingles = wanted;
        return this;
    }

    /**
     * An archive was tried already.
     *
     * @param refusal why it was refused altogether
     */
    FetchStrategy afterArchive(Optional<Refusal> refusal) {
        archives = 1;
        refused = refusal;
        return this;
    }

    /** Fetches all that is open. */
    void gather() {
        List<ExpectedFile> open = download.open();
        if (archives == 0 && !open.isEmpty() && isForArchive(open)) {
            archive();
            boolean hopeless = download.open().size() > open.size() / 2 && open.size() > FEW;
            if (hopeless && !neverBegins) {
                archive();
            }
        }
        if (download.hasDifferent()) {
            relisting.relist();
        }
        doubtWhatFallsShort();
        gatherSingles();
        if (!download.proven().isEmpty()) {
            refused.ifPresent(context.pace().refusals()::refused);
        }
        gatherUnaddressable();
    }

    /**
     * A file that failed on the server while it was packed ends early, with the CRC-32 of what there is (contract §3.6).
     * Where neither its size nor its digest is listed, only the sum that the server keeps of the resource shows that.
     */
    private void doubtWhatFallsShort() {
        List<String> bare = download.proven().values().stream()
                .filter(file -> file.proof() == Proof.CRC)
                .map(ReceiptFile::file)
                .toList();
        OptionalLong came = bare.isEmpty() ? OptionalLong.empty() : sum();
        long counted = item.hints().size().orElse(0);
        if (came.isPresent() && counted > 0 && came.getAsLong() != counted) {
            bare.forEach(download::distrust);
            warn(
                    FaultCode.SIZE_MISMATCH,
                    Plural.number(came.getAsLong()) + " bytes came of a resource of which the server counts "
                            + Plural.number(counted));
        }
    }

    /** The bytes of all that is listed; empty where they are not known of some file. */
    private OptionalLong sum() {
        long sum = 0;
        for (FileRow row : relisting.rows().values()) {
            ReceiptFile arrived = download.proven().get(row.path());
            if (arrived == null && row.size().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += arrived == null ? row.size().getAsLong() : arrived.bytes();
        }
        return OptionalLong.of(sum);
    }

    /** Asks for every open file that a URL can name, also those that a new listing brings meanwhile. */
    private void gatherSingles() {
        for (List<ExpectedFile> files = addressable(); !files.isEmpty(); files = addressable()) {
            for (ExpectedFile file : files) {
                download.open(file.file()).ifPresent(this::single);
            }
        }
    }

    private List<ExpectedFile> addressable() {
        return download.open().stream()
                .filter(file -> context.source().content().isAddressable(file.file()))
                .toList();
    }

    private boolean isForArchive(List<ExpectedFile> open) {
        List<ExpectedFile> single = open.stream()
                .filter(file -> context.source().content().isAddressable(file.file()))
                .toList();
        if (single.isEmpty()) {
            return true;
        }
        if (onlySingles || isPart() || context.pace().refusals().areOver()) {
            return false;
        }
        long bytes = open.stream().mapToLong(file -> file.size().orElse(0)).sum();
        boolean large =
                bytes / open.size() >= context.target().settings().singleFrom().bytes();
        boolean most = open.size() > FEW
                ? open.size() > relisting.rows().size() / 2
                : open.size() == relisting.rows().size();
        return open.size() > 1 && !large && most;
    }

    /** Whether an archive would bring much that is not wanted. */
    private boolean isPart() {
        return context.files().partial()
                && item.hints().count().orElse(Long.MAX_VALUE)
                        > relisting.rows().size();
    }

    private void archive() {
        archives++;
        flaw = Optional.empty();
        ArchiveFetch fetch = new ArchiveFetch(context, buffers, download, new EntryNames(item, relisting.rows()));
        Optional<ZipCopy> copier = archives == 1 ? zipCopy : Optional.empty();
        copier.flatMap(this::begin).ifPresent(fetch::copying);
        boolean whole = download.open().size() == relisting.rows().size();
        long begun = context.timing().nanos().getAsLong();
        try {
            ArchiveEnd end =
                    fetch.fetch(isPart() ? UNLISTED : limits(relisting.rows().values()));
            context.pace().refusals().came();
            end.flaw().ifPresent(code -> flawed(code, end.words()));
        } catch (Fault fault) {
            if (!leavesSingles(fault)) {
                throw fault;
            }
            Optional<Refusal> refusal = ArchiveRefusals.of(fault, begun);
            neverBegins = refusal.isPresent() || TRANSPORT.contains(fault.code());
            refused = refusal.or(() -> refused);
            flawed(fault.code(), fault.because());
        }
        if (fetch.unexpected() > 0 && !context.files().partial()) {
            warn(
                    FaultCode.ZIP_UNEXPECTED_ENTRY,
                    fetch.unexpected() + " of its entries are none of the files listed, or came twice");
            relisting.relist();
        }
        boolean perfect = whole
                && flaw.isEmpty()
                && fetch.unexpected() == 0
                && download.open().isEmpty();
        copier.ifPresent(to -> to.end(perfect));
    }

    private Optional<StagedFile> begin(ZipCopy to) {
        try {
            return to.begin();
        } catch (IOException e) {
            throw context.target()
                    .destination()
                    .trouble("write to " + context.target().destination().staging(), e);
        }
    }

    private void flawed(FaultCode code, String words) {
        warn(code, words);
        boolean nothingLeft = code.kind() == FaultKind.SERVER_PERMANENT || code == FaultCode.NOT_FOUND;
        if (!nothingLeft) {
            flaw = Optional.of(Fault.fault(code)
                    .trying("download the archive of " + item.display())
                    .because(words));
        }
    }

    private void warn(FaultCode code, String words) {
        context.observer()
                .warning("The archive of " + item.display() + " is not taken as it is (" + code.id() + "): " + words
                        + "." + askedAgain(download.open().size()));
    }

    private static String askedAgain(int files) {
        return files == 0 ? "" : " " + Plural.of(files, "file") + (files == 1 ? " is" : " are") + " asked for again.";
    }

    /** Whether single files may still come where the archive does not. */
    static boolean leavesSingles(Fault fault) {
        if (TransferContext.endsRun(fault)) {
            return false;
        }
        if (ArchiveRefusals.isRefusal(fault)) {
            return true;
        }
        return switch (fault.kind()) {
            case DATA, SERVER_PERMANENT -> true;
            // A server that is away altogether says so with SERVER_AWAY, after very few requests.
            case SERVER_TRANSIENT ->
                fault.code() == FaultCode.SERVER_ERROR
                        || fault.code() == FaultCode.REPLY_UNEXPECTED
                        || TRANSPORT.contains(fault.code());
            case USER -> fault.code() == FaultCode.NOT_FOUND;
            case AUTH, LOCAL, INTERRUPTED, INTERNAL -> false;
        };
    }

    /** What an archive of these files may hold. */
    static Limits limits(Collection<FileRow> rows) {
        long bytes = BYTES_SLACK;
        for (FileRow row : rows) {
            bytes +=
                    row.size().isPresent() ? row.size().getAsLong() + row.size().getAsLong() / 10 : UNKNOWN_SIZE;
        }
        return new Limits(rows.size() + (long) ENTRIES_SLACK, bytes);
    }

    /** Fetches one file until it is proven, or the server has said the same about it twice. */
    private void single(ExpectedFile listed) {
        Optional<ExpectedFile> file = Optional.of(listed);
        for (int tries = 1; file.isPresent(); tries++) {
            download.clear(file.get());
            Optional<Fetched> fetched = singles.fetch(file.get());
            if (fetched.isEmpty()) {
                missing(file.get());
                return;
            }
            if (download.arrive(
                            file.get(), fetched.get().received(), fetched.get().source())
                    instanceof Different) {
                relisting.relist();
            }
            file = download.open(listed.file()).filter(still -> !settleAsIs(still));
            if (file.isPresent() && tries == MAX_UNLIKE) {
                throw unlike(file.get());
            }
        }
    }

    /** Takes a file that came twice alike, though not as listed; false where it is worth another fetch. */
    private boolean settleAsIs(ExpectedFile file) {
        Optional<ReceivedFile> now = download.different(file.file()).map(Mismatch::received);
        if (now.isPresent()
                && download.cameBefore(file.file(), now.get())
                && Verification.of(file.size(), file.md5(), now.get(), IntegritySource.NOTHING)
                        instanceof Different different) {
            download.acceptAsIs(file, now.get(), different);
            return true;
        }
        return false;
    }

    private Fault unlike(ExpectedFile file) {
        boolean size = download.different(file.file()).stream()
                .anyMatch(seen -> file.size().orElse(-1) != seen.received().bytes());
        return Fault.fault(size ? FaultCode.SIZE_MISMATCH : FaultCode.DIGEST_MISMATCH)
                .trying("download a file of " + item.display())
                .meaning("Nothing of the resource is put into place until it comes right")
                .because("it came differently each time, and never as listed");
    }

    private void missing(ExpectedFile file) {
        relisting.relist();
        download.open(file.file())
                .ifPresent(still -> download.lack(
                        still,
                        FaultCode.FILE_MISSING,
                        "the server lists it, and answers 'not found' when asked for it"));
    }

    /** What no URL can name comes from archives or not at all. */
    private void gatherUnaddressable() {
        while (!download.open().isEmpty() && archives < MAX_ARCHIVES) {
            archive();
            relisting.relist();
            gatherSingles();
        }
        for (ExpectedFile file : download.open()) {
            if (settleAsIs(file)) {
                continue;
            }
            if (flaw.isPresent()) {
                throw flaw.get();
            }
            if (download.different(file.file()).isPresent()) {
                throw unlike(file);
            }
            download.lack(
                    file,
                    FaultCode.UNADDRESSABLE,
                    "the archive lacks it, and no URL can name it because of a character in its path");
        }
    }
}
