package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.job.AttemptScope;
import io.github.xnatpull.job.JobLaunch;
import io.github.xnatpull.job.SessionListSupplier;
import io.github.xnatpull.job.StepFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.HiddenTypeLooks;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.logging.LogFile;
import io.github.xnatpull.plan.FolderAssigner;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.Observers;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.report.ReportPublisher;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.report.RunEnding;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.DiskSpaceCheck;
import io.github.xnatpull.run.FileNamesLook;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.KnownGapsNotice;
import io.github.xnatpull.run.LevelsNotice;
import io.github.xnatpull.run.ListOpener;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.RunJournal;
import io.github.xnatpull.run.RunReports;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.run.ShrinkCheck;
import io.github.xnatpull.run.StatusFile;
import io.github.xnatpull.run.Supersession;
import io.github.xnatpull.run.TimeWindow;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.state.JdbcFolders;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcPlanCoverage;
import io.github.xnatpull.state.JdbcPlanStore;
import io.github.xnatpull.state.JdbcRunRecords;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.Bandwidth;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.FailPoint;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.transfer.FileChoice;
import io.github.xnatpull.transfer.Throttle;
import io.github.xnatpull.transfer.TransferContext;
import io.github.xnatpull.transfer.Transfers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Makes everything an attempt needs from an open state and an open server, runs the job, and says how it ended. */
public final class RunAttempt {
    private final Destination destination;
    private final StateDatabase state;
    private final Server server;
    private final IntFunction<RetrySchedule> retries;
    private final RunObserver observer;
    private final RunControl control;
    private final Clock clock;
    private ItemFilter only = ItemFilter.ALL;
    private Optional<String> listedTo = Optional.empty();

    public RunAttempt(
            Destination destination,
            StateDatabase state,
            Server server,
            IntFunction<RetrySchedule> retries,
            RunObserver observer,
            RunControl control,
            Clock clock) {
        this.retries = retries;
        this.destination = destination;
        this.state = state;
        this.server = server;
        this.observer = observer;
        this.control = control;
        this.clock = clock;
    }

    /**
     * One attempt of a run.
     *
     * @param only what is tried of what is open
     * @param listed the session list, where it was made before the run began
     */
    PullResult attempt(
            String run, PullRequest request, ItemFilter only, Selector selector, SessionListSupplier listed) {
        this.only = only;
        this.listedTo = listedTo(request);
        Runs runs = new JdbcRuns(state);
        PlanStore plan = new JdbcPlanStore(state);
        KnownGaps gaps = KnownGaps.read(request.strictness().knownGaps());
        RunVerdict verdict = new RunVerdict(
                run,
                plan,
                runs,
                control,
                selector.filtersFiles(),
                () -> gaps.accepted(plan.unmatched(run)),
                accepted -> RunVerdict.failsIfEmpty(request, accepted));
        // Where the reports go may be said anew for each attempt.
        Path directory = request.reporting().directory().resolve(run);
        Reports reports = new Reports(run, directory, request.reporting(), gaps);
        int attempt = runs.attemptStarts(
                run, clock.instant(), new RunJournal(destination.runs()).lastSign(run, clock.instant()));
        RunInfo info = runs.find(run).orElseThrow();
        try (StatusFile status = new StatusFile(destination.runs(), info, attempt, () -> standing(run, plan), clock);
                OwnLog log = new OwnLog(directory, observer);
                TimeWindow window = new TimeWindow(request.limits().ofAttempt(), control.stop(), observer, clock)) {
            RunObserver everybody = new Observers(observer, status, new DiskSpaceCheck(destination.root(), observer));
            boolean completed = false;
            try (Transfers transfer = transfer(request, selector, everybody)) {
                transfer.sweep();
                review(run, gaps, plan);
                AttemptScope.Asked asked = new AttemptScope.Asked(request, only, gaps);
                AttemptScope scope = scope(run, asked, selector, listed, plan, reports, everybody, transfer);
                completed = JobLaunch.run(scope, runs, verdict);
                if (!completed) {
                    scope.closing().fileNamesLook().tellOpen();
                }
                new KnownGapsNotice(gaps, records(), observer).tell(run);
                if (completed && plan.statusCounts(run).isEmpty() && listed.hadSessions()) {
                    observer.notice("Nothing is selected: " + selector.tally().explain());
                }
            } catch (RuntimeException e) {
                control.end(StepFaults.faultOf(e));
            }
            PullResult end = end(run, attempt, completed, runs, plan, verdict, reports, status);
            reports.published()
                    .flatMap(published -> published.summary().looks().oldest())
                    .flatMap(request.strictness().recheck()::tooOldAt)
                    .ifPresent(observer::alarm);
            LevelsNotice.of(request, selector).ifPresent(observer::notice);
            return end;
        } catch (IOException e) {
            throw LocalFaults.of("keep the status of the run in " + destination.runs(), destination.runs(), e);
        }
    }

