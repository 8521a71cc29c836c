package io.github.xnatpull.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.InMemoryXnat;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcPlanStore;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.transfer.FileChoice;
import io.github.xnatpull.transfer.Throttle;
import io.github.xnatpull.transfer.TransferContext;
import io.github.xnatpull.transfer.Transfers;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatContent;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A run whose plan and ledger are in a real database on disk, for tests of what the steps are made of. */
final class JobScene implements AutoCloseable {
    static final String RUN = "r-1";
    static final Instant NOW = Instant.parse("2026-03-01T02:03:04Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final StateDatabase state;
    final JdbcRuns runs;
    final JdbcPlanStore plan;
    final JdbcLedger ledger;
    final InMemoryXnat xnat = new InMemoryXnat();
    final RunControl control = new RunControl(new StopSignal());
    final List<String> told = new ArrayList<>();
    final List<String> settled = new ArrayList<>();
    private final Path directory;
    private final Transfers transfers;

    JobScene(Path directory) {
        this.directory = directory;
        state = StateDatabase.open(directory.resolve("state"), 4);
        runs = new JdbcRuns(state);
        plan = new JdbcPlanStore(state);
        ledger = new JdbcLedger(state);
        transfers = new Transfers(new TransferContext(
                new TransferContext.Source(xnat, nothing()),
                new TransferContext.Target(
                        new Destination(directory.resolve("data")),
                        receipts(),
                        TransferSettings.standard(),
                        PlanItem::folder),
                FileChoice.ALL,
                TransferContext.Pace.of(RetrySchedule.standard().withTries(1), Throttle.NONE, told::add),
                TransferContext.Timing.real(CLOCK),
                control.stop(),
                observer()));
        begin(RUN);
    }

    private static XnatContent nothing() {
        return (XnatContent) Proxy.newProxyInstance(
                JobScene.class.getClassLoader(), new Class<?>[] {XnatContent.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("nothing is fetched here");
                });
    }

    void begin(String run) {
        runs.begin(RunInfo.begun(
                run,
                "P",
                new RunInfo.Server("http://localhost", "1.9"),
                "{}",
                directory.resolve("reports"),
                NOW.plusSeconds(runs.all().size())));
    }

    @Override
    public void close() {
        transfers.close();
        state.close();
    }

    static SessionRow session(int number) {
        return InMemoryXnat.session("P", "E" + number, "MR" + number);
    }

    static PlanItem item(int session, String label, Action action) {
        String id = "E" + session;
        return new PlanItem(
                0,
                new ResourceKey("P", id, Level.SCAN, "1", InOut.NONE, label),
                new ResourceAddress("P", "S_" + id, id, Level.SCAN, "1", InOut.NONE, "17"),
                session(session),
                InMemoryXnat.scan("1", "T1w"),
                "",
                "",
                label,
                "",
                action,
                new Hints(OptionalLong.of(3), OptionalLong.of(1000)));
    }

    /** A list of so many sessions. */
    static SessionList listOf(int sessions) {
        return new SessionList(
                IntStream.rangeClosed(1, sessions)
                        .mapToObj(number -> ListedSession.plain(session(number)))
                        .toList(),
                0,
                List.of(),
                List.of());
    }

    /** The plan of a session with so many resources to fetch. */
    static SessionPlan planOf(int session, int resources) {
        return new SessionPlan(
                session,
                session(session),
                IntStream.rangeClosed(1, resources)
                        .mapToObj(number -> item(session, "R" + number, Action.FETCH))
                        .toList(),
                new SessionPlan.Listed(1, resources, 0));
    }

    /** The run's plan, frozen: sessions with so many resources each. */
    void planned(int sessions, int resources) {
        plan.storeSessions(RUN, listOf(sessions));
        plan.add(
                RUN,
                IntStream.rangeClosed(1, sessions)
                        .mapToObj(number -> planOf(number, resources))
                        .toList());
        plan.freeze(RUN, 1);
    }

    /** The numbers of the items of a slice that are open. */
    List<Long> open(String slice) {
        return plan.openItems(RUN, slice, 0, 10_000).stream()
                .map(open -> open.item().number())
                .toList();
    }

    OpenItem item(long number) {
        return plan.item(RUN, number);
    }

    Transfers transfers() {
        return transfers;
    }

    SliceItemReader reader(String slice) {
        return new SliceItemReader(plan, transfers, RUN, slice, item -> true, control.stop()::requested);
    }

    /** What a reader offers next, where it must offer something. */
    static SliceWork next(SliceItemReader reader) {
        return Objects.requireNonNull(reader.read());
    }

    /** Receipts that only note what is settled, and look whether the ledger names it by then. */
    Receipts receipts() {
        return new Receipts() {
            @Override
            public Optional<Receipt> settled(ResourceKey key) {
                return Optional.empty();
            }

            @Override
            public Optional<Receipt> pending(ResourceKey key) {
                return Optional.empty();
            }

            @Override
            public void intend(Receipt receipt) {
                throw new AssertionError("nothing is placed here");
            }

            @Override
            public void settle(ResourceKey key, String receiptId) {
                assertThat(ledger.ofSession(key.project(), key.accessionId()))
                        .as("the ledger names what is settled")
                        .anySatisfy(row -> assertThat(row.receiptId()).isEqualTo(receiptId));
                settled.add(receiptId);
            }
        };
    }

    /** Notes what it is told of sessions and what people should read. */
    RunObserver observer() {
        return new RunObserver() {
            @Override
            public void sessionsListed(long sessions) {
                told.add("listed " + sessions);
            }

            @Override
            public void sessionsPlanned(long planned, long sessions, long items, long hintedBytes) {
                told.add("planned " + planned + " of " + sessions + ": " + items + " items, " + hintedBytes + " bytes");
            }

            @Override
            public void sessionEnds(String accessionId, long landed, long failed, long bytes) {
                told.add(accessionId + " ends: " + landed + " landed, " + failed + " failed, " + bytes + " bytes");
            }

            @Override
            public void notice(String text) {
                told.add(text);
            }

            @Override
            public void warning(String text) {
                told.add(text);
            }
        };
    }
}
