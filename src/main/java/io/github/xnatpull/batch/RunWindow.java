package io.github.xnatpull.batch;

import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a run at its time: files in hand are finished, nothing new begins. */
final class RunWindow implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "window");
        thread.setDaemon(true);
        return thread;
    });

    RunWindow(PullRequest.Limits limits, StopSignal stop, RunObserver observer, Clock clock) {
        limits.maxDuration()
                .ifPresent(most -> end(most, "its longest duration (" + Durations.text(most) + ")", stop, observer));
        limits.until().ifPresent(time -> end(until(time, clock), "its end at " + time, stop, observer));
    }

    private void end(Duration after, String what, StopSignal stop, RunObserver observer) {
        timer.schedule(
                () -> {
                    observer.notice(
                            "The run has reached " + what + ": finishing what is in hand; 'xnatpull resume' goes on.");
                    stop.limitReached(what);
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** To the next time that the wall clock shows this: through the night, and over a change to summer time. */
    static Duration until(LocalTime time, Clock clock) {
        LocalDateTime now = LocalDateTime.now(clock);
        LocalDateTime end = now.toLocalTime().isBefore(time)
                ? now.toLocalDate().atTime(time)
                : now.toLocalDate().plusDays(1).atTime(time);
        return Duration.between(clock.instant(), end.atZone(clock.getZone()).toInstant());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
