package io.github.xnatpull.plan;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Sessions, items and outcomes for tests of what is stored of a plan. */
public final class PlanSamples {
    public static final Instant NOW = Instant.parse("2026-03-01T02:03:04.567Z");

    /** Names that databases like to take for one another, or for something else. */
    public static final List<String> NAMES = List.of(
            "a",
            "A",
            "a ",
            "a  ",
            " a",
            "ä",
            "a\u0308",
            "1",
            "01",
            "1.0",
            "a'b",
            "a\"b",
            "%",
            "a_b",
            "a\\b",
            "?",
            ":name",
            "{a}",
            "--",
            "/*a*/",
            "null",
            "日本",
            "😀",
            "a\tb",
            "a\nb",
            "n".repeat(300));

    private PlanSamples() {}

    public static RunInfo run(String name) {
        return RunInfo.begun(
                name, "job", new RunInfo.Server("http://localhost", "1.8.10"), "{}", Path.of("reports"), NOW);
    }

    public static SessionRow session(String id) {
        return new SessionRow(
                "P",
                id,
                "MR-" + id,
                "S1",
                "SUBJ",
                "OWNER",
                "xnat:mrSessionData",
                "2024-01-15",
                "2024-02-01 10:00:00.1",
                "2024-02-02 11:00:00.2");
    }

    /** Sessions E1, E2, … */
    public static List<SessionRow> sessions(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> session("E" + number))
                .toList();
    }

    public static SessionList list(SessionRow... sessions) {
        return list(Arrays.asList(sessions));
    }

    public static SessionList list(List<SessionRow> sessions) {
        return new SessionList(sessions.stream().map(ListedSession::plain).toList(), 0, List.of(), List.of());
    }

    /** A resource of scan 1 of a session. */
    public static PlanItem item(SessionRow session, String name, Action action, OptionalLong bytes) {
        ResourceKey key =
                new ResourceKey(session.project(), ResourceKeys.idOf(session), Level.SCAN, "1", InOut.NONE, name);
        return new PlanItem(
                0,
                key,
                new ResourceAddress(
                        session.project(),
                        session.subjectId(),
                        session.accessionId(),
                        Level.SCAN,
                        "1",
                        InOut.NONE,
                        "17"),
                session,
                new ScanRow("1", "T1w", "usable", "xnat:mrScanData", "t1 mprage", ""),
                "",
                "",
                name,
                session.label() + "/" + name,
                action,
                new Hints(OptionalLong.of(3), bytes));
    }

    public static PlanItem item(SessionRow session, String name, Action action) {
        return item(session, name, action, OptionalLong.of(1000));
    }

    /** A session at its place, with so many resources R0, R1, … to fetch. */
    public static SessionPlan planned(long position, SessionRow session, int resources) {
        return planned(
                position,
                session,
                IntStream.range(0, resources)
                        .mapToObj(number -> item(session, "R" + number, Action.FETCH))
                        .toArray(PlanItem[]::new));
    }

    public static SessionPlan planned(long position, SessionRow session, PlanItem... items) {
        return new SessionPlan(position, session, List.of(items), new SessionPlan.Listed(1, items.length, 0));
    }

    /** A session that could not be listed. */
    public static SessionPlan unlisted(long position, SessionRow session, Status status, FaultCode code) {
        return SessionPlan.unlisted(session, new SessionPlan.Unlisted(status, code, "it answered 500"))
                .at(position);
    }

    /** Begins a run of so many sessions with so many resources each, and freezes its plan. */
    public static void planOf(StatePorts state, String run, int sessions, int resources) {
        List<SessionRow> rows = sessions(sessions);
        state.runs().begin(run(run));
        state.inTransaction(() -> state.plan().storeSessions(run, list(rows)));
        state.inTransaction(() -> state.plan()
                .add(
                        run,
                        IntStream.range(0, sessions)
                                .mapToObj(index -> planned(index + 1, rows.get(index), resources))
                                .toList()));
        state.inTransaction(() -> state.plan().freeze(run, 4));
    }

    public static Outcome outcome(Status status) {
        return new Outcome(
                status,
                new Extent(3, 77, 4, OptionalLong.of(88), Proof.MD5),
                77,
                1,
                Optional.empty(),
                "",
                List.of(),
                "receipt-1");
    }

    public static Outcome failed(String message, Outcome.FileFault... faults) {
        return new Outcome(
                Status.FAILED, Extent.NOTHING, 5, 2, Optional.of(FaultCode.STALLED), message, List.of(faults), "");
    }

    /** The ledger row of an item that landed. */
    public static LedgerRow landed(PlanItem item, String run) {
        return new LedgerRow(
                item.key(),
                item.address().resourceId(),
                item.label(),
                item.folder(),
                Status.LANDED,
                new Extent(3, 77, 4, OptionalLong.of(88), Proof.SIZE_CRC),
                item.hints(),
                NOW,
                run,
                run,
                "receipt-1");
    }
}
