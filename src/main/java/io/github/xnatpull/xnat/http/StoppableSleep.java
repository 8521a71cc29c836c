package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.time.Duration;

/** Waits in small steps, and no longer once the run is asked to stop. */
final class StoppableSleep {
    private final Sleeper sleeper;
    private final StopSignal stop;

    StoppableSleep(Sleeper sleeper, StopSignal stop) {
        this.sleeper = sleeper;
        this.stop = stop;
    }

    /** Waits; throws {@code STOPPED} where the run ends meanwhile. */
    void sleep(Duration duration, String action) {
        try {
            if (!sleeper.sleepUnlessStopped(duration, stop)) {
                throw stopped(action);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(action);
        }
    }

    static Fault stopped(String action) {
        return Fault.fault(FaultCode.STOPPED).trying(action).because("the run was asked to stop");
    }
}
