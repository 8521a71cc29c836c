package io.github.xnatpull.cli.command;

import static io.github.xnatpull.cli.output.ResultTable.Column.id;
import static io.github.xnatpull.cli.output.ResultTable.Column.number;
import static io.github.xnatpull.cli.output.ResultTable.Column.of;

import io.github.xnatpull.cli.output.ResultTable;
import io.github.xnatpull.cli.output.ResultTable.Column;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.NameMatchCollector;
import io.github.xnatpull.plan.ProjectChoice;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.request.PullRequest.Load;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.selection.ListedSessions;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionContents;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.NaturalOrder;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Lists what a server has, by the same filters that a pull would use. */
final class ServerBrowser {
    private static final int AT_A_TIME = 8;
    private static final int SHOWN = 10;
    private static final Set<Filter> SCAN_FILTERS = EnumSet.of(
            Filter.SCAN, Filter.SCAN_TYPE, Filter.SCAN_QUALITY, Filter.EXCLUDED_SCAN, Filter.EXCLUDED_SCAN_TYPE);

    /** What cells of a list name that a look at scans, or at assessors, answers. */
    private static final Set<String> SCAN_CELLS = Set.of("scan", "scan type");

    private static final Set<String> ASSESSOR_CELLS = Set.of("assessor");

    static final Load LOAD = new Load(1, AT_A_TIME, 4, Optional.empty());

    static final List<Column<ProjectRow>> PROJECTS = List.of(
            id("project", ProjectRow::id),
            of("secondary_id", ProjectRow::secondaryId),
            of("name", ProjectRow::name),
            of("description", ProjectRow::description));

    static final List<Column<SubjectRow>> SUBJECTS = List.of(
            of("project", SubjectRow::project),
            id("subject_id", SubjectRow::id),
            of("subject_label", SubjectRow::label));

    static final List<Column<SessionRow>> SESSIONS = List.of(
            of("project", SessionRow::project),
            id("session_id", SessionRow::accessionId),
            of("session_label", SessionRow::label),
            of("subject_id", SessionRow::subjectId),
            of("subject_label", SessionRow::subjectLabel),
            of("session_type", SessionRow::xsiType),
            of("session_date", SessionRow::date));

    static final List<Column<Part<ScanRow>>> SCANS = List.of(
            of("project", part -> part.session().project()),
            id("session_id", part -> part.session().accessionId()),
            of("session_label", part -> part.session().label()),
            id("scan_id", part -> part.row().id()),
            of("scan_type", part -> part.row().type()),
            of("scan_quality", part -> part.row().quality()),
            of("scan_description", part -> part.row().seriesDescription()));

    static final List<Column<Part<AssessorRow>>> ASSESSORS = List.of(
            of("project", part -> part.session().project()),
            id("session_id", part -> part.session().accessionId()),
            of("session_label", part -> part.session().label()),
            id("assessor_id", part -> part.row().id()),
            of("assessor_label", part -> part.row().label()),
            of("assessor_type", part -> part.row().xsiType()),
            of("assessor_date", part -> part.row().date()));

    static final List<Column<Part<ResourceRow>>> RESOURCES = List.of(
            of("project", part -> part.session().project()),
            id("session_id", part -> part.session().accessionId()),
            of("session_label", part -> part.session().label()),
            of("level", part -> part.row().level().word()),
            id("scan_id", part -> at(part, Level.SCAN)),
            id("assessor_id", part -> at(part, Level.ASSESSOR)),
            id("reconstruction_id", part -> at(part, Level.RECONSTRUCTION)),
            of("in_out", part -> part.row().inOut().word()),
            of("resource_label", part -> part.row().label()),
            id("resource_id", part -> part.row().id()),
            number("files", part -> text(part.row().fileCount())),
            number("bytes", part -> text(part.row().fileSize())),
            of("format", part -> part.row().format()),
            of("content", part -> part.row().content()));

    private static final Comparator<SessionRow> BY_SESSION = Comparator.comparing(SessionRow::project)
            .thenComparing(SessionRow::label)
            .thenComparing(SessionRow::accessionId)
            .thenComparing(SessionRow::subjectLabel);
    private static final Comparator<ScanRow> BY_SCAN = Comparator.comparing(ScanRow::id, NaturalOrder.INSTANCE);
    private static final Comparator<AssessorRow> BY_ASSESSOR =
            Comparator.comparing(AssessorRow::label, NaturalOrder.INSTANCE).thenComparing(AssessorRow::id);
    private static final Comparator<ResourceRow> BY_RESOURCE = Comparator.comparing(ResourceRow::level)
            .thenComparing(ResourceRow::partId, NaturalOrder.INSTANCE)
            .thenComparing(ResourceRow::inOut)
            .thenComparing(ResourceRow::label)
            .thenComparing(ResourceRow::id, NaturalOrder.INSTANCE);

