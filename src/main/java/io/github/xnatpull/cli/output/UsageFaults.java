package io.github.xnatpull.cli.output;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;

/** Faults of the command line itself. */
public final class UsageFaults {
    private UsageFaults() {}

    /** Something is missing, or does not go together. */
    public static Fault fault(String command, String because, String advice) {
        return Fault.fault(FaultCode.USAGE)
                .advice(advice + " See 'xnatpull help " + command + "'.")
                .because(because);
    }

    /** A flag, or the environment variable behind it, has an unusable value. */
    public static Fault value(String flag, String because) {
        return Fault.fault(FaultCode.CONFIG_INVALID)
                .trying("use " + flag)
                .advice("Correct it.")
                .because(because);
    }
}
