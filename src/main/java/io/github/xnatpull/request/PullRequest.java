package io.github.xnatpull.request;

import io.github.xnatpull.selection.Recheck;
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
 */
public record PullRequest(
        String jobName,
        Site site,
        Choice choice,
        Place place,
        LayoutSettings layout,
        TransferSettings transfer,
        Load load,
        LimitPair limits,
        Reporting reporting,
        Strictness strictness) {
    /** What is selected. */
    public Selection selection() {
        return choice.selection();
    }

    /** As the run remembers it for its next attempts: limits that were given to this one are not theirs. */
    public PullRequest remembered() {
        return new PullRequest(
                jobName,
                site,
                choice,
                place,
                layout,
                transfer,
                load,
                LimitPair.ofBoth(limits.ofRun()),
                reporting,
                strictness);
    }

    /** The same at another address. */
    public PullRequest at(URI other) {
        return with(site.at(other));
    }

    /** The same of another site. */
    PullRequest with(Site other) {
        return new PullRequest(jobName, other, choice, place, layout, transfer, load, limits, reporting, strictness);
    }

    /** The same with another choice. */
    PullRequest with(Choice other) {
        return new PullRequest(jobName, site, other, place, layout, transfer, load, limits, reporting, strictness);
    }

    /** The same with another selection. */
    public PullRequest with(Selection other) {
        return with(new Choice(other, choice.leftOut()));
    }

    /**
     * Where data come from.
     *
     * @param address base address of the server, with the context path where there is one
     * @param reach what was said about reaching it, by key, but not how to log in: see {@link Settings#remembered}
     */
    public record Site(URI address, Map<String, List<String>> reach) {
        /** Takes a copy. */
        public Site {
            reach = Map.copyOf(reach);
        }

        /** The profile through which the server is reached, where there is one. */
        public Optional<String> profile() {
            return reach.getOrDefault(Setting.PROFILE.key(), List.of()).stream().findFirst();
        }

        /** The same at another address. */
        Site at(URI other) {
            return new Site(other, reach);
        }
    }

    /**
     * What is pulled.
     *
     * @param leftOut levels that only the default leaves out: whoever chose levels needs not be told of the others
     */
    public record Choice(Selection selection, Set<Level> leftOut) {
        /** Takes a copy. */
        public Choice {
            leftOut = Set.copyOf(leftOut);
        }

        /** The same where other levels are left out by the default alone. */
        Choice leavingOut(Set<Level> levels) {
            return new Choice(selection, levels);
        }
    }

    /**
     * Where data go, and where the state is that tells what landed there.
     *
     * @param destination absolute
     * @param state directory or JDBC URL of the state; empty for the destination's own
     * @param rebind whether the destination may belong to another server, layout or naming
     */
    public record Place(Path destination, Optional<String> state, boolean rebind) {}

    /**
     * How closely one looks at what is there and at what is missing.
     *
     * @param recheck how much of what looks unchanged is compared with the server's listings
     * @param failIfEmpty whether a run that selects nothing fails
     * @param strictList whether a row of a list that means nothing ends the run before anything is pulled
     * @param knownGaps the file of gaps that are accepted
     * @param maxShrink how many percent of a project may be gone since the last run
     */
    public record Strictness(
            Recheck recheck, boolean failIfEmpty, boolean strictList, Optional<Path> knownGaps, int maxShrink) {
        private static final int MOST_GONE = 20;

        /** As usual. */
        public static Strictness standard() {
            return new Strictness(Recheck.standard(), false, false, Optional.empty(), MOST_GONE);
        }

        /** The same with another file of known gaps. */
        Strictness accepting(Optional<Path> gaps) {
            return new Strictness(recheck, failIfEmpty, strictList, gaps, maxShrink);
        }
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
     * What is told of the run, and where.
     *
     * @param directory absolute
     * @param html whether there is a report to look at
     * @param prometheus whether metrics stand among the reports
     * @param metricsFile where else metrics go
     * @param strict whether logs and reports hold hashes in place of labels and ids; manifest and ledger hold both always
     */
    public record Reporting(
            Path directory, boolean html, boolean prometheus, Optional<Path> metricsFile, boolean strict) {
        /** As usual. */
        public static Reporting standard(Path directory) {
            return new Reporting(directory, true, false, Optional.empty(), false);
        }
    }

    /**
     * When to end early: this attempt, and every attempt.
     *
     * @param ofAttempt those of this attempt
     * @param ofRun those of every attempt of the run: without what a flag or a variable gave to this one
     */
    public record LimitPair(Limits ofAttempt, Limits ofRun) {
        /** This attempt ends as every other does. */
        public static LimitPair ofBoth(Limits limits) {
            return new LimitPair(limits, limits);
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
