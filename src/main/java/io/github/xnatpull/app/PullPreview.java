package io.github.xnatpull.app;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.DestinationLock;
import io.github.xnatpull.ledger.HiddenTypeLooks;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.NameMatchCollector;
import io.github.xnatpull.plan.PlanPreview;
import io.github.xnatpull.plan.PlanPreview.SessionSums;
import io.github.xnatpull.plan.PlanPreview.Sums;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.run.DestinationBinding;
import io.github.xnatpull.run.KnownGapsNotice;
import io.github.xnatpull.run.LevelsNotice;
import io.github.xnatpull.run.ListOpener;
import io.github.xnatpull.run.ListReportPrinter;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.Pseudonyms;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at what a pull would do. Makes nothing at the destination; what is there is only read. */
public final class PullPreview {
    private final Server.Connector connector;
    private final RunObserver observer;
    private final Clock clock;

    public PullPreview(Server.Connector connector, RunObserver observer, Clock clock) {
        this.connector = connector;
        this.observer = observer;
        this.clock = clock;
    }

    /** Is told of what is seen while there is more to come. */
    public interface Listener {
        /** Sessions come in their order. */
        void session(SessionPreview session);

        /** After all sessions: what only they could show of the names that the user gave. */
        void words(String text);
    }

    /** Looks; tells of every session in order. */
    public PreviewResult look(PullRequest asked, Listener listener) {
        Destination destination = new Destination(asked.place().destination());
        Privacy.begin(asked.reporting().strict(), destination);
        SessionLists lists = SessionLists.read(asked.selection(), ListOpener.ofProcess());
        KnownGaps gaps = KnownGaps.read(asked.strictness().knownGaps());
        PullRequest request = asked.with(lists.applied(asked.selection()));
        Selector selector = Selector.of(request.selection());
        StatePlace place = StatePlace.of(destination, request.place().state());
        place.requireNotLost();
        try (DestinationLock lock = destination.exists() ? DestinationLock.take(place, "plan", clock) : null;
                StateDatabase state = lock != null && place.exists() // never what somebody else may have open
                        ? StateDatabase.openForReading(
                                place.directory(), request.load().checkers() + 2)
                        : null;
                Server server = connector.connect(request)) {
            Ledger ledger = ledger(place, state);
            if (ledger.isEmpty()) {
                RunComponents.layoutWarning(request).ifPresent(observer::warning);
            }
            server.catalogue().user();
            HiddenTypeLooks looks = RunComponents.looks(destination, request, clock);
            SessionList list =
                    new SessionLister(server.catalogue(), ledger, request.selection(), selector, lists, looks).list();
            ListReportPrinter.tell(list, request.strictness().strictList(), gaps, observer);
            KnownGapsNotice.tellListed(
                    gaps, KnownGapsNotice.asked(request.selection(), selector, lists), list, observer);
            if (state != null && !state.isWithoutTables()) {
                DestinationBinding.differs(request, new JdbcRuns(state), ledger);
            }
            RunComponents components = RunComponents.toLook(destination.root(), server, request, selector, ledger);
            StillMissing stillMissing =
                    new StillMissing(ledger, request.transfer().existing(), gaps);
            Optional<AdoptionPreview> adoption = request.transfer().existing() == Existing.ADOPT
                    ? Optional.of(new AdoptionPreview(server.catalogue(), ledger, destination, request))
                    : Optional.empty();
            NameMatchCollector names = new NameMatchCollector(list.names());
            ShrinkPreview shrink = new ShrinkPreview(request, state);
            Sums sums = new PlanPreview(components.planner(), request.load().checkers(), gaps)
                    .of(list.sessions(), each(listener), plan -> {
                        names.add(plan);
                        stillMissing.add(plan);
                        shrink.add(plan);
                        adoption.ifPresent(preview -> preview.add(plan));
                    });
            List<UnmatchedName> unmatched = gaps.missed(names.unmatched());
            long acceptedRows = gaps.accepted(names.unmatched());
            ListReportPrinter.tellPlanned(
                    unmatched, list.unmatched(), names.warnings(), names.blank(), saying(listener));
            names.ofFiles().map(Pseudonyms.process()::quoted).ifPresent(saying(listener)::notice);
            KnownGapsNotice.tellFound(
                    gaps, KnownGapsNotice.asked(list.names().open()), names.unmatched(), saying(listener));
            ListReportPrinter.requireAll(unmatched, request.strictness().strictList());
            boolean shrunk = shrink.tell(saying(listener));
            boolean nothing = sums.resources() + sums.unlisted() + stillMissing.acceptedSessions() == 0;
            return new PreviewResult(
                    list.count(),
                    PlanCounts.of(sums),
                    sums.excluded(),
                    new PreviewResult.Missing(
                            sums.unlisted(),
                            stillMissing.count(),
                            unmatched.size(),
                            stillMissing.accepted() + acceptedRows),
                    list.onlyHere(),
                    RunVerdict.ofPlan(
                            sums.unlisted() > 0 || stillMissing.count() > 0 || shrunk,
                            unmatched.size(),
                            nothing,
                            RunVerdict.failsIfEmpty(request, acceptedRows)),
                    sums.resources() == 0 ? selector.tally().explain() : "",
                    unmatched.stream().map(PreviewResult.Unmatched::of).toList(),
                    LevelsNotice.of(request, selector),
                    adoption.map(AdoptionPreview::sums));
        }
    }

    private static Consumer<SessionSums> each(Listener listener) {
        return session -> {
            Privacy.hide(session.session());
            listener.session(SessionPreview.of(session));
        };
    }

    private static RunObserver saying(Listener listener) {
        return new RunObserver() {
            @Override
            public void notice(String text) {
                listener.words(text);
            }

            @Override
            public void warning(String text) {
                listener.words("warning: " + text);
            }
        };
    }

    private static Ledger ledger(StatePlace place, @Nullable StateDatabase state) {
        if (state == null) {
            // What a pull would do without its state nobody can say: it would have to look at everything again.
            OpenDestination.requireNoRun(place, "plan");
            return Ledger.EMPTY;
        }
        if (state.isWithoutTables()) {
            OpenDestination.requireNoRun(place, "plan");
            return Ledger.EMPTY;
        }
        return new JdbcLedger(state);
    }
}
