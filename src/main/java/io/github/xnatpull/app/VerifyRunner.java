package io.github.xnatpull.app;

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
public final class VerifyRunner {
    private static final String TRYING = "verify what landed";
    private static final int LOOKERS = 8;
    private final Server.Connector connector;
    private final Clock clock;
    private final Consumer<String> warnings;

    /** @param warnings is told of what does not change the outcome */
    public VerifyRunner(Server.Connector connector, Clock clock, Consumer<String> warnings) {
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
    public record Scope(boolean disk, boolean full, boolean remote, Optional<URI> server, boolean strangers) {}

    /**
     * What was found.
     *
     * @param resources compared; those on the disk where both were asked for
     * @param incomplete of them, known as incomplete since they landed
     * @param server how closely files were compared with the server's listings; nothing of it where they were not
     * @param differences how many of each kind
     * @param unreadable projects that could not be compared with the server, as this user may not read them
     */
    public record Verified(
            long resources,
            long files,
            long bytes,
            long incomplete,
            Listed server,
            Map<Kind, Long> differences,
            List<Unreadable> unreadable,
            Path report) {
        /** Whether all that landed is as it landed, and the server has nothing else. */
        public boolean isEqual() {
            return differences.keySet().stream().noneMatch(Kind::counts);
        }
    }

    /**
     * A project that this user may not read on the server.
     *
     * @param resources that landed of it
     */
    public record Unreadable(String project, long resources, String because) {}

    /**
     * Files that landed and are listed.
     *
     * @param bySize those that were compared by their size only, as no digest is listed
     * @param byName those that were compared by their name only, as neither is listed
     */
    public record Listed(long files, long bySize, long byName) {}

    /** Compares; tells of every difference. */
    public Verified verify(StatePlace place, Scope scope, Consumer<Difference> each) {
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
            StrangersLook strangers = new StrangersLook(place, report);
            Sums records = new Sums();
            List<Unreadable> unreadable = new ArrayList<>();
            VerifyWriter.write(report, rows -> {
                Consumer<Difference> both = rows.andThen(each);
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
            return (scope.disk() ? disk : server)
                    .verified(List.of(disk, records, server), server.listed(), unreadable, report);
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

        Verified verified(List<Sums> every, Listed server, List<Unreadable> unreadable, Path report) {
            Map<Kind, Long> all = new EnumMap<>(Kind.class);
            every.forEach(sums -> sums.differences.forEach((kind, count) -> all.merge(kind, count, Long::sum)));
            return new Verified(resources, files, bytes, incomplete, server, all, List.copyOf(unreadable), report);
        }
    }
}
