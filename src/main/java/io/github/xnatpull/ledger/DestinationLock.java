package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One run per destination at a time. The lock is the operating system's: it dies with its process, however that ends,
 * and is not fooled by a frozen one. The file is opened once and never read, because closing any other handle on it
 * would release a POSIX lock; who holds it stands beside it in {@code lock.owner}.
 */
public final class DestinationLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;
    private final Path owner;

    private DestinationLock(FileChannel channel, FileLock lock, Path owner) {
        this.channel = channel;
        this.lock = lock;
        this.owner = owner;
    }

    /**
     * Takes the lock or fails at once.
     *
     * @param purpose what the holder does, for the words that others read: {@code pull of job nightly}
     */
    public static DestinationLock take(Destination destination, String purpose, Clock clock) {
        Path file = destination.own().resolve("lock");
        Path owner = destination.own().resolve("lock.owner");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw held(destination, owner);
            }
            Files.writeString(owner, record(purpose, clock));
            return new DestinationLock(channel, lock, owner);
        } catch (IOException e) {
            throw Fault.fault(FaultCode.LOCAL_IO)
                    .trying("lock the destination " + destination.root())
                    .meaning("Nothing was pulled")
                    .advice("Check the directory's permissions; where its file system has no locks, put the state elsewhere with --state.")
                    .cause(e)
                    .because(String.valueOf(e.getMessage()));
        }
    }

    /** Whether somebody holds the lock now; takes it for a moment where nobody does. */
    public static boolean isHeld(Destination destination) {
        Path file = destination.own().resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                lock.release();
            }
            return lock == null;
        } catch (IOException e) {
            return false;
        }
    }

    @SuppressWarnings("NullAway") // FileChannel.tryLock answers null for "held by another process"
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String record(String purpose, Clock clock) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        return "purpose=" + purpose + "\nhost=" + hostName() + "\npid=" + self.pid() + "\nboot=" + bootId() + "\nstarted=" + start + "\n";
    }

    private static String hostName() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return "unknown";
        }
    }

    private static String bootId() throws IOException {
        Path linux = Path.of("/proc/sys/kernel/random/boot_id");
        return Files.isReadable(linux) ? Files.readString(linux).trim() : "unknown";
    }

    private static Fault held(Destination destination, Path owner) {
        String who;
        try {
            who = Files.readString(owner, StandardCharsets.UTF_8).trim().replace("\n", ", ").replace("=", " ");
        } catch (IOException e) {
            who = "its owner record cannot be read";
        }
        return Fault.fault(FaultCode.LOCKED)
                .trying("use the destination " + destination.root())
                .meaning("Nothing was written")
                .advice("Wait for it to end, or stop that process; its work can then be continued with 'xnatpull resume'.")
                .because("another run holds it (" + who + ")");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(owner);
            lock.release();
            channel.close();
        } catch (IOException e) {
            // The kernel releases the lock when the process ends; nothing else depends on the owner record.
            return;
        }
    }
}
