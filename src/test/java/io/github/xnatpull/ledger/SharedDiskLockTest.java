package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void noRecordAndOnesOwnNeedNoWaiting() throws IOException {
        try (DestinationLock lock = take(slept::add)) {
            assertThat(owner).exists();
        }
        LockOwner.write(owner, "an earlier one that was killed", clock, false);
        try (DestinationLock lock = take(slept::add)) {
            assertThat(slept).isEmpty();
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
        try (LockOwner mine = LockOwner.write(owner, "mine", moving, true)) {
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
