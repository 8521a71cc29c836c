package io.github.xnatpull.cli;

import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.transfer.TransferSettings.Existing;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How and how long. */
@Command(description = "How and when")
final class TransferFlags {
    @Option(names = "--transfers", paramLabel = "N", description = "Resources at a time (4).")
    Optional<Integer> transfers = Optional.empty();

    @Option(names = "--checkers", paramLabel = "N", description = "Sessions looked at at a time while planning (8).")
    Optional<Integer> checkers = Optional.empty();

    @Option(names = "--retries", paramLabel = "N", description = "How often a request that may work next time is tried (5).")
    Optional<Integer> retries = Optional.empty();

    /** Limits: when one is reached, files in hand are finished and the run can be resumed. */
    @Command(description = "When to stop (files in hand are finished; exit 8, resumable)")
    static final class Limits {
        @Option(names = "--until", paramLabel = "HH:MM", description = "Stop at this time of day.")
        Optional<LocalTime> until = Optional.empty();

        @Option(names = "--max-duration", paramLabel = "TIME", description = "Stop after this time: 6h, 90m.")
        Optional<Duration> maxDuration = Optional.empty();

        @Option(names = "--max-bytes", paramLabel = "SIZE", description = "Stop after so many bytes: 500G.")
        Optional<ByteSize> maxBytes = Optional.empty();

        @Option(names = "--on-failure", paramLabel = "continue|stop", description = "Go on after a failure (default), or stop at the first.")
        Optional<Converters.OnFailure> onFailure = Optional.empty();

        @Option(names = "--max-failures", paramLabel = "N|P%", description = "Stop after so many failures, or this part of the plan.")
        Optional<FailureLimit> maxFailures = Optional.empty();
    }

    /** What is done about what is here already. */
    @Command(description = "What is here already")
    static final class Reuse {
        @Option(
                names = "--existing",
                paramLabel = "WORD",
                description = "verify (default): look at each file; rehash: hash each; replace: overwrite what differs; keep: do not look.")
        Optional<Existing> existing = Optional.empty();

        @Option(names = "--recheck", description = "Compare every resource file by file with the server, changed or not.")
        boolean recheck;

        @Option(names = "--rebind", description = "Use a destination that belongs to another server, layout or naming.")
        boolean rebind;
    }

    /** What counts as an error. */
    @Command(description = "Safety")
    static final class Safety {
        @Option(names = "--fail-if-empty", description = "Exit 6 when nothing is selected.")
        boolean failIfEmpty;

        @Option(names = "--strict-list", description = "Exit 2 before anything is pulled when a row of a list matches nothing.")
        boolean strictList;
    }
}
