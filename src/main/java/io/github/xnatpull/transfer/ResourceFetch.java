package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.NormalPath;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.transfer.ArchiveRefusals.Refusal;
import io.github.xnatpull.transfer.SingleFetch.Fetched;
import io.github.xnatpull.transfer.Verification.Different;
import io.github.xnatpull.transfer.archive.ArchiveEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Fetches the files that are missing of a resource: as one archive where that is quicker, then one by one what is missing
 * or wrong. Ends with every file proven or accounted for, or with a fault.
 */
final class ResourceFetch {

    private static final int MAX_ARCHIVES = 2;
    private static final int MAX_UNLIKE = 3;

    private final TransferContext context;
    private final Buffers buffers;
    private final PlanItem item;
    private final ResourceTarget target;
    private final FetchStrategy strategy;
    private final DownloadState download;
    private final SingleFetch singles;
    private final MismatchedFiles mismatched;
    private final CountedBytes counted;
    private final Set<String> asked = new HashSet<>();
    /** Files that no URL names, as their catalogue spells their paths otherwise. */
    private final Set<String> archiveOnly = new HashSet<>();

    private EntryNames names;
    private Optional<CutResource> cutResource = Optional.empty();
    private Optional<ZipTarget> keptAsItComes = Optional.empty();
    private int archives;
    private boolean neverBegins;
    private Optional<Fault> flaw = Optional.empty();
    private Optional<Refusal> refused = Optional.empty();

    ResourceFetch(TransferContext context, Buffers buffers, PlanItem item, Listing listing, ResourceTarget target) {
        this.context = context;
        this.buffers = buffers;
        this.item = item;
        this.target = target;
        this.strategy = new FetchStrategy(context, target, item);
        this.download = new DownloadState(context.target().destination(), item, target, listing);
        this.singles = new SingleFetch(context, buffers, download);
        this.counted = new CountedBytes(item);
        this.mismatched = new MismatchedFiles(context, download, target);
        this.names = new EntryNames(item, listing.rows());
    }

    /**
     * Fetches and proves files, besides those that came before. Where the server was asked meanwhile what it lists by now,
     * the answer is in the result, whose own files are judged by it.
     *
     * @throws Fault where they cannot be had now; what is proven is kept for the next attempt if the run ends
     */
    DownloadState fetch(List<ExpectedFile> missing) throws IOException {
        if (missing.isEmpty()) {
            return download;
        }
        target.staging();
        for (ExpectedFile file : missing) {
            download.expect(file);
            target.known(file.file())
                    .ifPresent(row -> download.remember(
                            file.file(), new ReceivedFile(row.bytes(), row.md5(), row.modifiedMillis())));
        }
        CutResource cut = takeUp();
        if (target.packed().isPresent()) {
            names = EntryNames.ofLanded(item, download.rows());
            unpack(target.packed().get());
        }
        try {
            gather();
        } catch (Fault fault) {
            if (keptAsItComes.isPresent()) {
                keptAsItComes.get().keepCopy(fault, cut, download.rows());
            } else {
                cut.keep(fault, download);
            }
            throw fault;
        }
        return download;
    }

    /** What came of the resource before the run ended in the middle of it, if this is the first fetch since. */
    private CutResource takeUp() throws IOException {
        if (cutResource.isEmpty()) {
            CutResource cut = CutResource.of(context, item);
            cutResource = Optional.of(cut);
            cut.takeUp(download);
            Optional<Path> archive = cut.archive(download.rows());
            if (archive.isPresent()) {
                unpack(archive.get());
            }
        }
        return cutResource.get();
    }

    /** It is in place: what an earlier attempt has kept is of no use any more. */
    void forgetKept() throws IOException {
        if (cutResource.isPresent()) {
            cutResource.get().forget();
        }
    }

    /** The names of archive entries, as far as they were seen. */
    EntryNames names() {
        return names;
    }

    /** Bytes that came over the network so far. */
    long bytesMoved() {
        return download.bytesMoved();
    }

    /** Asks the server once more, if that was not done yet, what it lists. */
    private void relist() {
        Listing newer = download.listing().again();
        if (newer != download.listing()) {
            names = names.following(newer.rows());
            download.follow(newer);
        }
    }

