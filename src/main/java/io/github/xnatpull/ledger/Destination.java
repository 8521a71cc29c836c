package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A destination and the places below it that are ours.
 *
 * @param root absolute
 */
public record Destination(Path root) {
    /** Everything that is not data, mode 0700. */
    public Path own() {
        return root.resolve(".xnatpull");
    }

    /** The embedded database's folder, unless the user chose another. */
    public Path state() {
        return own().resolve("state");
    }

    public Path receipts() {
        return own().resolve("receipts");
    }

    public Path staging() {
        return own().resolve("staging");
    }

    public Path runs() {
        return own().resolve("runs");
    }

    /** Whether anything of ours is there. */
    public boolean exists() {
        return Files.isDirectory(own());
    }

    /** Makes the places that every run needs. */
    public void create() {
        try {
            Files.createDirectories(root);
            makePrivate(own());
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

    private static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.FileAlreadyExistsException exists
                ? exists.getFile() + " is a file, not a directory"
                : e instanceof java.nio.file.AccessDeniedException denied
                        ? "access to " + denied.getFile() + " is denied"
                        : String.valueOf(e.getMessage());
    }
}
