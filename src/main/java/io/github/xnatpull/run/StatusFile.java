package io.github.xnatpull.run;

import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.support.DaemonThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Rewrites {@code runs/<run>/status.json} every few seconds, so that others can look at a run without its lock. */
public final class StatusFile implements RunObserver, AutoCloseable {
    private static final int SECONDS = 3;
    private static final String ENDED = "ended";

    private final RunJournal journal;
    private final RunInfo run;
    private final int attempt;
    private final Clock clock;
    private final Supplier<Standing> standing;
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong planned = new AtomicLong();
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong hintedBytes = new AtomicLong();
    private volatile String phase = "plan";
    private volatile String reason = "";
    private final ScheduledExecutorService ticker = DaemonThreads.timer("status");

    /**
     * @param runs the folder of all runs' folders
     * @param standing how the run stands, as its plan and the attempts before tell
     */
    public StatusFile(Path runs, RunInfo run, int attempt, Supplier<Standing> standing, Clock clock)
            throws IOException {
        this.journal = new RunJournal(runs);
        this.run = run;
        this.attempt = attempt;
        this.clock = clock;
        this.standing = standing;
        Standing before = standing.get();
        sessions.set(before.counts().sessions());
        planned.set(before.counts().planned());
        bytes.set(before.bytesMoved());
        resources(before);
        Files.createDirectories(runs.resolve(run.run()));
        journal.write(status("running", OptionalInt.empty()));
        ticker.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /**
     * What the attempts before left.
     *
     * @param bytesMoved that came over the network so far
     */
    public record Standing(PlanStore.Counts counts, PlanStore.Work work, long bytesMoved) {}

    /** All that are selected; those without work are done. */
    private void resources(Standing now) {
        items.set(now.counts().items());
        done.set(now.counts().items() - (now.work().items() - now.work().done()));
        hintedBytes.set(now.work().hintedBytes());
    }

    @Override
    public void sessionsListed(long count) {
        sessions.set(count);
    }

    @Override
    public void sessionsPlanned(long plannedSoFar, long all, long itemsSoFar, long bytesSoFar) {
        planned.set(plannedSoFar);
        sessions.set(all);
        items.set(itemsSoFar);
        hintedBytes.set(bytesSoFar);
    }

    @Override
    public void transferStarts(long itemsToDo, long bytesHinted, long itemsDone) {
        phase = "transfer";
        resources(standing.get());
    }

    @Override
    public void bytesArrived(PlanItem item, long count) {
        bytes.addAndGet(count);
    }

    @Override
    public void itemEnds(PlanItem item, Outcome outcome) {
        if (outcome.status().isFinal()) {
            done.incrementAndGet();
        }
    }

    private synchronized void tick() {
        if (phase.equals(ENDED)) {
            return;
        }
        try {
            journal.write(status("running", OptionalInt.empty()));
        } catch (IOException e) {
            // For people's eyes only: a run does not fail for it, and a full disk shows elsewhere.
            return;
        }
    }

    private RunJournal.Entry status(String state, OptionalInt exitCode) {
        return new RunJournal.Entry(
                run.run(),
                run.jobName(),
                run.server().address(),
                state,
                ProcessHandle.current().pid(),
                attempt,
                run.startedAt().toString(),
                clock.instant().toString(),
                phase,
                sessions.get(),
                planned.get(),
                items.get(),
                done.get(),
                bytes.get(),
                hintedBytes.get(),
                exitCode,
                run.reports().toString(),
                reason,
                RunJournal.VERSION);
    }

    /**
     * Notes how the attempt ended; nothing else is written afterwards.
     *
     * @param why half a sentence, blank where the exit code says it
     */
    public synchronized void end(RunInfo.State state, int exitCode, String why) {
        close();
        reason = why;
        phase = ENDED;
        try {
            journal.write(status(state.name().toLowerCase(java.util.Locale.ROOT), OptionalInt.of(exitCode)));
        } catch (IOException e) {
            // As above.
            return;
        }
    }

    @Override
    public void close() {
        ticker.shutdown();
    }
}
