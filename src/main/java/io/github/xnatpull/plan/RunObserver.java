package io.github.xnatpull.plan;

/** Is told what a run does, by many threads; must return at once and never throw. */
public interface RunObserver {
    /** Hears nothing. */
    RunObserver NONE = new RunObserver() {};

    /** The ordered session list is stored. */
    default void sessionsListed(long sessions) {}

    /** Some more sessions are planned: sessions so far of all, items and hinted bytes so far. */
    default void sessionsPlanned(long planned, long sessions, long items, long hintedBytes) {}

    /** The plan is frozen: items and bytes still to bring or check in this attempt. */
    default void transferStarts(long items, long hintedBytes, long itemsDone) {}

    /** Told before {@link #transferStarts}: hinted bytes of what the attempts before have done. */
    default void doneBefore(long hintedBytes) {}

    /** The run is to end early: nothing new begins. */
    default void stopping() {}

    /** A transfer begins. */
    default void itemStarts(PlanItem item) {}

    /** Bytes arrived for an item. */
    default void bytesArrived(PlanItem item, long bytes) {}

    /** An item failed and will be tried once more before it ends. */
    default void itemWaits(PlanItem item, Outcome outcome) {}

    /** An item ended, well or not. */
    default void itemEnds(PlanItem item, Outcome outcome) {}

    /** Every item of a session has its outcome. */
    default void sessionEnds(String accessionId, long landed, long failed, long bytes) {}

    /** Something a person should read at default verbosity; accession ids only, no labels. */
    default void notice(String text) {}

    /** Something went wrong and was, or may be, mended. */
    default void warning(String text) {}

    /** A warning that whoever wants to hear of nothing must hear all the same. */
    default void alarm(String text) {
        warning(text);
    }
}
