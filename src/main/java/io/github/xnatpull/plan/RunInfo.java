package io.github.xnatpull.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run as the destination knows it.
 *
 * @param request the effective request as JSON, without secrets
 * @param endedAt when the last attempt ended
 * @param exitCode of the last attempt
 * @param successor the run that superseded it, blank if none
 */
public record RunInfo(
        String run,
        String jobName,
        State state,
        String server,
        String serverVersion,
        String request,
        Path reports,
        Instant startedAt,
        Optional<Instant> endedAt,
        OptionalInt exitCode,
        String successor,
        long sessions,
        boolean planFrozen,
        long onlyHere) {

    /** Where a run stands between attempts. */
    public enum State {
        /** Begun, and a resume would go on. */
        OPEN,
        /** All three steps are done. */
        COMPLETED,
        /** A later pull of the same job took over. */
        SUPERSEDED
    }
}
