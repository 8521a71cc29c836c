package io.github.xnatpull.app;

import io.github.xnatpull.app.VerifyResult.Example;
import io.github.xnatpull.app.VerifyResult.Listed;
import io.github.xnatpull.app.VerifyResult.Unreadable;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.ledger.UnrecordedReceipts;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.Refused;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.VerifyWriter;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.run.ListOpener;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.ReportPlace;
import io.github.xnatpull.run.RunFile;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.verify.ComparisonCounts;
import io.github.xnatpull.verify.DiskComparison;
import io.github.xnatpull.verify.LandedSessions;
import io.github.xnatpull.verify.ServerComparison;
import io.github.xnatpull.verify.Strangers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares what landed at a destination with the disk, or with the server, and the receipts with the ledger. Changes nothing but the report. Holds the rows of
 * few sessions, and the receipts of few resources, at a time.
 */
public final class Verify {
    private static final String TRYING = "verify what landed";
    private static final int LOOKERS = 8;
    private final Server.Connector connector;
    private final Clock clock;
    private final Consumer<String> warnings;

    /** @param warnings is told of what does not change the outcome */
    public Verify(Server.Connector connector, Clock clock, Consumer<String> warnings) {
        this.connector = connector;
        this.clock = clock;
        this.warnings = warnings;
    }

    /**
     * What is compared.
     *
     * @param disk whether with the disk
     * @param full whether every file is hashed
     * @param remote whether with the server
     * @param server another address than the last run's
     * @param strangers whether each file that no receipt names is told, and not only how many there are
     */
    public record Scope(boolean disk, boolean full, boolean remote, Optional<URI> server, boolean strangers) {
        /** With the disk, unless only the server is asked for. */
        public static Scope of(boolean full, boolean remote, Optional<URI> server, boolean strangers) {
            return new Scope(full || !remote, full, remote, server, strangers);
        }
    }

    /** Compares; tells of every difference. */
    public VerifyResult verify(StatePlace place, Scope scope, Consumer<Difference> each) {
        try (OpenDestination open = new OpenDestination(place, "verify", clock)) {
            StateDatabase state = open.existingForReading(TRYING, LOOKERS + 2);
            Optional<RunInfo> last = new JdbcRuns(state).all().stream().reduce((before, after) -> after);
            Optional<PullRequest> asked =
                    last.map(run -> StoredRequest.read(run.request(), "run " + run.run(), warnings));
            asked.filter(request -> request.reporting().strict())
                    .ifPresent(request -> Privacy.begin(true, place.destination()));
            Path report = ReportPlace.of(place.destination(), last, asked).resolve(VerifyWriter.FILE);
            Sums disk = new Sums();
            Sums server = new Sums();
            Examples examples = new Examples();
            StrangersLook strangers = new StrangersLook(place, report);
            Sums records = new Sums();
            List<Unreadable> unreadable = new ArrayList<>();
            VerifyWriter.write(report, rows -> {
                Consumer<Difference> both = rows.andThen(examples).andThen(each);
                Ledger ledger = new JdbcLedger(state);
                LandedReceipts receipts =
                        new LandedReceipts(new FileReceipts(place.destination().root()));
                if (scope.disk()) {
                    compareDisk(
                            new DiskComparison(place.destination(), receipts, scope.full()),
                            ledger,
                            compared -> disk.add(compared, both.andThen(strangers::told)));
                    strangers.look(difference -> disk.add(difference, scope.strangers() ? both : any -> {}));
                }
                compareRecords(place.destination(), ledger, difference -> records.add(difference, both));
                if (scope.remote()) {
                    PullRequest request = asked.orElseGet(() -> request(place.destination()));
                    compareServer(request, scope.server(), ledger, receipts, compared -> server.add(compared, both))
                            .forEach(unreadable::add);
                }
            });
            Sums compared = scope.disk() ? disk : server;
            return new VerifyResult(
                    scope,
                    compared.resources,
                    compared.files,
                    compared.bytes,
                    compared.incomplete,
                    server.listed(),
                    Sums.differences(List.of(disk, records, server)),
                    List.copyOf(examples.first),
                    List.copyOf(unreadable),
                    report);
        }
    }

    /** Looks for strangers once all that landed was compared, which tells whose receipts cannot be read. */
    private static final class StrangersLook {
        private final Destination destination;
        private final Strangers strangers;

        StrangersLook(StatePlace place, Path report) {
            destination = place.destination();
            strangers = new Strangers(destination);
            strangers.passOver(place.directory());
            strangers.passOver(destination.root().resolve("reports"));
            strangers.passOver(destination.root().resolve("withdrawn"));
            strangers.passOver(Disk.parent(report));
        }

        void told(Difference difference) {
            if (difference.kind() == Kind.NO_RECEIPT && difference.file().isEmpty()) {
                strangers.passOver(destination.folder(difference.path()));
            }
        }

        void look(Consumer<Difference> each) {
            try {
                strangers.look((path, bytes) -> each.accept(Difference.stranger(path, bytes)));
            } catch (IOException e) {
                throw destination.trouble("look for files that no receipt names", e);
            }
        }
    }

    /** Keeps the first few of those that are not of somebody else's files. */
    private static final class Examples implements Consumer<Difference> {
        private static final int MOST = 5;
        private final List<Example> first = new ArrayList<>();

