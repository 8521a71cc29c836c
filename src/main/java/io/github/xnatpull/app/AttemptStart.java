package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.run.TimeWindow;
import io.github.xnatpull.support.Sleeper;
import java.util.function.Supplier;

/** The start of an attempt, of a new run or of one that goes on: it waits for its time window, and may be stopped before it begins. */
final class AttemptStart {
    private final RunContext context;
    private final RunControl control;

    AttemptStart(RunContext context) {
        this.context = context;
        this.control = new RunControl(context.stop());
    }

    RunControl control() {
        return control;
    }

    /**
     * Runs an attempt once its window is open, and writes its metrics, however it ends.
     *
     * @param name of the run, or of its job where it has none yet
     */
    PullResult begin(String name, PullRequest request, Supplier<PullResult> attempt) {
        return new RunMetrics(request, context.observer(), context.clock())
                .around(() -> unlessStopped(name, () -> inWindow(name, request, attempt)));
    }

    private PullResult inWindow(String name, PullRequest request, Supplier<PullResult> attempt) {
        TimeWindow.Opening opening = new TimeWindow.Opening(
                request.limits().ofAttempt(), context.clock(), Sleeper.REAL, context.stop(), context.observer());
        return opening.await() ? attempt.get() : notBegun(name, opening.closed());
    }

    /** A stop before an attempt begins has the exit code of what asked for it, like any other. */
    private PullResult unlessStopped(String name, Supplier<PullResult> work) {
        try {
            return work.get();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.STOPPED && control.fatal().isPresent()) {
                throw control.fatal().get();
            }
            if (fault.code() != FaultCode.STOPPED || !context.stop().requested()) {
                throw fault;
            }
            String words = "Asked to stop before anything was pulled.";
            context.observer().notice(words);
            return notBegun(name, words);
        }
    }

    private PullResult notBegun(String name, String why) {
        return PullResult.notBegun(RunVerdict.ofNotBegun(context.stop()), name, why);
    }
}
