package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.CheckText;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the server says of a request: whether we may log in, whether its projects are there, how many sessions match. */
final class OnlineCheck {
    private final CommandContext context;
    private final PullRequest request;
    private final SessionLists lists;

    OnlineCheck(CommandContext context, PullRequest request, SessionLists lists) {
        this.context = context;
        this.request = request;
        this.lists = lists;
    }

    /** Asks; gives the exit code that a pull of the same would have if nothing failed on the way. */
    int run(ServerAccess access, CheckText text) {
        KnownGaps gaps = KnownGaps.read(request.strictness().knownGaps());
        try (Server open = context.open(request.site().address(), access)) {
            XnatCatalogue catalogue = open.catalogue();
            String user = catalogue.user();
            text.server(request.site().address(), catalogue.server().version(), user);
            Selection selection = lists.applied(request.selection());
            Selector selector = Selector.of(selection);
            SessionList list = new SessionLister(catalogue, Ledger.EMPTY, selection, selector, lists).list();
            text.reports(list.reports());
            list.refused()
                    .forEach(refused -> text.note("Project " + refused.project() + ": "
                            + refused.fault().because()));
            text.sessions(byProject(list), list.count());
            NameMatchCollector names = look(catalogue, selector, list);
            List<UnmatchedName> unmatched = gaps.missed(names.unmatched());
            text.unmatched(unmatched);
            list.names().notices().forEach(text::note);
            list.names().warnings().forEach(text::note);
            names.warnings().forEach(text::note);
            names.ofFiles().ifPresent(text::note);
            if (list.sessions().isEmpty()) {
                text.note("Nothing is selected: " + selector.tally().explain());
            }
            return exitCode(list, unmatched, gaps.accepted(names.unmatched()));
        }
    }

    private static Map<String, Long> byProject(SessionList list) {
        return list.sessions().stream()
                .map(ListedSession::session)
                .filter(session -> !session.accessionId().isEmpty())
                .collect(Collectors.groupingBy(SessionRow::project, TreeMap::new, Collectors.counting()));
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

    private int exitCode(SessionList list, List<UnmatchedName> unmatched, long accepted) {
        long rows = unmatched.stream()
                .filter(one -> one.isOfList() && !one.isNoSessionYet())
                .count();
        if (rows > 0 && request.strictness().strictList()) {
            throw Fault.fault(FaultCode.CSV_STRICT)
                    .trying("find every row of the list on the server")
                    .because(rows + (rows == 1 ? " row means" : " rows mean") + " nothing there");
        }
        return RunVerdict.ofPlan(
                false, unmatched.size(), list.sessions().isEmpty(), RunVerdict.failsIfEmpty(request, accepted));
    }
}
