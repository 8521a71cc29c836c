package io.github.xnatpull.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.support.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimeWindowOpeningTest {
    private final VirtualTime noon = new VirtualTime(Instant.parse("2026-01-05T12:00:00Z"));
    private final StopSignal stop = new StopSignal();
    private final List<String> told = new ArrayList<>();

    private boolean opens(String from, String until, boolean waits) {
        Limits limits = new Limits(
                Optional.of(LocalTime.parse(from)),
                waits,
                Optional.of(LocalTime.parse(until)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Limits.GRACE);
        RunObserver observer = new RunObserver() {
            @Override
            public void notice(String text) {
                told.add(text);
            }
        };
        return new TimeWindow.Opening(limits, noon, noon, stop, observer).await();
    }

    @Test
    void anOpenWindowIsPassedWithoutAWord() {
        assertThat(opens("08:00", "18:00", false)).isTrue();
        assertThat(opens("11:00", "06:00", false)).as("through the night").isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("B-86 a window closed at the start: nothing begins, and why is said")
    void aClosedWindowEndsTheRun() {
        assertThat(opens("20:00", "06:00", false)).isFalse();
        assertThat(told)
                .containsExactly("The window from 20:00 to 06:00 is closed now and opens in 8 h: nothing was begun,"
                        + " exit 8. (--outside wait waits for it.)");
    }

    @Test
    @DisplayName("B-86 a window closed at the start: the run waits for it where that is asked for")
    void aClosedWindowIsWaitedFor() {
        assertThat(opens("20:00", "06:00", true)).isTrue();
        assertThat(noon.slept()).isEqualTo(Duration.ofHours(8));
        assertThat(told).singleElement().asString().contains("waiting 8 h for it to open");
    }

    @Test
    void whoeverWaitsCanBeStopped() {
        stop.request(StopSignal.Reason.SIGTERM);
        assertThat(opens("20:00", "06:00", true)).isFalse();
        assertThat(noon.slept()).isZero();
    }
}
