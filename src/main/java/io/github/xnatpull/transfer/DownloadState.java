package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.storage.Placement.Move;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.transfer.SingleFetch.Fetched;
import io.github.xnatpull.transfer.Verification.Different;
import io.github.xnatpull.transfer.Verification.IntegritySource;
import io.github.xnatpull.transfer.Verification.Proven;
import io.github.xnatpull.transfer.Witnesses.Way;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.XnatContent.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The files of one resource that are to come: which are still open, which are staged and proven, which cannot be had. */
final class DownloadState {

    private final Destination destination;
    private final PlanItem item;
    private final ResourceTarget target;
    private final Map<String, ExpectedFile> open = new LinkedHashMap<>();
    private final Map<String, ReceiptFile> proven = new LinkedHashMap<>();
    private final Set<String> replacing = new HashSet<>();
    private final Map<String, Mismatch> different = new HashMap<>();
    private final Witnesses witnesses = new Witnesses();
    private final Map<String, Seen> seen = new HashMap<>();
    private final Set<String> replacedAsIs = new HashSet<>();
    private final Set<String> doubted = new HashSet<>();
    private final List<FileFault> faults = new ArrayList<>();
    private Listing listing;
    private long bytesMoved;

    /** @param target has the staging for the files, once there are any */
    DownloadState(Destination destination, PlanItem item, ResourceTarget target, Listing listing) {
        this.destination = destination;
        this.item = item;
        this.target = target;
        this.listing = listing;
    }

    /** Another, of which the same files are open and nothing has come. */
    DownloadState blank() {
        DownloadState made = new DownloadState(destination, item, target, listing);
        made.open.putAll(open);
        return made;
    }

    /** Takes for its own what another has proven. */
    void takeOver(DownloadState other) {
        other.proven.keySet().forEach(open::remove);
        proven.putAll(other.proven);
    }

    /** A whole file that is not as listed, staged until it is settled which of both is right. */
    record Mismatch(ReceivedFile received, IntegritySource source) {}

    PlanItem item() {
        return item;
    }

    Staging staging() {
        try {
            return target.staging();
        } catch (IOException e) {
            throw destination.trouble("write to " + destination.staging(), e);
        }
    }

    /** The listing that the files were judged by last: a newer one than at the beginning, where the server was asked again. */
    Listing listing() {
        return listing;
    }

    Map<String, FileRow> rows() {
        return listing.rows();
    }

    /** The server lists something new: forgets what is gone, and judges again what has come of changed files. */
    void follow(Listing newer) {
        Map<String, FileRow> before = listing.rows();
        listing = newer;
        before.keySet().stream().filter(file -> !rows().containsKey(file)).forEach(this::forget);
        rows().values().stream()
                .filter(row -> !row.equals(before.get(row.path())))
                .forEach(this::relist);
    }

    /** The files of which it is known what becomes of them. */
    Set<String> settled() {
        Set<String> files = new HashSet<>(proven.keySet());
        files.addAll(open.keySet());
        faults.forEach(fault -> files.add(fault.file()));
        return files;
    }

    /** One more file is to come, or is to come otherwise than thought. */
    void expect(ExpectedFile file) {
        open.put(file.file(), file);
        if (file.replace()) {
            replacing.add(file.file());
        }
    }

    /** The server lists it no longer. */
    private void forget(String file) {
        faults.removeIf(fault -> fault.file().equals(file));
        ExpectedFile listed = open.remove(file);
        if (different.remove(file) != null && listed != null) {
            drop(listed.place());
        }
        ReceiptFile staged = proven.remove(file);
        if (staged != null) {
            drop(staged.path());
        }
    }

    /** What has still to come. */
    List<ExpectedFile> open() {
        return List.copyOf(open.values());
    }

    Optional<ExpectedFile> open(String file) {
        return Optional.ofNullable(open.get(file));
    }

    /** A whole file is staged: takes it as proven, or remembers how it differs. */
    Verification arrive(ExpectedFile file, ReceivedFile received, IntegritySource source) {
        witnesses.add(file.file(), received, Way.of(source));
        return judge(file, received, source);
    }

    /**
     * The same for a file that came by itself. What went on where an earlier run left it is no witness of its own where it is
     * not as listed: our disk may be what is wrong.
     */
    boolean arrivesAsListed(ExpectedFile file, Fetched fetched) {
        if (fetched.resumed()
                && Verification.of(file.size(), file.md5(), fetched.received(), fetched.source())
                        instanceof Different) {
            drop(file.place());
            return false;
        }
        return arrive(file, fetched.received(), fetched.source()) instanceof Proven;
    }

    private Verification judge(ExpectedFile file, ReceivedFile received, IntegritySource source) {
        Verification verification = Verification.of(file.size(), file.md5(), received, source);
        if (verification instanceof Proven found) {
            accept(file, received, found.proof());
        } else {
            different.put(file.file(), new Mismatch(received, source));
        }
        return verification;
    }

    /** Takes a staged file of which nothing is listed as proven by more than one look at it. */
    void acceptAs(ExpectedFile file, ReceivedFile received, Proof proof) {
        accept(file, received, proof);
    }

    /** Takes a staged file that is not as listed for what the server has: it said so twice. */
    void acceptAsIs(ExpectedFile file, ReceivedFile received, Different how) {
        target.inPlace(file)
                .filter(old -> !old.md5().equals(received.md5()))
                .ifPresent(old -> replacedAsIs.add(file.place()));
        accept(file, received, Proof.NONE);
        faults.add(new FileFault(
                file.file(),
                path(file),
                OptionalLong.of(received.bytes()),
                file.size(),
                received.md5(),
                file.md5().orElse(""),
                how.code(),
                how.words() + ", also when asked again"));
    }

