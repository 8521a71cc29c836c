package io.github.xnatpull.fault;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Turns what the operating system says about our own disk into faults. */
public final class LocalTrouble {

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

    /** Why, as half a sentence without the file's name where that can be told apart. */
    public static String words(IOException cause) {
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName().replace("Exception", "");
        return message == null || message.isEmpty()
                ? kind
                : cause instanceof FileSystemException ? kind + ": " + message : message;
    }
}
