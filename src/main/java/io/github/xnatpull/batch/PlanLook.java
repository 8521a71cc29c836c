package io.github.xnatpull.batch;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.DestinationLock;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.ledger.jdbc.JdbcLedger;
import io.github.xnatpull.ledger.jdbc.StateDatabase;
import io.github.xnatpull.plan.NamesSeen;
import io.github.xnatpull.plan.PlanPreview;
import io.github.xnatpull.plan.PlanPreview.SessionSums;
import io.github.xnatpull.plan.PlanPreview.Sums;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.Unmatched;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at what a pull would do. Makes nothing at the destination; what is there is only read. */
public final class PlanLook {
    private final Server.Connector connector;
    private final RunObserver observer;
    private final Clock clock;

    public PlanLook(Server.Connector connector, RunObserver observer, Clock clock) {
        this.connector = connector;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param explanation why nothing matched, where nothing did; else blank
     * @param unmatched what the user named and nothing answers to
     */
    public record Seen(long sessions, Sums sums, long onlyHere, String explanation, List<Unmatched> unmatched) {
        /** The exit code of a pull of the same, as far as a plan can know it. */
        public int exitCode(boolean failIfEmpty) {
            if (sums.unlisted() > 0) {
                return ExitCodes.PARTIAL;
            }
            if (sums.resources() == 0 && (failIfEmpty || !unmatched.isEmpty())) {
                return ExitCodes.EMPTY;
            }
            return unmatched.isEmpty() ? ExitCodes.OK : ExitCodes.PARTIAL;
        }
    }

    /**
     * Looks; tells of every session in order.
     *
     * @param words is told, after all sessions, what only they could show of the names that the user gave
     */
    public Seen look(PullRequest asked, Consumer<SessionSums> each, Consumer<String> words) {
        SessionLists lists = SessionLists.read(asked.selection(), ListOpener.ofProcess());
        PullRequest request = asked.with(lists.applied(asked.selection()));
        Selector selector = Selector.of(request.selection());
        Destination destination = new Destination(request.destination());
        StatePlace place = StatePlace.of(destination, request.state());
        place.requireNotLost();
        try (DestinationLock lock = destination.exists() ? DestinationLock.take(place, "plan", clock) : null;
                StateDatabase state = lock != null && place.exists() // never what somebody else may have open
                        ? StateDatabase.openForReading(
                                place.directory(), request.load().checkers() + 2)
                        : null;
                Server server = connector.connect(request)) {
            Ledger ledger = ledger(place, state);
            if (ledger.isEmpty()) {
                Workshop.layoutWarning(request).ifPresent(observer::warning);
            }
            server.catalogue().user();
            SessionList list =
                    new SessionLister(server.catalogue(), ledger, request.selection(), selector, lists).list();
            ListWords.tell(list, request.strictList(), observer);
            Workshop workshop = Workshop.toLook(destination.root(), server, request, selector, ledger);
            NamesSeen names = new NamesSeen(list.names());
            Sums sums = new PlanPreview(workshop.planner(), request.load().checkers())
                    .of(list.sessions(), each, names::add);
            ListWords.tellPlanned(names.unmatched(), list.unmatched(), names.warnings(), names.blank(), saying(words));
            ListWords.requireAll(names.unmatched(), request.strictList());
            return new Seen(
                    list.count(),
                    sums,
                    list.onlyHere(),
                    sums.resources() == 0 ? selector.tally().explain() : "",
                    names.unmatched());
        }
    }

    private static RunObserver saying(Consumer<String> words) {
        return new RunObserver() {
            @Override
            public void notice(String text) {
                words.accept(text);
            }

            @Override
            public void warning(String text) {
                words.accept("warning: " + text);
            }
        };
    }

    private static Ledger ledger(StatePlace place, @Nullable StateDatabase state) {
        if (state == null) {
            // What a pull would do without its state nobody can say: it would have to look at everything again.
            Hold.requireNoRun(place, "plan");
            return Ledger.EMPTY;
        }
        if (state.isWithoutTables()) {
            Hold.requireNoRun(place, "plan");
            return Ledger.EMPTY;
        }
        return new JdbcLedger(state);
    }
}
