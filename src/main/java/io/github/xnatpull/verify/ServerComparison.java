package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Content;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.Difference.Resource;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ReconstructionRow;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares one session with the server: what is wanted of it and not here, and all that landed of it, wanted still or not.
 * Counts and sizes that agree say nothing of a file that was replaced at equal size: there is one listing a resource. What
 * cannot be listed is told as not looked at, and the others go on.
 */
public final class ServerComparison {
    private final XnatCatalogue catalogue;
    private final XnatContent content;
    private final Ledger ledger;
    private final LandedReceipts receipts;
    private final Planner planner;
    private final ListingComparison listings;

    public ServerComparison(
            XnatCatalogue catalogue,
            XnatContent content,
            Ledger ledger,
            LandedReceipts receipts,
            Findings findings,
            Selector selector) {
        this.catalogue = catalogue;
        this.content = content;
        this.ledger = ledger;
        this.receipts = receipts;
        this.planner = new Planner(catalogue, ledger, selector, false, row -> true, plan -> plan);
        this.listings = new ListingComparison(catalogue, receipts, findings, selector::file);
    }

    /** A session, subject or project that the selection wants. */
    public List<ComparisonCounts> wanted(ListedSession listed) {
        SessionRow session = listed.session();
        Map<ResourceKey, LedgerRow> rest = new LinkedHashMap<>();
        ledger.ofSession(session.project(), ResourceKeys.idOf(session)).forEach(row -> rest.put(row.key(), row));
        List<ComparisonCounts> found = new ArrayList<>();
        List<PlanItem> items;
        try {
            items = planner.plan(listed).items();
        } catch (Fault fault) {
            requireItsOwn(fault);
            if (rest.isEmpty()) {
                found.add(ComparisonCounts.beyond(Difference.notLooked(nothingOf(session), "", fault.because())));
            }
            rest.values().forEach(row -> found.add(ComparisonCounts.notLooked(row, fault.because())));
            return found;
        }
        for (PlanItem item : items) {
            LedgerRow row = rest.remove(item.key());
            found.add(
                    row == null || item.action() == Action.FETCH
                            ? ComparisonCounts.beyond(added(item))
                            : compared(item.address(), row, item.hints().count()));
        }
        found.addAll(landed(session, List.copyOf(rest.values())));
        return found;
    }

    /** What landed of a session, subject or project, whether or not a listing shows it. */
    public List<ComparisonCounts> landed(SessionRow session, List<LedgerRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Optional<List<ResourceRow>> listing;
        try {
            listing = listing(session, rows);
        } catch (Fault fault) {
            requireItsOwn(fault);
            return rows.stream()
                    .map(row -> ComparisonCounts.notLooked(row, fault.because()))
                    .toList();
        }
        Map<ResourceKey, ResourceRow> listed = new ResourceKeys(session, listing.orElse(List.of())).all();
        Set<Level> shown =
                listing.orElse(List.of()).stream().map(ResourceRow::level).collect(Collectors.toSet());
        List<ComparisonCounts> found = new ArrayList<>();
        for (LedgerRow row : rows) {
            ResourceRow there = listed.get(row.key());
            if (there != null) {
                found.add(compared(address(session, row, there.id()), row, there.fileCount()));
            } else if (listing.isEmpty() || shown.contains(row.key().level())) {
                found.add(listings.withdrawn(row)); // the session is not there, or others of that level are
            } else {
                found.add(asked(address(session, row, row.resourceId()), row));
            }
        }
        return found;
    }

    private ComparisonCounts compared(ResourceAddress address, LedgerRow row, OptionalLong counted) {
        try {
            return listings.compare(address, row, counted);
        } catch (Fault fault) {
            requireItsOwn(fault);
            return ComparisonCounts.notLooked(row, fault.because());
        }
    }

