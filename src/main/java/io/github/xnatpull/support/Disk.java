package io.github.xnatpull.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the disk must be told so that a power cut takes back nothing, and nobody else reads what is private. */
public final class Disk {

    private static final FileAttribute<?>[] NONE = {};
    private static final Pattern REMOTE = Pattern.compile("nfs.*|cifs|smb.*|afs|9p|fuse.*|ceph|lustre|gpfs|beegfs");

    private Disk() {}

    /** Forces a file's bytes, or a directory's names, to the disk. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows does not open directories, and keeps their order by itself.
            if (isPosix(path)) {
                throw e;
            }
        }
    }

    /** The directory that a path is in; a path without one is a mistake of ours. */
    public static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("'" + path + "' lies in no directory");
        }
        return parent;
    }

    /** Mode 0700, where there are modes. */
    public static FileAttribute<?>[] privateDirectory(Path path) {
        return mode(path, "rwx------");
    }

    /** Mode 0600, where there are modes. */
    public static FileAttribute<?>[] privateFile(Path path) {
        return mode(path, "rw-------");
    }

    /** Sets a mode where the file store knows modes. */
    public static void restrict(Path path, String mode) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    /** Whether paths here have modes, owners and groups. */
    public static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether other machines may have this disk mounted too, as far as its kind tells. */
    public static boolean isRemote(Path path) {
        try {
            return isRemoteKind(Files.getFileStore(path).type());
        } catch (IOException e) {
            return false;
        }
    }

    /** @param kind of file system: {@code ext4}, {@code nfs4}, {@code cifs} */
    public static boolean isRemoteKind(String kind) {
        return REMOTE.matcher(kind.toLowerCase(Locale.ROOT)).matches();
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : NONE;
    }
}
