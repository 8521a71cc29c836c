package io.github.xnatpull.run;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.plan.PlanCoverage;
import io.github.xnatpull.plan.PlanCoverage.Uncovered;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.report.RunSummaryText;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.support.Plural;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes older unfinished runs of the same job where the plan of a run covers all that they have open. Until that plan is
 * frozen, and where it leaves something out, they stay resumable.
 */
public final class Supersession {
    private static final Logger LOG = LoggerFactory.getLogger(Supersession.class);

    private final String run;
    private final PullRequest request;
    private final Runs runs;
    private final PlanStore plans;
    private final PlanCoverage coverage;
    private final RunJournal journal;
    private final Path destination;
    private final RunObserver observer;

    public Supersession(
            String run,
            PullRequest request,
            Runs runs,
            PlanStore plans,
            PlanCoverage coverage,
            RunJournal journal,
            RunObserver observer) {
        this.run = run;
        this.request = request;
        this.runs = runs;
        this.plans = plans;
        this.coverage = coverage;
        this.journal = journal;
        this.destination = request.place().destination();
        this.observer = observer;
    }

    /** To be called when the plan is frozen, in the same transaction: at no moment is nothing left that could be resumed. */
    public void decide() {
        List<RunInfo> all = runs.all();
        for (RunInfo older : all) {
            if (older.run().equals(run)) {
                return; // what comes after it is newer
            }
            if (older.state() == RunInfo.State.OPEN && older.jobName().equals(request.jobName())) {
                decide(older);
            }
        }
    }

    private void decide(RunInfo older) {
        Uncovered uncovered = uncovered(older);
        if (uncovered.isNothing()) {
            runs.supersede(older.run(), run);
            observer.notice("The unfinished run " + older.run() + " is superseded by this one; what it landed counts.");
        } else {
            observer.notice("The unfinished run " + older.run() + " stays open: " + words(uncovered)
                    + " this pull does not cover; 'xnatpull resume " + older.run() + " --dest "
                    + RunSummaryText.quoted(destination.toString()) + "' goes on with them.");
        }
    }

    private static String words(Uncovered uncovered) {
        String resources = Plural.of(uncovered.resources(), "resource");
        String sessions = Plural.of(uncovered.sessions(), "session") + " that it has not planned";
        return uncovered.sessions() == 0
                ? "it has " + resources + " that"
                : uncovered.resources() == 0
                        ? "it has " + sessions + " and that"
                        : "it has " + resources + ", and " + sessions + ", that";
    }

    private Uncovered uncovered(RunInfo older) {
        Selection now = request.selection();
        Optional<Selection> then = selection(older);
        boolean same = then.equals(Optional.of(now));
        boolean lists = now.sessionList().isPresent() || now.subjectList().isPresent();
        if (same && !lists) {
            return new Uncovered(0, 0); // this run looked for the very same, and what it did not find is not there
        }
        boolean files = now.files().isEmpty()
                || then.filter(selection -> selection.files().equals(now.files()))
                        .isPresent();
        Uncovered uncovered = coverage.of(older.run(), run, files, same);
        RunInfo.Planned planned = older.planned();
        boolean neverListed = planned.sessions() == 0 && !planned.frozen() && !plans.hasSessions(older.run());
        return neverListed && !same ? new Uncovered(uncovered.resources(), uncovered.sessions() + 1) : uncovered;
    }

    /** Empty where another version wrote it: then only its plan tells. */
    static Optional<Selection> selection(RunInfo older) {
        try {
            return Optional.of(StoredRequest.read(older.request(), "run " + older.run(), LOG::debug)
                    .selection());
        } catch (Fault e) {
            LOG.debug("what {} was asked cannot be read", older.run(), e);
            return Optional.empty();
        }
    }

    /**
     * Forgets the plans of superseded runs and says at the destination what has become of runs. Only after the decision is
     * on disk: a run whose plan is gone must never be one that can still be resumed.
     */
    public void tidy() {
        for (RunInfo info : runs.all()) {
            if (info.state() == RunInfo.State.SUPERSEDED) {
                if (!plans.sessions(info.run(), 0, 1).isEmpty()) {
                    plans.forget(info.run());
                }
                journal(info);
            } else if (info.state() == RunInfo.State.OPEN && !info.run().equals(run)) {
                journal(info);
            }
        }
    }

    private void journal(RunInfo info) {
        try {
            journal.settle(info.run(), info.state());
        } catch (java.io.IOException e) {
            // For people's eyes only; a full disk shows elsewhere.
            LOG.debug("the state of {} is not noted", info.run(), e);
        }
    }
}
