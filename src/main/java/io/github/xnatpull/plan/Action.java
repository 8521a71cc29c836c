package io.github.xnatpull.plan;

/** What the plan wants done with a resource. */
public enum Action {
    /** Not in the ledger: bring it. */
    FETCH,
    /** Perhaps changed: list its files, bring what differs. */
    CHECK,
    /** No resource, but the place of a session, subject or project whose resources could not be listed. */
    LIST,
    /** Same key, label, count and size as when it landed, and ours still in place: nothing to do. */
    UNCHANGED,
    /** The same, and its turn to be compared file by file, when all that is new has come. Landed whatever becomes of that. */
    COMPARE,
    /** It had that turn. */
    COMPARED
}
