package io.github.xnatpull.app;

import io.github.xnatpull.job.SessionListSupplier;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.HiddenTypeLooks;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.run.DestinationBinding;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.KnownGapsNotice;
import io.github.xnatpull.run.ListOpener;
import io.github.xnatpull.run.ListReportPrinter;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.RunFile;
import io.github.xnatpull.run.RunNames;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.state.JdbcFolders;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pulls what a request selects: plans, transfers, and writes a manifest. The order of things keeps two promises: nothing is made at a
 * destination for a request that cannot work, and nothing is opened there without its lock.
 */
public final class Pull {
    private final RunContext context;

    public Pull(RunContext context) {
        this.context = context.watched();
    }

    /** A new run; closes unfinished runs of the same job whose open resources its plan covers. */
    public PullResult pull(PullRequest asked) {
        AttemptStart start = new AttemptStart(context);
        return start.begin(asked.jobName(), asked, () -> pulled(asked, start.control()));
    }

    private PullResult pulled(PullRequest asked, RunControl control) {
        SessionLists lists = SessionLists.read(asked.selection(), ListOpener.ofProcess());
        KnownGaps gaps = KnownGaps.read(asked.strictness().knownGaps());
        PullRequest request = asked.with(lists.applied(asked.selection()));
        Selector selector = Selector.of(request.selection());
        Destination destination = new Destination(request.place().destination());
        StatePlace place = StatePlace.of(destination, request.place().state());
        Privacy privacy = Privacy.begin(request.reporting().strict(), destination);
        try (OpenDestination open = new OpenDestination(place, "pull of job " + request.jobName(), context.clock())) {
            open.onLost(control::end);
            open.lockIfThere();
            place.requireNotLost();
            try (Server server = context.connector().connect(request)) {
                String version = server.catalogue().server().version();
                String user = server.catalogue().user();
                context.observer()
                        .notice("Logged in at " + request.site().address() + " as " + user + " (XNAT "
                                + (version.isBlank() ? "of unknown version" : version) + ").");
                HiddenTypeLooks looks = RunComponents.looks(destination, request, context.clock());
                SessionListSupplier listed =
                        SessionListSupplier.of(list(open, request, selector, server, lists, gaps, looks));
                open.begin();
                looks.save();
                privacy.keep();
                StateDatabase state = open.state(connections(request));
                Runs runs = new JdbcRuns(state);
                if (DestinationBinding.check(request, runs, new JdbcLedger(state), new JdbcFolders(state))) {
                    RunComponents.layoutWarning(request).ifPresent(context.observer()::warning);
                }
                String run = begin(asked, request, runs, version);
                return new RunAttempt(
                                destination,
                                state,
                                server,
                                context.retries(),
                                context.observer(),
                                control,
                                context.clock())
                        .attempt(run, request, ItemFilter.ALL, selector, listed);
            }
        }
    }

    private SessionList list(
            OpenDestination open,
            PullRequest request,
            Selector selector,
            Server server,
            SessionLists lists,
            KnownGaps gaps,
            HiddenTypeLooks looks) {
        // The login may have taken long: somebody else may have begun here meanwhile.
        open.lockIfThere();
        Ledger ledger = open.isLocked() && open.place().exists()
                ? new JdbcLedger(open.state(connections(request)))
                : Ledger.EMPTY;
        SessionList listed =
                new SessionLister(server.catalogue(), ledger, request.selection(), selector, lists, looks).list();
        Privacy.hide(listed);
        ListReportPrinter.tell(listed, request.strictness().strictList(), gaps, context.observer());
        KnownGapsNotice.tellListed(
                gaps, KnownGapsNotice.asked(request.selection(), selector, lists), listed, context.observer());
        if (listed.sessions().isEmpty()) {
            context.observer().notice("Nothing is selected: " + selector.tally().explain());
        }
        return listed;
    }

    /** Every transfer and checker may write or look at the same time, and Spring Batch itself. */
    private static int connections(PullRequest request) {
        return request.load().transfers() + request.load().checkers() + 4;
    }

    private String begin(PullRequest asked, PullRequest request, Runs runs, String version) {
        ObjectNode stored = StoredRequest.write(asked.remembered(), request.selection());
        List<RunInfo> known = runs.all();
        String run = RunNames.nameFor(
                request.jobName(), context.clock(), known, request.reporting().directory());
        runs.begin(RunInfo.begun(
                run,
                request.jobName(),
                new RunInfo.Server(request.site().address().toString(), version),
                stored.toString(),
                request.reporting().directory().resolve(run),
                context.clock().instant()));
        RunFile.write(
                new Destination(request.place().destination()),
                run,
                context.clock().instant(),
                runs.binding(),
                stored);
        return run;
    }
}
