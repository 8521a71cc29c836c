package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.HiddenTypeLooks;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.selection.ListedSessions;
import io.github.xnatpull.selection.ListedSessions.Detail;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.RequestedSessions;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionChoice;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists the sessions of a run, in order of accession id. Subjects and projects whose own resources are wanted stand in
 * the list as rows without an accession id, before the sessions.
 */
public final class SessionLister {
    private static final Comparator<SessionRow> ORDER =
            Comparator.comparing(SessionRow::accessionId).thenComparing(SessionRow::project);
    /** Of a project that lost more sessions than this, the others are called gone by its listing alone. */
    private static final int MOST_ASKED_FOR = 20;

    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final Selection selection;
    private final Selector selector;
    private final SessionLists lists;
    private final HiddenTypeLooks looks;

    /** One that always looks for sessions of types that are not set up. */
    public SessionLister(
            XnatCatalogue catalogue, Ledger ledger, Selection selection, Selector selector, SessionLists lists) {
        this(catalogue, ledger, selection, selector, lists, HiddenTypeLooks.unremembered());
    }

    /**
     * @param selection with what the lists add, see {@link SessionLists#applied}
     * @param looks for sessions of types that are not set up; the caller saves them
     */
    public SessionLister(
            XnatCatalogue catalogue,
            Ledger ledger,
            Selection selection,
            Selector selector,
            SessionLists lists,
            HiddenTypeLooks looks) {
        this.looks = looks;
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
     * @param names what became of the names that the user gave
     * @param refused projects that this user may not read
     */
    public record SessionList(
            List<ListedSession> sessions,
            long onlyHere,
            List<String> listColumns,
            List<ListReport> reports,
            Names names,
            List<Refused> refused) {
        /** A list for names that nobody gave, of which nothing is refused. */
        public SessionList(
                List<ListedSession> sessions, long onlyHere, List<String> listColumns, List<ListReport> reports) {
            this(sessions, onlyHere, listColumns, reports, Names.NONE, List.of());
        }

        /** Imaging sessions, without the rows for subjects and projects. */
        public long count() {
            return sessions.stream()
                    .filter(one -> !one.session().accessionId().isEmpty())
                    .count();
        }

        /** What nothing on the server answers to, as far as listings of sessions and subjects show it. */
        public List<UnmatchedName> unmatched() {
            return names.unmatched();
        }
    }

    /**
     * A project that the server lists and does not let this user read; the others come.
     *
     * @param isMissed whether something is missing without it: it was named, or has landed here before
     */
    public record Refused(String project, boolean isMissed, Fault fault) {}

    /**
     * What became of the names that the user gave.
     *
     * @param unmatched what nothing on the server answers to
     * @param open what only a look at each session can show
     * @param notices what people should know
     * @param warnings names of exclusions that leave out nothing
     * @param notLooked sessions that only dates and a limit leave out
     */
    public record Names(
            List<UnmatchedName> unmatched,
            List<RequestedName> open,
            List<String> notices,
            List<String> warnings,
            long notLooked) {
        static final Names NONE = new Names(List.of(), List.of(), List.of(), List.of(), 0);

        /** Some of the names that are open, and of those only. */
        public Names only(Predicate<RequestedName> some) {
            return new Names(List.of(), open.stream().filter(some).toList(), List.of(), List.of(), notLooked);
        }
    }

    public SessionList list() {
        List<SessionRow> listing = new ArrayList<>();
        AtomicLong onlyHere = new AtomicLong();
        ProjectChoice projects = ProjectChoice.of(catalogue, selection, selector);
        HiddenSessions hidden = new HiddenSessions(catalogue, looks, projects.readable());
        projects.sessions((project, shown) -> {
            List<SessionRow> found = new ArrayList<>(shown);
            found.addAll(hidden.of(project, shown));
            Set<String> ids =
                    new HashSet<>(found.stream().map(SessionRow::accessionId).toList());
            ids.addAll(unlistedOf(project, ids));
            onlyHere.addAndGet(ledger.countOutside(project, ids));
            listing.addAll(found);
        });
        if (!projects.isGiven()) {
            List<SessionRow> named = byAccessionId();
            List<SessionRow> holders = named.isEmpty() ? lists.findHolders(catalogue) : named;
            lists.requireHolders(holders);
            listing.addAll(holders);
            listing.addAll(lists.find(catalogue));
        }
        if (projects.isGiven() && !selection.hasDefaultProject()) {
            listing.addAll(unlisted(listing, projects.readable()));
        }
        List<SessionRow> elsewhere = selection.hasDefaultProject() ? elsewhere(listing) : List.of();
        listing.addAll(elsewhere);
        boolean isByProject = projects.isGiven() && elsewhere.isEmpty();
        selector.requireUnambiguous(listing);
        List<String> asked = isByProject ? projects.readable() : projectsOf(listing);
        ListedSessions matched = lists.match(listing, subjects(asked), asked);
        ListedSessions listed = projects.isGiven() ? matched : matched.withoutProject();
        SessionChoice choice = selector.choose(projects.withoutExcluded(listed.sessions()));
        List<SessionRow> chosen = new ArrayList<>(choice.sessions());
        chosen.sort(ORDER);
        if (selection.limit().isPresent() && chosen.size() > selection.limit().getAsInt()) {
            chosen = chosen.subList(0, selection.limit().getAsInt());
        }
        List<SessionRow> rows = aboveSessions(isByProject ? projects.readable() : projectsOf(chosen), listed);
        RequestedSessions named = new RequestedSessions(
                        selector, listing, () -> everySubject(asked), listed, choice, List.copyOf(rows))
                .look();
        rows.addAll(chosen);
        List<ListedSession> all = new ArrayList<>();
        for (SessionRow session : rows) {
            Detail detail = lists.detail(session);
            all.add(new ListedSession(session, detail.rows(), detail.extras()));
        }
        List<Refused> refused = refused(projects);
        return new SessionList(
                all,
                onlyHere.get(),
                lists.extraColumns(),
                named.reports(),
                names(
                        named,
                        choice,
                        all,
                        refused,
                        Stream.concat(projects.idleExclusions().stream(), hidden.warnings().stream())
                                .toList()),
                refused);
    }

    /** Rows of lists of which another list says more, or that a limit leaves out, are not looked for. */
    private Names names(
            RequestedSessions named,
            SessionChoice choice,
            List<ListedSession> all,
            List<Refused> refused,
            List<String> furtherWarnings) {
        Set<String> rows = new HashSet<>();
        all.forEach(one -> one.rows().forEach(row -> rows.add(row.mark())));
        List<RequestedName> open = named.named().stream()
                .filter(name ->
                        name.filter().isPresent() || rows.contains(name.row().isEmpty() ? name.mark() : name.row()))
                .toList();
        List<String> notices = new ArrayList<>();
        long undated = selector.tally().undated();
        if (undated > 0) {
            notices.add(Plural.of(undated, "session") + (undated == 1 ? " has" : " have") + " no date and "
                    + (undated == 1 ? "is" : "are") + " left out, as dates are asked for.");
        }
        if (named.takenOut() > 0) {
            notices.add(Plural.of(named.takenOut(), "row") + " of the lists "
                    + (named.takenOut() == 1 ? "names" : "name")
                    + " only what a limit, an exclusion or another list leaves out.");
        }
        List<UnmatchedName> unmatched = new ArrayList<>(named.unmatched());
        refused.stream()
                .filter(Refused::isMissed)
                .forEach(one -> unmatched.add(
                        selection.unreadable(one.project(), one.fault().because())));
        List<String> warnings = new ArrayList<>(named.warnings());
        warnings.addAll(furtherWarnings);
        return new Names(unmatched, open, notices, warnings, choice.notLooked());
    }

    private List<SubjectRow> everySubject(List<String> projects) {
        List<SubjectRow> subjects = new ArrayList<>();
        projects.forEach(project -> subjects.addAll(catalogue.subjects(project)));
        return subjects;
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
        return wanted ? everySubject(projects) : List.of();
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

    /**
     * Sessions of other projects than the default that are named by accession id. What bears such a name in the default project
     * goes first.
     */
    private List<SessionRow> elsewhere(List<SessionRow> listing) {
        Set<String> known = idsAndLabels(listing);
        List<SessionRow> found = new ArrayList<>();
        namedSessions(known)
                .filter(known::add)
                .forEach(name -> catalogue.session(name).ifPresent(found::add));
        found.addAll(lists.findElsewhere(catalogue, known));
        lists.findHolders(catalogue).stream()
                .filter(session -> known.add(session.accessionId()))
                .forEach(found::add);
        return found;
    }

    /** Sessions of these projects that are named by accession id, and stand in no listing (contract §16.1). */
    private List<SessionRow> unlisted(List<SessionRow> listing, List<String> projects) {
        Set<String> known = idsAndLabels(listing);
        return Stream.concat(namedSessions(known), lists.ids().stream())
                .filter(known::add)
                .flatMap(name -> catalogue.session(name).stream())
                .flatMap(row -> in(projects, row).stream())
                .toList();
    }

    /** What landed and no listing shows may be there all the same (contract §16.1): it is asked for before it is called gone. */
    private List<String> unlistedOf(String project, Set<String> listed) {
        return ledger.sessionsOutside(project, listed, MOST_ASKED_FOR).stream()
                .filter(id -> isThere(project, id))
                .toList();
    }

    private boolean isThere(String project, String accessionId) {
        try {
            return catalogue
                    .session(accessionId)
                    .flatMap(row -> in(List.of(project), row))
                    .isPresent();
        } catch (Fault fault) {
            if (fault.kind() == FaultKind.SERVER_PERMANENT || fault.kind() == FaultKind.DATA) {
                return true; // nobody knows: it is not called gone
            }
            throw fault;
        }
    }

    /** A session as one of these projects has it: its own, or one that it is shared into. */
    private Optional<SessionRow> in(List<String> projects, SessionRow row) {
        return projects.contains(row.project())
                ? Optional.of(row)
                : projects.stream()
                        .flatMap(project -> catalogue.sharedInto(project, row).stream())
                        .findFirst();
    }

    private static Set<String> idsAndLabels(List<SessionRow> listing) {
        Set<String> known = new HashSet<>();
        listing.forEach(row -> known.addAll(List.of(row.accessionId(), row.label())));
        return known;
    }

    /**
     * What the user names as sessions, by flag, variable or job file.
     *
     * @param known ids and labels of sessions
     */
    private Stream<String> namedSessions(Set<String> known) {
        return selector.names((filter, value) -> known.contains(value)).stream()
                .filter(name -> name.filter().filter(Filter.SESSION::equals).isPresent())
                .map(RequestedName::value);
    }

    private static List<String> projectsOf(List<SessionRow> sessions) {
        return sessions.stream().map(SessionRow::project).distinct().toList();
    }
}
