package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant BEGUN = Instant.parse("2026-03-29T00:59:00Z");

    private Instant wall = BEGUN;
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Clock clock = SteadyClock.of(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return wall;
                }
            },
            nanos::get);

    @Test
    @DisplayName("B-14: Where the clock is set back an hour, a run of ten minutes has lasted ten minutes")
    void timeNeverGoesBack() {
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        wall = BEGUN.plus(Duration.ofMinutes(10)).minus(Duration.ofHours(1));
        assertThat(Duration.between(BEGUN, clock.instant())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void jumpsForwardAreFollowed() {
        wall = BEGUN.plus(Duration.ofHours(8));
        assertThat(clock.instant()).isEqualTo(BEGUN.plus(Duration.ofHours(8)));
    }
}
