package io.github.xnatpull.ledger;

import io.github.xnatpull.support.DaemonThreads;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.Sleeper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record beside a lock of who holds it. Where several machines share a disk, locks may not reach from one to the
 * other: there the owner renews its record, a newcomer from another machine watches whether it moves, and whoever finds
 * somebody else's record in the place of its own gives way.
 */
final class LockOwner implements AutoCloseable {
    static final Duration RENEWAL = Duration.ofSeconds(30);
    /** For how long a newcomer waits in all before a record that stands still counts as that of a dead run. */
    static final Duration WATCH = Duration.ofSeconds(90);
    /** For how long a new record must stay before it counts: others who began at the same time have written theirs. */
    static final Duration SETTLE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(LockOwner.class);

    private final Path file;
    private final String id = UUID.randomUUID().toString();
    private final String purpose;
    private final Clock clock;
    private final Consumer<LockRecord> onLost;
    private volatile boolean lost;
    private boolean closed;
    private final ScheduledExecutorService timer = DaemonThreads.timer("lock-owner");

    private LockOwner(Path file, String purpose, Clock clock, Consumer<LockRecord> onLost) {
        this.file = file;
        this.purpose = purpose;
        this.clock = clock;
        this.onLost = onLost;
    }

    /**
     * Writes the record, and renews it from then on: that is how the owner is seen to be alive from where neither its
     * lock nor its process can be seen.
     *
     * @param purpose what the holder does
     * @param onLost told of the record that was found in the place of this one
     */
    static LockOwner write(Path file, String purpose, Clock clock, Consumer<LockRecord> onLost) throws IOException {
        LockOwner owner = new LockOwner(file, purpose, clock, onLost);
        owner.put(true);
        return owner.renewing();
    }

    /** The same where there is no record yet; empty where somebody else writes one first. */
    static Optional<LockOwner> writeFirst(Path file, String purpose, Clock clock, Consumer<LockRecord> onLost)
            throws IOException {
        LockOwner owner = new LockOwner(file, purpose, clock, onLost);
        return owner.put(false) ? Optional.of(owner.renewing()) : Optional.empty();
    }

    private LockOwner renewing() {
        timer.scheduleAtFixedRate(this::tryRenew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /**
     * Whether the owner of the record is alive. Watches for {@link #WATCH} less {@link #SETTLE}, whether it is renewed,
     * where another machine wrote it; else looks for the process, since a disk may be mounted without any locks.
     */
    static boolean isAlive(Path file, Sleeper sleeper, Clock clock) throws IOException {
        Optional<LockRecord> before = LockRecord.read(file);
        if (before.isEmpty()) {
            return false;
        }
        LockRecord here = LockRecord.ofThisProcess("", "", clock);
        if (before.get().isOfSameSystem(here)) {
            return before.get().countsProcessesLike(here)
                    && !before.get().isOfSameProcess(here)
                    && before.get().isAlive();
        }
        Duration watch = WATCH.minus(SETTLE);
        try {
            for (Duration waited = Duration.ZERO; waited.compareTo(watch) < 0; waited = waited.plus(LOOK)) {
                sleeper.sleep(LOOK);
                Optional<LockRecord> now = LockRecord.read(file);
                if (now.isEmpty() || !now.get().text().equals(before.get().text())) {
                    return now.isPresent();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        return false;
    }

    /** Waits for {@link #SETTLE}; whether the record is still this one. */
    boolean settles(Sleeper sleeper) throws IOException {
        try {
            sleeper.sleep(SETTLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return other().isEmpty();
    }

    /** Somebody else's record where this one should be. One that is gone was nobody's. */
    private Optional<LockRecord> other() throws IOException {
        Optional<LockRecord> other = LockRecord.read(file).filter(record -> !record.isOf(id));
        lost |= other.isPresent();
        return other;
    }

    /** Who it is, for people. */
    static String words(Path file) {
        try {
            return LockRecord.read(file).map(LockRecord::words).orElse("its owner record is not there");
        } catch (IOException e) {
            return "its owner record cannot be read";
        }
    }

    /** Writes the record anew, unless somebody else's is there: then this lock is lost. */
    synchronized void renew() throws IOException {
        if (lost || closed) {
            return;
        }
        Optional<LockRecord> other = other();
        if (other.isPresent()) {
            timer.shutdown();
            onLost.accept(other.get());
        } else {
            put(true);
        }
    }

    /**
     * Puts the record in its place, whole.
     *
     * @param replacing whether another may be there; where not, of two machines that do this at once only one succeeds
     * @return false where another was there
     */
    private boolean put(boolean replacing) throws IOException {
        // A name of its own: another machine may write its record at the same time.
        Path next = file.resolveSibling(file.getFileName() + "." + id);
        try {
            Files.createFile(next, Disk.privateFile(next));
            Files.writeString(next, LockRecord.ofThisProcess(id, purpose, clock).text());
            if (!replacing) {
                try {
                    Files.createLink(file, next);
                    return true;
                } catch (FileAlreadyExistsException e) {
                    return false;
                } catch (IOException | UnsupportedOperationException e) {
                    LOG.debug("no hard links in {}", file.getParent()); // a record that stays decides
                }
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private void tryRenew() {
        try {
            renew();
        } catch (IOException e) {
            // The disk may be back in half a minute; whether the run can go on is found out by what writes data.
            return;
        }
    }

    /** Ends the renewal and removes the record, if it is still this one. */
    @Override
    public synchronized void close() throws IOException {
        timer.shutdown(); // a renewal that is under way ends first: it would bring back what is removed here
        closed = true;
        if (!lost && other().isEmpty()) {
            Files.deleteIfExists(file);
        }
    }
}
