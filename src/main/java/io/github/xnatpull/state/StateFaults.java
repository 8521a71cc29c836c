package io.github.xnatpull.state;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.StorageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a database that fails. HSQLDB writes its messages in the language of the system, and has the system's own
 * in them: only its codes and the file system say what is wrong.
 */
final class StateFaults {
    /** HSQLDB's codes where its files cannot be read or written, or may not grow (2.7.3, org.hsqldb.error.ErrorCode). */
    private static final Set<Integer> DISK_TROUBLE = Set.of(452, 466, 467, 468, 471);

    private StateFaults() {}

    /**
     * The fault of a state that could not be opened.
     *
     * @param where the directory, or the address of a database server
     * @param directory where there is one
     * @param readOnly whether it was to be read only
     */
    static RuntimeException unopened(
            RuntimeException failure, String where, Optional<Path> directory, boolean readOnly) {
        if (Fault.in(failure).isPresent()) {
            return failure;
        }
        String words = words(failure);
        if (StorageCheck.saysFull(words)
                || directory.filter(StorageCheck::takesNoMore).isPresent()) {
            return notOpened(FaultCode.DISK_FULL, where, failure, LocalFaults.full(words));
        }
        Optional<String> refusal = directory.flatMap(place -> refusal(place, readOnly));
        if (refusal.isPresent()) {
            return notOpened(FaultCode.LOCAL_IO, where, failure, refusal.get());
        }
        return Fault.fault(FaultCode.STATE_UNREADABLE)
                .trying("open the state in " + where)
                .meaning("Nothing was changed, and nothing that landed is lost")
                .advice(
                        "Run 'xnatpull runs rebuild --dest DIR' to make it anew from the receipts and the files, or move the directory away to begin with an empty state.")
                .cause(failure)
                .because(words.lines().findFirst().orElse("it cannot be opened"));
    }

    /**
     * Looks whether this process may use all files of a state. To be asked before HSQLDB opens it, which takes a log that
     * it may not read for none, and deletes it with every commit in it (measured on 2.7.3).
     *
     * @throws Fault {@code LOCAL_IO}
     */
    static void requireAllowed(Path directory, boolean readOnly) {
        Optional<String> refusal = Files.isDirectory(directory) ? refusal(directory, readOnly) : Optional.empty();
        if (refusal.isPresent()) {
            throw notOpened(FaultCode.LOCAL_IO, directory.toString(), null, refusal.get());
        }
    }

    private static Fault notOpened(FaultCode code, String where, @Nullable RuntimeException failure, String because) {
        return Fault.fault(code)
                .trying("open the state in " + where)
                .meaning("Nothing was changed, and nothing that landed is lost")
                .cause(failure)
                .because(because);
    }

    /** Why this process may not use the files of the state, where that is so. */
    private static Optional<String> refusal(Path directory, boolean readOnly) {
        if (!readOnly && StorageCheck.isReadOnly(directory)) {
            return Optional.of("Read-only file system");
        }
        if (!allows(directory, readOnly)) {
            return Optional.of("Permission denied: " + directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !allows(file, readOnly)).findFirst().map(file -> "Permission denied: " + file);
        } catch (IOException e) {
            return Optional.of(LocalFaults.words(e));
        }
    }

    private static boolean allows(Path path, boolean readOnly) {
        return Files.isReadable(path) && (readOnly || Files.isWritable(path));
    }

    /** What a failed statement or commit means where the disk is the reason; empty where it is not. */
    static Optional<Fault> diskTrouble(Throwable failure) {
        String words = words(failure);
        if (!StorageCheck.saysFull(words) && !hasDiskCode(failure)) {
            return Optional.empty();
        }
        return Optional.of(Fault.fault(FaultCode.DISK_FULL)
                .trying("write to the state of this destination")
                .meaning("The run stops; what landed stays and is not pulled again")
                .cause(failure)
                .because("its database could not write to its disk ("
                        + words.lines().findFirst().orElse("") + ")"));
    }

    private static boolean hasDiskCode(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && DISK_TROUBLE.contains(Math.abs(refused.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
