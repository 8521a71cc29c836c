package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.report.ReportPublisher;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Fills, plans, reports and reopens a ledger of many rows; run in a JVM of its own with a small heap. */
public final class LedgerScale {
    private static final int PER_SESSION = 40;

    private LedgerScale() {}

    /** Arguments: directory, sessions, action of the planned items. Prints one line per phase. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int sessions = Integer.parseInt(args[1]);
        Action action = Action.valueOf(args[2]);
        Files.createDirectories(directory.resolve(".xnatpull/state"));
        Path stateDirectory = directory.resolve(".xnatpull/state");
        try (StateDatabase state = StateDatabase.open(stateDirectory, 4)) {
            fill(state, sessions, action);
        }
        long start = System.nanoTime();
        try (StateDatabase state = StateDatabase.open(stateDirectory, 4)) {
            say("opened", start);
            start = System.nanoTime();
            var published = new ReportPublisher(
                            new JdbcRunRecords(state, directory.toString()),
                            new FileReceipts(directory),
                            Clock.systemUTC())
                    .publish(
                            "run",
                            directory.resolve("reports/run"),
                            true,
                            summary -> io.github.xnatpull.report.RunEnding.of(0));
            say("reported " + published.summary().planned(), start);
            start = System.nanoTime();
            new JdbcPlanStore(state).forget("run");
            say("forgot", start);
        }
    }

    private static void fill(StateDatabase state, int sessions, Action action) {
        JdbcRuns runs = new JdbcRuns(state);
        JdbcPlanStore plan = new JdbcPlanStore(state);
        JdbcLedger ledger = new JdbcLedger(state);
        runs.begin(RunInfo.begun(
                "run", "job", new RunInfo.Server("http://localhost", "1"), "{}", Path.of("reports"), Instant.EPOCH));
        runs.attemptStarts("run", Instant.EPOCH, Instant.EPOCH);
        List<SessionRow> rows = new ArrayList<>();
        for (int index = 0; index < sessions; index++) {
            String id = String.format(Locale.ROOT, "XNAT_E%05d", index);
            rows.add(new SessionRow(
                    "P",
                    id,
                    "SUBJ" + index + "_MR1",
                    "S" + index,
                    "SUBJ" + index,
                    "P",
                    "xnat:mrSessionData",
                    "2024-01-15",
                    "2024-02-01 10:00:00.1",
                    ""));
        }
        long start = System.nanoTime();
        state.transactions()
                .executeWithoutResult(transaction -> plan.storeSessions(
                        "run",
                        new SessionLister.SessionList(
                                rows.stream().map(ListedSession::plain).toList(), 0, List.of(), List.of())));
        for (int from = 0; from < sessions; from += 32) {
            List<SessionPlan> block = new ArrayList<>();
            for (int at = from; at < Math.min(sessions, from + 32); at++) {
                block.add(planned(at + 1, rows.get(at), action));
            }
            state.transactions().executeWithoutResult(transaction -> {
                block.forEach(one -> one.items().forEach(item -> ledger.record(landed(item))));
                plan.add("run", block);
            });
        }
        say("planned " + plan.counts("run").items(), start);
        start = System.nanoTime();
        state.transactions().executeWithoutResult(transaction -> plan.freeze("run", 4));
        say("frozen into " + plan.slices("run").size(), start);
    }

    private static SessionPlan planned(long position, SessionRow session, Action action) {
        List<PlanItem> items = new ArrayList<>();
        for (int index = 0; index < PER_SESSION; index++) {
            ResourceKey key =
                    new ResourceKey("P", session.accessionId(), Level.SCAN, String.valueOf(index), InOut.NONE, "DICOM");
            items.add(new PlanItem(
                    0,
                    key,
                    new ResourceAddress(
                            "P",
                            session.subjectId(),
                            session.accessionId(),
                            Level.SCAN,
                            key.partId(),
                            InOut.NONE,
                            "1" + index),
                    session,
                    new ScanRow(key.partId(), "T1w", "usable", "xnat:mrScanData", "t1_mprage_sag", ""),
                    "",
                    "",
                    "DICOM",
                    session.label() + "/scans/" + index + "/resources/DICOM/files",
                    action,
                    new Hints(OptionalLong.of(192), OptionalLong.of(25_165_824))));
        }
        return new SessionPlan(position, session, items, new SessionPlan.Listed(PER_SESSION, PER_SESSION, 0));
    }

    private static LedgerRow landed(PlanItem item) {
        return new LedgerRow(
                item.key(),
                item.address().resourceId(),
                item.label(),
                item.folder(),
                Status.LANDED,
                new Extent(192, 25_165_824, 192, OptionalLong.of(25_165_824), Proof.MD5),
                item.hints(),
                Instant.EPOCH,
                "run",
                "run",
                "0f8fad5b-d9cb-469f-a165-70867728950e");
    }

    @SuppressWarnings("SystemOut")
    private static void say(String what, long start) {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%s in %d ms, %d MiB used%n",
                what,
                (System.nanoTime() - start) / 1_000_000,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}
