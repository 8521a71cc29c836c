package io.github.xnatpull.report;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunRecords.Attempt;
import io.github.xnatpull.plan.RunRecords.RunFacts;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run in numbers, over all its attempts.
 *
 * @param resources plan items by status; every status has a number
 * @param files proven on disk now, of the run's plan
 * @param bytes proven on disk now, of the run's plan
 * @param looks how closely they were looked at
 * @param sessionCounts the selected sessions
 * @param causes why resources are not complete, the most frequent first
 * @param unmatched what the user named and nothing on the server answers to, without known gaps
 * @param knownGaps what is missing and accepted as that
 * @param shrunk projects of which much less is selected than in the run before
 * @param endedAt when the last attempt ended, or now while it still runs
 */
public record RunSummary(
        RunFacts facts,
        Map<Status, Long> resources,
        long files,
        long bytes,
        Looks looks,
        Sessions sessionCounts,
        List<Cause> causes,
        Unmatched unmatched,
        KnownGapCounts knownGaps,
        List<ShrunkProject> shrunk,
        Instant endedAt) {
    /**
     * How closely resources were looked at: words are as strong as that.
     *
     * @param compared of the unchanged ones, those whose files were compared with the server's listing, one by one; of the
     *     others the server states the counts and sizes of before
     * @param comparedBySize of these, those with a file of which the server lists no MD5: a change of equal size does not show
     * @param bySize complete ones with a file of which nothing but the size is known to be right
     * @param unproven complete ones with a file of which not even that is known
     * @param oldest how long ago the unchanged one was compared file by file that was so longest ago; empty where there is none
     */
    public record Looks(long compared, long comparedBySize, long bySize, long unproven, Optional<Duration> oldest) {
        /** What is said behind a number of unchanged resources. */
        String ofUnchanged(long unchanged) {
            String stated = "by the counts and sizes that the server states";
            if (compared == 0) {
                return " (" + stated + "; none compared file by file" + age() + ")";
            }
            String weaker = comparedBySize == 0 ? "" : ", by size at most: " + Plural.of(comparedBySize, "resource");
            return compared >= unchanged
                    ? " (compared file by file" + weaker + ")"
                    : " (" + Plural.number(compared) + " compared file by file" + weaker + ", the others " + stated
                            + age() + ")";
        }

        private String age() {
            return oldest.filter(age -> age.toDays() > 0)
                    .map(age -> "; the oldest such look is " + Durations.text(age) + " old")
                    .orElse("");
        }
    }

    /**
     * What the user named and nothing on the server answers to.
     *
     * @param count all of them
     * @param inLists those that are rows of lists
     * @param examples the first few, in words
     * @param blankValues how many scans are left out as a value of theirs is blank, by the name of that value
     */
    public record Unmatched(long count, long inLists, List<String> examples, Map<String, Long> blankValues) {
        static final Unmatched NONE = new Unmatched(0, 0, List.of(), Map.of());
    }

    /** How many names, or rows of lists, nothing on the server answers to. */
    public long unmatchedRows() {
        return unmatched.count();
    }

    /**
     * What the user accepts as missing.
     *
     * @param file that says so; blank where there is none
     * @param resources that lack something, or all
     * @param rows names, and rows of lists, that nothing on the server answers to
     */
    public record KnownGapCounts(String file, long resources, long rows) {
        public long all() {
            return resources + rows;
        }

        /** For example {@code 2 resources, 1 unmatched row}. */
        String words() {
            return rows == 0
                    ? Plural.of(resources, "resource")
                    : (resources == 0 ? "" : Plural.of(resources, "resource") + ", ")
                            + Plural.of(rows, "unmatched row");
        }
    }

    /**
     * Selected sessions.
     *
     * @param complete those of which nothing is missing
     * @param accepted those of which nothing is missing but known gaps
     * @param empty those of the complete ones of which nothing is selected
     * @param unplanned those that nobody looked at, as the run ended before
     */
    public record Sessions(long all, long complete, long accepted, long empty, long unplanned) {}

    public long completeSessions() {
        return sessionCounts.complete();
    }

    /** The same, with the end of the attempt that is about to end. */
    RunSummary closed(RunEnding ending) {
        List<Attempt> attempts = facts.attempts().stream()
                .map(attempt -> attempt.endedAt().isPresent()
                        ? attempt
                        : new Attempt(attempt.startedAt(), Optional.of(endedAt), ending.word()))
                .toList();
        return new RunSummary(
                facts.with(attempts),
                resources,
                files,
                bytes,
                looks,
                sessionCounts,
                causes,
                unmatched,
                knownGaps,
                shrunk,
                endedAt);
    }

    /**
     * A fault code with its count.
     *
     * @param code its id
     * @param examples the first few resources, by accession id
     */
    public record Cause(String code, long count, List<String> examples) {}

    public long count(Status status) {
        return resources.getOrDefault(status, 0L);
    }

    /** Every plan item. */
    public long planned() {
        return resources.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Plan items of which something is missing that nobody accepted, or that were not looked at. */
    public long missing() {
        return resources.entrySet().stream()
                .filter(entry -> !entry.getKey().isComplete())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public boolean isComplete() {
        return facts.planned().frozen() && missing() == 0 && unmatchedRows() == 0 && shrunk.isEmpty();
    }

    /** Whether the run brought nothing because nothing was new. */
    public boolean isNothingNew() {
        long unchanged = count(Status.UNCHANGED);
        return isComplete()
                && unchanged > 0
                && planned() == unchanged + count(Status.KNOWN_GAP)
                && facts.bytesMoved() == 0;
    }

    /** The time spent in attempts; what lies between them does not count. Never negative, whatever the clock did. */
    public Duration active() {
        return facts.attempts().stream()
                .map(attempt ->
                        Duration.between(attempt.startedAt(), attempt.endedAt().orElse(endedAt)))
                .filter(length -> !length.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Bytes per second over the active time, where that can be said. */
    public Optional<Long> rate() {
        long millis = active().toMillis();
        return millis == 0 || facts.bytesMoved() == 0
                ? Optional.empty()
                : Optional.of((long) (facts.bytesMoved() * 1000.0 / millis));
    }
}
