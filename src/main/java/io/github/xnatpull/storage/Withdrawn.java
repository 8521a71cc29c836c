package io.github.xnatpull.storage;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What a run takes out of the tree: {@code withdrawn/<run>/} below the destination, by the path that it had in the tree. */
public final class Withdrawn {
    /** The name of the folder below the destination. */
    public static final String FOLDER = "withdrawn";

    private final Path root;
    private final Path folder;

    public Withdrawn(Destination destination, String run) {
        this.root = destination.root();
        this.folder = root.resolve(FOLDER).resolve(run);
    }

    /**
     * Keeps the bytes of a file that is about to be replaced. The file stays in its place until it is: a kill leaves it in both.
     *
     * @param path in the tree, relative to the destination; nothing happens where there is nothing
     * @return where the bytes are kept
     */
    public Path keep(String path) throws IOException {
        Path file = root.resolve(path);
        Path kept = folder.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return kept;
        }
        Files.createDirectories(Disk.parent(kept));
        for (int number = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); number++) {
            if (Files.isSameFile(file, kept)) {
                return kept; // by an attempt that was killed before it replaced the file
            }
            kept = folder.resolve(path + "." + number);
        }
        try {
            Files.createLink(kept, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // exFAT and many network shares know no links.
            Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
            Disk.force(kept);
        }
        Disk.force(Disk.parent(kept));
        return kept;
    }
}