    private RunEnding ending(int exitCode) {
        return new RunEnding(
                exitCode, control.fatal().map(Fault::code), control.stop().limit(), only.place(), listedTo);
    }

    /** Who reads all data is shown the sessions that the listing of a project leaves out (contract §16.1), others are not. */
    private Optional<String> listedTo(PullRequest request) {
        boolean byListing = !request.selection().projects().isEmpty()
                && request.selection().sessions().isEmpty();
        String user = byListing ? server.catalogue().user() : "";
        return byListing && !looks(request).isShownHidden(user) ? Optional.of(user) : Optional.empty();
    }

    /** What attempts before found and never try again may be accepted now: the file of known gaps can be a new one. */
    private void review(String run, KnownGaps gaps, PlanStore plan) {
        if (!gaps.isGiven()) {
            return;
        }
        JdbcRunRecords records = records();
        records.resources(run, row -> {
            if (row.status().isFailure() && row.status().isFinal()) {
                gaps.reason(row.item(), FaultCode.of(row.code()), records.fileFaults(run, row.item()))
                        .ifPresent(reason -> plan.accept(run, row.item().number(), reason));
            }
        });
    }

    private StatusFile.Standing standing(String run, PlanStore plan) {
        return new StatusFile.Standing(
                plan.counts(run), plan.work(run), records().facts(run).bytesMoved());
    }

    private JdbcRunRecords records() {
        return new JdbcRunRecords(state, destination.root().toString());
    }

    private PullResult end(
            String run,
            int attempt,
            boolean completed,
            Runs runs,
            PlanStore plan,
            RunVerdict verdict,
            Reports reports,
            StatusFile status) {
        if (!completed || reports.published().isEmpty()) {
            // manifestStep did not publish: failed and stopped runs leave their reports all the same.
            reports.tryPublish(completed ? verdict.ofCompleted() : verdict.ofUnfinished());
        }
        int exitCode = completed ? verdict.ofCompleted() : verdict.ofUnfinished();
        RunInfo.State end = completed ? RunInfo.State.COMPLETED : RunInfo.State.OPEN;
        // First: a run that is killed from here on has ended, whatever is left to tidy.
        status.end(end, exitCode, ending(exitCode).because());
        FailPoint.hit("afterJob");
        try {
            runs.attemptEnds(
                    run, attempt, clock.instant(), exitCode, ending(exitCode).word(), end);
            FailPoint.hit("afterAttemptEnds");
            if (completed) {
                plan.forget(run);
            }
        } catch (RuntimeException e) {
            // What could not be written down is not over: the reports must not say so either.
            control.end(StepFaults.faultOf(e));
            exitCode = verdict.ofUnfinished();
            reports.tryPublish(exitCode);
            status.end(RunInfo.State.OPEN, exitCode, ending(exitCode).because());
        }
        return new PullResult(exitCode, run, control.fatal(), reports.published());
    }

    private AttemptScope scope(
            String run,
            AttemptScope.Asked asked,
            Selector selector,
            SessionListSupplier listed,
            PlanStore plan,
            Reports reports,
            RunObserver everybody,
            Transfers transfer) {
        PullRequest request = asked.request();
        Ledger ledger = new JdbcLedger(state);
        RunComponents components = new RunComponents(destination.root(), server, request, selector, ledger);
        HiddenTypeLooks looks = looks(request);
        SessionLister lister = new SessionLister(
                server.catalogue(), ledger, request.selection(), selector, lists(request, listed), looks);
        FolderAssigner folders = new FolderAssigner(
                RunComponents.layout(request),
                new JdbcFolders(state),
                request.layout().archives() == PullRequest.Archives.KEEP,
                everybody::notice);
        Supersession supersession = new Supersession(
                run,
                request,
                new JdbcRuns(state),
                plan,
                new JdbcPlanCoverage(state),
                new RunJournal(destination.runs()),
                everybody);
        FileNamesLook fileNamesLook = new FileNamesLook(
                run,
                plan,
                records(),
                components.receipts(),
                asked.gaps(),
                selector.fileNames(),
                selector.names().stream().filter(RequestedName::isOfFile).toList(),
                everybody);
        return new AttemptScope(
                run,
                asked,
                new AttemptScope.Stores(state, plan, ledger, components.receipts()),
                new AttemptScope.Planning(
                        listed.orElse(() -> list(lister, looks)),
                        components.planner(),
                        folders,
                        supersession,
                        new ShrinkCheck(request, new JdbcRuns(state), plan)),
                new AttemptScope.Transferring(transfer, selector.fileNames()),
                new AttemptScope.Closing(fileNamesLook, reports),
                new AttemptScope.Watch(control, everybody, clock));
    }

