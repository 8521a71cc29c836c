package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionContents;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans one session: what the server lists, of it what is wanted, and of that what is here already. A constant number
 * of requests a session, however many scans. Safe for many threads; writes nothing.
 */
public final class Planner {
    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final Selector selector;
    private final boolean recheck;
    private final Predicate<LedgerRow> inPlace;
    private final UnaryOperator<SessionPlan> placed;

    /**
     * @param recheck whether every landed resource is to be compared with its listing
     * @param inPlace whether what landed of a resource still lies where it was put
     * @param placed sees to it that every plan can be placed, and throws where it cannot be
     */
    public Planner(
            XnatCatalogue catalogue,
            Ledger ledger,
            Selector selector,
            boolean recheck,
            Predicate<LedgerRow> inPlace,
            UnaryOperator<SessionPlan> placed) {
        this.placed = placed;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.selector = selector;
        this.recheck = recheck;
        this.inPlace = inPlace;
    }

    /** Plans a row of the session list. */
    public SessionPlan plan(ListedSession listed) {
        return placed.apply(lookedUp(listed).at(listed.position()));
    }

    /** Plans a row of the session list; where it alone cannot be listed, the plan says so, and others go on. */
    public SessionPlan planOrTell(ListedSession listed) {
        try {
            return plan(listed);
        } catch (Fault fault) {
            if (!concernsItAlone(fault)) {
                throw fault;
            }
            return SessionPlan.unlisted(
                            listed.session(), new SessionPlan.Unlisted(Status.FAILED, fault.code(), fault.because()))
                    .at(listed.position());
        }
    }

    private static boolean concernsItAlone(Fault fault) {
        return switch (fault.kind()) {
            case SERVER_TRANSIENT -> fault.code() != FaultCode.SERVER_AWAY;
            case SERVER_PERMANENT, DATA -> true;
            case AUTH -> fault.code() == FaultCode.AUTH_FORBIDDEN;
            case USER, LOCAL, INTERRUPTED, INTERNAL -> false;
        };
    }

    private SessionPlan lookedUp(ListedSession listed) {
        SessionRow session = listed.session();
        try {
            return session.accessionId().isEmpty()
                    ? planAbove(session, listed.rows())
                    : planSession(session, listed.rows());
        } catch (Fault fault) {
            if (fault.code() == FaultCode.GONE_SINCE_PLAN || fault.code() == FaultCode.NOT_FOUND) {
                return SessionPlan.unlisted(
                        session,
                        new SessionPlan.Unlisted(
                                Status.GONE, FaultCode.GONE_SINCE_PLAN, "gone since the session list was made"));
            }
            throw fault;
        }
    }

    private SessionPlan planAbove(SessionRow session, List<FilteredRow> rows) {
        boolean ofProject = session.subjectId().isEmpty();
        List<ResourceRow> listing = ofProject
                ? catalogue.projectResources(session.project())
                : catalogue.subjectResources(session.project(), session.subjectId());
        SessionContents has = SessionContents.of(session, List.of(), List.of(), listing);
        NameMatches answers = new NameMatches();
        return planned(session, has, selector.resources(has, rows, answers), answers);
    }

    private SessionPlan planSession(SessionRow session, List<FilteredRow> rows) {
        Set<Level> levels = selector.levels().stream()
                .filter(level -> level != Level.PROJECT && level != Level.SUBJECT)
                .collect(Collectors.toSet());
        List<AssessorRow> assessors =
                selector.levels().contains(Level.ASSESSOR) ? catalogue.assessors(session.accessionId()) : List.of();
        Parts parts = parts(session.accessionId(), levels);
        SessionContents has = SessionContents.of(session, parts.scans(), assessors, parts.resources());
        NameMatches answers = new NameMatches();
        List<ResourceRow> wanted = selector.resources(
                selector.scans(parts.scans(), answers), selector.assessors(assessors, answers), has, rows, answers);
        return planned(session, has, wanted, answers);
    }

    /** The scans of a session, and the resources at the levels that matter. */
    private record Parts(List<ScanRow> scans, List<ResourceRow> resources) {
        /** A scan that has resources, and is not among the scans; else empty. */
        Optional<String> stranger() {
            Set<String> known = scans.stream().map(ScanRow::id).collect(Collectors.toSet());
            return resources.stream()
                    .filter(row -> row.level() == Level.SCAN && !known.contains(row.partId()))
                    .map(ResourceRow::partId)
                    .findFirst();
        }
    }

