package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a lock: it is seen, and not touched. */
class LockStateTest {
    private static final int PULLS = 2000;

    @TempDir
    private Path directory;

    private final Clock clock = Clock.systemUTC();
    private Destination destination;
    private StatePlace place;
    private Path owner;

    @BeforeEach
    void destination() {
        destination = new Destination(directory.resolve("data"));
        destination.create();
        place = StatePlace.of(destination, Optional.empty());
        place.create();
        owner = destination.home().resolve("lock.owner");
    }

    private LockState look() {
        return DestinationLock.look(place, clock);
    }

    @Test
    @DisplayName("B-07 Looking all the time, as runs list does, turns away none of 2,000 runs that begin meanwhile")
    void lookingRefusesNobody() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong looks = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        Thread watcher = new Thread(() -> {
            while (!over.get()) {
                seen.addAndGet(look() == LockState.HELD ? 1 : 0);
                looks.incrementAndGet();
            }
        });
        watcher.start();
        for (int pull = 0; pull < PULLS; pull++) {
            DestinationLock.take(place, "pull", clock).close();
        }
        over.set(true);
        watcher.join();
        assertThat(looks).hasPositiveValue();
        assertThat(seen).hasPositiveValue();
    }

    @Test
    @DisplayName("B-07 Neither a look nor a second try of the same process releases a lock; another process says so")
    void aLookReleasesNothing() throws IOException {
        try (LockProcess other = new LockProcess("with");
                DestinationLock lock = DestinationLock.take(place, "pull", clock)) {
            assertThat(look()).isEqualTo(LockState.HELD);
            assertThatThrownBy(() -> DestinationLock.take(place, "plan", clock))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.LOCKED));
            other.order(destination.root());
            assertThat(other.answer()).isEqualTo("refused");
            assertThat(owner).content().contains("purpose=pull\n");
        }
        assertThat(look()).isEqualTo(LockState.NONE);
        assertThat(owner).doesNotExist();
    }

    @Test
    @DisplayName(
            "B-07 A run of another process is seen, with and without its record; a killed one is not, in spite of it")
    void anotherProcess() throws Exception {
        try (LockProcess other = new LockProcess("with")) {
            other.order(destination.root());
            assertThat(other.answer()).isEqualTo("held");
            assertThat(look()).isEqualTo(LockState.HELD);
            Path aside = Files.move(owner, directory.resolve("aside"));
            assertThat(look()).isEqualTo(Files.isReadable(Path.of("/proc/locks")) ? LockState.HELD : LockState.NONE);
            Files.move(aside, owner);
            other.kill();
            assertThat(owner).exists();
            assertThat(look()).isEqualTo(LockState.NONE);
        }
    }

    @Test
    @DisplayName("B-07 A run in another container of this machine: seen as long as it renews its record, then killed")
    void anotherContainer() throws Exception {
        assumeTrue(canUnshare(), "no process name spaces here");
        try (LockProcess other = new LockProcess("with", "unshare", "-Urpf", "--kill-child")) {
            other.order(destination.root());
            assertThat(other.answer()).isEqualTo("held");
            assertThat(look()).isNotEqualTo(LockState.NONE);
            other.kill();
        }
        // The process within dies a little later. Then nothing tells for a while that it is dead: its id means nothing
        // here.
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (look() == LockState.HELD && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(look()).isEqualTo(LockState.SEEMS_HELD);
        age(Duration.ofMinutes(3));
        assertThat(look()).isEqualTo(LockState.NONE);
    }

    @Test
    @DisplayName(
            "B-07 The lock as seen from another container: of a run that goes on it is never said that it was killed")
    void fromAnotherContainer() throws Exception {
        assumeTrue(canUnshare(), "no process name spaces here");
        try (DestinationLock lock = DestinationLock.take(place, "pull", clock);
                LockProcess other = new LockProcess("look", "unshare", "-Urpf", "--mount-proc", "--kill-child")) {
            other.order(destination.root());
            assertThat(other.answer()).isIn("HELD", "SEEMS_HELD");
        }
    }

    private static boolean canUnshare() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-Urpf", "--mount-proc", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the record look as if it had been written then. */
    private void age(Duration ago) throws IOException {
        Instant then = clock.instant().minus(ago);
        Files.writeString(owner, Files.readString(owner).replaceAll("renewed=.*", "renewed=" + then));
        Files.setLastModifiedTime(owner, FileTime.from(then));
    }

    @Test
    @DisplayName("B-07 A process that was given the id of a killed one is not taken for it")
    void aProcessIdThatWasGivenAgain() throws IOException {
        String mine = LockRecord.ofThisProcess("", "pull", clock).text();
        Files.writeString(owner, mine);
        assertThat(look()).isEqualTo(LockState.HELD);
        assumeTrue(!mine.contains("\nticks=\n"), "only Linux counts ticks");
        Files.writeString(owner, mine.replaceAll("ticks=.*", "ticks=1"));
        assertThat(look()).isEqualTo(LockState.NONE);
        Files.writeString(owner, mine.replaceAll("ticks=.*\n", ""));
        assertThat(look()).as("a record of before, by the time of day").isEqualTo(LockState.HELD);
        Files.writeString(
                owner, mine.replaceAll("ticks=.*\n", "").replaceAll("started=.*", "started=2020-01-01T00:00:00Z"));
        assertThat(look()).isEqualTo(LockState.NONE);
    }

    @Test
    @DisplayName("B-07 A run of another host on a shared disk: it seems to run for as long as its record is renewed")
    void anotherHost() throws IOException {
        Files.writeString(owner, "id=a\npurpose=pull\nhost=node7\npid=1\nboot=x\nrenewed=" + clock.instant() + "\n");
        assertThat(look()).isEqualTo(LockState.SEEMS_HELD);
        age(Duration.ofMinutes(3));
        assertThat(look()).isEqualTo(LockState.NONE);
        Files.setLastModifiedTime(owner, FileTime.from(clock.instant()));
        assertThat(look()).as("a host whose clock is wrong").isEqualTo(LockState.SEEMS_HELD);
    }

    @Test
    void whatIsNoRecordIsNobody() throws IOException {
        for (String text : new String[] {"", "\n", "no record at all", "pid=\nboot=\n", "pid=many\n"}) {
            Files.writeString(owner, text);
            Files.setLastModifiedTime(owner, FileTime.from(Instant.EPOCH));
            assertThat(look()).as(text).isEqualTo(LockState.NONE);
        }
    }
}
