package io.github.xnatpull.cli;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.cli.Catalogues.OpenCatalogue;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the server says of a request: whether we may log in, whether its projects are there, how many sessions match. */
final class OnlineCheck {
    private final Surroundings surroundings;
    private final PullRequest request;
    private final SessionLists lists;

    OnlineCheck(Surroundings surroundings, PullRequest request, SessionLists lists) {
        this.surroundings = surroundings;
        this.request = request;
        this.lists = lists;
    }

    /** Asks; gives the exit code that a pull of the same would have if nothing failed on the way. */
    int run(ServerAccess access, CheckText text) {
        try (OpenCatalogue open = surroundings.open(request.server(), access)) {
            XnatCatalogue catalogue = open.catalogue();
            String user = catalogue.user();
            text.server(request.server(), catalogue.server().version(), user);
            Selection selection = lists.applied(request.selection());
            Selector selector = Selector.of(selection);
            SessionList list = new SessionLister(catalogue, Ledger.EMPTY, selection, selector, lists).list();
            text.reports(list.reports());
            list.warnings().forEach(text::note);
            list.refused()
                    .forEach(refused -> text.note(
                            "Project " + refused.project() + ": " + refused.fault().because()));
            text.sessions(byProject(list), list.count());
            if (list.sessions().isEmpty()) {
                text.note("Nothing is selected: " + selector.tally().explain());
            }
            return exitCode(list);
        }
    }

    private static Map<String, Long> byProject(SessionList list) {
        return list.sessions().stream()
                .map(ListedSession::session)
                .filter(session -> !session.accessionId().isEmpty())
                .collect(Collectors.groupingBy(SessionRow::project, TreeMap::new, Collectors.counting()));
    }

    private int exitCode(SessionList list) {
        int unmatched = list.unmatchedRows().size();
        if (unmatched > 0 && request.strictList()) {
            throw Fault.fault(FaultCode.CSV_STRICT)
                    .trying("find every row of the list on the server")
                    .because(unmatched + (unmatched == 1 ? " row means" : " rows mean") + " nothing there");
        }
        boolean wanted = request.failIfEmpty() || !lists.isEmpty();
        return !list.unmatched().isEmpty() ? ExitCodes.PARTIAL : list.sessions().isEmpty() && wanted ? ExitCodes.EMPTY : ExitCodes.OK;
    }
}
