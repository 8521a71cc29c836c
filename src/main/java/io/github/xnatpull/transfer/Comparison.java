package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A listing compared with what is here: the files that are here, those to be fetched, and those that something is in the way of. */
final class Comparison {

    private final ResourceTarget target;
    private final Optional<Outcome> blocked;
    private final List<FileFault> faults = new ArrayList<>();
    private Listing listing;
    private Map<String, ReceiptFile> here = new LinkedHashMap<>();
    private List<ExpectedFile> missing = new ArrayList<>();
    private List<ExpectedFile> unknown = new ArrayList<>();
    private final Map<String, Need.Here> unlike = new HashMap<>();
    private Optional<StreamedComparison> streaming = Optional.empty();
    private boolean news;

    private Comparison(ResourceTarget target, Listing listing, Optional<Outcome> blocked) {
        this.target = target;
        this.listing = listing;
        this.blocked = blocked;
    }

    /** What is to be done about a listed file. */
    sealed interface Need {
        /** It is here; {@code renewed} where the receipt has to say something new of it. */
        record Here(ReceiptFile row, boolean renewed) implements Need {}

        /**
         * It is to be fetched.
         *
         * @param unlike it is here as it landed, and not as listed
         */
        record Fetch(ExpectedFile file, Optional<Here> unlike) implements Need {
            Fetch(ExpectedFile file) {
                this(file, Optional.empty());
            }
        }

        /** Somebody else's file is in its place, and only what the server sends can tell whether it is the same. */
        record Compare(ExpectedFile file) implements Need {}

        /** Something is in its way. */
        record InTheWay(FileFault fault) implements Need {}
    }

    /** Nothing can be compared, let alone written. */
    static Comparison blocked(ResourceTarget target, Listing listing, Outcome outcome) {
        return new Comparison(target, listing, Optional.of(outcome));
    }

    /**
     * Takes files for missing of which nothing is listed that their bytes could be compared with, though they are here: the
     * server counts other bytes of the resource than it did when they landed, and than there are.
     */
    void doubtBare(long counted) {
        if (rows().values().stream().noneMatch(Comparison::isBare) || sum().equals(OptionalLong.of(counted))) {
            return;
        }
        for (FileRow row : rows().values()) {
            ReceiptFile found = here.get(row.path());
            if (found != null && isBare(row)) {
                here.remove(row.path());
                missing.add(target.again(row, found));
            }
        }
    }

    private static boolean isBare(FileRow row) {
        return row.size().isEmpty() && row.md5().isEmpty();
    }

    /** The bytes of all files by what is here or listed of them; empty where nothing tells those of one. */
    private OptionalLong sum() {
        long sum = 0;
        for (FileRow row : rows().values()) {
            ReceiptFile found = here.get(row.path());
            if (found == null && row.size().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += found != null ? found.bytes() : row.size().getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** Looks for every listed file. */
    static Comparison of(ResourceTarget target, Listing listing, Collection<FileFault> faults) throws IOException {
        Comparison made = new Comparison(target, listing, Optional.empty());
        made.faults.addAll(faults);
        for (FileRow row : listing.rows().values()) {
            made.look(row);
        }
        return made;
    }

    private void look(FileRow row) throws IOException {
        take(row.path(), target.need(row));
    }

    private void take(String file, Need need) {
        if (need instanceof Need.Fetch found) {
            missing.add(found.file());
            found.unlike().ifPresent(here -> unlike.put(file, here));
        } else if (need instanceof Need.Here found) {
            here.put(file, found.row());
            news |= found.renewed();
        } else if (need instanceof Need.InTheWay found) {
            faults.add(found.fault());
        } else if (need instanceof Need.Compare found) {
            unknown.add(found.file());
        }
    }

    /** Compares foreign files with what the server sends, those too that a newer listing shows. */
    void compareWith(StreamedComparison streamed) throws IOException {
        streaming = Optional.of(streamed);
        compareUnknown();
    }

    private void compareUnknown() throws IOException {
        if (unknown.isEmpty() || streaming.isEmpty()) {
            return;
        }
        List<ExpectedFile> files = unknown;
        unknown = new ArrayList<>();
        Map<String, ReceiptFile> sent = streaming.get().sent(files, listing);
        for (ExpectedFile file : files) {
            take(file.file(), target.compared(file, Optional.ofNullable(sent.get(file.file()))));
        }
    }

    /** The outcome of a resource whose whole place is not ours. */
    Optional<Outcome> blocked() {
        return blocked;
    }

    /** The files to be fetched next. */
    List<ExpectedFile> missing() {
        return missing;
    }

    /** What is here of a missing file: as it landed, and not as listed. */
    Optional<ReceiptFile> unlike(String file) {
        return Optional.ofNullable(unlike.get(file)).map(Need.Here::row);
    }

    /**
     * A missing file is not fetched: it would come as it did.
     *
     * @param asItCame whether what is here of it is what the server sent
     */
    void stays(ExpectedFile file, boolean asItCame, FileFault fault) {
        missing.remove(file);
        faults.add(fault);
        Need.Here found = unlike.get(file.file());
        if (asItCame && found != null) {
            take(file.file(), found);
        }
    }

    /** Files that are here, by their path on the server. */
    Map<String, ReceiptFile> here() {
        return here;
    }

    List<FileFault> faults() {
        return faults;
    }

    /** The listing as last seen. */
    Map<String, FileRow> rows() {
        return listing.rows();
    }

    /** Whether a receipt has to say something new of what was here before anything was fetched. */
    boolean hasNews() {
        return news;
    }

    /**
     * Looks again after a fetch: at what a newer listing says of files that were not fetched, and at what has to come out of
     * an old zip for a new one.
     *
     * @return whether anything is missing by now
     */
    boolean follow(DownloadState download) throws IOException {
        missing = new ArrayList<>();
        if (download.listing() != listing) {
            followListing(download);
            compareUnknown();
        }
        if (missing.isEmpty() && !download.proven().isEmpty()) {
            missing = target.repack(this);
            missing.forEach(file -> faults.removeIf(fault -> fault.file().equals(file.file())));
        }
        return !missing.isEmpty();
    }

    private void followListing(DownloadState download) throws IOException {
        Map<String, FileRow> before = listing.rows();
        listing = download.listing();
        for (String file : before.keySet()) {
            if (!rows().containsKey(file)) {
                forget(file);
            }
        }
        Set<String> settled = download.settled();
        for (FileRow row : rows().values()) {
            if (!row.equals(before.get(row.path())) && !settled.contains(row.path())) {
                forget(row.path());
                look(row);
            }
        }
    }

    private void forget(String file) {
        unlike.remove(file);
        here.remove(file);
        unknown.removeIf(listed -> listed.file().equals(file));
        faults.removeIf(fault -> fault.file().equals(file));
    }

    /** What was fetched and proven counts as here from now on. */
    void arrived(DownloadState download) {
        faults.addAll(download.faults());
        if (here.isEmpty()) {
            here = download.proven();
        } else {
            here.putAll(download.proven());
        }
    }

    /** Something came in the way of files while they were placed. */
    void fault(FileFault fault) {
        faults.add(fault);
    }
}
