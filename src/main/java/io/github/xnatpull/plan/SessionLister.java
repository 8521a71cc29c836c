package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.catalogue.SubjectRow;
import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.selection.ListedSessions;
import io.github.xnatpull.selection.ListedSessions.Detail;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lists the sessions of a run, in order of accession id. Subjects and projects whose own resources are wanted stand in
 * the list as rows without an accession id, before the sessions.
 */
public final class SessionLister {
    private static final Comparator<SessionRow> ORDER =
            Comparator.comparing(SessionRow::accessionId).thenComparing(SessionRow::project);
    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final Selection selection;
    private final Selector selector;
    private final SessionLists lists;

    /** @param selection with what the lists add, see {@link SessionLists#applied} */
    public SessionLister(
            XnatCatalogue catalogue, Ledger ledger, Selection selection, Selector selector, SessionLists lists) {
        this.lists = lists;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.selection = selection;
        this.selector = selector;
    }

    /**
     * A list of sessions.
     *
     * @param sessions selected, with rows for subjects and projects where those levels are wanted
     * @param onlyHere resources that landed once and whose session the server does not list any more
     * @param listColumns headers of the extra columns of the user's lists
     * @param reports what became of the rows of each list
     * @param refused projects that this user may not read
     * @param warnings what else the user should know of the selection
     */
    public record SessionList(
            List<ListedSession> sessions,
            long onlyHere,
            List<String> listColumns,
            List<ListReport> reports,
            List<Refused> refused,
            List<String> warnings) {
        /** A list of which nothing is refused. */
        public SessionList(
                List<ListedSession> sessions, long onlyHere, List<String> listColumns, List<ListReport> reports) {
            this(sessions, onlyHere, listColumns, reports, List.of(), List.of());
        }

        /** Imaging sessions, without the rows for subjects and projects. */
        public long count() {
            return sessions.stream()
                    .filter(one -> !one.session().accessionId().isEmpty())
                    .count();
        }

        /** Rows of the lists that mean nothing on the server. */
        public List<ListReport.Unmatched> unmatchedRows() {
            return reports.stream()
                    .flatMap(report -> report.unmatched().stream())
                    .toList();
        }

        /** All that the user wants and nothing on the server answers to. */
        public List<ListReport.Unmatched> unmatched() {
            List<ListReport.Unmatched> all = new ArrayList<>(unmatchedRows());
            refused.stream().filter(Refused::isMissed).map(Refused::unmatched).forEach(all::add);
            return all;
        }
    }

    /**
     * A project that the server lists and does not let this user read; the others come.
     *
     * @param isMissed whether something is missing without it: it was named, or has landed here before
     */
    public record Refused(String project, boolean isMissed, Fault fault) {
        private ListReport.Unmatched unmatched() {
            return new ListReport.Unmatched("--project", 0, project, project, fault.because());
        }
    }

    public SessionList list() {
        List<SessionRow> listing = new ArrayList<>();
        AtomicLong onlyHere = new AtomicLong();
        ProjectChoice projects = ProjectChoice.of(catalogue, selection, selector);
        projects.sessions((project, found) -> {
            Set<String> ids =
                    new HashSet<>(found.stream().map(SessionRow::accessionId).toList());
            onlyHere.addAndGet(ledger.countOutside(project, ids));
            listing.addAll(found);
        });
        if (!projects.isGiven()) {
            listing.addAll(byAccessionId());
            listing.addAll(lists.find(catalogue));
        }
        List<String> asked = chosenProjects(projects, listing);
        ListedSessions listed = lists.match(listing, subjects(asked), asked);
        List<SessionRow> chosen = new ArrayList<>(selector.sessions(projects.withoutExcluded(listed.sessions())));
        chosen.sort(ORDER);
        if (selection.limit().isPresent() && chosen.size() > selection.limit().getAsInt()) {
            chosen = chosen.subList(0, selection.limit().getAsInt());
        }
        List<SessionRow> rows = aboveSessions(chosenProjects(projects, chosen), listed);
        rows.addAll(chosen);
        List<ListedSession> all = new ArrayList<>();
        for (SessionRow session : rows) {
            Detail detail = lists.detail(session);
            all.add(new ListedSession(session, detail.narrowings(), detail.extras()));
        }
        return new SessionList(
                all, onlyHere.get(), lists.extraColumns(), listed.reports(), refused(projects), projects.idleExclusions());
    }

    private List<Refused> refused(ProjectChoice projects) {
        List<Refused> refused = new ArrayList<>();
        projects.refused().forEach((project, fault) -> {
            boolean landed = ledger.countOutside(project, Set.of()) > 0;
            refused.add(new Refused(project, landed || projects.isNamed(project), fault));
        });
        return refused;
    }

    /** Asked for only where a list names subjects, or their own resources are wanted. */
    private List<SubjectRow> subjects(List<String> projects) {
        boolean wanted =
                selection.subjectList().isPresent() || selector.levels().contains(Level.SUBJECT);
        List<SubjectRow> subjects = new ArrayList<>();
        if (wanted) {
            projects.forEach(project -> subjects.addAll(catalogue.subjects(project)));
        }
        return subjects;
    }

    private List<SessionRow> byAccessionId() {
        List<SessionRow> found = new ArrayList<>();
        for (String id : selection.sessions().stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .map(String::trim)
                .distinct()
                .toList()) {
            found.add(catalogue.session(id).orElseThrow(() -> Fault.fault(FaultCode.NOT_FOUND)
                    .trying("find the session " + id)
                    .meaning("Nothing was pulled")
                    .advice(
                            "Without --project a session is named by its accession id, for example XNAT_E00001; to name it by its label, add --project.")
                    .because("the server has no imaging session with this accession id that this user can see")));
        }
        return found;
    }

    private List<SessionRow> aboveSessions(List<String> projects, ListedSessions listed) {
        List<SessionRow> rows = new ArrayList<>();
        for (String project : projects) {
            if (selector.levels().contains(Level.PROJECT) && listed.projects().contains(project)) {
                rows.add(SessionRow.ofProject(project));
            }
            if (selector.levels().contains(Level.SUBJECT)) {
                selector.subjects(listed.subjects().stream()
                                .filter(one -> one.project().equals(project))
                                .toList())
                        .forEach(subject -> rows.add(SessionRow.ofSubject(subject)));
            }
        }
        return rows;
    }

    private static List<String> chosenProjects(ProjectChoice projects, List<SessionRow> chosen) {
        return projects.isGiven()
                ? projects.readable()
                : chosen.stream().map(SessionRow::project).distinct().toList();
    }
}
