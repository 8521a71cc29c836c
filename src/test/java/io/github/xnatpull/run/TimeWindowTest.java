package io.github.xnatpull.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.support.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-05T22:00:00Z"));
    private final StopSignal stop = new StopSignal();
    private final Awake timer = new Awake();

    private TimeWindow until(String end) {
        Limits limits = new Limits(
                Optional.empty(),
                false,
                Optional.of(LocalTime.parse(end)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(20));
        return new TimeWindow(limits, stop, RunObserver.NONE, time, timer);
    }

    @Test
    @DisplayName("A run ends when the clock on the wall shows its end")
    void theEndIsKept() throws InterruptedException {
        try (TimeWindow window = until("22:01")) {
            while (!stop.requested()) {
                timer.next();
            }
            assertThat(time.slept()).isEqualTo(Duration.ofMinutes(1));
            assertThat(stop.limit()).contains("its end at 22:01");
        }
    }

    @Test
    @DisplayName(
            "A machine that slept past a run's end, or whose clock was set past it, ends the run within half a minute")
    void aSleepingMachineDoesNotMissTheEnd() throws InterruptedException {
        try (TimeWindow window = until("06:00")) {
            timer.next();
            assertThat(stop.requested()).isFalse();
            time.sleep(Duration.ofHours(9));
            Instant woken = time.instant();
            timer.next();
            assertThat(stop.limit()).contains("its end at 06:00");
            assertThat(Duration.between(woken, time.instant())).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    /** Its delays pass only while the machine is awake: when somebody asks for the next. */
    private final class Awake implements TimeWindow.Timer {
        private final Deque<Duration> delays = new ArrayDeque<>();
        private final Deque<Runnable> actions = new ArrayDeque<>();

        void next() throws InterruptedException {
            time.sleep(delays.remove());
            actions.remove().run();
        }

        @Override
        public void after(Duration delay, Runnable action) {
            delays.add(delay);
            actions.add(action);
        }

        @Override
        public void close() {
            actions.clear();
        }
    }
}