        @Override
        public void accept(Difference difference) {
            if (difference.kind() != Kind.STRANGER && first.size() < MOST) {
                first.add(Example.of(difference));
            }
        }
    }

    private PullRequest request(Destination destination) {
        return RunFile.newest(destination, warnings)
                .map(file -> file.request(warnings))
                .orElseThrow(() -> Fault.fault(FaultCode.NO_SUCH_RUN)
                        .trying("compare " + destination.root() + " with its server")
                        .meaning("Nothing was compared")
                        .advice("Pull once more, then verify.")
                        .because("no run is known that says what was wanted from which server"));
    }

    private static void compareDisk(DiskComparison comparison, Ledger ledger, Consumer<ComparisonCounts> each) {
        try (OrderedParallel<LedgerRow, ComparisonCounts> looks =
                new OrderedParallel<>(LOOKERS, comparison::compare, each, Fault::stopped)) {
            ledger.forEach(looks::next);
            looks.finish();
        }
    }

    private static void compareRecords(Destination destination, Ledger ledger, Consumer<Difference> each) {
        new UnrecordedReceipts(new FileReceipts(destination.root()), ledger)
                .forEach(
                        settled -> each.accept(Difference.of(
                                Kind.UNRECORDED, settled, "it landed, and the state does not know of it")),
                        pending -> each.accept(Difference.of(
                                Kind.UNFINISHED, pending, "a run was ended while it was put into its place")));
    }

    /** Gives the projects that could not be compared. */
    private List<Unreadable> compareServer(
            PullRequest request,
            Optional<URI> address,
            Ledger ledger,
            LandedReceipts receipts,
            Consumer<ComparisonCounts> each) {
        Selector selector = Selector.of(request.selection());
        try (Server server = connector.connect(address.map(request::at).orElse(request));
                OrderedParallel<Supplier<List<ComparisonCounts>>, List<ComparisonCounts>> looks = new OrderedParallel<>(
                        request.load().checkers(), Supplier::get, all -> all.forEach(each), Fault::stopped)) {
            server.catalogue().user();
            ServerComparison comparison = new ServerComparison(server.catalogue(), ledger, receipts, selector);
            Set<String> done = new HashSet<>();
            SessionLists lists = SessionLists.read(request.selection(), ListOpener.ofFiles());
            SessionLister lister = new SessionLister(server.catalogue(), ledger, request.selection(), selector, lists);
            Map<String, Fault> refused = new TreeMap<>();
            boolean[] looked = {false};
            for (ListedSession session : listed(lister, request.selection(), refused)) {
                looked[0] = true;
                done.add(session.session().project() + "\n" + ResourceKeys.idOf(session.session()));
                looks.next(() -> comparison.wanted(session));
            }
            LandedSessions landed = new LandedSessions(server.catalogue(), ledger, refused.keySet(), refused::put);
            landed.forEach((session, rows) -> {
                looked[0] = true;
                if (!done.contains(
                        rows.get(0).key().project() + "\n" + rows.get(0).key().accessionId())) {
                    looks.next(() -> session.map(found -> comparison.landed(found, rows))
                            .orElseGet(() -> ServerComparison.withdrawn(rows)));
                }
            });
            looks.finish();
            if (!looked[0] && !refused.isEmpty()) {
                throw refused.values().iterator().next();
            }
            // In the order of their names.
            return refused.entrySet().stream()
                    .map(one -> new Unreadable(
                            one.getKey(),
                            landed.refused().getOrDefault(one.getKey(), 0L),
                            one.getValue().because()))
                    .toList();
        }
    }

    /**
     * What the selection names now.
     *
     * @param refused is filled with the projects that may not be read any more
     */
    private static List<ListedSession> listed(SessionLister lister, Selection selection, Map<String, Fault> refused) {
        try {
            SessionList list = lister.list();
            list.refused().stream().filter(Refused::isMissed).forEach(one -> refused.put(one.project(), one.fault()));
            return list.sessions();
        } catch (Fault fault) {
            // None of its projects: what landed of others before can be compared all the same.
            if (fault.code() != FaultCode.AUTH_FORBIDDEN) {
                throw fault;
            }
            selection.projects().forEach(project -> refused.put(project, fault));
            return List.of();
        }
    }

    /** Filled by one thread. */
    private static final class Sums {
        private final Map<Kind, Long> differences = new EnumMap<>(Kind.class);
        private long resources;
        private long files;
        private long bytes;
        private long incomplete;
        private long bySize;
        private long byName;

        void add(ComparisonCounts compared, Consumer<Difference> each) {
            resources += compared.resources();
            files += compared.files();
            bytes += compared.bytes();
            incomplete += compared.incomplete();
            bySize += compared.bySize();
            byName += compared.byName();
            compared.differences().forEach(difference -> add(difference, each));
        }

        void add(Difference difference, Consumer<Difference> each) {
            differences.merge(difference.kind(), 1L, Long::sum);
            each.accept(difference);
        }

        Listed listed() {
            return new Listed(files, bySize, byName);
        }

        static Map<Kind, Long> differences(List<Sums> every) {
            Map<Kind, Long> all = new EnumMap<>(Kind.class);
            every.forEach(sums -> sums.differences.forEach((kind, count) -> all.merge(kind, count, Long::sum)));
            return all;
        }
    }
}
