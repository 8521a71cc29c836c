package io.github.xnatpull.run;

import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.support.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Warns before the first byte where the destination's disk seems too small. The server's sizes are hints: no more than that. */
public final class DiskSpaceCheck implements RunObserver {
    private final Path root;
    private final RunObserver observer;

    public DiskSpaceCheck(Path root, RunObserver observer) {
        this.root = root;
        this.observer = observer;
    }

    @Override
    public void transferStarts(long items, long hintedBytes, long itemsDone) {
        long free;
        try {
            free = Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return; // whoever writes there will say it better
        }
        if (free > 0 && hintedBytes > free) {
            observer.warning(
                    "What is to be fetched needs about " + new ByteSize(hintedBytes) + ", and " + root + " has "
                            + new ByteSize(free)
                            + " free. Where the disk runs full the run stops with exit code 7, and 'xnatpull resume' goes on.");
        }
    }
}
