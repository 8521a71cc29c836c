package io.github.xnatpull.app;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.job.SessionListSupplier;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.logging.LogObserver;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.Observers;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
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
import io.github.xnatpull.run.RunEnd;
import io.github.xnatpull.run.RunFile;
import io.github.xnatpull.run.RunMetrics;
import io.github.xnatpull.run.RunNames;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.run.TimeWindow;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.state.JdbcFolders;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcPlanStore;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs pulls and resumes. The order of things keeps two promises: nothing is made at a destination for a request that
 * cannot work, and nothing is opened there without its lock.
 */
public final class PullRunner {
    private static final String TRYING = "resume a run";
    /** Before the run's own request is read, which says how much is done at a time. */
    private static final int RESUME_CONNECTIONS = 20;

    private final Server.Connector connector;
    private final IntFunction<RetrySchedule> retries;
    private final RunObserver observer;
    private final StopSignal stop;
    private final Clock clock;

    /** @param retries the schedule of tries for bodies that break, from how often at most */
    public PullRunner(
            Server.Connector connector,
            IntFunction<RetrySchedule> retries,
            RunObserver observer,
            StopSignal stop,
            Clock clock) {
        this.connector = connector;
        this.retries = retries;
        this.observer = new Observers(observer, new LogObserver());
        this.stop = stop;
        this.clock = clock;
        stop.whenRequested(this.observer::stopping);
    }

    /** A new run; closes unfinished runs of the same job whose open resources its plan covers. */
    public RunEnd pull(PullRequest asked) {
        return new RunMetrics(asked, observer, clock).around(() -> {
            RunControl control = new RunControl(stop);
            return unlessStopped(control, asked.jobName(), () -> pulled(asked, control));
        });
    }

    private RunEnd pulled(PullRequest asked, RunControl control) {
        TimeWindow.Opening opening =
                new TimeWindow.Opening(asked.limits().ofAttempt(), clock, Sleeper.REAL, stop, observer);
        if (!opening.await()) {
            return notBegun(asked.jobName(), opening.closed());
        }
        SessionLists lists = SessionLists.read(asked.selection(), ListOpener.ofProcess());
        KnownGaps gaps = KnownGaps.read(asked.strictness().knownGaps());
        PullRequest request = asked.with(lists.applied(asked.selection()));
        Selector selector = Selector.of(request.selection());
        Destination destination = new Destination(request.place().destination());
        StatePlace place = StatePlace.of(destination, request.place().state());
        Privacy privacy = Privacy.begin(request.reporting().strict(), destination);
        try (OpenDestination open = new OpenDestination(place, "pull of job " + request.jobName(), clock)) {
            open.onLost(control::end);
            open.lockIfThere();
            place.requireNotLost();
            try (Server server = connector.connect(request)) {
                String version = server.catalogue().server().version();
                String user = server.catalogue().user();
                observer.notice("Logged in at " + request.site().address() + " as " + user + " (XNAT "
                        + (version.isBlank() ? "of unknown version" : version) + ").");
                SessionListSupplier listed = SessionListSupplier.of(list(open, request, selector, server, lists, gaps));
                open.begin();
                privacy.keep();
                StateDatabase state = open.state(connections(request));
                Runs runs = new JdbcRuns(state);
                if (DestinationBinding.check(request, runs, new JdbcLedger(state), new JdbcFolders(state))) {
                    RunComponents.layoutWarning(request).ifPresent(observer::warning);
                }
                String run = begin(asked, request, runs, version);
                return new RunAttempt(destination, state, server, retries, observer, control, clock)
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
            KnownGaps gaps) {
        // The login may have taken long: somebody else may have begun here meanwhile.
        open.lockIfThere();
        Ledger ledger = open.isLocked() && open.place().exists()
                ? new JdbcLedger(open.state(connections(request)))
                : Ledger.EMPTY;
        SessionList listed = new SessionLister(server.catalogue(), ledger, request.selection(), selector, lists).list();
        Privacy.hide(listed);
        ListReportPrinter.tell(listed, request.strictness().strictList(), gaps, observer);
        KnownGapsNotice.tellListed(gaps, KnownGapsNotice.asked(request.selection(), selector, lists), listed, observer);
        if (listed.sessions().isEmpty()) {
            observer.notice("Nothing is selected: " + selector.tally().explain());
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
                request.jobName(), clock, known, request.reporting().directory());
        runs.begin(RunInfo.begun(
                run,
                request.jobName(),
                new RunInfo.Server(request.site().address().toString(), version),
                stored.toString(),
                request.reporting().directory().resolve(run),
                clock.instant()));
        RunFile.write(new Destination(request.place().destination()), run, clock.instant(), runs.binding(), stored);
        return run;
    }

    /**
     * Goes on with an unfinished run.
     *
     * @param place of the destination's state
     * @param name the run, or empty for the destination's last
     * @param only a list of what is tried; the rest stays open
     * @param changes what may differ this time: the server's address, the load
     */
    public RunEnd resume(
            StatePlace place, Optional<String> name, Optional<ListSource> only, UnaryOperator<PullRequest> changes) {
        ItemFilter these = only.map(ItemFilter::of).orElse(ItemFilter.ALL);
        Destination destination = place.destination();
        RunControl control = new RunControl(stop);
        try (OpenDestination open = new OpenDestination(place, "resume", clock)) {
            open.onLost(control::end);
            StateDatabase state = open.existing(TRYING, RESUME_CONNECTIONS);
            Runs runs = new JdbcRuns(state);
            RunInfo run = chosen(destination, runs, name);
            if (run.state() == RunInfo.State.COMPLETED) {
                observer.notice(PastRun.words(run, destination)
                        + only.map(list -> " A new run takes the list: xnatpull pull --sessions " + list.place() + " …")
                                .orElse(""));
                int exitCode = run.stage().exitCode().orElse(ExitCodes.OK);
                return new RunEnd(exitCode, run.run(), Optional.empty(), Optional.empty());
            }
            PullRequest request =
                    changes.apply(StoredRequest.read(run.request(), "run " + run.run(), observer::warning));
            PullRequest.Site site = request.site();
            site.profile()
                    .ifPresent(profile -> observer.notice("Using the profile '" + profile + "' (" + site.address()
                            + "), with which run " + run.run() + " began."));
            Privacy.begin(request.reporting().strict(), destination).keep();
            return new RunMetrics(request, observer, clock)
                    .around(() -> unlessStopped(
                            control, run.run(), () -> resumed(destination, state, run.run(), request, these, control)));
        }
    }

    /** A stop before an attempt begins has the exit code of what asked for it, like any other. */
    private RunEnd unlessStopped(RunControl control, String name, Supplier<RunEnd> work) {
        try {
            return work.get();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.STOPPED && control.fatal().isPresent()) {
                throw control.fatal().get();
            }
            if (fault.code() != FaultCode.STOPPED || !stop.requested()) {
                throw fault;
            }
            String words = "Asked to stop before anything was pulled.";
            observer.notice(words);
            return notBegun(name, words);
        }
    }

    private RunEnd notBegun(String name, String why) {
        int exitCode = stop.reason()
                .map(reason -> switch (reason) {
                    case SIGINT -> ExitCodes.SIGINT;
                    case SIGTERM -> ExitCodes.SIGTERM;
                    case LIMIT, FAULT -> ExitCodes.LIMIT;
                })
                .orElse(ExitCodes.LIMIT);
        return new RunEnd(
                exitCode,
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why).filter(words -> !words.isEmpty()));
    }

