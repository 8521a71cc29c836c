package io.github.xnatpull.app;

import io.github.xnatpull.app.VerifyResult.Unreadable;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.Refused;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.ListOpener;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.verify.ComparisonCounts;
import io.github.xnatpull.verify.Findings;
import io.github.xnatpull.verify.LandedSessions;
import io.github.xnatpull.verify.ServerComparison;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Compares all that landed, and what the last run wanted, with the server. */
final class RemoteComparison {
    private final PullRequest request;
    private final Server server;
    private final Ledger ledger;
    private final Map<String, Fault> refused = new TreeMap<>();
    private final Set<String> done = new HashSet<>();
    private Map<String, Long> landedOfRefused = Map.of();
    private Optional<Fault> unlisted = Optional.empty();
    private boolean looked;

    /** @param request of the last run, which says what is wanted */
    RemoteComparison(PullRequest request, Server server, Ledger ledger) {
        this.request = request;
        this.server = server;
        this.ledger = ledger;
    }

    /**
     * What of the server could not be compared.
     *
     * @param unreadable projects that this user may not read
     * @param fault what ended the comparison early, or hid what is new on the server
     */
    record End(List<Unreadable> unreadable, Optional<Fault> fault) {
        static final End NOTHING = new End(List.of(), Optional.empty());
    }

    End compare(LandedReceipts receipts, Findings findings, Consumer<ComparisonCounts> each) {
        Selector selector = Selector.of(request.selection());
        ServerComparison comparison =
                new ServerComparison(server.catalogue(), server.content(), ledger, receipts, findings, selector);
        Optional<Fault> broken = Optional.empty();
        try (OrderedParallel<Supplier<List<ComparisonCounts>>, List<ComparisonCounts>> looks = new OrderedParallel<>(
                request.load().checkers(), Supplier::get, all -> all.forEach(each), Fault::stopped)) {
            for (ListedSession session : listed(selector)) {
                looked = true;
                done.add(session.session().project() + "\n" + ResourceKeys.idOf(session.session()));
                looks.next(() -> comparison.wanted(session));
            }
            LandedSessions landed =
                    new LandedSessions(server.catalogue(), ledger, List.copyOf(refused.keySet()), refused::put);
            landedOfRefused = landed.refused();
            landed.forEach((session, rows) -> {
                looked = true;
                if (!done.contains(session.project() + "\n" + ResourceKeys.idOf(session))) {
                    looks.next(() -> comparison.landed(session, rows));
                }
            });
            looks.finish();
        } catch (Fault fault) {
            if (!isOfTheServer(fault)) {
                throw fault;
            }
            broken = Optional.of(fault);
        }
        if (!looked && !refused.isEmpty()) {
            throw refused.values().iterator().next();
        }
        // In the order of their names.
        return new End(
                refused.entrySet().stream()
                        .map(one -> new Unreadable(
                                one.getKey(),
                                landedOfRefused.getOrDefault(one.getKey(), 0L),
                                one.getValue().because()))
                        .toList(),
                broken.or(() -> unlisted));
    }

    private static boolean isOfTheServer(Fault fault) {
        return fault.kind() == FaultKind.AUTH
                || fault.kind() == FaultKind.SERVER_TRANSIENT
                || fault.kind() == FaultKind.SERVER_PERMANENT
                || fault.kind() == FaultKind.DATA;
    }

    /** What the selection names now; where that cannot be listed, what landed can be compared all the same. */
    private List<ListedSession> listed(Selector selector) {
        SessionLists lists = SessionLists.read(request.selection(), ListOpener.ofFiles());
        try {
            SessionList list =
                    new SessionLister(server.catalogue(), ledger, request.selection(), selector, lists).list();
            list.refused().stream().filter(Refused::isMissed).forEach(one -> refused.put(one.project(), one.fault()));
            return list.sessions();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.AUTH_FORBIDDEN) {
                request.selection().projects().forEach(project -> refused.put(project, fault));
            } else if (fault.code() != FaultCode.NOT_FOUND) { // withdrawn as a whole: each of its sessions is asked for
                if (!isOfTheServer(fault) || fault.code() == FaultCode.SERVER_AWAY || fault.kind() == FaultKind.AUTH) {
                    throw fault;
                }
                unlisted = Optional.of(fault);
            }
            return List.of();
        }
    }
}
