package io.github.xnatpull.fault;

import io.github.xnatpull.support.StorageCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns what the operating system says about our own disk into faults. */
public final class LocalFaults {

    private static final String NO_REASON = "the system gives no reason";
    private static final String READ_ONLY = "Read-only file system";
    private static final Pattern FULL = Pattern.compile("No space left|uota exceeded|not enough space");

    private LocalFaults() {}

    /**
     * The fault of a failed read or write here: {@code DISK_FULL} where space, quota or inodes ran out, else
     * {@code LOCAL_IO}.
     *
     * @param trying what was tried, as an infinitive without "to"
     */
    public static Fault of(String trying, IOException cause) {
        return of(trying, place(cause), cause);
    }

    /**
     * The same where the failure does not name its file.
     *
     * @param place a path on the file system that refused
     */
    public static Fault of(String trying, Path place, IOException cause) {
        return of(trying, Optional.of(place), cause);
    }

    private static Fault of(String trying, Optional<Path> place, IOException cause) {
        boolean full = StorageCheck.isFull(cause, words(cause), place);
        return Fault.fault(full ? FaultCode.DISK_FULL : FaultCode.LOCAL_IO)
                .trying(trying)
                .meaning("The run stops; what landed stays and is not pulled again")
                .cause(cause)
                .because(full ? full(words(cause)) : words(cause, place));
    }

    /** Whether space, quota or inodes ran out at this place. */
    public static boolean isFull(IOException cause, Path place) {
        return StorageCheck.isFull(cause, words(cause), Optional.of(place));
    }

    private static Optional<Path> place(IOException cause) {
        return cause instanceof FileSystemException system
                ? Optional.ofNullable(system.getFile()).map(Path::of)
                : Optional.empty();
    }

    /** A full disk in English, with what the system says of it in its own language. */
    public static String full(String words) {
        if (FULL.matcher(words).find()) {
            return words;
        }
        return (StorageCheck.saysFull(words) ? "No space left on the disk (" : "its disk takes no more data (") + words
                + ")";
    }

    /** The system's reason, which is in its language, after ours where we know it. */
    private static String words(IOException cause, Optional<Path> place) {
        String words = words(cause);
        if (StorageCheck.saysFull(words)) {
            return full(words);
        }
        boolean known = cause instanceof FileSystemException && cause.getClass() != FileSystemException.class;
        return !known
                        && !words.contains(READ_ONLY)
                        && place.filter(StorageCheck::isReadOnly).isPresent()
                ? READ_ONLY + " (" + words + ")"
                : words;
    }

    /** The reason of a failed write to a place, in English where it is known. */
    public static String words(IOException cause, Path place) {
        return words(cause, Optional.of(place));
    }

    /** Why, as half a sentence: never the name of a class, which tells nobody anything. */
    public static String words(IOException cause) {
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        if (cause instanceof FileSystemException system && system.getFile() != null) {
            return system.getFile() + ": " + kind(system);
        }
        String message = cause.getMessage();
        return message == null || message.isEmpty() ? NO_REASON : message;
    }

    /** The same of a failure that may have come through a stream. */
    public static String words(Exception cause) {
        Throwable root = cause instanceof UncheckedIOException unchecked ? unchecked.getCause() : cause;
        return root instanceof IOException failed ? words(failed) : NO_REASON;
    }

    private static String kind(FileSystemException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        return cause instanceof FileSystemLoopException ? "its links lead in a circle" : NO_REASON;
    }
}
