package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.support.Bandwidth;
import io.github.xnatpull.support.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final long MIB = 1 << 20;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-05T18:59:00Z"));
    private final StopSignal stop = new StopSignal();
    private final List<OptionalLong> told = new ArrayList<>();

    private Throttle throttle(String text) {
        return new Throttle(Bandwidth.parse(text), time, time::nanos, time, stop, told::add);
    }

    /** Reads as fast as the throttle lets it; the bytes that came within this time. */
    private long bytesWithin(Throttle throttle, Duration length) throws InterruptedException {
        long end = time.nanos() + length.toNanos();
        long bytes = 0;
        while (time.nanos() < end) {
            int granted = throttle.take(131_072);
            int came = Math.min(granted, 60_000);
            throttle.giveBack(granted - came);
            bytes += came;
            // A fast network, or a limit that is off: still some time passes.
            time.sleep(Duration.ofNanos(100_000));
        }
        return bytes;
    }

    @ParameterizedTest(name = "B-31 the rate is kept within a tenth over a minute: {0}")
    @ValueSource(strings = {"10k", "512k", "2M", "50M"})
    void theRateIsKept(String rate) throws InterruptedException {
        Throttle throttle = throttle(rate);
        long perSecond = Bandwidth.parse(rate).at(java.time.LocalDateTime.MIN).orElseThrow();
        assertThat(bytesWithin(throttle, Duration.ofMinutes(1))).isCloseTo(60 * perSecond, within(6 * perSecond));
    }

    @Test
    @DisplayName("B-31 a change of the timetable holds within five seconds, in both directions")
    void theTimetableChangesMeanwhile() throws InterruptedException {
        Throttle throttle = throttle("08:00,1M 19:00,10M 19:01,100k");
        assertThat(bytesWithin(throttle, Duration.ofSeconds(55))).isCloseTo(55 * MIB, within(6 * MIB));
        bytesWithin(throttle, Duration.ofSeconds(10));
        assertThat(bytesWithin(throttle, Duration.ofSeconds(50))).isCloseTo(500 * MIB, within(50 * MIB));
        bytesWithin(throttle, Duration.ofSeconds(10));
        assertThat(bytesWithin(throttle, Duration.ofSeconds(30))).isCloseTo(3_072_000L, within(307_200L));
        assertThat(told).containsExactly(OptionalLong.of(MIB), OptionalLong.of(10 * MIB), OptionalLong.of(102_400));
    }

    @Test
    void whoeverWaitsIsLetGoWhenTheRunIsCut() throws InterruptedException {
        Throttle throttle = throttle("1B");
        throttle.take(512);
        stop.cut(StopSignal.Reason.SIGTERM);
        assertThat(throttle.take(512)).isEqualTo(1);
        assertThat(time.slept()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void withoutALimitNothingWaits() throws InterruptedException {
        assertThat(throttle("off").take(131_072)).isEqualTo(131_072);
        assertThat(time.slept()).isZero();
        assertThat(told).isEmpty();
    }
}
