package io.github.xnatpull.app;

import io.github.xnatpull.app.OnlineCheckResult.ListRows;
import io.github.xnatpull.app.OnlineCheckResult.ProjectSessions;
import io.github.xnatpull.app.PreviewResult.Unmatched;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.NameMatchCollector;
import io.github.xnatpull.plan.PlanPreview;
import io.github.xnatpull.plan.Planner;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the server says of a request: whether we may log in, whether its projects are there, how many sessions match. */
public final class OnlineCheck {
    private final PullRequest request;
    private final SessionLists lists;

    /** @param lists those that the request names, read */
    public OnlineCheck(PullRequest request, SessionLists lists) {
        this.request = request;
        this.lists = lists;
    }

    /** Asks; pulls nothing. */
    public OnlineCheckResult check(Server server) {
        KnownGaps gaps = KnownGaps.read(request.strictness().knownGaps());
        XnatCatalogue catalogue = server.catalogue();
        String user = catalogue.user();
        String version = catalogue.server().version();
        Selection selection = lists.applied(request.selection());
        Selector selector = Selector.of(selection);
        SessionList list = new SessionLister(catalogue, Ledger.EMPTY, selection, selector, lists).list();
        NameMatchCollector names = look(catalogue, selector, list);
        List<UnmatchedName> unmatched = gaps.missed(names.unmatched());
        List<String> notes = new ArrayList<>();
        list.refused()
                .forEach(refused -> notes.add(
                        "Project " + refused.project() + ": " + refused.fault().because()));
        notes.addAll(list.names().notices());
        notes.addAll(list.names().warnings());
        notes.addAll(names.warnings());
        names.ofFiles().ifPresent(notes::add);
        if (list.sessions().isEmpty()) {
            notes.add("Nothing is selected: " + selector.tally().explain());
        }
        Optional<Fault> strict = strict(unmatched);
        int planned = RunVerdict.ofPlan(
                false,
                unmatched.size(),
                list.sessions().isEmpty(),
                RunVerdict.failsIfEmpty(request, gaps.accepted(names.unmatched())));
        return new OnlineCheckResult(
                request.site().address().toString(),
                version,
                user,
                list.reports().stream().map(ListRows::of).toList(),
                list.count(),
                byProject(list),
                unmatched.stream().map(Unmatched::of).toList(),
                notes,
                list.reports(),
                unmatched,
                strict,
                strict.map(fault -> fault.code().exitCode()).orElse(planned));
    }

    private static List<ProjectSessions> byProject(SessionList list) {
        Map<String, Long> counts = list.sessions().stream()
                .map(ListedSession::session)
                .filter(session -> !session.accessionId().isEmpty())
                .collect(Collectors.groupingBy(SessionRow::project, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> new ProjectSessions(count.getKey(), count.getValue()))
                .toList();
    }

    /** Looks into sessions where names are left that only they can answer to, until all have their answer. */
    private NameMatchCollector look(XnatCatalogue catalogue, Selector selector, SessionList list) {
        NameMatchCollector names = new NameMatchCollector(list.names());
        Planner planner = new Planner(catalogue, Ledger.EMPTY, selector, false, row -> true, plan -> plan);
        int block = 4 * request.load().checkers();
        for (int from = 0; from < list.sessions().size() && !names.isAllAnswered(); from += block) {
            List<ListedSession> some =
                    list.sessions().subList(from, Math.min(list.sessions().size(), from + block));
            new PlanPreview(planner, request.load().checkers(), KnownGaps.NONE).of(some, session -> {}, names::add);
        }
        return names;
    }

    private Optional<Fault> strict(List<UnmatchedName> unmatched) {
        long rows = unmatched.stream()
                .filter(one -> one.isOfList() && !one.isNoSessionYet())
                .count();
        return rows == 0 || !request.strictness().strictList()
                ? Optional.empty()
                : Optional.of(Fault.fault(FaultCode.CSV_STRICT)
                        .trying("find every row of the list on the server")
                        .because(rows + (rows == 1 ? " row means" : " rows mean") + " nothing there"));
    }
}
