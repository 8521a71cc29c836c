package io.github.xnatpull.run;

import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.DaemonThreads;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run at its time, and what is in hand when its time for that is over too: from a limit on, whichever it is, nothing
 * new begins, and what is in hand has its grace.
 */
public final class TimeWindow implements AutoCloseable {
    /** A machine that slept, or a clock that was set, is noticed after so long. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Timer timer;
    private final StopSignal stop;
    private final RunObserver observer;
    private final Clock clock;
    private final Duration grace;
    private final AutoCloseable listening;

    public TimeWindow(PullRequest.Limits limits, StopSignal stop, RunObserver observer, Clock clock) {
        this(limits, stop, observer, clock, new OwnThread());
    }

    public TimeWindow(PullRequest.Limits limits, StopSignal stop, RunObserver observer, Clock clock, Timer timer) {
        this.timer = timer;
        this.stop = stop;
        this.observer = observer;
        this.clock = clock;
        this.grace = limits.grace();
        this.listening = stop.whenLimit(this::reached);
        limits.maxDuration()
                .ifPresent(most -> timer.after(
                        most, () -> stop.limitReached("its longest duration (" + Durations.text(most) + ")")));
        limits.until().ifPresent(time -> {
            Instant end = clock.instant().plus(until(time, clock));
            look(end, "its end at " + time);
        });
    }

    /** Does something later, as far as this machine is awake. */
    interface Timer extends AutoCloseable {
        void after(Duration delay, Runnable action);

        @Override
        void close();
    }

    private void look(Instant end, String what) {
        Duration left = Duration.between(clock.instant(), end);
        if (!left.isNegative() && !left.isZero()) {
            timer.after(left.compareTo(LOOK) < 0 ? left : LOOK, () -> look(end, what));
        } else {
            stop.limitReached(what);
        }
    }

    /** Any limit, also one that others watch. */
    private void reached(String what) {
        if (stop.reason().equals(Optional.of(StopSignal.Reason.LIMIT))) {
            observer.notice("The run has reached " + what + ": nothing new begins; what is in hand has at most "
                    + Durations.text(grace) + " to finish (--limit-grace).");
        }
        timer.after(grace, () -> stop.cut(StopSignal.Reason.LIMIT));
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
        try {
            listening.close();
        } catch (Exception e) {
            throw new IllegalStateException("forgetting a listener cannot fail", e);
        } finally {
            timer.close();
        }
    }

    /** The times of day between which runs may go on, through the night too. */
    public static final class Opening {
        private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
        private final PullRequest.Limits limits;
        private final Clock clock;
        private final Sleeper sleeper;
        private final StopSignal stop;
        private final RunObserver observer;
        private String closed = "";

        public Opening(PullRequest.Limits limits, Clock clock, Sleeper sleeper, StopSignal stop, RunObserver observer) {
            this.limits = limits;
            this.clock = clock;
            this.sleeper = sleeper;
            this.stop = stop;
            this.observer = observer;
        }

        /** Whether the run may begin; says why not, and waits where that is asked for. */
        public boolean await() {
            if (isOpen()) {
                return true;
            }
            LocalTime from = limits.from().orElseThrow();
            String window = "The window from " + from + " to " + limits.until().orElseThrow() + " is closed now";
            Duration wait = TimeWindow.until(from, clock);
            if (!limits.waits()) {
                closed = window + " and opens in " + Durations.text(wait)
                        + ": nothing was begun, exit 8. (--outside wait waits for it.)";
                observer.notice(closed);
                return false;
            }
            observer.notice(
                    window + ": waiting " + Durations.text(wait) + " for it to open. (--outside exit exits 8.)");
            return opened(clock.instant().plus(wait));
        }

        /** Why the run may not begin, as it was said; blank where it may. */
        public String closed() {
            return closed;
        }

        private boolean opened(Instant opening) {
            try {
                // In small steps: a laptop that slept, or a clock that was set, must not miss the opening.
                while (clock.instant().isBefore(opening) && !isOpen()) {
                    if (stop.requested()) {
                        return false;
                    }
                    sleeper.sleep(LONGEST_SLEEP);
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private boolean isOpen() {
            if (limits.from().isEmpty() || limits.until().isEmpty()) {
                return true;
            }
            LocalTime from = limits.from().get();
            LocalTime until = limits.until().get();
            LocalTime now = LocalTime.now(clock);
            boolean after = !now.isBefore(from);
            boolean before = now.isBefore(until);
            return from.isBefore(until) ? after && before : after || before;
        }
    }

    private static final class OwnThread implements Timer {
        private final ScheduledExecutorService thread = DaemonThreads.timer("window");

        @Override
        public void after(Duration delay, Runnable action) {
            // In nanoseconds: a rest of less than a millisecond would be looked at without a pause.
            if (!thread.isShutdown()) {
                thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
