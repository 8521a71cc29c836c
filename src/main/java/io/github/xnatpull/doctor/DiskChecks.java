package io.github.xnatpull.doctor;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The destination, tried out in a directory of its own that is gone afterwards. A file system that guarantees less than a
 * local one is warned of, with what that means (acceptance B-60).
 */
public final class DiskChecks {
    private static final long LITTLE = 1L << 30;

    private final Examination examination;
    private final Destination destination;
    private final Path temporary;
    private final DiskProbe probe;

    /** @param temporary where the system keeps temporary files: only named, never used */
    public DiskChecks(Examination examination, Destination destination, Path temporary) {
        this(examination, destination, temporary, new DiskProbe());
    }

    DiskChecks(Examination examination, Destination destination, Path temporary, DiskProbe probe) {
        this.examination = examination;
        this.destination = destination;
        this.temporary = temporary;
        this.probe = probe;
    }

    /** What can be looked at one by one. */
    @FunctionalInterface
    private interface Look {
        Finding look() throws IOException;
    }

    public void run() {
        Path[] trial = new Path[1];
        examination.check("destination", List.of(), () -> {
            trial[0] = trial();
            return place();
        });
        Path directory = trial[0];
        try {
            check("free space", () -> space(directory));
            check("file system", () -> kind(directory));
            check("rename", () -> rename(directory));
            check("fsync", () -> fsync(directory));
            check("permissions", () -> permissions(directory));
            check("case", () -> letterCase(directory));
            check("names", () -> names(directory));
            check("lock", () -> lock(directory));
        } finally {
            if (directory != null) {
                remove(directory);
            }
        }
    }

    private void check(String name, Look look) {
        examination.check(name, List.of("destination"), () -> {
            try {
                return look.look();
            } catch (IOException e) {
                throw LocalFaults.of("try out " + destination.root(), destination.root(), e);
            }
        });
    }

    /** Beside the data where they are already, else where they would come. */
    private Path trial() {
        Path root = destination.root();
        Path there = root;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            if (!Files.isDirectory(there)) {
                throw refused(there + " is a file, not a directory");
            }
            return Files.createTempDirectory(there, ".xnatpull-doctor-");
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw refused(there + " cannot be written");
        } catch (IOException e) {
            throw LocalFaults.of("write in " + there, there, e);
        }
    }

    private Fault refused(String because) {
        return Fault.fault(FaultCode.LOCAL_IO)
                .trying("use the destination " + destination.root())
                .advice("Name another directory with --dest, or get the right to write there.")
                .because(because);
    }

    private Finding place() {
        Path root = destination.root();
        return Finding.ok(
                destination.exists()
                        ? root + " holds data of xnatpull and can be written"
                        : Files.exists(root) ? root + " can be written" : root + " is not there yet and can be made");
    }

    private Finding space(Path directory) throws IOException {
        long free = probe.free(directory);
        String found = new ByteSize(free) + " free";
        if (free == 0) {
            throw Fault.fault(FaultCode.DISK_FULL)
                    .trying("find room at the destination")
                    .because("the disk is full");
        }
        return free >= LITTLE
                ? Finding.ok(found)
                : Finding.warning(
                        found,
                        "A pull that fills the disk stops with exit code 7 and can be resumed.",
                        "Compare with 'xnatpull plan'; free space, or name another --dest.");
    }

    private Finding kind(Path directory) throws IOException {
        String type = probe.type(directory);
        FileStore here = probe.store(directory);
        boolean same = Files.exists(temporary) && here.equals(probe.store(temporary));
        String found =
                type + (same ? "" : ", another one than " + temporary + " (never used: staging is beside the data)");
        return Disk.isRemoteKind(type)
                ? Finding.warning(
                        found,
                        "Over a network, locks and forced writes are only as good as the server's.",
                        "Run one xnatpull per destination at a time; keep its state on a local disk with --state DIR.")
                : Finding.ok(found);
    }

    private Finding rename(Path directory) throws IOException {
        Path from = Files.writeString(directory.resolve("from"), "new");
        Path to = Files.writeString(directory.resolve("to"), "old");
        try {
            probe.replace(from, to);
            return Finding.ok("a file takes another's place in one step");
        } catch (AtomicMoveNotSupportedException e) {
            return Finding.warning(
                    "files cannot be renamed in one step",
                    "Whoever reads while a pull runs may see a file that is not whole yet.",
                    "Read when the run has ended, or name a --dest on another file system.");
        }
    }

    private Finding fsync(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("forced"), "x");
        try {
            probe.force(file);
            probe.force(directory);
            return Finding.ok("files and folders can be forced to the disk");
        } catch (IOException e) {
            return Finding.warning(
                    "files cannot be forced to the disk (" + LocalFaults.words(e) + ")",
                    "After a power cut, files that are said to have landed may be missing or short.",
                    "After one run 'xnatpull verify --full', then pull again.");
        }
    }

    private Finding permissions(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("private"), "x");
        return probe.keepsModes(file)
                ? Finding.ok("modes are kept")
                : Finding.warning(
                        "modes are not kept",
                        "State and reports, which bear labels of people, cannot be hidden from other users of this disk.",
                        "Restrict the mount (uid=, umask=), or keep the state elsewhere with --state DIR.");
    }

    private Finding letterCase(Path directory) throws IOException {
        return probe.distinguishesCase(directory)
                ? Finding.ok("upper and lower case are told apart")
                : Finding.warning(
                        "upper and lower case are the same",
                        "Names that differ in nothing else land under changed ones; the manifest has both.",
                        "Take paths from files.csv.");
    }

    private static Finding names(Path directory) throws IOException {
        Finding poor = Finding.warning(
                "names with letters outside ASCII cannot be written",
                "Files with such names would fail.",
                "Set LC_ALL=C.UTF-8, or mount with iocharset=utf8.");
        try {
            Path file = Files.createFile(directory.resolve("M\u00fcller-\u8133"));
            try (Stream<Path> seen = Files.list(directory)) {
                return seen.anyMatch(file::equals) ? Finding.ok("letters outside ASCII are kept") : poor;
            }
        } catch (IOException | IllegalArgumentException e) {
            return poor;
        }
    }

    private Finding lock(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("lock"), "");
        try {
            if (probe.locks(file)) {
                return Finding.ok("files can be locked");
            }
        } catch (IOException e) {
            return noLock(LocalFaults.words(e));
        }
        return noLock("refused");
    }

    private static Finding noLock(String why) {
        return Finding.warning(
                "files cannot be locked (" + why + ")",
                "Nothing keeps two runs from the same destination.",
                "Run one at a time (flock in cron), or name a --dest on another file system.");
    }

    private static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw LocalFaults.of("remove " + directory, e);
        }
    }
}
