package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether archives are worth asking for. XNAT itself never answers 403, 429 or 503 to an archive alone (contract §6.5,
 * §7.1), but what stands before it may, and let single files pass. Where that persists, a run asks for no more of them.
 */
final class ArchiveRefusals {
    private static final int MOST_IN_A_ROW = 2;
    private static final Set<FaultCode> REFUSALS = EnumSet.of(FaultCode.SERVER_BUSY, FaultCode.AUTH_FORBIDDEN);

    private final Consumer<String> warnings;
    private int inARow;
    private boolean over;

    ArchiveRefusals(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    static boolean isRefusal(Fault fault) {
        return REFUSALS.contains(fault.code());
    }

    synchronized boolean areOver() {
        return over;
    }

    /** An archive was refused whose files came one by one. */
    synchronized void refused(String because) {
        if (!over && ++inARow >= MOST_IN_A_ROW) {
            over = true;
            warnings.accept("Archives are refused, and single files are not (last: " + because
                    + "). For the rest of the run files are asked for one by one, which takes longer.");
        }
    }

    /** An archive was let through. */
    synchronized void came() {
        inARow = 0;
    }
}