    private final XnatCatalogue catalogue;
    private final Selection selection;
    private final Selector selector;
    private final SessionLists lists;
    private final List<String> warnings = new ArrayList<>();
    private Optional<NameMatchCollector> names = Optional.empty();
    private boolean partial;
    private long unmatched;

    /** @param lists those that the selection names, read */
    ServerBrowser(XnatCatalogue catalogue, Selection selection, SessionLists lists) {
        this.catalogue = catalogue;
        this.lists = lists;
        this.selection = lists.applied(selection);
        this.selector = Selector.of(this.selection);
    }

    /** A row and the session (or subject, or project) that it belongs to. */
    record Part<T>(SessionRow session, T row) {}

    void projects(ResultTable<ProjectRow> table) {
        List<ProjectRow> listing = catalogue.projects();
        selector.projects(listing).forEach(table::add);
        miss(selector.unknownProjects(listing).stream()
                .map(name -> selection.unreadable(name, "no project that this user can see has such an id"))
                .toList());
    }

    void subjects(ResultTable<SubjectRow> table) {
        ProjectChoice projects = ProjectChoice.of(catalogue, selection, selector);
        List<SubjectRow> listing = projects.subjects();
        ListedSessions listed = lists.match(List.of(), listing, projects.readable());
        selector.subjects(listed.subjects()).forEach(table::add);
        tell(listed.reports());
        miss(selector.unknownSubjects(listing));
        projects.refused().forEach((project, fault) -> refuse(project, projects.isNamed(project), fault.because()));
        warnings.addAll(projects.idleExclusions());
    }

    void sessions(ResultTable<SessionRow> table) {
        sessions(EnumSet.noneOf(Filter.class), Set.of()).forEach(one -> table.add(one.session()));
    }

    void scans(ResultTable<Part<ScanRow>> table) {
        OrderedParallel.each(
                sessions(SCAN_FILTERS, SCAN_CELLS),
                AT_A_TIME,
                this::scansOf,
                parts -> addAll(table, parts),
                Fault::stopped);
        missUnanswered(table);
    }

    void assessors(ResultTable<Part<AssessorRow>> table) {
        OrderedParallel.each(
                sessions(EnumSet.of(Filter.ASSESSOR), ASSESSOR_CELLS),
                AT_A_TIME,
                this::assessorsOf,
                parts -> addAll(table, parts),
                Fault::stopped);
        missUnanswered(table);
    }

    /** Files pass through: a project has more of them than fit into memory. */
    void files(ResultTable<FileBrowser.FileOf> table) {
        FileBrowser files = new FileBrowser(catalogue, selector, AT_A_TIME);
        OrderedParallel.each(
                withResources(), AT_A_TIME, this::resourcesOf, parts -> files.list(parts, table), Fault::stopped);
        missUnanswered(table);
        miss(table.isRead() ? files.unknown() : List.of());
    }

    void resources(ResultTable<Part<ResourceRow>> table) {
        OrderedParallel.each(
                withResources(), AT_A_TIME, this::resourcesOf, parts -> addAll(table, parts), Fault::stopped);
        missUnanswered(table);
    }

    private static <T> boolean addAll(ResultTable<T> table, List<T> rows) {
        rows.forEach(table::add);
        return table.isRead();
    }

    /** What to tell beside the rows. */
    List<String> warnings() {
        return warnings;
    }

    /** Whether something that was named could not be listed. */
    boolean isPartial() {
        return partial;
    }

    private void refuse(String project, boolean missed, String because) {
        warnings.add("Project " + project + " is left out: " + because + ".");
        partial |= missed;
    }

    /** How much of what the user named nothing answers to. */
    long unmatched() {
        return unmatched;
    }

    private void miss(List<UnmatchedName> missed) {
        unmatched += missed.size();
        missed.stream().limit(SHOWN).map(UnmatchedName::text).forEach(warnings::add);
        if (missed.size() > SHOWN) {
            warnings.add("and " + (missed.size() - SHOWN) + " more.");
        }
    }

    private void tell(List<ListReport> reports) {
        for (ListReport report : reports) {
            warnings.addAll(report.notes());
            warnings.add(report.summary());
            miss(report.unmatched());
        }
    }

    /** What only sessions can show; a row of a list says nothing new of a name that its cells tell. */
    private void missUnanswered(ResultTable<?> table) {
        // Where nobody reads any more not all was looked at.
        names.filter(any -> table.isRead()).ifPresent(seen -> {
            warnings.addAll(seen.warnings());
            miss(seen.unmatched());
        });
    }