    /** Both listings, once more where they contradict each other: the session may be growing just now. */
    private Parts parts(String sessionId, Set<Level> levels) {
        Parts parts = partsNow(sessionId, levels);
        if (parts.stranger().isPresent()) {
            parts = partsNow(sessionId, levels);
        }
        parts.stranger().ifPresent(scan -> {
            throw Fault.fault(FaultCode.REPLY_UNEXPECTED)
                    .trying("list the scans of session " + sessionId)
                    .advice("Run it again; if it persists, tell the server's administrator.")
                    .because("the listing leaves out scan " + scan + ", of which the server lists resources");
        });
        return parts;
    }

    private Parts partsNow(String sessionId, Set<Level> levels) {
        return new Parts(
                catalogue.scans(sessionId), levels.isEmpty() ? List.of() : catalogue.resources(sessionId, levels));
    }

    private SessionPlan planned(
            SessionRow session, SessionContents has, List<ResourceRow> wanted, NameMatches answers) {
        List<ResourceRow> listing = has.resources();
        Map<String, AssessorRow> assessors = byId(has.assessors(), AssessorRow::id);
        Map<ResourceKey, LedgerRow> landed = new HashMap<>();
        for (LedgerRow row : ledger.ofSession(session.project(), ResourceKeys.idOf(session))) {
            landed.put(row.key(), row);
        }
        ResourceKeys keys = new ResourceKeys(session, listing);
        Map<String, ScanRow> scansById = byId(has.scans(), ScanRow::id);
        Set<ResourceKey> listed = new HashSet<>();
        listing.forEach(row -> listed.add(keys.of(row)));
        long onlyHere = landed.keySet().stream()
                .filter(key -> !listed.contains(key) && isAtSelectedLevel(key))
                .count();
        Set<ResourceKey> taken = new HashSet<>();
        List<PlanItem> items = new ArrayList<>();
        for (ResourceRow row : wanted) {
            ResourceKey key = keys.of(row);
            if (taken.add(key)) { // listings can repeat rows (contract Q42)
                items.add(item(
                        session, row, key, scansById.get(row.partId()), assessors.get(row.partId()), landed.get(key)));
            }
        }
        // The server promises no order (contract §2.4); who gets a folder first must not depend on it.
        items.sort(Comparator.comparing((PlanItem one) -> SortKey.of(one))
                .thenComparing(one -> one.address().resourceId()));
        return SessionPlan.listed(
                session,
                items,
                new SessionPlan.Listed(has.scans().size(), listed.size(), listed.size() - items.size()),
                onlyHere,
                answers);
    }

    private boolean isAtSelectedLevel(ResourceKey key) {
        return selector.levels().contains(key.level());
    }

    private PlanItem item(
            SessionRow session,
            ResourceRow row,
            ResourceKey key,
            @Nullable ScanRow scan,
            @Nullable AssessorRow assessor,
            @Nullable LedgerRow landed) {
        ResourceAddress address = new ResourceAddress(
                session.project(),
                session.subjectId(),
                session.accessionId(),
                row.level(),
                row.partId(),
                row.inOut(),
                row.id());
        ScanRow scanFacts = row.level() != Level.SCAN
                ? PlanItem.NO_SCAN
                : scan != null ? scan : new ScanRow(row.partId(), "", "", "", "", "");
        return new PlanItem(
                0,
                key,
                address,
                session,
                scanFacts,
                assessor == null ? "" : assessor.xsiType(),
                assessor == null ? "" : assessor.label(),
                row.label(),
                landed == null ? "" : landed.folder(),
                action(row, landed),
                new Hints(row.fileCount(), row.fileSize()));
    }

    private Action action(ResourceRow row, @Nullable LedgerRow landed) {
        if (landed == null) {
            return Action.FETCH;
        }
        return !recheck && ResourceKeys.hintsAgree(row, landed) && inPlace.test(landed)
                ? Action.UNCHANGED
                : Action.CHECK;
    }

    private static <T> Map<String, T> byId(List<T> rows, Function<T, String> id) {
        Map<String, T> byId = new HashMap<>();
        rows.forEach(row -> byId.putIfAbsent(id.apply(row), row));
        return byId;
    }
}
