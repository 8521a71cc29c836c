package io.github.xnatpull.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be seen of a lock without taking it. To take it, even for a moment, would turn away a run that begins just
 * then; and to open its file would, at the next close, release a lock that this very process holds on it.
 */
public enum LockState {
    /** Nothing speaks for anybody. */
    NONE,
    /** Its owner, whose process cannot be seen from here, has renewed its record not long ago. */
    SEEMS_HELD,
    /** The system lists the lock, or its owner's process runs. */
    HELD;

    private static final Path LOCKS = Path.of("/proc/locks");
    private static final Pattern BLANKS = Pattern.compile(" +");

    /** Of the lock in a directory. */
    static LockState of(Path directory, Clock clock) {
        if (isListed(directory.resolve("lock"))) {
            return HELD;
        }
        Path file = directory.resolve("lock.owner");
        try {
            Optional<LockRecord> found = LockRecord.read(file);
            if (found.isEmpty()) {
                return NONE;
            }
            LockRecord owner = found.get();
            if (owner.countsProcessesLike(LockRecord.ofThisProcess("", "", clock))) {
                return owner.isAlive() ? HELD : NONE;
            }
            // By the clock of the owner's machine, or by that of the disk: one of them may be set wrong.
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return isRecent(written, clock)
                            || owner.renewed()
                                    .filter(renewed -> isRecent(renewed, clock))
                                    .isPresent()
                    ? SEEMS_HELD
                    : NONE;
        } catch (IOException e) {
            return NONE; // it was removed between two looks: its run has ended
        }
    }

    private static boolean isRecent(Instant renewed, Clock clock) {
        return Duration.between(renewed, clock.instant()).abs().compareTo(LockOwner.WATCH) < 0;
    }

    /**
     * Whether Linux lists a lock on this file. It does not list those of processes in other containers, and names some
     * file systems otherwise than {@code stat} does; so that a lock that is not listed may be held all the same.
     */
    private static boolean isListed(Path lock) {
        if (!Files.isReadable(LOCKS) || !Files.exists(lock)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(LOCKS)) {
            long device = (Long) Files.getAttribute(lock, "unix:dev");
            long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
            long minor = device & 0xff | device >>> 12 & ~0xffL;
            String name = String.format(
                    Locale.ROOT, "%02x:%02x:%d", major, minor, (Long) Files.getAttribute(lock, "unix:ino"));
            return lines.anyMatch(line -> Stream.of(BLANKS.split(line)).anyMatch(name::equals));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
