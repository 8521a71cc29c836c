package io.github.xnatpull.cli.console;

import io.github.xnatpull.cli.console.ProgressDisplay.Event;
import io.github.xnatpull.cli.console.ProgressState.Planning;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Hears what a run does and shows it. The threads of the run only count and queue; whoever calls {@link #tick} writes,
 * so that a terminal that is paused never holds up a transfer, and never fills the memory either: see {@link EventQueue}.
 */
public final class ConsoleProgress implements RunObserver, AutoCloseable {
    private final ProgressState state = new ProgressState();
    private final EventQueue events = new EventQueue();
    private final RateWindow bytes = new RateWindow();
    private final RateWindow items = new RateWindow();
    private final ProgressDisplay display;
    private final LongSupplier nanos;
    private boolean closed;

    ConsoleProgress(ProgressDisplay display, LongSupplier nanos) {
        this.display = display;
        this.nanos = nanos;
    }

    /**
     * Progress as asked for.
     *
     * @param interval between two lines where there is no terminal
     * @param nanos the monotonic clock, {@link System#nanoTime}
     */
    public static ConsoleProgress of(
            Console console,
            ProgressStyle style,
            Verbosity verbosity,
            Duration interval,
            Clock clock,
            LongSupplier nanos) {
        return new ConsoleProgress(display(console, style, verbosity, interval, clock), nanos);
    }

    private static ProgressDisplay display(
            Console console, ProgressStyle style, Verbosity verbosity, Duration interval, Clock clock) {
        boolean ansi = console.facts().ansi();
        return switch (verbosity == Verbosity.QUIET && style != ProgressStyle.JSON ? ProgressStyle.NONE : style) {
            case AUTO, BAR ->
                ansi
                        ? new BarDisplay(console, new EventText(verbosity, false))
                        : new PlainDisplay(console, new EventText(verbosity, true), interval, clock);
            case PLAIN -> new PlainDisplay(console, new EventText(verbosity, true), interval, clock);
            case JSON -> new JsonDisplay(console, interval, clock);
            case NONE -> new QuietDisplay(console, new EventText(verbosity, false));
        };
    }

    /** Shows what is new. Called a few times a second, by one thread at a time. */
    public synchronized void tick() {
        if (!closed) {
            display.moment(drained());
        }
    }

    private Snapshot drained() {
        events.drain().forEach(display::event);
        // The time of planning must not count as time of slow transfers.
        if (state.isTransferring()) {
            long now = nanos.getAsLong();
            bytes.add(now, state.arrivedBytes());
            items.add(now, state.itemsDone());
        }
        return Snapshot.of(state, bytes.perSecond(), items.perSecond());
    }

    /** Shows what is still queued and leaves the screen to others. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            display.end(drained());
            closed = true;
        }
    }

    @Override
    public void sessionsListed(long sessions) {
        state.planned(new Planning(0, sessions, 0, 0));
        events.add(new Event.SessionsListed(sessions));
    }

    @Override
    public void sessionsPlanned(long planned, long sessions, long itemCount, long hintedBytes) {
        state.planned(new Planning(planned, sessions, itemCount, hintedBytes));
    }

    @Override
    public void transferStarts(long itemCount, long hintedBytes, long itemsDone) {
        state.transferStarts(itemCount, hintedBytes, itemsDone);
        events.add(new Event.TransferStarts(itemCount, hintedBytes, itemsDone));
    }

    @Override
    public void doneBefore(long hintedBytes) {
        state.doneBefore(hintedBytes);
    }

    @Override
    public void stopping() {
        state.stopping();
    }

    @Override
    public void itemStarts(PlanItem item) {
        state.starts(item);
    }

    @Override
    public void bytesArrived(PlanItem item, long count) {
        state.arrived(item, count);
    }

    @Override
    public void itemWaits(PlanItem item, Outcome outcome) {
        state.waits(item);
        events.add(new Event.ItemWaits(item, outcome));
    }

    @Override
    public void itemEnds(PlanItem item, Outcome outcome) {
        state.ends(item, outcome);
        events.add(new Event.ItemEnds(item, outcome));
    }

    @Override
    public void sessionEnds(String accessionId, long landed, long failed, long byteCount) {
        events.add(new Event.SessionEnds(accessionId, landed, failed, byteCount));
    }

    @Override
    public void notice(String text) {
        events.add(new Event.Notice(text));
    }

    @Override
    public void warning(String text) {
        events.add(new Event.Warning(text, false));
    }

    @Override
    public void alarm(String text) {
        events.add(new Event.Warning(text, true));
    }
}
