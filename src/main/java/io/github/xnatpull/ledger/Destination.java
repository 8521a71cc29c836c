package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.SafePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A destination and the places below it that are ours. Its own directory {@code .xnatpull} doubles as the mark by which
 * we know that it is still the same destination, and not the bare mount point below it. Where the state is, which the
 * user may have chosen, is told by {@link StatePlace}.
 *
 * @param root absolute
 */
public record Destination(Path root) {
    /** Everything that is not data, mode 0700. */
    public Path home() {
        return root.resolve(".xnatpull");
    }

    public Path receipts() {
        return home().resolve("receipts");
    }

    /** Where files wait for their proof. */
    public Path staging() {
        return home().resolve("staging");
    }

    /** Where large files wait for the rest of themselves, also from one attempt to the next. */
    public Path partials() {
        return staging().resolve("partial");
    }

    /** What runs took out of the tree, a folder each; no layout gives its name to anything. */
    public Path withdrawn() {
        return root.resolve("withdrawn");
    }

    public Path runs() {
        return home().resolve("runs");
    }

    /** The place of a resource's folder; of the root itself where the text is empty. */
    public Path folder(String folder) {
        return folder.isEmpty() ? root : SafePath.below(root, folder);
    }

    /** Whether anything of ours is there. */
    public boolean exists() {
        return Files.isDirectory(home());
    }

    /** Makes the places that every run needs. */
    public void create() {
        try {
            Files.createDirectories(root);
            makePrivate(home());
            makePrivate(staging());
            makePrivate(receipts());
            makePrivate(runs());
        } catch (IOException | UnsupportedOperationException e) {
            throw Fault.fault(FaultCode.LOCAL_IO)
                    .trying("prepare the destination " + root)
                    .meaning("Nothing was pulled")
                    .advice("Check that the directory can be written, then run it again.")
                    .cause(e)
                    .because(reason(e));
        }
    }

    static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private String reason(Exception e) {
        return e instanceof java.nio.file.FileAlreadyExistsException exists
                ? exists.getFile() + " is a file, not a directory"
                : e instanceof java.nio.file.AccessDeniedException denied
                        ? "access to " + denied.getFile() + " is denied"
                        : e instanceof IOException failed ? LocalFaults.words(failed, root) : LocalFaults.words(e);
    }

    /** The fault of a failed read or write below the destination. */
    public Fault trouble(String trying, IOException cause) {
        return exists() ? LocalFaults.of(trying, staging(), cause) : gone(trying, cause);
    }

    /**
     * Looks whether the destination is still there.
     *
     * @throws Fault {@code DESTINATION_GONE}
     */
    public void requirePresent() {
        if (!exists()) {
            throw gone("place files in " + root, new IOException("its directory .xnatpull is not there any more"));
        }
    }

    private static Fault gone(String trying, IOException cause) {
        return Fault.fault(FaultCode.DESTINATION_GONE)
                .trying(trying)
                .meaning("The run stops, so that nothing is written below a mount point")
                .cause(cause)
                .because("the destination is not there any more: " + LocalFaults.words(cause));
    }
}
