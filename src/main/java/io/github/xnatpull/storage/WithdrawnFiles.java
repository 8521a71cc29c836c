package io.github.xnatpull.storage;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.SafePath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where files of ours stay that something takes the place of which nothing has proven: below {@code withdrawn/RUN}, by the
 * path that they had.
 */
public final class WithdrawnFiles {
    private final Destination destination;
    private final String run;

    public WithdrawnFiles(Destination destination, String run) {
        this.destination = destination;
        this.run = run;
    }

    /**
     * Gives a file a second name there, so that it is never without one while the other is taken from it. What is no regular
     * file is left out.
     *
     * @param path below the destination
     */
    public void keep(String path) throws IOException {
        Path file = SafePath.below(destination.root(), path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path kept = SafePath.below(destination.withdrawn().resolve(run), path);
        if (!SafePath.firstObstacle(destination.root(), Disk.parent(kept)).equals(destination.root())) {
            throw new FileAlreadyExistsException(kept.toString());
        }
        Files.createDirectories(Disk.parent(kept));
        for (int number = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS) && !Files.isSameFile(kept, file); number++) {
            kept = kept.resolveSibling(file.getFileName() + "." + number);
        }
        if (Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createLink(kept, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // exFAT and many network shares know no links.
            Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
            Disk.force(kept);
        }
        Disk.force(Disk.parent(kept));
    }
}
