package io.github.xnatpull.doctor;

import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What a file system can do, tried out in a directory. Tests put a worse one in its place. */
class DiskProbe {
    /** Puts one file in the place of another in one step. */
    void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forces a file, or the names in a directory, to the disk. */
    void force(Path path) throws IOException {
        Disk.force(path);
    }

    /** Whether it has modes, and keeps them. */
    boolean keepsModes(Path file) throws IOException {
        if (!Disk.isPosix(file)) {
            return false;
        }
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, wanted);
        return Files.getPosixFilePermissions(file).equals(wanted);
    }

    /** Whether names that differ in case are different files. */
    boolean distinguishesCase(Path directory) throws IOException {
        Files.createFile(directory.resolve("Case"));
        return !Files.exists(directory.resolve("case"));
    }

    /** Whether a lock can be had. */
    boolean locks(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }

    FileStore store(Path path) throws IOException {
        return Files.getFileStore(path);
    }

    /** The kind of file system: ext4, nfs4, cifs. */
    String type(Path path) throws IOException {
        return store(path).type();
    }

    /** Bytes that this user may still write. */
    long free(Path path) throws IOException {
        return store(path).getUsableSpace();
    }
}
