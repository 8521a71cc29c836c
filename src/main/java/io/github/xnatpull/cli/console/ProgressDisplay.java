package io.github.xnatpull.cli.console;

import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;

/** One way of showing progress. Used by one thread at a time. */
interface ProgressDisplay {
    /** What happened since the last moment, one at a time and in order. */
    sealed interface Event {
        record SessionsListed(long sessions) implements Event {}

        record TransferStarts(long items, long hintedBytes, long itemsDone) implements Event {}

        record ItemEnds(PlanItem item, Outcome outcome) implements Event {}

        record ItemWaits(PlanItem item, Outcome outcome) implements Event {}

        record SessionEnds(String accessionId, long landed, long failed, long bytes) implements Event {}

        record Notice(String text) implements Event {}

        record Warning(String text, boolean alarm) implements Event {}

        /**
         * Stands where events were left out, because nobody took them for too long.
         *
         * @param resources of which an end, or that they wait, is not told
         * @param sessions of which the end is not told
         * @param messages notices, warnings and failures
         */
        record Skipped(long resources, long sessions, long messages) implements Event {}
    }

    void event(Event event);

    /** Called several times a second. */
    void moment(Snapshot now);

    /** Leaves the screen tidy; called once. */
    void end(Snapshot now);
}
