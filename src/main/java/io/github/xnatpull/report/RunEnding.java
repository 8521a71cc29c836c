package io.github.xnatpull.report;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import java.util.Optional;

/**
 * How the attempt that writes the reports is about to end. Bears no text of the fault itself: that may name people.
 *
 * @param fault what ended the attempt before its work was done
 * @param limit the limit that the run reached, for example {@code its limit of bytes (1 GiB)}
 * @param only the list of all that was tried, where that was not all
 * @param listedTo the user to whom the sessions were listed, where the server may have others that it does not list to them
 */
public record RunEnding(
        int exitCode,
        Optional<FaultCode> fault,
        Optional<String> limit,
        Optional<String> only,
        Optional<String> listedTo) {
    /** One of an attempt that was to try all, and to which all sessions were listed. */
    public RunEnding(int exitCode, Optional<FaultCode> fault, Optional<String> limit) {
        this(exitCode, fault, limit, Optional.empty(), Optional.empty());
    }

    /** One that its exit code says all of. */
    public static RunEnding of(int exitCode) {
        return new RunEnding(exitCode, Optional.empty(), Optional.empty());
    }

    /** What attempts end with: the exit code, and why where it does not say that itself. */
    public String word() {
        return "exit " + exitCode + (because().isEmpty() ? "" : ": " + because());
    }

    /** What the run as a whole ended because of; empty where only its resources tell. */
    Optional<FaultCode> code() {
        return switch (exitCode) {
            case ExitCodes.SIGINT, ExitCodes.SIGTERM -> Optional.of(FaultCode.STOPPED);
            case ExitCodes.LIMIT -> Optional.of(FaultCode.LIMIT_REACHED);
            case ExitCodes.EMPTY -> Optional.of(FaultCode.SELECTION_EMPTY);
            default -> fault;
        };
    }

    /** Why something had no turn, as half a sentence: what ended the attempt before, or that it was not to be tried. */
    String withoutTurn() {
        return because().isEmpty()
                ? only.map(list -> "only what " + list + " names was tried").orElse("")
                : because();
    }

    /** To whom the sessions were listed, for the end of a sentence; blank where nobody is hidden any. */
    String asListed() {
        return listedTo.map(user -> ", as the project's listing shows it to " + TextSafety.visible(user, 100))
                .orElse("");
    }

    /** The cause as half a sentence, blank where there is none. */
    public String because() {
        return code().map(code -> switch (code) {
                    case STOPPED -> "the run was asked to stop";
                    case LIMIT_REACHED -> "the run reached " + limit.orElse("a limit");
                    default -> code.summary() + " (" + code.id() + ")";
                })
                .orElse("");
    }
}
