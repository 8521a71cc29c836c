package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.ProjectRow;
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
import java.util.Optional;
import java.util.Set;

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
     */
    public record SessionList(
            List<ListedSession> sessions, long onlyHere, List<String> listColumns, List<ListReport> reports) {
        /** Imaging sessions, without the rows for subjects and projects. */
        public long count() {
            return sessions.stream()
                    .filter(one -> !one.session().accessionId().isEmpty())
                    .count();
        }

        /** Rows of the lists that mean nothing on the server. */
        public List<ListReport.Unmatched> unmatched() {
            return reports.stream()
                    .flatMap(report -> report.unmatched().stream())
                    .toList();
        }
    }

    public SessionList list() {
        List<SessionRow> listing = new ArrayList<>();
        long onlyHere = 0;
        for (String project : projects()) {
            List<SessionRow> found = catalogue.sessions(project);
            Set<String> ids =
                    new HashSet<>(found.stream().map(SessionRow::accessionId).toList());
            onlyHere += ledger.countOutside(project, ids);
            listing.addAll(found);
        }
        if (selection.projects().isEmpty()) {
            listing.addAll(byAccessionId());
            listing.addAll(lists.find(catalogue));
        }
        ListedSessions listed = lists.match(listing, subjects(listing), chosenProjects(listing));
        List<SessionRow> chosen = new ArrayList<>(selector.sessions(listed.sessions()));
        chosen.sort(ORDER);
        if (selection.limit().isPresent() && chosen.size() > selection.limit().getAsInt()) {
            chosen = chosen.subList(0, selection.limit().getAsInt());
        }
        List<SessionRow> rows = aboveSessions(chosen, listed);
        rows.addAll(chosen);
        List<ListedSession> all = new ArrayList<>();
        for (SessionRow session : rows) {
            Detail detail = lists.detail(session);
            all.add(new ListedSession(session, detail.narrowings(), detail.extras()));
        }
        List<ListReport> reports = selection.projects().isEmpty()
                ? listed.reports().stream().map(ListReport::withoutProject).toList()
                : listed.reports();
        return new SessionList(all, onlyHere, lists.extraColumns(), reports);
    }

    /** Asked for only where a list names subjects, or their own resources are wanted. */
    private List<SubjectRow> subjects(List<SessionRow> listing) {
        boolean wanted =
                selection.subjectList().isPresent() || selector.levels().contains(Level.SUBJECT);
        List<SubjectRow> subjects = new ArrayList<>();
        if (wanted) {
            chosenProjects(listing).forEach(project -> subjects.addAll(catalogue.subjects(project)));
        }
        return subjects;
    }

    private List<String> projects() {
        List<String> named = selection.projects();
        // A plain name needs no listing of all projects: large servers have thousands.
        if (named.stream().allMatch(name -> name.matches("[A-Za-z0-9_-]+"))) {
            return named.stream().distinct().toList();
        }
        List<ProjectRow> all = catalogue.projects();
        List<String> ids =
                selector.projects(all).stream().map(ProjectRow::id).toList();
        Optional<String> title = named.stream().flatMap(name -> titled(name, all).stream()).findFirst();
        if (ids.isEmpty() || title.isPresent()) {
            throw Fault.fault(FaultCode.NOT_FOUND)
                    .trying("find the project " + String.join(", ", named))
                    .meaning("Nothing was pulled")
                    .advice(title.orElse(named.stream().anyMatch(name -> name.contains(" "))
                                    ? "An id holds no blanks: this may be the title of a project that this user cannot see."
                                            + " Compare"
                                    : "Compare")
                            + " with 'xnatpull list projects'.")
                    .because("no project that this user can see has such an id");
        }
        return ids;
    }

    /** What to say where somebody wrote the title of a project, which is not its id. */
    private static Optional<String> titled(String name, List<ProjectRow> all) {
        String wanted = name.strip();
        if (all.stream().anyMatch(row -> row.id().equals(wanted))) {
            return Optional.empty();
        }
        return all.stream()
                .filter(row -> row.name().strip().equalsIgnoreCase(wanted)
                        || row.secondaryId().strip().equalsIgnoreCase(wanted))
                .findFirst()
                .map(row -> "'" + name + "' is the title of the project with the id " + row.id() + ": write --project "
                        + row.id() + ". Compare");
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

    private List<SessionRow> aboveSessions(List<SessionRow> chosen, ListedSessions listed) {
        List<SessionRow> rows = new ArrayList<>();
        for (String project : chosenProjects(chosen)) {
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

    private List<String> chosenProjects(List<SessionRow> chosen) {
        return selection.projects().isEmpty()
                ? chosen.stream().map(SessionRow::project).distinct().toList()
                : projects();
    }
}
