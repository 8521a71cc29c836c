package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whether archives are worth asking for. XNAT itself never answers 403, 429 or 503 to an archive alone (contract §6.5,
 * §7.1), but what stands before it may, and let single files pass. Where that persists, a run asks for one now and then.
 */
final class ArchiveRefusals {
    static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int MOST_IN_A_ROW = 2;
    /** How an archive fails that the server, or a proxy before it, takes too long to make. */
    private static final Set<FaultCode> TRANSPORT = EnumSet.of(FaultCode.CONNECTION_LOST, FaultCode.STALLED);

    private static final Set<FaultCode> REFUSALS = EnumSet.of(FaultCode.SERVER_BUSY, FaultCode.AUTH_FORBIDDEN);

    private final LongSupplier nanos;
    private final Consumer<String> warnings;
    private static final Set<FaultCode> TOO_MUCH =
            EnumSet.of(FaultCode.CONNECTION_LOST, FaultCode.STALLED, FaultCode.SERVER_ERROR);
    private static final int FAILURES = 3;

    private int failures;
    private long smallest = Long.MAX_VALUE;
    private long lastFailed;
    private int inARow;
    private long lastNoted;
    private boolean over;

    /** @param nanos a clock that never jumps */
    ArchiveRefusals(LongSupplier nanos, Consumer<String> warnings) {
        this.nanos = nanos;
        this.warnings = warnings;
    }

    /** Whether an archive fails so that is too much for the server, or for a proxy before it, to make. */
    static boolean isTooMuch(FaultCode code) {
        return TOO_MUCH.contains(code);
    }

    /** An archive of so many bytes failed whose files came one by one. */
    synchronized void failed(long bytes, String because) {
        smallest = Math.min(smallest, bytes);
        lastFailed = nanos.getAsLong();
        if (++failures == FAILURES) {
            warnings.accept("Archives fail, and single files do not (last: " + because + "). Resources "
                    + (smallest == Long.MAX_VALUE ? "of unknown size" : "from " + new ByteSize(smallest / 2) + " on")
                    + " are asked for file by file, which takes longer; an archive is"
                    + " tried again after " + Durations.text(PAUSE) + ".");
        }
    }

    /** Whether an archive of so many bytes would fail as others did. */
    synchronized boolean isTooLarge(long bytes) {
        return failures >= FAILURES && bytes >= smallest / 2 && nanos.getAsLong() - lastFailed < PAUSE.toNanos();
    }

    /** The same; after a while it lets one through, to see whether it is still so. */
    synchronized boolean holdsBack(long bytes) {
        if (isTooLarge(bytes)) {
            return true;
        }
        if (failures >= FAILURES && bytes >= smallest / 2) {
            lastFailed = nanos.getAsLong();
        }
        return false;
    }

    /** An archive of so many bytes came whole. */
    synchronized void succeeded(long bytes) {
        if (bytes >= smallest / 2) {
            failures = 0;
            smallest = Long.MAX_VALUE;
        }
    }

    /** Why an archive was refused that was asked for then. */
    record Refusal(long begun, String because) {}

    /** Whether the way broke on which an archive comes, so that another would hardly come either. */
    static boolean isOfTransport(Fault fault) {
        return TRANSPORT.contains(fault.code());
    }

    /** Whether single files may still come where the archive does not. */
    static boolean leavesSingles(Fault fault) {
        if (TransferContext.endsRun(fault)) {
            return false;
        }
        if (isRefusal(fault)) {
            return true;
        }
        return switch (fault.kind()) {
            case DATA, SERVER_PERMANENT -> true;
            // A server that is away altogether says so with SERVER_AWAY, after very few requests.
            case SERVER_TRANSIENT ->
                fault.code() == FaultCode.SERVER_ERROR
                        || fault.code() == FaultCode.REPLY_UNEXPECTED
                        || isOfTransport(fault);
            case USER -> fault.code() == FaultCode.NOT_FOUND;
            case AUTH, LOCAL, INTERRUPTED, INTERNAL -> false;
        };
    }

    private static boolean isRefusal(Fault fault) {
        return REFUSALS.contains(fault.code());
    }

    static Optional<Refusal> of(Fault fault, long begun) {
        return isRefusal(fault) ? Optional.of(new Refusal(begun, fault.because())) : Optional.empty();
    }

    /** For a while only: what refuses them may be gone in a run of days. */
    synchronized boolean areOver() {
        return over && nanos.getAsLong() - lastNoted < PAUSE.toNanos();
    }

    /** An archive was refused whose files came one by one. */
    synchronized void refused(Refusal refusal) {
        // What was asked for before may be of the same burst: several transfers that meet it are one sign, not many.
        if (inARow > 0 && refusal.begun() - lastNoted < 0) {
            return;
        }
        lastNoted = nanos.getAsLong();
        if (++inARow >= MOST_IN_A_ROW && !over) {
            over = true;
            warnings.accept("Archives are refused, and single files are not (last: " + refusal.because()
                    + "). Files are asked for one by one, which takes longer; an archive is tried again after "
                    + Durations.text(PAUSE) + ".");
        }
    }

    /** An archive was let through. */
    synchronized void came() {
        inARow = 0;
        over = false;
    }
}
