package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalTrouble;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run per destination at a time. The lock is the operating system's: it dies with its process, however that ends,
 * and is not fooled by a frozen one. The file is opened once and never read, because closing any other handle on it
 * would release a POSIX lock; who holds it stands beside it in {@code lock.owner}. A state that is kept elsewhere is
 * locked too: it then stands in for a destination whose file system has no locks.
 */
public final class DestinationLock implements AutoCloseable {
    private final List<Held> held;

    private DestinationLock(List<Held> held) {
        this.held = held;
    }

    /** How a file is locked; answers null where another process has it. */
    @FunctionalInterface
    interface Locking {
        @Nullable
        FileLock tryLock(FileChannel channel) throws IOException;
    }

    /**
     * What a lock stands on.
     *
     * @param shared whether other machines may have this directory's disk mounted too
     */
    record Ground(Locking locking, Predicate<Path> shared, Sleeper sleeper) {
        static final Ground REAL = new Ground(FileChannel::tryLock, Disk::isRemote, Sleeper.REAL);
    }

    /**
     * Takes the lock or fails at once; only on a network disk that another host has used last it watches first, for up
     * to 90 s, whether that host still renews its record.
     *
     * @param purpose what the holder does, for the words that others read: {@code pull of job nightly}
     * @throws Fault {@code LOCKED} where another process has it, {@code LOCAL_IO} where there can be no lock
     */
    public static DestinationLock take(StatePlace place, String purpose, Clock clock) {
        return take(place, purpose, clock, Ground.REAL);
    }

    static DestinationLock take(StatePlace place, String purpose, Clock clock, Ground ground) {
        DestinationLock lock = new DestinationLock(new ArrayList<>());
        try {
            boolean stateToo = place.isElsewhere() && Files.isDirectory(place.directory());
            lock.add(place, place.destination().home(), purpose, clock, ground, stateToo);
            if (stateToo) {
                lock.add(place, place.directory(), purpose, clock, ground, false);
            }
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** @param dispensable whether a file system without locks is no reason to fail */
    private void add(
            StatePlace place, Path directory, String purpose, Clock clock, Ground ground, boolean dispensable) {
        Path owner = directory.resolve("lock.owner");
        try {
            FileChannel channel = open(directory.resolve("lock"));
            FileLock lock = null;
            try {
                lock = tryLock(channel, ground.locking());
            } catch (IOException e) {
                channel.close();
                if (dispensable) {
                    return;
                }
                throw noLocks(place, directory, e);
            }
            boolean shared = ground.shared().test(directory);
            if (lock == null || shared && LockOwner.movesElsewhere(owner, ground.sleeper())) {
                channel.close();
                throw held(place.destination(), owner);
            }
            held.add(new Held(channel, lock, LockOwner.write(owner, purpose, clock, shared)));
        } catch (IOException e) {
            throw Fault.fault(FaultCode.LOCAL_IO)
                    .trying("lock the destination " + place.destination().root())
                    .meaning("Nothing was pulled")
                    .advice("Check the permissions of " + directory + ".")
                    .cause(e)
                    .because(LocalTrouble.words(e));
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Disk.privateFile(file));
    }

    private static Fault noLocks(StatePlace place, Path directory, IOException e) {
        String advice = directory.equals(place.directory())
                ? "Name a directory on a local disk with --state DIR."
                : "Keep the state on a local disk: --state DIR.";
        return Fault.fault(FaultCode.LOCAL_IO)
                .trying("lock the destination " + place.destination().root())
                .meaning("Nothing was pulled; without a lock two runs could spoil each other's state")
                .advice(advice)
                .cause(e)
                .because("the file system of " + directory + " has no locks (" + LocalTrouble.words(e) + ")");
    }

    /** Whether somebody holds the lock now; takes it for a moment where nobody does. */
    public static boolean isHeld(StatePlace place) {
        return isHeld(place.destination().home()) || (place.isElsewhere() && isHeld(place.directory()));
    }

    private static boolean isHeld(Path directory) {
        Path file = directory.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel, FileChannel::tryLock);
            if (lock != null) {
                lock.release();
            }
            return lock == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Locking locking) throws IOException {
        try {
            return locking.tryLock(channel);
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static Fault held(Destination destination, Path owner) {
        return Fault.fault(FaultCode.LOCKED)
                .trying("use the destination " + destination.root())
                .meaning("Nothing was written")
                .advice(
                        "Wait for it to end, or stop that process; its work can then be continued with 'xnatpull resume'.")
                .because("another run holds it (" + LockOwner.words(owner) + ")");
    }

    @Override
    public void close() {
        held.forEach(Held::release);
    }

    /** One locked file. */
    private record Held(FileChannel channel, FileLock lock, LockOwner owner) {
        void release() {
            try {
                owner.close();
                lock.release();
                channel.close();
            } catch (IOException e) {
                // The kernel releases the lock when the process ends; nothing else depends on the owner record.
                return;
            }
        }
    }
}
