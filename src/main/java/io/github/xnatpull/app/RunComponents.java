package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.HiddenTypeLooks;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.plan.SharedPaths;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The tools of an attempt that are made from the request alone. */
final class RunComponents {
    private final FileReceipts receipts;
    private final Planner planner;

    RunComponents(Path root, Server server, PullRequest request, Selector selector, Ledger ledger) {
        this(root, server, request, selector, ledger, false);
    }

    private RunComponents(
            Path root, Server server, PullRequest request, Selector selector, Ledger ledger, boolean onlyLooking) {
        this.receipts = new FileReceipts(root);
        LandedReceipts looked = new LandedReceipts(receipts);
        InPlaceCheck inPlace = new InPlaceCheck(
                new Destination(root),
                onlyLooking ? looked::of : row -> receipts.recorded(row.key(), row.receiptId()),
                row -> receipts.isSuspected(row.key(), row.receiptId()),
                request.transfer().existing());
        this.planner = new Planner(
                server.catalogue(),
                ledger,
                selector,
                request.strictness().recheck().all(),
                inPlace::test,
                collisions(request, server, selector, ledger, inPlace));
    }

    /** For a look that changes nothing at the destination: receipts that a kill left pending stay so. */
    static RunComponents toLook(Path root, Server server, PullRequest request, Selector selector, Ledger ledger) {
        return new RunComponents(root, server, request, selector, ledger, true);
    }

    /** Kept archives have places of their own; only unpacked files can want the same path. */
    private static UnaryOperator<SessionPlan> collisions(
            PullRequest request, Server server, Selector selector, Ledger ledger, InPlaceCheck landed) {
        return request.layout().archives() == PullRequest.Archives.KEEP
                ? plan -> plan
                : new SharedPaths(
                        layout(request),
                        server.catalogue(),
                        selector,
                        ledger,
                        landed::receipt,
                        ledger.isEmpty() || request.place().rebind());
    }

    /** How resources travel; that they are kept as zips is a matter of the layout to those who ask for it. */
    static TransferSettings settings(PullRequest request) {
        TransferSettings asked = request.transfer();
        TransferSettings.Archives archives =
                switch (request.layout().archives()) {
                    case UNPACK -> TransferSettings.Archives.UNPACK;
                    case KEEP -> TransferSettings.Archives.KEEP;
                    case BOTH -> TransferSettings.Archives.BOTH;
                };
        return new TransferSettings(asked.existing(), asked.singleFrom(), archives);
    }

    /** Where zips go: to the folder that was planned for them, or beside that of the unpacked files. */
    static Function<PlanItem, String> zips(PullRequest request) {
        Layout layout = layout(request);
        return request.layout().archives() == PullRequest.Archives.KEEP
                ? PlanItem::folder
                : item -> layout.ownsFolder()
                        ? layout.archive(item.folder())
                        : layout.archiveIn(
                                item.folder(), item.label(), item.address().resourceId());
    }

    /** What whoever begins a destination should know of its layout: two scans may be given one folder. */
    static Optional<String> layoutWarning(PullRequest request) {
        boolean scans = request.selection().levels().contains(Level.SCAN);
        return !scans || layout(request).tellsScansApart()
                ? Optional.empty()
                : Optional.of("The layout '" + request.layout().template()
                        + "' has no {scan.id}: two scans of a session that it does not tell apart, as a repeated one, would"
                        + " share a folder, and the newcomer's bears its id then. Add {scan.id} to tell them apart.");
    }

    /** When sessions of hidden types were looked for last, for this server and as this request asks for it. */
    static HiddenTypeLooks looks(Destination destination, PullRequest request, Clock clock) {
        return HiddenTypeLooks.at(
                destination,
                request.site().address().toString(),
                request.strictness().recheck().all(),
                clock);
    }

    static Layout layout(PullRequest request) {
        return Layout.of(
                request.layout().template(),
                request.layout().nameBy() == PullRequest.NameBy.ID,
                request.selection().projects().size() > 1);
    }

    Receipts receipts() {
        return receipts;
    }

    Planner planner() {
        return planner;
    }

    /** Whether what landed of a resource still lies where it was put, and nobody found the server to list other files. */
    private record InPlaceCheck(
            Destination destination,
            Function<LedgerRow, Optional<Receipt>> receipts,
            Predicate<LedgerRow> suspected,
            TransferSettings.Existing existing) {
        /** The receipt of what landed; none where it cannot be read. */
        Optional<Receipt> receipt(LedgerRow row) {
            try {
                return receipts.apply(row);
            } catch (Fault fault) {
                if (fault.code() != FaultCode.STATE_UNREADABLE) {
                    throw fault;
                }
                // That is this resource's matter only: it is brought again, and its transfer sees to the receipt.
                return Optional.empty();
            }
        }

        boolean test(LedgerRow row) {
            Optional<Receipt> receipt = receipt(row);
            try {
                return receipt.isPresent()
                        && !suspected.test(row)
                        && FilesOnDisk.all(destination, receipt.get(), FilesOnDisk.Look.of(existing));
            } catch (IOException e) {
                if (!destination.exists()) {
                    throw destination.trouble(
                            "look at what landed in " + destination.root().resolve(row.folder()), e);
                }
                // Its transfer looks again, and tells: one folder that cannot be read concerns nobody else.
                return false;
            }
        }
    }
}
