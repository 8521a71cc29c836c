package io.github.xnatpull.run;

import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/** The times of day between which runs may go on, through the night too. */
public final class OpeningHours {
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private final PullRequest.Limits limits;
    private final Clock clock;
    private final Sleeper sleeper;
    private final StopSignal stop;
    private final RunObserver observer;
    private String closed = "";

    public OpeningHours(
            PullRequest.Limits limits, Clock clock, Sleeper sleeper, StopSignal stop, RunObserver observer) {
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
        observer.notice(window + ": waiting " + Durations.text(wait) + " for it to open. (--outside exit exits 8.)");
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
