package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<UnlistedSession> unlistedSessions(String run, long after, int limit);

    /** Whether items with work stand in no slice: those of sessions that were listed after the plan was frozen. */
    boolean hasUnslicedItems(String run);

    /** Cuts the items that are in no slice yet into slices and freezes the plan. */
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

    /** How many rows of the user's lists meant nothing on the server. */
    long unmatchedRows(String run);

    /** How many items have each status; items without an outcome count as {@code NOT_ATTEMPTED}. */
    Map<Status, Long> statusCounts(String run);

    /** Whether every item of a session has its final outcome, and what came of them. */
    Optional<SessionTotals> sessionIfDone(String run, String project, String accessionId);

    /** Removes the plan of a run that needs it no more. */
    void forget(String run);

    /** An item of a slice and what the ledger has of it. */
    record OpenItem(PlanItem item, Optional<LedgerRow> landed) {}

    /** A session whose resources could not be listed, and its position in the list. */
    record UnlistedSession(long position, ListedSession session) {}

    /** Sessions stored and planned. */
    record Counts(long sessions, long planned, long items, long hintedBytes) {}

    /** What transfers have to do. */
    record Work(long items, long hintedBytes, long done) {}

    /** What came of a session. */
    record SessionTotals(long landed, long failed, long bytes) {}
}
