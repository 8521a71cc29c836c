package io.github.xnatpull.ledger.jdbc;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the embedded state has room to write down what it is told. HSQLDB swallows a full disk when it forces its log
 * (measured on 2.7.3): the commit succeeds, and is not there after the next start.
 */
final class StateRoom {
    /** Many times what all commits in hand can need. */
    static final long RESERVE = 1 << 20;

    private final Path directory;

    StateRoom(Path directory) {
        this.directory = directory;
    }

    /** @throws Fault {@code DISK_FULL} where a commit could be lost */
    void require() {
        long free = free();
        if (free < RESERVE) {
            throw Fault.fault(FaultCode.DISK_FULL)
                    .trying("write to the state in " + directory)
                    .meaning("The run stops before anything is lost; what landed stays and is not pulled again")
                    .because("No space left: its disk has only " + free + " bytes free");
        }
    }

    private long free() {
        try {
            FileStore store = Files.getFileStore(directory);
            // Some network file systems do not say how large they are.
            return store.getTotalSpace() <= 0 || store.getUsableSpace() < 0 ? Long.MAX_VALUE : store.getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // it shows elsewhere, in better words
        }
    }
}
