package io.github.xnatpull.transfer.place;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalTrouble;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The root of the data. Its own directory {@code .xnatpull} doubles as the mark by which we know that it is still the same
 * destination, and not the bare mount point below it.
 *
 * @param root absolute
 */
public record Destination(Path root) {

    /** The directory that is ours. */
    public Path home() {
        return root.resolve(".xnatpull");
    }

    /** Where files wait for their proof. */
    public Path staging() {
        return home().resolve("staging");
    }

    /** Where large files wait for the rest of themselves, also from one attempt to the next. */
    public Path partials() {
        return staging().resolve("partial");
    }

    /** The place of a resource's folder; of the root itself where the text is empty. */
    public Path folder(String folder) {
        return folder.isEmpty() ? root : SafePath.below(root, folder);
    }

    /** The nearest directory at or above the path that is there already. */
    Path nearest(Path path) {
        Path current = path;
        while (!current.equals(root) && !Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            current = Disk.parent(current);
        }
        return current;
    }

    /** The fault of a failed read or write below the destination. */
    public Fault trouble(String trying, IOException cause) {
        return Files.isDirectory(home()) ? LocalTrouble.of(trying, cause) : gone(trying, cause);
    }

    /**
     * Looks whether the destination is still there.
     *
     * @throws Fault {@code DESTINATION_GONE}
     */
    public void requirePresent() {
        if (!Files.isDirectory(home())) {
            throw gone("place files in " + root, new IOException("its directory .xnatpull is not there any more"));
        }
    }

    private static Fault gone(String trying, IOException cause) {
        return Fault.fault(FaultCode.DESTINATION_GONE)
                .trying(trying)
                .meaning("The run stops, so that nothing is written below a mount point")
                .cause(cause)
                .because("the destination is not there any more: " + LocalTrouble.words(cause));
    }

    /** Makes the directories below {@link #home} that staging needs; {@code home} itself must be there. */
    void makeStaging() throws IOException {
        make(staging());
        make(partials());
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, Disk.privateDirectory(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }
}
