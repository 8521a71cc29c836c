package io.github.xnatpull.support;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Finds out from the file system why it refused a read or a write. The text of an {@link IOException} does not tell: Java
 * passes on what the C library says, in the language of the system, and has no class for a full or a read-only disk.
 */
public final class StorageCheck {
    /** What a disk must still take that is not called full. */
    private static final int ROOM = 1 << 20;

    /** A full disk and a used-up quota where messages are English, on Unix and on Windows. */
    private static final List<String> FULL =
            List.of("No space left", "uota exceeded", "not enough space on the disk", "disk is full");

    private StorageCheck() {}

    /** Whether these words say in English, or in this system's language, that there is no space left. */
    public static boolean saysFull(String words) {
        return FULL.stream().anyMatch(words::contains)
                || SystemWords.NO_SPACE.filter(words::contains).isPresent();
    }

    /**
     * Whether a write failed because space, quota or inodes ran out. Where the words do not tell, something is written
     * where it failed: a quota is seen in no other way.
     *
     * @param place a path on the file system that refused; it need not exist
     */
    public static boolean isFull(IOException cause, String words, Optional<Path> place) {
        if (saysFull(words)) {
            return true;
        }
        boolean otherwise = cause instanceof AccessDeniedException
                || cause instanceof NoSuchFileException
                || cause instanceof NotDirectoryException
                || cause instanceof FileAlreadyExistsException
                || cause instanceof DirectoryNotEmptyException
                || cause instanceof ClosedChannelException
                || SystemWords.BROKEN.filter(words::contains).isPresent();
        return !otherwise && place.filter(StorageCheck::takesNoMore).isPresent();
    }

    /** Whether the file system refuses new data here, and neither for its mode nor for its permissions. */
    public static boolean takesNoMore(Path place) {
        Path directory = nearestDirectory(place);
        if (isReadOnly(directory) || !Files.isWritable(directory) || !canBeListed(directory)) {
            return false;
        }
        Path trial = directory.resolve(
                ".xnatpull-room-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
        // Not through a channel, which an interrupted thread cannot use.
        try (FileOutputStream out = new FileOutputStream(trial.toFile())) {
            out.write(noise());
            out.getFD().sync();
            return false;
        } catch (IOException e) {
            String words = String.valueOf(e.getMessage());
            return SystemWords.BROKEN.filter(words::contains).isEmpty();
        } finally {
            deleteQuietly(trial);
        }
    }

    /** Not zeros, for which some file systems need no room. */
    private static byte[] noise() {
        byte[] bytes = new byte[ROOM];
        new SplittableRandom(ROOM).nextBytes(bytes);
        return bytes;
    }

    private static void deleteQuietly(Path trial) {
        try {
            Files.deleteIfExists(trial);
        } catch (IOException e) {
            // A disk that takes nothing may not give anything back either; the name says whose it is.
            return;
        }
    }

    /** False also where this process has no file handle left, which is no fault of the disk. */
    private static boolean canBeListed(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findFirst().isPresent() || Files.isDirectory(directory);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Whether the file system at this place is mounted for reading only. */
    public static boolean isReadOnly(Path place) {
        try {
            return Files.getFileStore(nearestDirectory(place)).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether there can be nothing at this path because something above it is no directory. */
    public static boolean isBelowFile(Path path) {
        for (Path above = path.toAbsolutePath().getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                return !Files.isDirectory(above);
            }
        }
        return false;
    }

    private static Path nearestDirectory(Path place) {
        Path absolute = place.toAbsolutePath();
        for (Path above = absolute; above != null; above = above.getParent()) {
            if (Files.isDirectory(above)) {
                return above;
            }
        }
        return absolute;
    }

    /** What this system calls some failures, learnt by causing them once. Empty where they cannot be caused. */
    private static final class SystemWords {
        static final Optional<String> NO_SPACE = learn(() -> {
            try (FileOutputStream full = new FileOutputStream("/dev/full")) {
                full.write(0);
            }
        });

        /** Of a device that does not work: nothing is mapped at the address 0. */
        static final Optional<String> BROKEN = learn(() -> {
            try (FileInputStream memory = new FileInputStream("/proc/self/mem")) {
                memory.read();
            }
        });

        private SystemWords() {}

        /** A failure to be learnt from. */
        private interface Failure {
            void cause() throws IOException;
        }

        private static Optional<String> learn(Failure failure) {
            try {
                failure.cause();
                return Optional.empty();
            } catch (IOException e) {
                // The words of a name that is not there begin with that name.
                return Optional.ofNullable(e.getMessage()).filter(words -> !words.isBlank() && !words.startsWith("/"));
            }
        }
    }
}