    /** Fetches all that is open. */
    private void gather() {
        List<ExpectedFile> open = download.open();
        if (archives == 0 && !open.isEmpty() && strategy.isForArchive(download, cutResource.orElseThrow())) {
            archive();
            if (!neverBegins
                    && FetchStrategy.isAnotherWorthIt(
                            open.size(), download.open().size())) {
                archive();
            }
        }
        if (download.hasDifferent()) {
            relist();
        }
        doubtWhatFallsShort();
        gatherSingles();
        seekProof();
        if (!download.proven().isEmpty()) {
            refused.ifPresent(context.pace().refusals()::refused);
            refused = Optional.empty();
            flaw.filter(fault -> ArchiveRefusals.isTooMuch(fault.code()))
                    .ifPresent(fault -> context.pace().refusals().failed(strategy.bytes(download), fault.because()));
        }
        gatherUnaddressable();
        mismatched.settle(() -> counted.isMet(download));
    }

    /** Files that came by themselves and are not as listed have another witness in an archive, if one can be had. */
    private void seekProof() {
        List<ExpectedFile> doubtful = mismatched.lackingArchive();
        if (!doubtful.isEmpty()
                && mayAskForArchive()
                && strategy.mayProve(download, doubtful, cutResource.orElseThrow())) {
            archive();
        }
        asked.clear();
        gatherSingles();
    }

    /** Whether an archive may still bring what is open: none was asked for, or the last one was cut or broken. */
    private boolean mayAskForArchive() {
        boolean broken = flaw.filter(
                        fault -> fault.code().kind() == FaultKind.DATA && fault.code() != FaultCode.NOT_AN_ARCHIVE)
                .isPresent();
        return !neverBegins && (archives == 0 || archives < MAX_ARCHIVES && broken);
    }

    /**
     * A file that failed on the server while it was packed ends early, with the CRC-32 of what there is (contract §3.6).
     * Where neither its size nor its digest is listed, only the sum that the server keeps of the resource shows that.
     */
    private void doubtWhatFallsShort() {
        OptionalLong came = counted.unlike(download);
        if (came.isPresent()) {
            CountedBytes.bare(download).forEach(download::doubt);
            warn(
                    FaultCode.SIZE_MISMATCH,
                    Plural.number(came.getAsLong()) + " bytes came of a resource of which the server counts "
                            + Plural.number(item.hints().size().orElse(0)));
        }
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
                .filter(this::isAddressable)
                .filter(file -> !asked.contains(file.file()) && !mismatched.isDecided(file, mayAskForArchive()))
                .toList();
    }

    private boolean isAddressable(ExpectedFile file) {
        return context.source().content().isAddressable(file.file()) && !archiveOnly.contains(file.file());
    }

    /** Asks for the archive: to unpack it, to copy it for a zip as well, or to copy it and look only whether it is whole. */
    private void archive() {
        Optional<ZipTarget> copy = archives == 0 ? strategy.archiveCopy(download) : Optional.empty();
        keptAsItComes = copy.filter(ZipTarget::isOnly);
        DownloadState into = keptAsItComes.isPresent() ? download.blank() : download;
        archives++;
        flaw = Optional.empty();
        ArchiveFetch fetch = new ArchiveFetch(context, buffers, into, names);
        copy.map(ZipTarget::beginCopy).ifPresent(fetch::copying);
        if (keptAsItComes.isPresent()) {
            fetch.dry();
        }
        try {
            take(fetch);
        } finally {
            if (keptAsItComes.isPresent()) {
                download.moved(into.bytesMoved());
            }
        }
        boolean perfect = flaw.isEmpty()
                && fetch.unexpected() == 0
                && into.open().isEmpty()
                && counted.unlike(into).isEmpty();
        copy.ifPresent(zip -> zip.endCopy(perfect));
        if (keptAsItComes.isPresent() && perfect) {
            download.takeOver(into);
        } else {
            keptAsItComes.ifPresent(this::unpack);
        }
        keptAsItComes = Optional.empty();
    }

