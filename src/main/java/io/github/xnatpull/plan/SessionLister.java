package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.ProjectRow;
import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.catalogue.SubjectRow;
import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

    public SessionLister(XnatCatalogue catalogue, Ledger ledger, Selection selection, Selector selector) {
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
     */
    public record SessionList(List<SessionRow> sessions, long onlyHere) {}

    public SessionList list() {
        List<SessionRow> listing = new ArrayList<>();
        long onlyHere = 0;
        for (String project : projects()) {
            List<SessionRow> found = catalogue.sessions(project);
            Set<String> ids = new HashSet<>(found.stream().map(SessionRow::accessionId).toList());
            onlyHere += ledger.countOutside(project, ids);
            listing.addAll(found);
        }
        if (selection.projects().isEmpty()) {
            listing.addAll(byAccessionId());
        }
        List<SessionRow> chosen = new ArrayList<>(selector.sessions(listing));
        chosen.sort(ORDER);
        if (selection.limit().isPresent() && chosen.size() > selection.limit().getAsInt()) {
            chosen = chosen.subList(0, selection.limit().getAsInt());
        }
        List<SessionRow> all = new ArrayList<>(aboveSessions(chosen));
        all.addAll(chosen);
        return new SessionList(all, onlyHere);
    }

    private List<String> projects() {
        List<String> named = selection.projects();
        // A plain name needs no listing of all projects: large servers have thousands.
        if (named.stream().allMatch(name -> name.matches("[A-Za-z0-9_-]+"))) {
            return named.stream().distinct().toList();
        }
        List<String> ids = selector.projects(catalogue.projects()).stream().map(ProjectRow::id).toList();
        if (ids.isEmpty()) {
            throw Fault.fault(FaultCode.NOT_FOUND)
                    .trying("find the project " + String.join(", ", named))
                    .meaning("Nothing was pulled")
                    .because("no project that this user can see has such an id");
        }
        return ids;
    }

    private List<SessionRow> byAccessionId() {
        List<SessionRow> found = new ArrayList<>();
        for (String id : selection.sessions().stream().flatMap(text -> List.of(text.split(",")).stream()).map(String::trim).distinct().toList()) {
            found.add(catalogue.session(id).orElseThrow(() -> Fault.fault(FaultCode.NOT_FOUND)
                    .trying("find the session " + id)
                    .meaning("Nothing was pulled")
                    .advice("Without --project a session is named by its accession id, for example XNAT_E00001; to name it by its label, add --project.")
                    .because("the server has no imaging session with this accession id that this user can see")));
        }
        return found;
    }

    private List<SessionRow> aboveSessions(List<SessionRow> chosen) {
        List<SessionRow> rows = new ArrayList<>();
        for (String project : chosenProjects(chosen)) {
            if (selector.levels().contains(Level.PROJECT)) {
                rows.add(pseudo(project, "", ""));
            }
            if (selector.levels().contains(Level.SUBJECT)) {
                for (SubjectRow subject : selector.subjects(catalogue.subjects(project))) {
                    rows.add(pseudo(project, subject.id(), subject.label()));
                }
            }
        }
        return rows;
    }

    private List<String> chosenProjects(List<SessionRow> chosen) {
        return selection.projects().isEmpty()
                ? chosen.stream().map(SessionRow::project).distinct().toList()
                : projects();
    }

    private static SessionRow pseudo(String project, String subjectId, String subjectLabel) {
        return new SessionRow(project, "", "", subjectId, subjectLabel, project, "", "", "", "");
    }
}
