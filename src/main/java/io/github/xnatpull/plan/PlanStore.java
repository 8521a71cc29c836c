package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.selection.Recheck;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plan of a run, in the database. Everything that writes joins the caller's transaction. */
public interface PlanStore {
    /** Whether the run's session list is stored. */
    boolean hasSessions(String run);

    /** Stores the ordered session list, replacing none. */
    void storeSessions(String run, SessionLister.SessionList list);

    /** Stored sessions after a position, at most so many; positions start at 1. */
    List<ListedSession> sessions(String run, long after, int limit);

    /** The position up to which sessions are planned; they are planned in order. */
    long plannedUpTo(String run);

    /** How many sessions are stored, and how many of them planned. */
    Counts counts(String run);

    /** Stores what sessions need, in place of what was known of them before; gives items their numbers. */
    void add(String run, List<SessionPlan> block);

    boolean isFrozen(String run);

    /** Sessions whose resources could not be listed, after a position, at most so many: a resumed run lists them again. */
    List<ListedSession> unlistedSessions(String run, long after, int limit);

    /** Whether items with work stand in no slice: those of sessions that were listed after the plan was frozen. */
    boolean hasUnslicedItems(String run);

    /**
     * Gives of what looks unchanged as much its turn to be compared as is asked for, the longest unchecked first. To be
     * called before the plan is frozen; of a frozen one nothing is chosen any more.
     *
     * @return how many resources that are
     */
    long chooseComparisons(String run, Recheck recheck);

    /** Cuts the items that are in no slice yet into slices and freezes the plan; comparisons come last. */
    void freeze(String run, int transfers);

    /** The names of all slices, in the order in which they should be begun. */
    List<String> slices(String run);

    /** Items of a slice without a final outcome, after an item number, at most so many, each with its ledger row. */
    List<OpenItem> openItems(String run, String slice, long after, int limit);

    /** One item with its ledger row. */
    OpenItem item(String run, long number);

    /** Records what became of an item. */
    void record(String run, PlanItem item, Outcome outcome);

    /** Notes that the user accepts what is missing of an item whose outcome is recorded. */
    void accept(String run, long number, String reason);

    /** Adds to an item's tries, and to what they moved, without an outcome. */
    void countTries(String run, long number, int tries, long bytesMoved);

    /** Numbers for progress: items with work, their hinted bytes, and how many have a final outcome. */
    Work work(String run);

    /** How many of the names that the user gave nothing on the server answers to, as far as sessions were looked at. */
    long unmatchedRows(String run);

    /** Those names. */
    List<UnmatchedName> unmatched(String run);

    /** Notes what listings of files show of the file names that the user gave. */
    void learn(String run, FileNames.Learnt learnt);

    /** Names of files that no listing has shown so far; none before the plan is frozen. */
    List<RequestedName> openFiles(String run);

    /** Notes how far files were listed, now that all is transferred: from then on file names without an answer are told. */
    void filesListed(String run, UnmatchedNames.ListedFiles listed);

    /** Names of exclusions that leave out nothing, in words; none before the plan is frozen. */
    List<String> idleExclusions(String run);

    /** How many scans are left out as a value of theirs is blank, by the name of that value. */
    Map<String, Long> blankValues(String run);

    /** How many resources are selected of each project. */
    Map<String, Long> resourcesByProject(String run);

    /** The projects of which a session could not be listed. */
    Set<String> projectsWithUnlisted(String run);

    /** Notes, for the next runs, how many resources are selected of each project, and which of them shrank. */
    void noteProjects(String run, Map<String, Long> resources, List<ShrunkProject> shrunk);

    /** How many resources were selected of each project, as was noted; kept as long as the run is known. */
    Map<String, Long> notedProjects(String run);

    /** Which projects shrank, as was noted. */
    List<ShrunkProject> shrunkProjects(String run);

    /** How many items have each status; items without an outcome count as {@code NOT_ATTEMPTED}. */
    Map<Status, Long> statusCounts(String run);

    /** The numbers of a session's items of which nothing is known yet: those that were not tried, or not to their end. */
    Set<Long> unfinishedItems(String run, String project, String accessionId);

    /** What came of a session so far. */
    SessionTotals sessionTotals(String run, String project, String accessionId);

    /** Removes the plan of a run that needs it no more. */
    void forget(String run);

    /** An item of a slice and what the ledger has of it. */
    record OpenItem(PlanItem item, Optional<LedgerRow> landed) {}

    /** Sessions stored and planned. */
    record Counts(long sessions, long planned, long items, long hintedBytes) {}

    /**
     * What transfers have to do.
     *
     * @param hintedBytes of what is open
     * @param done items with a final outcome
     * @param hintedDone bytes of those
     */
    record Work(long items, long hintedBytes, long done, long hintedDone) {}

    /** What came of a session. */
    record SessionTotals(long landed, long failed, long bytes) {}
}