    private HiddenTypeLooks looks(PullRequest request) {
        return RunComponents.looks(destination, request, clock);
    }

    private static SessionList list(SessionLister lister, HiddenTypeLooks looks) {
        SessionList list = lister.list();
        looks.save();
        return list;
    }

    /** A run that was killed before its session list was stored needs its lists once more; any other does not. */
    private static SessionLists lists(PullRequest request, SessionListSupplier listed) {
        return listed.isMade() ? SessionLists.none() : SessionLists.read(request.selection(), ListOpener.ofFiles());
    }

    private Transfers transfer(PullRequest request, Selector selector, RunObserver everybody) {
        return new Transfers(new TransferContext(
                new TransferContext.Source(server.catalogue(), server.content()),
                new TransferContext.Target(
                        destination,
                        new FileReceipts(destination.root()),
                        RunComponents.settings(request),
                        RunComponents.zips(request)),
                new FileChoice(selector::file, selector.filtersFiles(), selector.fileNames()::look),
                TransferContext.Pace.of(
                        retries.apply(request.load().retries()), throttle(request, everybody), everybody::warning),
                TransferContext.Timing.real(clock),
                control.stop(),
                everybody));
    }

    private Throttle throttle(PullRequest request, RunObserver everybody) {
        return new Throttle(
                request.load().bandwidth().map(Bandwidth::parse).orElse(Bandwidth.UNLIMITED),
                clock,
                System::nanoTime,
                Sleeper.REAL,
                control.stop(),
                rate -> everybody.notice(
                        rate.isPresent()
                                ? "Transfers are held to " + new ByteSize(rate.getAsLong()) + "/s together."
                                : "Transfers are not held back now."));
    }

    /** The run's own log; without it the run goes on, and the manifest at its end tells what is wrong there. */
    private static final class OwnLog implements AutoCloseable {
        private final Optional<LogFile> log;

        OwnLog(Path directory, RunObserver observer) {
            log = LogFile.tryOpen(directory.resolve("run.log"));
            if (log.isEmpty()) {
                observer.warning("Tried to write run.log to " + directory
                        + ", but that cannot be written. The run goes on; what lands is recorded at the destination.");
            }
        }

        @Override
        public void close() {
            log.ifPresent(LogFile::close);
        }
    }

    /** Publishes into the run's directory and remembers what it published last. */
    private final class Reports implements RunReports {
        private final String run;
        private final Path directory;
        private final PullRequest.Reporting reporting;
        private final KnownGaps gaps;
        private final AtomicReference<Published> last = new AtomicReference<>();

        Reports(String run, Path directory, PullRequest.Reporting reporting, KnownGaps gaps) {
            this.gaps = gaps;
            this.run = run;
            this.directory = directory;
            this.reporting = reporting;
        }

        @Override
        public void publish(int exitCode) {
            state.requireWhole(); // no report may call landed what the state has forgotten after the next start
            if (directory.startsWith(destination.root())) {
                destination.requirePresent(); // else the folders would be made below the bare mount point
            }
            RunEnding ending = ending(exitCode);
            ReportPublisher publisher = new ReportPublisher(
                    new RecordsAtEnd(records(), control.atEnd()), new FileReceipts(destination.root()), gaps, clock);
            Published published = publisher.publish(run, directory, reporting.html(), ending);
            published.warnings().forEach(observer::warning);
            last.set(published);
        }

        void tryPublish(int exitCode) {
            try {
                publish(exitCode);
            } catch (RuntimeException e) {
                control.end(StepFaults.faultOf(e));
            }
        }

        Optional<Published> published() {
            return Optional.ofNullable(last.get());
        }
    }
}