    private RunEnd resumed(
            Destination destination,
            StateDatabase state,
            String run,
            PullRequest request,
            ItemFilter these,
            RunControl control) {
        TimeWindow.Opening opening =
                new TimeWindow.Opening(request.limits().ofAttempt(), clock, Sleeper.REAL, stop, observer);
        if (!opening.await()) {
            return notBegun(run, opening.closed());
        }
        KnownGaps.read(request.strictness().knownGaps()); // what is wrong with it is told before anybody logs in
        Privacy.hide(new JdbcPlanStore(state), run);
        try (Server server = connector.connect(request)) {
            server.catalogue().user();
            new JdbcRuns(state).reportsAt(run, request.reporting().directory().resolve(run));
            return new RunAttempt(destination, state, server, retries, observer, control, clock)
                    .attempt(run, request, these, Selector.of(request.selection()), SessionListSupplier.notYet());
        }
    }

    private static RunInfo chosen(Destination destination, Runs runs, Optional<String> name) {
        List<RunInfo> all = runs.all();
        if (name.isPresent()) {
            RunInfo run =
                    runs.find(name.get()).orElseThrow(() -> noRun(destination, "it knows no run called " + name.get()));
            if (run.state() == RunInfo.State.SUPERSEDED) {
                throw Fault.fault(FaultCode.RUN_CHANGED)
                        .trying("resume run " + run.run())
                        .meaning("Nothing was done")
                        .advice("Resume " + run.stage().successor() + " instead.")
                        .because("it was superseded by run " + run.stage().successor());
            }
            return run;
        }
        List<RunInfo> open = all.stream()
                .filter(run -> run.state() == RunInfo.State.OPEN && !isUndecided(run, all))
                .toList();
        if (open.size() > 1) {
            throw Fault.fault(FaultCode.USAGE)
                    .trying("resume the last run of " + destination.root())
                    .meaning("Nothing was done")
                    .advice("Name one: xnatpull resume RUN --dest " + destination.root())
                    .because("several runs are open: "
                            + String.join(", ", open.stream().map(RunInfo::run).toList()));
        }
        if (open.size() == 1) {
            return open.get(0);
        }
        if (all.isEmpty()) {
            throw noRun(destination, "it has no run yet");
        }
        return all.get(all.size() - 1);
    }

    /** Whether a newer run of its job has no plan yet that would tell whether this one is superseded: that one goes first. */
    private static boolean isUndecided(RunInfo run, List<RunInfo> oldestFirst) {
        return oldestFirst.subList(oldestFirst.indexOf(run) + 1, oldestFirst.size()).stream()
                .anyMatch(newer -> newer.state() == RunInfo.State.OPEN
                        && newer.jobName().equals(run.jobName())
                        && !newer.planned().frozen());
    }

    private static Fault noRun(Destination destination, String why) {
        return OpenDestination.nothingYet(destination, TRYING, why);
    }
}
