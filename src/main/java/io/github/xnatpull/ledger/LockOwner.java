package io.github.xnatpull.ledger;

import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The record beside a lock of who holds it. Where several machines share a disk, locks may not reach from one to the
 * other: there the owner renews its record, and a newcomer from another host watches whether it moves.
 */
final class LockOwner implements AutoCloseable {
    static final Duration RENEWAL = Duration.ofSeconds(30);
    static final Duration WATCH = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Path file;
    private final String purpose;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "lock-owner");
        thread.setDaemon(true);
        return thread;
    });

    private LockOwner(Path file, String purpose, Clock clock) {
        this.file = file;
        this.purpose = purpose;
        this.clock = clock;
    }

    /**
     * Writes the record, and renews it where the disk is shared.
     *
     * @param purpose what the holder does
     */
    static LockOwner write(Path file, String purpose, Clock clock, boolean shared) throws IOException {
        LockOwner owner = new LockOwner(file, purpose, clock);
        owner.renew();
        if (shared) {
            owner.timer.scheduleAtFixedRate(
                    owner::tryRenew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
        }
        return owner;
    }

    /** Whether another host renews the record. Waits for up to {@link #WATCH} where one wrote it, else not at all. */
    static boolean movesElsewhere(Path file, Sleeper sleeper) throws IOException {
        String before = read(file);
        if (before.isEmpty() || before.contains("\nhost=" + hostName() + "\n")) {
            return false;
        }
        try {
            for (Duration waited = Duration.ZERO; waited.compareTo(WATCH) < 0; waited = waited.plus(LOOK)) {
                sleeper.sleep(LOOK);
                String now = read(file);
                if (!now.equals(before)) {
                    return !now.isEmpty();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        return false;
    }

    /** Who it is, for people. */
    static String words(Path file) {
        try {
            return Files.readString(file).trim().replace("\n", ", ").replace("=", " ");
        } catch (IOException e) {
            return "its owner record cannot be read";
        }
    }

    void renew() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        String record = "purpose=" + purpose + "\nhost=" + hostName() + "\npid=" + self.pid() + "\nboot=" + bootId()
                + "\nstarted=" + start + "\nrenewed=" + clock.instant() + "\n";
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, Disk.privateFile(next));
        Files.writeString(next, record);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void tryRenew() {
        try {
            renew();
        } catch (IOException e) {
            // The disk may be back in half a minute; whether the run can go on is found out by what writes data.
            return;
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
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

    /** Ends the renewal and removes the record. */
    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        Files.deleteIfExists(file);
    }
}
