package io.github.xnatpull.app;

import io.github.xnatpull.app.VerifyResult.Example;
import io.github.xnatpull.app.VerifyResult.Listed;
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
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.VerifyWriter;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.ReportPlace;
import io.github.xnatpull.run.RunFile;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.verify.ComparisonCounts;
import io.github.xnatpull.verify.DiskComparison;
import io.github.xnatpull.verify.Findings;
import io.github.xnatpull.verify.Strangers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Compares what landed at a destination with the disk, and with the server too where that is asked for, and the receipts with
 * the ledger. Writes the report, and into receipts what differs; no data. Holds the rows of few sessions, and the receipts of
 * few resources, at a time.
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
     * What is compared, besides what landed with the disk.
     *
     * @param full whether every file is hashed
     * @param remote whether with the server too
     * @param server another address than the last run's
     * @param strangers whether each file that no receipt names is told, and not only how many there are
     */
    public record Scope(boolean full, boolean remote, Optional<URI> server, boolean strangers) {}

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
            Ledger ledger = new JdbcLedger(state);
            if (!scope.remote()) {
                return new Comparing(place, scope, ledger, report, each).result(Optional.empty());
            }
            PullRequest request = asked.orElseGet(() -> request(place.destination()));
            try (Server server =
                    connector.connect(scope.server().map(request::at).orElse(request))) {
                server.catalogue().user(); // who cannot log in learns it before hours of looking at the disk
                return new Comparing(place, scope, ledger, report, each)
                        .result(Optional.of(new RemoteComparison(request, server, ledger)));
            }
        }
    }

    /** One comparison, and what it finds. */
    private final class Comparing {
        private final StatePlace place;
        private final Scope scope;
        private final Ledger ledger;
        private final Path report;
        private final Consumer<Difference> each;
        private final LandedReceipts receipts;
        private final Findings findings;
        private final Sums disk = new Sums();
        private final Sums records = new Sums();
        private final Sums server = new Sums();
        private final Examples examples = new Examples(Kind::counts);
        private final Examples notLooked = new Examples(Kind.NOT_LOOKED::equals);
        private RemoteComparison.End end = RemoteComparison.End.NOTHING;

        Comparing(StatePlace place, Scope scope, Ledger ledger, Path report, Consumer<Difference> each) {
            FileReceipts files = new FileReceipts(place.destination().root());
            this.place = place;
            this.scope = scope;
            this.ledger = ledger;
            this.report = report;
            this.each = each;
            this.receipts = new LandedReceipts(files);
            this.findings = new Findings(files, clock, warnings);
        }

        VerifyResult result(Optional<RemoteComparison> remote) {
            VerifyWriter.write(
                    report,
                    rows -> compare(rows.andThen(examples).andThen(notLooked).andThen(each), remote));
            return new VerifyResult(
                    scope,
                    disk.resources,
                    disk.files,
                    disk.bytes,
                    disk.incomplete,
                    server.listed(),
                    Sums.differences(List.of(disk, records, server)),
                    List.copyOf(examples.first),
                    List.copyOf(notLooked.first),
                    end.unreadable(),
                    end.fault().map(VerifyResult.ServerFault::of),
                    report);
        }

        private void compare(Consumer<Difference> told, Optional<RemoteComparison> remote) {
            StrangersLook strangers = new StrangersLook(place, report);
            compareDisk(
                    new DiskComparison(place.destination(), receipts, findings, scope.full()),
                    ledger,
                    compared -> disk.add(compared, told.andThen(strangers::told)));
            strangers.look(difference -> disk.add(difference, scope.strangers() ? told : any -> {}));
            compareRecords(place.destination(), ledger, difference -> records.add(difference, told));
            remote.ifPresent(
                    comparison -> end = comparison.compare(receipts, findings, found -> server.add(found, told)));
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
            strangers.passOver(destination.withdrawn());
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

    /** Keeps the first few of some kinds. */
    private static final class Examples implements Consumer<Difference> {
        private static final int MOST = 5;
        private final Predicate<Kind> kinds;
        private final List<Example> first = new ArrayList<>();

        Examples(Predicate<Kind> kinds) {
            this.kinds = kinds;
        }

        @Override
        public void accept(Difference difference) {
            if (first.size() < MOST && kinds.test(difference.kind())) {
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
