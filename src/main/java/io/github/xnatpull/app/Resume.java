package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.job.SessionListSupplier;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.state.JdbcPlanStore;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Goes on with an unfinished run from its last checkpoint. */
public final class Resume {
    private static final String TRYING = "resume a run";
    /** Before the run's own request is read, which says how much is done at a time. */
    private static final int RESUME_CONNECTIONS = 20;

    private final RunContext context;

    public Resume(RunContext context) {
        this.context = context.watched();
    }

    /**
     * Another attempt of a run; of one that is complete only words.
     *
     * @param place of the destination's state
     * @param name the run, or empty for the destination's last
     * @param only a list of what is tried; the rest stays open
     * @param changes what may differ this time: the server's address, the load
     */
    public PullResult resume(
            StatePlace place, Optional<String> name, Optional<ListSource> only, UnaryOperator<PullRequest> changes) {
        ItemFilter these = only.map(ItemFilter::of).orElse(ItemFilter.ALL);
        Destination destination = place.destination();
        AttemptStart start = new AttemptStart(context);
        try (OpenDestination open = new OpenDestination(place, "resume", context.clock())) {
            open.onLost(start.control()::end);
            StateDatabase state = open.existing(TRYING, RESUME_CONNECTIONS);
            Runs runs = new JdbcRuns(state);
            RunInfo run = chosen(destination, runs, name);
            if (run.state() == RunInfo.State.COMPLETED) {
                context.observer()
                        .notice(PastRun.words(run, destination)
                                + only.map(list -> " A new run takes the list: xnatpull pull --sessions " + list.place()
                                                + " …")
                                        .orElse(""));
                return new PullResult(RunVerdict.ofCompleted(run), run.run(), Optional.empty(), Optional.empty());
            }
            PullRequest request =
                    changes.apply(StoredRequest.read(run.request(), "run " + run.run(), context.observer()::warning));
            PullRequest.Site site = request.site();
            site.profile().ifPresent(profile -> context.observer()
                    .notice("Using the profile '" + profile + "' (" + site.address() + "), with which run " + run.run()
                            + " began."));
            Privacy.begin(request.reporting().strict(), destination).keep();
            return start.begin(
                    run.run(), request, () -> resumed(destination, state, run.run(), request, these, start.control()));
        }
    }

    private PullResult resumed(
            Destination destination,
            StateDatabase state,
            String run,
            PullRequest request,
            ItemFilter these,
            RunControl control) {
        KnownGaps.read(request.strictness().knownGaps()); // what is wrong with it is told before anybody logs in
        Privacy.hide(new JdbcPlanStore(state), run);
        try (Server server = context.connector().connect(request)) {
            server.catalogue().user();
            new JdbcRuns(state).reportsAt(run, request.reporting().directory().resolve(run));
            return new RunAttempt(
                            destination, state, server, context.retries(), context.observer(), control, context.clock())
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
