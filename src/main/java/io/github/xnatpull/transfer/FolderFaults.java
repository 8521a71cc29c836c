package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.storage.Staging;
import io.github.xnatpull.support.StorageCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells trouble with the folder of one resource, which the others go on without, from trouble with the whole destination,
 * which ends the run. The file system is asked, not its words: where our own directory still takes a file, the folder it is.
 */
final class FolderFaults {
    private final Destination destination;
    private final Predicate<Path> takesNoMore;

    FolderFaults(Destination destination) {
        this(destination, StorageCheck::takesNoMore);
    }

    /** @param takesNoMore whether a place refuses data, written and forced, for want of room */
    FolderFaults(Destination destination, Predicate<Path> takesNoMore) {
        this.destination = destination;
        this.takesNoMore = takesNoMore;
    }

    /**
     * The fault of the resource alone; empty where the run must end.
     *
     * @param fault that came of placing the resource, or of looking at what is there
     */
    Optional<Fault> ofResource(PlanItem item, Fault fault) {
        return fault.kind() == FaultKind.LOCAL && isOfFolder(item, fault.code())
                ? Optional.of(Fault.fault(FaultCode.FOLDER_UNUSABLE)
                        .trying("use the folder " + item.folder())
                        .meaning("This resource is not complete, and what was there stays; the others go on")
                        .cause(fault)
                        .because(fault.because()))
                : Optional.empty();
    }

    /** A file store of its own has room of its own; on the destination's, the folder may have a quota. */
    private boolean isFull(String folder) throws IOException {
        return !Staging.isOnSameStore(destination, folder) || takesNoMore.test(destination.folder(folder));
    }

    private boolean isOfFolder(PlanItem item, FaultCode code) {
        try {
            return switch (code) {
                case LOCAL_IO -> destination.exists() && Staging.isUsable(destination);
                // Where our own directory has no room either, all others would meet the same.
                case DISK_FULL ->
                    destination.exists() && !takesNoMore.test(destination.staging()) && isFull(item.folder());
                default -> false;
            };
        } catch (IOException e) {
            return false;
        }
    }
}
