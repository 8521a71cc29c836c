package io.github.xnatpull.app;

import io.github.xnatpull.logging.LogObserver;
import io.github.xnatpull.plan.Observers;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.util.function.IntFunction;

/**
 * What a run has from outside, beside its request.
 *
 * @param retries the schedule of tries for bodies that break, from how often at most
 * @param observer is told what the run does
 * @param stop asks the run to end early
 */
public record RunContext(
        Server.Connector connector,
        IntFunction<RetrySchedule> retries,
        RunObserver observer,
        StopSignal stop,
        Clock clock) {
    /** The same, with the log told too, and the observer when a stop is asked for. */
    RunContext watched() {
        RunObserver both = new Observers(observer, new LogObserver());
        stop.whenRequested(both::stopping);
        return new RunContext(connector, retries, both, stop, clock);
    }
}
