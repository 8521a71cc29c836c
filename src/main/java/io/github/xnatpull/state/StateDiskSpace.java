package io.github.xnatpull.state;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Whether the embedded state has room to write down what it is told. HSQLDB swallows a full disk when it forces its log
 * (measured on 2.7.3): the commit succeeds, and is not there after the next start.
 */
final class StateDiskSpace {
    /** Many times what all commits in hand can need. */
    static final long RESERVE = 1 << 20;

    private final Path directory;
    private final LongSupplier free;

    StateDiskSpace(Path directory) {
        this(directory, () -> free(directory));
    }

    /** @param free how many bytes there are */
    StateDiskSpace(Path directory, LongSupplier free) {
        this.directory = directory;
        this.free = free;
    }

    /** @throws Fault {@code DISK_FULL} where a commit could be lost */
    void require() {
        long bytes = free.getAsLong();
        if (bytes < RESERVE) {
            throw Fault.fault(FaultCode.DISK_FULL)
                    .trying("write to the state in " + directory)
                    .meaning("The run stops before anything is lost; what landed stays and is not pulled again")
                    .because("No space left: its disk has only " + bytes + " bytes free");
        }
    }

    /** For a commit that did not reach the disk. */
    Fault lost(String why) {
        return Fault.fault(FaultCode.DISK_FULL)
                .trying("write to the state in " + directory)
                .meaning(
                        "The run stops; what landed stays, and what is not recorded of it is found again by its receipts")
                .because("its log could not be written (" + why + ")");
    }

    private static long free(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            // Some network file systems do not say how large they are.
            return store.getTotalSpace() <= 0 || store.getUsableSpace() < 0 ? Long.MAX_VALUE : store.getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // it shows elsewhere, in better words
        }
    }
}
