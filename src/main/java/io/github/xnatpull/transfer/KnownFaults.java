package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.FaultNote;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files that an earlier run could not bring as listed. One is not fetched again while its listing row is the same and the
 * server says that the file is ({@code Last-Modified}, contract §4.3): it would come as it did. What the server gave no time
 * for is fetched again.
 */
final class KnownFaults {
    private final TransferContext context;
    private final PlanItem item;
    private final Map<String, FaultNote> notes = new HashMap<>();
    private final List<FaultNote> kept = new ArrayList<>();
    private final boolean any;

    KnownFaults(TransferContext context, PlanItem item, List<FaultNote> notes) {
        this.context = context;
        this.item = item;
        this.any = !notes.isEmpty();
        notes.stream()
                .filter(note -> note.resourceId().equals(item.address().resourceId()))
                .forEach(note -> this.notes.put(note.file(), note));
    }

    /** Takes out of what is missing the files of which nothing has changed; their faults stay. */
    void keep(Comparison existing) {
        if (notes.isEmpty()) {
            return;
        }
        for (ExpectedFile file : List.copyOf(existing.missing())) {
            FaultNote note = notes.get(file.file());
            if (note != null && isAbout(note, file) && isAsLeft(note, existing.unlike(file.file())) && isStill(note)) {
                kept.add(note);
                existing.stays(file, !note.md5().isEmpty(), fault(note, file, existing.unlike(file.file())));
            }
        }
    }

    private static boolean isAbout(FaultNote note, ExpectedFile file) {
        return note.bytesExpected().equals(file.size()) && note.md5Expected().equals(file.md5());
    }

    /** Whether what is here is what was here when the file was asked for last. */
    private static boolean isAsLeft(FaultNote note, Optional<ReceiptFile> here) {
        if (note.code().equals(FaultCode.FILE_MISSING.id())) {
            return true;
        }
        return here.isPresent()
                && (note.md5().isEmpty() || note.md5().equals(here.get().md5()));
    }

    private boolean isStill(FaultNote note) {
        boolean missing = note.code().equals(FaultCode.FILE_MISSING.id());
        if (!context.source().content().isAddressable(note.file())
                || !missing && note.lastModified().isEmpty()) {
            return false;
        }
        try {
            return context.source()
                            .content()
                            .isUnchanged(item.address(), note.file(), note.lastModified(), note.length())
                    && !missing;
        } catch (Fault fault) {
            if (fault.code() != FaultCode.FILE_MISSING) {
                throw fault;
            }
            return missing;
        }
    }

    /**
     * Whether the server really has the file so: it has none, or what two witnesses agree on is in place. What was refused as a
     * message in the file's place comes right when the server is well, and what nothing proves when an archive can be had.
     */
    private static boolean isTheServers(FileFault fault) {
        boolean inPlace = !fault.md5().isEmpty() && fault.code() != FaultCode.UNPROVEN;
        return inPlace || fault.code() == FaultCode.FILE_MISSING;
    }

    private FileFault fault(FaultNote note, ExpectedFile file, Optional<ReceiptFile> here) {
        Optional<ReceiptFile> placed = here.filter(any -> !note.md5().isEmpty());
        return new FileFault(
                file.file(),
                item.folder() + "/" + file.place(),
                placed.map(row -> OptionalLong.of(row.bytes())).orElse(OptionalLong.empty()),
                file.size(),
                placed.map(ReceiptFile::md5).orElse(""),
                file.md5().orElse(""),
                FaultCode.of(note.code()).orElse(FaultCode.SIZE_MISMATCH),
                note.message());
    }

    /** Writes down what is not as listed by now, for the next run. */
    void write(DownloadState download) {
        List<FaultNote> now = new ArrayList<>(kept);
        for (FileFault fault : download.faults()) {
            if (!isTheServers(fault)) {
                continue;
            }
            now.add(new FaultNote(
                    item.address().resourceId(),
                    fault.file(),
                    fault.bytesExpected(),
                    Optional.of(fault.md5Expected()).filter(text -> !text.isEmpty()),
                    fault.md5(),
                    download.seen(fault.file())
                            .map(DownloadState.Seen::lastModified)
                            .orElse(""),
                    download.seen(fault.file()).map(DownloadState.Seen::length).orElse(OptionalLong.empty()),
                    fault.code().id(),
                    fault.message()));
        }
        if (any || !now.isEmpty()) {
            context.target().receipts().note(item.key(), now);
        }
    }
}
