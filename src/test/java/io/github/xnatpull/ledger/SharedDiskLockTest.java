package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.DestinationLock.Ground;
import io.github.xnatpull.support.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks on a disk that several machines have mounted, where a lock may not reach from one to the other. */
class SharedDiskLockTest {
    private static final String ELSEWHERE =
            "purpose=pull of job nightly\nhost=node7.cluster\npid=12\nboot=x\nstarted=2026-01-01T00:00:00Z\nrenewed=";

    @TempDir
    private Path directory;

    private final List<Duration> slept = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T03:00:00Z"), ZoneOffset.UTC);
    private StatePlace place;
    private Path owner;

    @BeforeEach
    void destination() {
        Destination destination = new Destination(directory.resolve("data"));
        destination.create();
        place = StatePlace.of(destination, Optional.empty());
        place.create();
        owner = destination.home().resolve("lock.owner");
    }

    private DestinationLock take(Sleeper sleeper) {
        return DestinationLock.take(
                place, "pull of job mine", clock, new Ground(FileChannel::tryLock, any -> true, sleeper));
    }

    @Test
    @DisplayName("B-07 On a shared disk a record that another host renews is a run in progress")
    void aRecordThatMovesIsRespected() throws IOException {
        Files.writeString(owner, ELSEWHERE + "1");
        assertThatThrownBy(() -> take(duration -> {
                    slept.add(duration);
                    if (slept.size() == 6) {
                        write(ELSEWHERE + "2");
                    }
                }))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.LOCKED);
                    assertThat(fault.because()).contains("node7.cluster").contains("pull of job nightly");
                });
        assertThat(owner).hasContent(ELSEWHERE + "2");
    }

    @Test
    @DisplayName("B-09 On a shared disk a record that stands still for 90 s is that of a dead run")
    void aRecordThatStandsStillIsTakenOver() throws IOException {
        Files.writeString(owner, ELSEWHERE + "1");
        try (DestinationLock lock = take(slept::add)) {
            assertThat(slept.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(90));
            assertThat(owner).content().contains("purpose=pull of job mine").doesNotContain("node7");
        }
        assertThat(owner).doesNotExist();
    }

    @Test
    @DisplayName("B-07 On a shared disk no record, or one of this machine, is not watched; one's own must stay for 5 s")
    void noRecordAndOnesOwnAreNotWatched() throws IOException {
        try (DestinationLock lock = take(slept::add)) {
            assertThat(owner).exists();
        }
        assertThat(slept).containsExactly(Duration.ofSeconds(5));
        slept.clear();
        write(""); // as a power cut leaves it
        take(slept::add).close();
        assertThat(slept).containsExactly(Duration.ofSeconds(5));
        LockOwner.write(owner, "an earlier one that was killed", clock, any -> {});
        try (DestinationLock lock = take(slept::add)) {
            assertThat(slept).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName("B-07 Two hosts of one name with different boot ids are two hosts; two names with one boot id are one")
    void bootIdsTellHostsApart() throws IOException {
        String mine = LockRecord.ofThisProcess("other", "pull", clock).text();
        assumeTrue(!mine.contains("\nboot=unknown\n"), "no boot id here");
        Files.writeString(owner, mine.replaceAll("boot=.*", "boot=00000000-0000-0000-0000-000000000000"));
        try (DestinationLock lock = take(slept::add)) {
            assertThat(slept).as("watched").hasSize(18);
        }
        slept.clear();
        Files.writeString(owner, mine.replaceAll("host=.*", "host=a-container"));
        try (DestinationLock lock = take(slept::add)) {
            assertThat(slept).as("where the lock itself reaches").hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "B-07 Another host that writes its record just after ours has the destination: exit 11, its record stays")
    void whoeverWritesLastHasIt() {
        assertThatThrownBy(() -> take(duration -> write(ELSEWHERE + "1")))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.LOCKED);
                    assertThat(fault.because()).contains("node7.cluster");
                });
        assertThat(owner).hasContent(ELSEWHERE + "1");
    }

    @Test
    @DisplayName(
            "B-07 A record that is somebody else's during the run ends it: exit 11, and nothing is written over it")
    void aRecordThatIsSomebodyElsesEndsTheRun() throws IOException {
        List<Fault> told = new ArrayList<>();
        try (DestinationLock lock = take(slept::add)) {
            lock.onLost(told::add);
            lock.renew();
            lock.requireHeld();
            Files.delete(owner);
            lock.renew();
            assertThat(owner).as("one that is gone was nobody's").exists();
            lock.requireHeld();
            write(ELSEWHERE + "1");
            lock.renew();
            lock.renew();
            assertThatThrownBy(lock::requireHeld).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                    .isEqualTo(FaultCode.LOCKED));
            assertThat(told).hasSize(1);
            assertThat(told.get(0).getMessage()).contains("node7.cluster", "pull of job nightly", "xnatpull resume");
            lock.onLost(told::add);
            assertThat(told).as("told at once, where it is known").hasSize(2);
        }
        assertThat(owner).hasContent(ELSEWHERE + "1");
    }

    @Test
    @DisplayName(
            "B-07 Two processes whose locks do not reach each other and that begin together: one of them is refused")
    void twoThatBeginTogether() throws IOException {
        try (LockProcess one = new LockProcess("without");
                LockProcess other = new LockProcess("without")) {
            for (int round = 0; round < 8; round++) {
                Destination destination = new Destination(directory.resolve("round" + round));
                destination.create();
                one.order(destination.root());
                other.order(destination.root());
                assertThat(List.of(one.answer(), other.answer()))
                        .as("round " + round)
                        .containsExactlyInAnyOrder("held", "refused");
                one.order(destination.root());
                other.order(destination.root());
                assertThat(List.of(one.answer(), other.answer()))
                        .as("later, in round " + round)
                        .containsOnly("refused");
            }
        }
    }

    @Test
    void renewingChangesTheRecord() throws IOException {
        List<Instant> times =
                new ArrayList<>(List.of(Instant.parse("2026-01-01T03:00:30Z"), Instant.parse("2026-01-01T03:00:00Z")));
        Clock moving = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return times.size() > 1 ? times.remove(times.size() - 1) : times.get(0);
            }
        };
        try (LockOwner mine = LockOwner.write(owner, "mine", moving, any -> {})) {
            String first = Files.readString(owner);
            mine.renew();
            assertThat(owner).content().isNotEqualTo(first).contains("renewed=2026-01-01T03:00:30Z");
        }
    }

    private void write(String record) {
        try {
            Files.writeString(owner, record);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
