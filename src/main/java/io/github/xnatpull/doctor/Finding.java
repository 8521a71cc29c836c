package io.github.xnatpull.doctor;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param found the facts, half a sentence without a full stop
 * @param meaning what follows from it, a sentence or blank
 * @param advice what to do, full sentences or blank
 * @param code of the failure, where there is one
 */
public record Finding(String found, State state, String meaning, String advice, Optional<FaultCode> code) {
    /** How it went. */
    public enum State {
        OK,
        /** It will work, but not as well as it could. */
        WARNING,
        FAILED,
        /** It could not be looked at. */
        SKIPPED
    }

    public static Finding ok(String found) {
        return new Finding(found, State.OK, "", "", Optional.empty());
    }

    public static Finding warning(String found, String meaning, String advice) {
        return new Finding(found, State.WARNING, meaning, advice, Optional.empty());
    }

    public static Finding skipped(String because) {
        return new Finding(because, State.SKIPPED, "", "", Optional.empty());
    }

    /** A fault, as a pull would have met it. */
    public static Finding failed(Fault fault) {
        String tried = fault.action().isEmpty() ? "" : "tried to " + fault.action() + ", but ";
        // Nothing runs yet that could go on or be resumed.
        boolean ofRuns = fault.meaning().isEmpty() || fault.meaning().startsWith("The run");
        String advice = fault.advice()
                .replaceAll(",? then run 'xnatpull resume'", "")
                .replaceAll("; a run goes on with 'xnatpull resume'| \\(a run with 'xnatpull resume'\\)", "")
                .replaceAll("[Rr]un 'xnatpull resume'", "Try again later");
        return new Finding(
                tried + fault.because(),
                State.FAILED,
                (ofRuns ? "A pull would end here" : fault.meaning()) + ".",
                advice,
                Optional.of(fault.code()));
    }

    /** The same fault where a pull could do without. */
    static Finding warning(Fault fault, String meaning) {
        Finding failed = failed(fault);
        return warning(failed.found(), meaning, failed.advice());
    }

    /** Whether what needs this can be looked at. */
    boolean isGood() {
        return state == State.OK || state == State.WARNING;
    }
}