    /** The places in which what landed gives way to what nothing proves. */
    Set<String> replacedAsIs() {
        return replacedAsIs;
    }

    private void accept(ExpectedFile file, ReceivedFile received, Proof proof) {
        open.remove(file.file());
        different.remove(file.file());
        // One text for both digests: there can be very many files.
        String md5 = file.md5().filter(received.md5()::equals).orElse(received.md5());
        proven.put(
                file.file(),
                new ReceiptFile(
                        file.file(),
                        file.place(),
                        received.bytes(),
                        md5,
                        file.size(),
                        file.md5(),
                        proof,
                        received.modifiedMillis()));
    }

    /** A file that was proven when it came in an earlier attempt is staged once more. */
    void takeUp(ExpectedFile file, ReceivedFile received, Proof proof) {
        accept(file, received, proof);
    }

    /** A file cannot be had. */
    void lack(ExpectedFile file, FaultCode code, String words) {
        clear(file);
        open.remove(file.file());
        faults.add(new FileFault(
                file.file(),
                path(file),
                OptionalLong.empty(),
                file.size(),
                "",
                file.md5().orElse(""),
                code,
                words));
    }

    /** What was received of a file that came whole but not as listed. */
    Optional<Mismatch> different(String file) {
        return Optional.ofNullable(different.get(file));
    }

    boolean hasDifferent() {
        return !different.isEmpty();
    }

    /** The bytes of all listed files, by what came of them where something did; empty where nothing tells those of one. */
    OptionalLong sum() {
        long sum = 0;
        for (FileRow row : rows().values()) {
            ReceiptFile arrived = proven.get(row.path());
            Mismatch other = different.get(row.path());
            if (arrived == null && other == null && row.size().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += arrived != null
                    ? arrived.bytes()
                    : other != null ? other.received().bytes() : row.size().getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** Makes room in staging for another fetch of a file. */
    void clear(ExpectedFile file) {
        if (different.remove(file.file()) != null) {
            drop(file.place());
        }
    }

    /** A file had these bytes in an earlier run. */
    void remember(String file, ReceivedFile received) {
        witnesses.add(file, received, Way.EARLIER);
    }

    /** What came of files, and how. */
    Witnesses witnesses() {
        return witnesses;
    }

    /** What the server said of a file that it sent by itself. */
    record Seen(String contentType, String lastModified, OptionalLong length) {}

    /** A file comes by itself. */
    void comes(String file, Body body) {
        seen.put(file, new Seen(body.contentType(), body.lastModified(), body.total()));
    }

    /** What was said of a file that came by itself. */
    Optional<Seen> seen(String file) {
        return Optional.ofNullable(seen.get(file));
    }

    /** The Content-Type of a file that came by itself. */
    Optional<String> type(String file) {
        return seen(file).map(Seen::contentType);
    }

    /** The proven files as receipts hold them, by their path on the server. */
    Map<String, ReceiptFile> proven() {
        return proven;
    }

    private void relist(FileRow row) {
        ReceiptFile staged = proven.get(row.path());
        ExpectedFile listed = open.get(row.path());
        if (listed != null) {
            ExpectedFile now = ExpectedFile.of(row, listed.place(), listed.replace());
            open.put(row.path(), now);
            different(row.path()).ifPresent(seen -> judge(now, seen.received(), seen.source()));
        } else if (staged != null) {
            ExpectedFile now = ExpectedFile.of(row, staged.path(), replacing.contains(row.path()));
            proven.remove(row.path());
            open.put(row.path(), now);
            boolean crc = staged.proof() == Proof.SIZE_CRC || staged.proof() == Proof.CRC;
            ReceivedFile received = new ReceivedFile(staged.bytes(), staged.md5(), staged.modifiedMillis());
            arrive(now, received, crc ? IntegritySource.CRC : IntegritySource.LENGTH);
        }
    }

    List<Move> moves() {
        return proven.values().stream()
                .map(row -> new Move(row.path(), replacing.contains(row.file())))
                .toList();
    }

    List<FileFault> faults() {
        return faults;
    }

    void moved(long bytes) {
        bytesMoved += bytes;
    }

    long bytesMoved() {
        return bytesMoved;
    }

    /** Whether what is staged of a file, if anything, has this MD5. */
    boolean isStagedAs(String file, String md5) {
        ReceiptFile row = proven.get(file);
        Mismatch mismatch = different.get(file);
        String staged =
                row != null ? row.md5() : mismatch != null ? mismatch.received().md5() : md5;
        return staged.equals(md5);
    }

    /** The server counts other bytes than came: entries of an archive that only their CRC speaks for may have ended early. */
    void doubt(String file) {
        ReceiptFile row = proven.get(file);
        if (row != null && row.proof() != Proof.MD5) {
            doubted.add(file);
            distrust(file);
        }
    }

    boolean isDoubted(String file) {
        return doubted.contains(file);
    }

    /** Somebody says otherwise: only an MD5 of the server's own outweighs that. */
    void distrust(String file) {
        ReceiptFile row = proven.get(file);
        if (row != null && row.proof() != Proof.MD5) {
            proven.remove(file);
            drop(row.path());
            open.put(
                    file,
                    new ExpectedFile(
                            file, row.path(), row.bytesExpected(), row.md5Expected(), replacing.contains(file)));
        }
    }

    private void drop(String place) {
        try {
            target.staging().drop(place);
        } catch (IOException e) {
            throw destination.trouble("clear " + destination.staging(), e);
        }
    }

    private String path(ExpectedFile file) {
        return item.folder() + "/" + file.place();
    }
}
