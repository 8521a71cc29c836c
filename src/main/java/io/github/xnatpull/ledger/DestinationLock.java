package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run per destination at a time. The lock is the operating system's: it dies with its process, however that ends,
 * and is not fooled by a frozen one. The file is opened once and never read, because closing any other handle on it
 * would release a POSIX lock; who holds it stands beside it in {@code lock.owner}. A state that is kept elsewhere is
 * locked too: it then stands in for a destination whose file system has no locks.
 */
public final class DestinationLock implements AutoCloseable {
    /** The directories that this process has locked: to open such a file once more would, when closed, release the lock. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final List<Held> held;
    private final AtomicReference<Fault> lost = new AtomicReference<>();
    private volatile Consumer<Fault> whenLost = fault -> {};

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
     * Takes the lock or fails at once. Only on a network disk it waits: for up to 90 s, whether another machine that has
     * used the destination last still renews its record; and always for some seconds, whether another has begun too.
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
        Path here = null;
        FileChannel channel = null;
        try {
            Path real = directory.toRealPath();
            if (!HERE.add(real)) {
                throw held(place.destination(), owner);
            }
            here = real;
            channel = open(directory.resolve("lock"));
            FileLock lock = tryLock(place, directory, channel, ground, dispensable);
            if (lock != null) {
                held.add(new Held(real, channel, lock, own(place, directory, purpose, clock, ground)));
                here = null;
            }
        } catch (IOException e) {
            throw Fault.fault(FaultCode.LOCAL_IO)
                    .trying("lock the destination " + place.destination().root())
                    .meaning("Nothing was pulled")
                    .advice("Check the permissions of " + directory + ".")
                    .cause(e)
                    .because(LocalFaults.words(e, directory));
        } finally {
            if (here != null) {
                closeQuietly(channel); // while nobody else can open it here
                HERE.remove(here);
            }
        }
    }

    /** The lock; null where there can be none and that does not matter. */
    private static @Nullable FileLock tryLock(
            StatePlace place, Path directory, FileChannel channel, Ground ground, boolean dispensable) {
        FileLock lock;
        try {
            lock = ground.locking().tryLock(channel);
        } catch (IOException e) {
            if (dispensable) {
                return null;
            }
            throw noLocks(place, directory, e);
        } catch (OverlappingFileLockException e) {
            lock = null; // held by this very process, though not by this class as it is loaded here
        }
        if (lock == null) {
            throw held(place.destination(), directory.resolve("lock.owner"));
        }
        return lock;
    }

    /** Says whose the lock is now; on a shared disk only where nobody else says the same. */
    private LockOwner own(StatePlace place, Path directory, String purpose, Clock clock, Ground ground)
            throws IOException {
        Path file = directory.resolve("lock.owner");
        Consumer<LockRecord> onLost = other -> lose(place.destination(), other);
        boolean shared = ground.shared().test(directory);
        if (!shared) {
            return LockOwner.write(file, purpose, clock, onLost);
        }
        boolean first = Files.notExists(file); // a power cut may have left an empty one
        if (!first && LockOwner.isAlive(file, ground.sleeper(), clock)) {
            throw held(place.destination(), file);
        }
        LockOwner owner = first
                ? LockOwner.writeFirst(file, purpose, clock, onLost).orElseThrow(() -> held(place.destination(), file))
                : LockOwner.write(file, purpose, clock, onLost);
        boolean ours = false;
        try {
            ours = owner.settles(ground.sleeper());
            if (!ours) {
                throw held(place.destination(), file);
            }
            return owner;
        } finally {
            if (!ours) {
                owner.close();
            }
        }
    }

    private void lose(Destination destination, LockRecord other) {
        Fault fault = Fault.fault(FaultCode.LOCKED)
                .trying("go on at the destination " + destination.root())
                .meaning("This run stops and writes nothing more to the state; what landed stays")
                .advice("Wait for the other run to end, then run 'xnatpull resume'. If both machines are to use this"
                        + " destination, mount its disk with locks.")
                .because("another run has begun there, which this one's lock did not reach (" + other.words() + ")");
        if (lost.compareAndSet(null, fault)) {
            whenLost.accept(fault);
        }
    }

    /** What is done when another run turns out to have begun here all the same; at once, where that is known already. */
    public void onLost(Consumer<Fault> action) {
        whenLost = action;
        Fault known = lost.get();
        if (known != null) {
            action.accept(known);
        }
    }

    /** @throws Fault {@code LOCKED} where another run has begun here, which this lock did not reach */
    public void requireHeld() {
        Fault known = lost.get();
        if (known != null) {
            throw known;
        }
    }

    /** Looks whether the record is still this lock's, as the renewal does from time to time. */
    void renew() throws IOException {
        for (Held one : held) {
            one.owner().renew();
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written to it.
            return;
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
                .because("the file system of " + directory + " has no locks (" + LocalFaults.words(e) + ")");
    }

    /** What can be seen of somebody who holds the lock now. Never takes it, and writes nothing. */
    public static LockState look(StatePlace place, Clock clock) {
        LockState here = LockState.of(place.destination().home(), clock);
        if (!place.isElsewhere()) {
            return here;
        }
        LockState there = LockState.of(place.directory(), clock);
        return here.compareTo(there) >= 0 ? here : there;
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
    private record Held(Path directory, FileChannel channel, FileLock lock, LockOwner owner) {
        void release() {
            try (channel;
                    lock;
                    owner) {
                return;
            } catch (IOException e) {
                // The kernel releases the lock when the process ends; nothing else depends on the owner record.
                return;
            } finally {
                HERE.remove(directory);
            }
        }
    }
}
