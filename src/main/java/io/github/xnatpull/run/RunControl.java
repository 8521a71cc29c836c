package io.github.xnatpull.run;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.StopSignal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How a running attempt ends early. Spring Batch stores and prints the exceptions that steps throw; so that no label and
 * no path gets there, the fault itself stays here and steps throw a {@link RunEnded} that only bears its code.
 */
public final class RunControl {
    private final StopSignal stop;
    private final AtomicReference<Fault> fatal = new AtomicReference<>();
    private final Map<Long, Outcome> atEnd = new ConcurrentHashMap<>();
    private final AtomicBoolean stoppedShort = new AtomicBoolean();

    public RunControl(StopSignal stop) {
        this.stop = stop;
    }

    public StopSignal stop() {
        return stop;
    }

    /** The first fault that ended the attempt. */
    public Optional<Fault> fatal() {
        return Optional.ofNullable(fatal.get());
    }

    /** Ends the attempt because of what befell a resource, which stands in the reports even where no state can be written. */
    public RunEnded end(PlanItem item, Outcome failed, Fault fault) {
        atEnd.put(item.number(), failed);
        return end(fault);
    }

    /** What became of the resources at which the attempt ended, by their numbers in the plan. */
    public Map<Long, Outcome> atEnd() {
        return atEnd;
    }

    /** Notes that a stop keeps something from being tried. */
    public void stoppedShort() {
        stoppedShort.set(true);
    }

    /** Whether a stop kept something from being tried. */
    boolean isStoppedShort() {
        return stoppedShort.get();
    }

    /** Ends the attempt because of this: everything in hand is cut, nothing new begins. */
    public RunEnded end(Fault fault) {
        if (fault.kind() != FaultKind.INTERRUPTED) {
            fatal.compareAndSet(null, fault);
            stop.cut(StopSignal.Reason.FAULT);
        }
        return new RunEnded(fault.code().id());
    }

    /**
     * Whether this is what a stop does to work in hand, and no reason of its own: connections that are cut look like a
     * server that is ill. A full disk or a refused login is told, stop or not.
     */
    public boolean isOfTheStop(Fault fault) {
        return fault.kind() == FaultKind.INTERRUPTED || stop.requested() && fault.kind() == FaultKind.SERVER_TRANSIENT;
    }

    /** Thrown to Spring Batch in place of a fault. */
    public static final class RunEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RunEnded(String code) {
            super(code, null, false, false);
        }
    }
}
