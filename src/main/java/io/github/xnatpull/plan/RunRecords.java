package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.xnat.SessionRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What reports are written from: the plan and ledger of one run, read in pages, never held whole. */
public interface RunRecords {
    /** Headers of the extra columns of the user's lists, carried to the manifest as {@code list.<header>}. */
    default List<String> listColumns(String run) {
        return List.of();
    }

    /** How many scans are left out as a value of theirs is blank, by the name of that value. */
    default Map<String, Long> blankValues(String run) {
        return Map.of();
    }

    /** Projects of which much less is selected than in the run before. */
    default List<ShrunkProject> shrunkProjects(String run) {
        return List.of();
    }

    /** The names that the user gave, and rows of lists, that nothing on the server answers to. */
    default void unmatched(String run, Consumer<UnmatchedRow> each) {}

    /** Facts about the run as a whole. */
    RunFacts facts(String run);

    /** Every plan item with its outcome so far, in the order of the manifest. */
    void resources(String run, Consumer<ResourceRecord> each);

    /** Every selected session, by project, subject label, session label, accession id. */
    void sessions(String run, Consumer<SessionRecord> each);

    /** The file faults of one resource of the run; empty for most. Asked for incomplete, failed and conflicting ones only. */
    List<FileFault> fileFaults(String run, PlanItem item);

    /**
     * One resource in one run.
     *
     * @param attempts tries of this resource in this run
     * @param landed what the ledger has of it: the place on disk, counts, proof; empty where nothing ever landed
     * @param code id of the fault code, blank where there is none
     * @param extras cells of the user's list for its session, by header
     */
    record ResourceRecord(
            PlanItem item,
            Status status,
            int attempts,
            OptionalLong filesExpected,
            OptionalLong bytesExpected,
            Optional<LedgerRow> landed,
            String code,
            String message,
            Map<String, String> extras) {}

    /**
     * A name that the user gave and nothing on the server answers to.
     *
     * @param source the flag, variable or key that it stands behind, or {@code list:line}
     * @param kind what it names: subject, session, scan, …
     * @param session the label of the session that it was looked for in, where it is one
     * @param list the list, blank where it is none
     * @param line in that list, from 1
     */
    record UnmatchedRow(
            String source,
            String kind,
            String value,
            String project,
            String session,
            String reason,
            String list,
            long line) {
        /** For example {@code --scan 99: none of the 4 sessions has scan 99}. */
        public String text() {
            return source + " '" + value + "': " + reason;
        }

        /** The same as a name. */
        public UnmatchedName asUnmatched() {
            return new UnmatchedName(kind, source, list, line, value, project, session, reason);
        }
    }

    /**
     * One selected session with its counts.
     *
     * @param bytes that are here of it
     * @param isPlanned whether its resources were looked at; where not, the counts say nothing
     */
    record SessionRecord(
            SessionRow session, SessionPlan.Listed listed, Counts counts, long bytes, String note, boolean isPlanned) {}

    /**
     * How many of the selected resources of a session ended how.
     *
     * @param failed those that could not be had, are gone from the server, or have something else in their way
     * @param knownGaps resources that are not whole, and accepted so
     */
    record Counts(
            long landed, long unchanged, long empty, long incomplete, long failed, long notAttempted, long knownGaps) {
        /** All of them. */
        public long planned() {
            return landed + unchanged + empty + incomplete + failed + notAttempted + knownGaps;
        }
    }

    /**
     * One run.
     *
     * @param attempts start and end of every attempt so far; the last has no end while it runs
     * @param bytesMoved that came over the network, over all attempts
     */
    record RunFacts(
            String run,
            String jobName,
            RunInfo.Server server,
            String destination,
            Instant startedAt,
            List<Attempt> attempts,
            RunInfo.Planned planned,
            long bytesMoved) {
        /** The same with other attempts. */
        public RunFacts with(List<Attempt> others) {
            return new RunFacts(run, jobName, server, destination, startedAt, others, planned, bytesMoved);
        }
    }

    /** One attempt of a run. */
    record Attempt(Instant startedAt, Optional<Instant> endedAt, String end) {}
}
