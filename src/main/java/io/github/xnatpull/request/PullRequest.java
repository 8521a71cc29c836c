package io.github.xnatpull.request;

import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.xnat.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one run is asked to do, whether it came from flags, environment or a job file. Holds no secret.
 *
 * @param jobName names runs; letters, digits, dot, dash and underscore
 * @param server base address, with the context path where there is one
 * @param destination absolute
 * @param state directory or JDBC URL of the state; empty for the destination's own
 * @param limits of this attempt
 * @param lastingLimits of every attempt of the run: without those that a flag or a variable gave to this one
 * @param reportDirectory absolute
 * @param reach what was said about reaching the server, by key, but not how to log in: see {@link Settings#remembered}
 * @param leftOut levels that only the default leaves out: whoever chose levels needs not be told of the others
 * @param knownGaps the file of gaps that are accepted
 */
public record PullRequest(
        String jobName,
        URI server,
        Selection selection,
        Path destination,
        Optional<String> state,
        LayoutSettings layout,
        TransferSettings transfer,
        Load load,
        Limits limits,
        Limits lastingLimits,
        Path reportDirectory,
        Reporting reporting,
        boolean recheck,
        boolean rebind,
        boolean failIfEmpty,
        boolean strictList,
        Map<String, List<String>> reach,
        Set<Level> leftOut,
        Optional<Path> knownGaps) {
    /** A run of an older version remembers less. */
    public PullRequest {
        reach = reach == null ? Map.of() : Map.copyOf(reach);
        lastingLimits = lastingLimits == null ? limits : lastingLimits;
        leftOut = leftOut == null ? Set.of() : Set.copyOf(leftOut);
        knownGaps = knownGaps == null ? Optional.empty() : knownGaps;
    }

    /** The profile through which the server is reached, where there is one. */
    public Optional<String> profile() {
        return reach.getOrDefault(Setting.PROFILE.key(), List.of()).stream().findFirst();
    }

    /** As the run remembers it for its next attempts: limits that were given to this one are not theirs. */
    public PullRequest remembered() {
        return new PullRequest(
                jobName,
                server,
                selection,
                destination,
                state,
                layout,
                transfer,
                load,
                lastingLimits,
                lastingLimits,
                reportDirectory,
                reporting,
                recheck,
                rebind,
                failIfEmpty,
                strictList,
                reach,
                leftOut,
                knownGaps);
    }

    /** The same at another address. */
    public PullRequest at(URI other) {
        return new PullRequest(
                jobName,
                other,
                selection,
                destination,
                state,
                layout,
                transfer,
                load,
                limits,
                lastingLimits,
                reportDirectory,
                reporting,
                recheck,
                rebind,
                failIfEmpty,
                strictList,
                reach,
                leftOut,
                knownGaps);
    }

    /** The same where other levels are left out by the default alone. */
    PullRequest leavingOut(Set<Level> levels) {
        return new PullRequest(
                jobName,
                server,
                selection,
                destination,
                state,
                layout,
                transfer,
                load,
                limits,
                lastingLimits,
                reportDirectory,
                reporting,
                recheck,
                rebind,
                failIfEmpty,
                strictList,
                reach,
                levels,
                knownGaps);
    }

    /** The same with another selection. */
    public PullRequest with(Selection other) {
        return new PullRequest(
                jobName,
                server,
                other,
                destination,
                state,
                layout,
                transfer,
                load,
                limits,
                lastingLimits,
                reportDirectory,
                reporting,
                recheck,
                rebind,
                failIfEmpty,
                strictList,
                reach,
                leftOut,
                knownGaps);
    }

    /**
     * Where files go.
     *
     * @param template preset name or template
     */
    public record LayoutSettings(String template, NameBy nameBy, Archives archives) {}

    /** Whether folders bear labels or accession ids. */
    public enum NameBy {
        LABEL,
        ID
    }

    /** Whether archives are unpacked, kept as they are, or both. */
    public enum Archives {
        UNPACK,
        KEEP,
        BOTH
    }

    /**
     * How much is done at a time.
     *
     * @param bandwidth a rate or timetable, see {@link io.github.xnatpull.support.Bandwidth}; empty for no limit
     */
    public record Load(int transfers, int checkers, int retries, Optional<String> bandwidth) {}

    /**
     * What is told of the run beside its tables.
     *
     * @param html whether there is a report to look at
     * @param prometheus whether metrics stand among the reports
     * @param metricsFile where else metrics go
     * @param strict whether logs and reports hold hashes in place of labels and ids; manifest and ledger hold both always
     */
    public record Reporting(boolean html, boolean prometheus, Optional<Path> metricsFile, boolean strict) {
        /** As usual. */
        public static Reporting standard() {
            return new Reporting(true, false, Optional.empty(), false);
        }
    }

    /**
     * When to end early.
     *
     * @param from wall-clock time of day from which the run may go on; only with {@code until}
     * @param waits whether a run that begins outside these times waits, not exits
     * @param until wall-clock time of day
     * @param maxFailures how many failures end the run; empty for no brake
     * @param grace how long what is in hand may take when one of these is reached
     */
    public record Limits(
            Optional<LocalTime> from,
            boolean waits,
            Optional<LocalTime> until,
            Optional<Duration> maxDuration,
            Optional<ByteSize> maxBytes,
            Optional<FailureLimit> maxFailures,
            Duration grace) {
        /** Long enough for most of what is in hand, short enough for the window's end to mean something. */
        public static final Duration GRACE = Duration.ofMinutes(20);

        public static Limits none() {
            return new Limits(
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    GRACE);
        }
    }
}
