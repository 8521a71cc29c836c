package io.github.xnatpull.report;

import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.plan.RunRecords.RunFacts;
import io.github.xnatpull.plan.RunRecords.SessionRecord;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.report.RunSummary.Cause;
import io.github.xnatpull.report.RunSummary.KnownGapCounts;
import io.github.xnatpull.report.RunSummary.Looks;
import io.github.xnatpull.report.RunSummary.Sessions;
import io.github.xnatpull.report.RunSummary.Unmatched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts rows as they pass by. Grows with the number of fault codes, not with that of rows. */
final class RunTally {
    private static final int EXAMPLES = 3;
    private static final int UNMATCHED_SHOWN = 5;

    /** What was not compared file by file, or had no turn. */
    private static final Set<Action> BY_HINTS_ONLY = Set.of(Action.UNCHANGED, Action.COMPARE);

    private final Map<Status, Long> resources = new EnumMap<>(Status.class);
    private final Map<String, Long> causes = new TreeMap<>();
    private final Map<String, List<String>> examples = new TreeMap<>();
    private long files;
    private long bytes;
    private long compared;
    private long comparedBySize;
    private Optional<Instant> oldest = Optional.empty();
    private long bySize;
    private long unproven;
    private long sessions;
    private long completeSessions;
    private long emptySessions;
    private long unplannedSessions;
    private long unmatchedRows;
    private long unmatchedInLists;
    private final List<String> unmatchedExamples = new ArrayList<>();

    private final KnownGaps gaps;
    private final List<ShrunkProject> shrunk = new ArrayList<>();
    private long acceptedRows;
    private long acceptedSessions;

    RunTally() {
        this(KnownGaps.NONE);
    }

    RunTally(KnownGaps gaps) {
        this.gaps = gaps;
        for (Status status : Status.values()) {
            resources.put(status, 0L);
        }
    }

    void add(ResourceRecord row) {
        resources.merge(row.status(), 1L, Long::sum);
        files += row.landed().map(LedgerRow::extent).map(Extent::files).orElse(0L);
        bytes += row.landed().map(LedgerRow::extent).map(Extent::bytes).orElse(0L);
        boolean byHints = BY_HINTS_ONLY.contains(row.item().action());
        if (row.status() == Status.UNCHANGED && !byHints) {
            compared++;
            comparedBySize += hasUnlistedDigest(row) ? 1 : 0;
        }
        if (row.status() == Status.UNCHANGED) {
            row.landed()
                    .map(LedgerRow::checkedAt)
                    .filter(then -> oldest.isEmpty() || then.isBefore(oldest.get()))
                    .ifPresent(then -> oldest = Optional.of(then));
        }
        Optional<Proof> proof = row.landed()
                .map(LedgerRow::extent)
                .filter(extent -> extent.files() > 0 && row.status().isComplete())
                .map(Extent::proof);
        bySize += proof.filter(Proof.SIZE::equals).isPresent() ? 1 : 0;
        unproven += proof.filter(Proof.NONE::equals).isPresent() ? 1 : 0;
        if (!row.code().isEmpty() && !row.status().isComplete()) {
            causes.merge(row.code(), 1L, Long::sum);
            List<String> shown = examples.computeIfAbsent(row.code(), code -> new ArrayList<>(EXAMPLES));
            if (shown.size() < EXAMPLES) {
                shown.add(row.item().display());
            }
        }
    }

    /** Nothing but a digest that the server lists makes this proof of a file. */
    private static boolean hasUnlistedDigest(ResourceRecord row) {
        return row.landed()
                .map(LedgerRow::extent)
                .filter(extent -> extent.files() > 0 && extent.proof() != Proof.MD5)
                .isPresent();
    }

    void add(SessionRecord row) {
        sessions++;
        boolean complete = SessionsWriter.isComplete(row);
        completeSessions += complete && row.counts().knownGaps() == 0 ? 1 : 0;
        acceptedSessions += complete && row.counts().knownGaps() > 0 ? 1 : 0;
        emptySessions += row.isPlanned() && row.counts().planned() == 0 ? 1 : 0;
        unplannedSessions += row.isPlanned() ? 0 : 1;
    }

    void add(RunRecords.UnmatchedRow row) {
        if (gaps.accepts(row.asUnmatched())) {
            acceptedRows++;
            return;
        }
        unmatchedRows++;
        unmatchedInLists += row.list().isEmpty() ? 0 : 1;
        if (unmatchedExamples.size() < UNMATCHED_SHOWN) {
            unmatchedExamples.add(row.text());
        }
    }

    void add(ShrunkProject project) {
        shrunk.add(project);
    }

    RunSummary summary(RunFacts facts, Map<String, Long> blankValues, Instant now) {
        List<Cause> ordered = causes.entrySet().stream()
                .map(entry -> new Cause(
                        entry.getKey(),
                        entry.getValue(),
                        List.copyOf(examples.getOrDefault(entry.getKey(), List.of()))))
                .sorted(Comparator.comparingLong(Cause::count).reversed())
                .toList();
        Instant ended = facts.attempts().isEmpty()
                ? now
                : facts.attempts().get(facts.attempts().size() - 1).endedAt().orElse(now);
        return new RunSummary(
                facts,
                Map.copyOf(resources),
                files,
                bytes,
                new Looks(
                        compared,
                        comparedBySize,
                        bySize,
                        unproven,
                        oldest.map(then -> Duration.between(then, now)).filter(age -> !age.isNegative())),
                new Sessions(sessions, completeSessions, acceptedSessions, emptySessions, unplannedSessions),
                ordered,
                new Unmatched(unmatchedRows, unmatchedInLists, List.copyOf(unmatchedExamples), Map.copyOf(blankValues)),
                new KnownGapCounts(gaps.name(), resources.getOrDefault(Status.KNOWN_GAP, 0L), acceptedRows),
                List.copyOf(shrunk),
                ended);
    }
}
