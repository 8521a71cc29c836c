package io.github.xnatpull.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what the operating system says about our own disk into faults. */
public final class LocalTrouble {

    private static final String NO_REASON = "the system gives no reason";

    private LocalTrouble() {}

    /**
     * The fault of a failed read or write here: {@code DISK_FULL} where space, quota or inodes ran out, else
     * {@code LOCAL_IO}.
     *
     * @param trying what was tried, as an infinitive without "to"
     */
    public static Fault of(String trying, IOException cause) {
        FaultCode code = isFull(cause) ? FaultCode.DISK_FULL : FaultCode.LOCAL_IO;
        return Fault.fault(code)
                .trying(trying)
                .meaning("The run stops; what landed stays and is not pulled again")
                .cause(cause)
                .because(words(cause));
    }

    /** The operating system's own words: Java passes strerror through, and has no class for a full disk. */
    public static boolean isFull(IOException cause) {
        String words = words(cause);
        return words.contains("No space left")
                || words.contains("uota exceeded")
                || words.contains("not enough space on the disk");
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