    /**
     * @param looked the filters whose names are looked for in the sessions
     * @param rows the names in rows of lists that are
     */
    private List<ListedSession> listed(Set<Filter> looked, Predicate<RequestedName> rows) {
        SessionList list = new SessionLister(catalogue, Ledger.EMPTY, selection, selector, lists).list();
        warnings.addAll(list.names().warnings());
        warnings.addAll(list.names().notices());
        list.refused()
                .forEach(refused -> refuse(
                        refused.project(), refused.isMissed(), refused.fault().because()));
        tell(list.reports());
        miss(list.unmatched().stream()
                .filter(one -> !one.isOfList() && !one.isProject())
                .toList());
        names = Optional.of(new NameMatchCollector(
                list.names().only(name -> name.filter().map(looked::contains).orElseGet(() -> rows.test(name)))));
        return list.sessions().stream()
                .sorted(Comparator.comparing(ListedSession::session, BY_SESSION))
                .toList();
    }

    private List<ListedSession> sessions(Set<Filter> looked, Set<String> cells) {
        return listed(looked, name -> cells.contains(name.kind())).stream()
                .filter(one -> isSession(one.session()))
                .toList();
    }

    /** Names of parts are looked for only where resources of those parts are listed. */
    private List<ListedSession> withResources() {
        Set<Filter> looked = EnumSet.allOf(Filter.class);
        looked.remove(Filter.FILE);
        if (!selector.levels().contains(Level.SCAN)) {
            looked.removeAll(SCAN_FILTERS);
        }
        if (!selector.levels().contains(Level.ASSESSOR)) {
            looked.remove(Filter.ASSESSOR);
        }
        return listed(looked, any -> true);
    }

    private void saw(SessionRow session, NameMatches answers) {
        names.ifPresent(seen -> {
            synchronized (seen) {
                seen.add(session, answers);
            }
        });
    }

    private static boolean isSession(SessionRow row) {
        return !row.accessionId().isEmpty();
    }

    private List<Part<ScanRow>> scansOf(ListedSession listed) {
        NameMatches answers = new NameMatches();
        SessionRow session = listed.session();
        List<ScanRow> all = catalogue.scans(session.accessionId());
        List<ScanRow> scans = FilteredRow.scans(
                listed.rows(),
                selector.scans(all, answers),
                SessionContents.of(session, all, List.of(), List.of()),
                answers);
        saw(session, answers);
        return parts(session, scans, BY_SCAN);
    }

    private List<Part<AssessorRow>> assessorsOf(ListedSession listed) {
        NameMatches answers = new NameMatches();
        SessionRow session = listed.session();
        List<AssessorRow> all = catalogue.assessors(session.accessionId());
        List<AssessorRow> assessors = FilteredRow.assessors(
                listed.rows(),
                selector.assessors(all, answers),
                SessionContents.of(session, List.of(), all, List.of()),
                answers);
        saw(session, answers);
        return parts(session, assessors, BY_ASSESSOR);
    }

    private List<Part<ResourceRow>> resourcesOf(ListedSession listed) {
        SessionRow session = listed.session();
        NameMatches answers = new NameMatches();
        List<ResourceRow> wanted = isSession(session) ? below(listed, answers) : above(listed, answers);
        saw(session, answers);
        return parts(session, wanted, BY_RESOURCE);
    }

    private List<ResourceRow> above(ListedSession listed, NameMatches answers) {
        SessionRow session = listed.session();
        List<ResourceRow> all = session.subjectId().isEmpty()
                ? catalogue.projectResources(session.project())
                : catalogue.subjectResources(session.project(), session.subjectId());
        return selector.resources(SessionContents.of(session, List.of(), List.of(), all), listed.rows(), answers);
    }

    private List<ResourceRow> below(ListedSession listed, NameMatches answers) {
        SessionRow session = listed.session();
        String id = session.accessionId();
        Set<Level> levels = EnumSet.noneOf(Level.class);
        levels.addAll(selector.levels());
        levels.removeAll(Set.of(Level.PROJECT, Level.SUBJECT));
        if (levels.isEmpty()) {
            return List.of();
        }
        List<ScanRow> scans = levels.contains(Level.SCAN) ? catalogue.scans(id) : List.of();
        List<AssessorRow> assessors = levels.contains(Level.ASSESSOR) ? catalogue.assessors(id) : List.of();
        return selector.resources(
                levels.contains(Level.SCAN) ? selector.scans(scans, answers) : List.of(),
                levels.contains(Level.ASSESSOR) ? selector.assessors(assessors, answers) : List.of(),
                SessionContents.of(session, scans, assessors, catalogue.resources(id, levels)),
                listed.rows(),
                answers);
    }

    private static <T> List<Part<T>> parts(SessionRow session, List<T> rows, Comparator<T> order) {
        return rows.stream().sorted(order).map(row -> new Part<>(session, row)).toList();
    }

    static String at(Part<ResourceRow> part, Level level) {
        return part.row().level() == level ? part.row().partId() : "";
    }

    static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }
}