    private void take(ArchiveFetch fetch) {
        long begun = context.timing().nanos().getAsLong();
        long bytes = strategy.bytes(download);
        try {
            ArchiveEnd end = fetch.fetch(strategy.limits(download));
            context.pace().refusals().came();
            if (end.flaw().isEmpty()) {
                context.pace().refusals().succeeded(bytes);
            }
            end.flaw().ifPresent(code -> flawed(code, end.words()));
        } catch (Fault fault) {
            if (!ArchiveRefusals.leavesSingles(fault)) {
                throw fault;
            }
            Optional<Refusal> refusal = ArchiveRefusals.of(fault, begun);
            neverBegins = refusal.isPresent() || ArchiveRefusals.isTooMuch(fault.code());
            refused = refusal.or(() -> refused);
            flawed(fault.code(), fault.because());
        }
        if (fetch.unexpected() > 0 && !context.files().partial()) {
            warn(
                    FaultCode.ZIP_UNEXPECTED_ENTRY,
                    fetch.unexpected() + " of its entries are none of the files listed, or came twice");
            relist();
        }
    }

    private Fault stagingTrouble(IOException e) {
        return context.target()
                .destination()
                .trouble("write to " + context.target().destination().staging(), e);
    }

    /** The server's archive cannot be kept as it is: takes from the copy what is right. */
    private void unpack(ZipTarget copy) {
        try {
            unpack(copy.copyPath());
        } catch (IOException e) {
            throw stagingTrouble(e);
        }
    }

    private void unpack(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            new ArchiveFetch(context, buffers, download, names)
                    .read(in, ArchiveFetch.limits(download.rows().values()));
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
        boolean kept = keptAsItComes.isPresent();
        context.observer()
                .warning("The archive of " + item.display() + " is not " + (kept ? "kept" : "taken") + " as it is ("
                        + code.id() + "): " + words + "."
                        + (kept
                                ? " It is made anew."
                                : askedAgain(download.open().size())));
    }

    private static String askedAgain(int files) {
        return files == 0 ? "" : " " + Plural.of(files, "file") + (files == 1 ? " is" : " are") + " asked for again.";
    }

    /** Fetches one file until it is proven, or the server has said the same about it as often as is needed. */
    private void single(ExpectedFile listed) {
        asked.add(listed.file());
        Optional<ExpectedFile> file = Optional.of(listed);
        for (int tries = 1; file.isPresent() && tries <= MAX_UNLIKE; tries++) {
            download.clear(file.get());
            Optional<Fetched> fetched = singles.fetch(file.get());
            if (fetched.isEmpty()) {
                missing(file.get());
                return;
            }
            if (isDifferent(file.get(), fetched.get()) && !file.get().isBare()) {
                relist();
            }
            file = download.open(listed.file()).filter(still -> !mismatched.isDecided(still, mayAskForArchive()));
        }
    }

    /** What goes on where an earlier run left it is no witness of its own: our disk may be what is wrong. */
    private boolean isDifferent(ExpectedFile file, Fetched fetched) {
        if (fetched.resumed()
                && Verification.of(file.size(), file.md5(), fetched.received(), fetched.source())
                        instanceof Different) {
            download.reject(file);
            return true;
        }
        return download.arrive(file, fetched.received(), fetched.source()) instanceof Different;
    }

    private void missing(ExpectedFile file) {
        if (!NormalPath.isNormal(file.file()) && archives < MAX_ARCHIVES) {
            archiveOnly.add(file.file());
            return;
        }
        relist();
        download.open(file.file())
                .ifPresent(still -> download.lack(
                        still,
                        FaultCode.FILE_MISSING,
                        "the server lists it, and answers 'not found' when asked for it"));
    }

    /** What no URL can name comes from archives or not at all. */
    private void gatherUnaddressable() {
        while (!unaddressable().isEmpty() && archives < MAX_ARCHIVES) {
            archive();
            relist();
            gatherSingles();
        }
        for (ExpectedFile file : unaddressable()) {
            boolean came = download.different(file.file()).isPresent();
            if (!came && flaw.isPresent()) {
                throw flaw.get();
            }
            if (!came) {
                download.lack(
                        file,
                        FaultCode.UNADDRESSABLE,
                        "the archive lacks it, and no URL can name it because of a character in its path");
            }
        }
    }

    private List<ExpectedFile> unaddressable() {
        return download.open().stream()
                .filter(file -> !isAddressable(file))
                .filter(file -> !mismatched.isDecided(file, false))
                .toList();
    }
}
