package io.github.xnatpull.cli.console;

import io.github.xnatpull.cli.console.ProgressDisplay.Event;
import io.github.xnatpull.plan.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What has happened and is not written yet. A terminal can be paused for hours, or a reader be slow, while thousands of
 * resources end: what is queued is bounded, and no thread of the run ever waits here. Beyond the bounds events are left out
 * and counted, those of progress long before anything that says what went wrong; the order stays.
 */
final class EventQueue {
    /** Events of progress: some seconds of the fastest runs. */
    private static final int MOST_PROGRESS = 5_000;

    /** Characters of messages; run.log has all of them. */
    private static final long MOST_TEXT = 16 << 20;

    /** Of a message besides its text. */
    private static final int ENVELOPE = 64;

    private List<Event> events = new ArrayList<>();
    private int progress;
    private long text;

    synchronized void add(Event event) {
        if (isMessage(event)) {
            long more = ENVELOPE + length(event);
            if (text + more > MOST_TEXT) {
                skip(event);
            } else {
                text += more;
                events.add(slim(event));
            }
        } else if (progress >= MOST_PROGRESS) {
            skip(event);
        } else {
            progress++;
            events.add(slim(event));
        }
    }

    /** All that is queued, in order; the queue is empty then. */
    synchronized List<Event> drain() {
        List<Event> drained = events;
        events = new ArrayList<>();
        progress = 0;
        text = 0;
        return drained;
    }

    private void skip(Event event) {
        int last = events.size() - 1;
        boolean open = last >= 0 && events.get(last) instanceof Event.Skipped;
        Event.Skipped before = open ? (Event.Skipped) events.remove(last) : new Event.Skipped(0, 0, 0);
        boolean message = isMessage(event);
        boolean session = event instanceof Event.SessionEnds;
        events.add(new Event.Skipped(
                before.resources() + (message || session ? 0 : 1),
                before.sessions() + (session ? 1 : 0),
                before.messages() + (message ? 1 : 0)));
    }

    /** What must be read, and what comes once a run. */
    private static boolean isMessage(Event event) {
        if (event instanceof Event.ItemEnds end) {
            return !end.outcome().status().isComplete();
        }
        return !(event instanceof Event.ItemWaits || event instanceof Event.SessionEnds);
    }

    private static int length(Event event) {
        if (event instanceof Event.Warning warning) {
            return warning.text().length();
        }
        if (event instanceof Event.Notice notice) {
            return notice.text().length();
        }
        // The item is the plan's, with a dozen short texts.
        return event instanceof Event.ItemEnds end
                ? 1_000 + end.outcome().message().length()
                : 0;
    }

    /** Without the list of single files, which is not shown and can be long. */
    private static Event slim(Event event) {
        if (event instanceof Event.ItemEnds end) {
            return new Event.ItemEnds(end.item(), slim(end.outcome()));
        }
        return event instanceof Event.ItemWaits wait ? new Event.ItemWaits(wait.item(), slim(wait.outcome())) : event;
    }

    private static Outcome slim(Outcome outcome) {
        return outcome.fileFaults().isEmpty()
                ? outcome
                : new Outcome(
                        outcome.status(),
                        outcome.extent(),
                        outcome.bytesMoved(),
                        outcome.tries(),
                        outcome.code(),
                        outcome.message(),
                        List.of(),
                        outcome.receiptId());
    }
}
