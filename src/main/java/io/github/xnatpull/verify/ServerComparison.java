package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
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
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares one session with the server: what is wanted of it and not here, and all that landed of it, wanted still or not.
 * Counts and sizes that agree say nothing of a file that was replaced at equal size: there is one listing a resource.
 */
public final class ServerComparison {
    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final Planner planner;
    private final ListingComparison listings;

    public ServerComparison(XnatCatalogue catalogue, Ledger ledger, LandedReceipts receipts, Selector selector) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.planner = new Planner(catalogue, ledger, selector, false, row -> true, plan -> plan);
        this.listings = new ListingComparison(catalogue, receipts, selector::file);
    }

    /** A session, subject or project that the selection wants. */
    public List<ComparisonCounts> wanted(ListedSession listed) {
        SessionRow session = listed.session();
        Map<ResourceKey, LedgerRow> rest = new HashMap<>();
        ledger.ofSession(session.project(), ResourceKeys.idOf(session)).forEach(row -> rest.put(row.key(), row));
        List<ComparisonCounts> found = new ArrayList<>();
        for (PlanItem item : planner.plan(listed).items()) {
            LedgerRow row = rest.remove(item.key());
            if (row == null || item.action() == Action.FETCH) {
                found.add(new ComparisonCounts(0, 0, 0, 0, 0, 0, List.of(added(item))));
            } else {
                found.add(listings.compare(item.address(), row));
            }
        }
        found.addAll(landed(session, List.copyOf(rest.values())));
        return found;
    }

    /** What landed of a session, subject or project that is on the server. */
    public List<ComparisonCounts> landed(SessionRow session, List<LedgerRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<ResourceKey, ResourceRow> listed = new ResourceKeys(session, listing(session, rows)).all();
        List<ComparisonCounts> found = new ArrayList<>();
        for (LedgerRow row : rows) {
            ResourceRow there = listed.get(row.key());
            if (there == null) {
                found.add(ComparisonCounts.of(row, List.of(), List.of(ListingComparison.onlyHere(row))));
            } else {
                found.add(listings.compare(address(session, there), row));
            }
        }
        return found;
    }

    /** What landed of something that is not on the server any more. */
    public static List<ComparisonCounts> withdrawn(List<LedgerRow> rows) {
        return rows.stream()
                .map(row -> ComparisonCounts.of(row, List.of(), List.of(ListingComparison.onlyHere(row))))
                .toList();
    }

    private List<ResourceRow> listing(SessionRow session, List<LedgerRow> rows) {
        try {
            if (session.accessionId().isEmpty()) {
                return session.subjectId().isEmpty()
                        ? catalogue.projectResources(session.project())
                        : catalogue.subjectResources(session.project(), session.subjectId());
            }
            Set<Level> levels = rows.stream().map(row -> row.key().level()).collect(Collectors.toSet());
            return catalogue.resources(session.accessionId(), levels);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.GONE_SINCE_PLAN || fault.code() == FaultCode.NOT_FOUND) {
                return List.of();
            }
            throw fault;
        }
    }

    private static ResourceAddress address(SessionRow session, ResourceRow row) {
        return new ResourceAddress(
                session.project(),
                session.subjectId(),
                session.accessionId(),
                row.level(),
                row.partId(),
                row.inOut(),
                row.id());
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