    /**
     * A resource that an empty listing does not show: nothing confirms that the listing is right, so the resource itself is
     * asked for, and one of its files.
     */
    private ComparisonCounts asked(ResourceAddress address, LedgerRow row) {
        ComparisonCounts compared = compared(address, row, OptionalLong.empty());
        boolean gone = compared.differences().stream().allMatch(found -> found.kind() == Kind.ONLY_HERE);
        Optional<String> file = gone && !compared.differences().isEmpty() ? someFile(row) : Optional.empty();
        return file.flatMap(name -> stillThere(address, name))
                .map(why -> ComparisonCounts.notLooked(row, "the server's listing of resources is empty, and " + why))
                .orElse(compared);
    }

    private Optional<String> someFile(LedgerRow row) {
        return receipts.of(row).stream()
                .flatMap(receipt -> receipt.files().stream())
                .map(ReceiptFile::file)
                .filter(content::isAddressable)
                .findFirst();
    }

    /** What speaks against it that a resource is gone; empty where the request for a file of it says the same. */
    private Optional<String> stillThere(ResourceAddress address, String file) {
        try (XnatContent.Body body = content.file(address, file, Optional.empty())) {
            return Optional.of("it serves a file of this one all the same");
        } catch (Fault fault) {
            requireItsOwn(fault);
            // Below a part that is not there XNAT answers 500, not 404 (contract §1.8).
            return fault.code() == FaultCode.FILE_MISSING || !isPartListed(address)
                    ? Optional.empty()
                    : Optional.of("whether it has a file of this one could not be asked: " + fault.because());
        }
    }

    private boolean isPartListed(ResourceAddress address) {
        String session = address.sessionId();
        Stream<String> parts =
                switch (address.level()) {
                    case SCAN -> catalogue.scans(session).stream().map(ScanRow::id);
                    case ASSESSOR -> catalogue.assessors(session).stream().map(AssessorRow::id);
                    case RECONSTRUCTION ->
                        catalogue.reconstructions(session).stream().map(ReconstructionRow::id);
                    case SESSION, SUBJECT, PROJECT -> Stream.of(address.partId());
                };
        return parts.anyMatch(address.partId()::equals);
    }

    /** Passes on what concerns more than one session: a refused login, a server that is away, a stop. */
    static void requireItsOwn(Fault fault) {
        boolean own =
                switch (fault.kind()) {
                    case SERVER_TRANSIENT -> fault.code() != FaultCode.SERVER_AWAY;
                    case SERVER_PERMANENT, DATA -> true;
                    case AUTH -> fault.code() == FaultCode.AUTH_FORBIDDEN;
                    case USER, LOCAL, INTERRUPTED, INTERNAL -> fault.code() == FaultCode.STATE_UNREADABLE;
                };
        if (!own) {
            throw fault;
        }
    }

    /** Empty where the server says that there is no such session, subject or project. */
    private Optional<List<ResourceRow>> listing(SessionRow session, List<LedgerRow> rows) {
        try {
            if (session.accessionId().isEmpty()) {
                return Optional.of(
                        session.subjectId().isEmpty()
                                ? catalogue.projectResources(session.project())
                                : catalogue.subjectResources(session.project(), session.subjectId()));
            }
            Set<Level> levels = rows.stream().map(row -> row.key().level()).collect(Collectors.toSet());
            return Optional.of(catalogue.resources(session.accessionId(), levels));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.GONE_SINCE_PLAN || fault.code() == FaultCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static ResourceAddress address(SessionRow session, LedgerRow row, String id) {
        return new ResourceAddress(
                session.project(),
                session.subjectId(),
                session.accessionId(),
                row.key().level(),
                row.key().partId(),
                row.key().inOut(),
                id);
    }

    private static Resource nothingOf(SessionRow session) {
        Level level = session.accessionId().isEmpty()
                ? session.subjectId().isEmpty() ? Level.PROJECT : Level.SUBJECT
                : Level.SESSION;
        return new Resource(
                new ResourceKey(session.project(), ResourceKeys.idOf(session), level, "", InOut.NONE, ""), "", "");
    }

    private static Difference added(PlanItem item) {
        return new Difference(
                Kind.NEW,
                new Resource(item.key(), item.label(), item.address().resourceId()),
                "",
                "",
                Content.UNKNOWN,
                new Content(item.hints().size(), ""),
                "the server lists this resource, and it is not here");
    }
}
