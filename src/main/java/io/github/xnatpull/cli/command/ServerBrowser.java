package io.github.xnatpull.cli.command;

import static io.github.xnatpull.cli.output.ResultTable.Column.id;
import static io.github.xnatpull.cli.output.ResultTable.Column.number;
import static io.github.xnatpull.cli.output.ResultTable.Column.of;

import io.github.xnatpull.cli.output.ResultTable;
import io.github.xnatpull.cli.output.ResultTable.Column;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.ProjectChoice;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.request.PullRequest.Load;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
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

/** Lists what a server has, by the same filters that a pull would use. */
final class ServerBrowser {
    private static final int AT_A_TIME = 8;
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
    private final List<String> warnings = new ArrayList<>();
    private boolean partial;

    ServerBrowser(XnatCatalogue catalogue, Selection selection) {
        this.catalogue = catalogue;
        this.selection = selection;
        this.selector = Selector.of(selection);
    }

    /** A row and the session (or subject, or project) that it belongs to. */
    record Part<T>(SessionRow session, T row) {}

    void projects(ResultTable<ProjectRow> table) {
        selector.projects(catalogue.projects()).forEach(table::add);
    }

    void subjects(ResultTable<SubjectRow> table) {
        ProjectChoice projects = ProjectChoice.of(catalogue, selection, selector);
        selector.subjects(projects.subjects()).forEach(table::add);
        projects.refused().forEach((project, fault) -> refuse(project, projects.isNamed(project), fault.because()));
        warnings.addAll(projects.idleExclusions());
    }

    void sessions(ResultTable<SessionRow> table) {
        listed().stream().filter(ServerBrowser::isSession).forEach(table::add);
    }

    void scans(ResultTable<Part<ScanRow>> table) {
        List<SessionRow> sessions =
                listed().stream().filter(ServerBrowser::isSession).toList();
        OrderedParallel.each(sessions, AT_A_TIME, this::scansOf, parts -> addAll(table, parts), Fault::stopped);
    }

    void assessors(ResultTable<Part<AssessorRow>> table) {
        List<SessionRow> sessions =
                listed().stream().filter(ServerBrowser::isSession).toList();
        OrderedParallel.each(sessions, AT_A_TIME, this::assessorsOf, parts -> addAll(table, parts), Fault::stopped);
    }

    /** Files pass through: a project has more of them than fit into memory. */
    void files(ResultTable<FileBrowser.FileOf> table) {
        FileBrowser files = new FileBrowser(catalogue, selector, AT_A_TIME);
        OrderedParallel.each(listed(), AT_A_TIME, this::resourcesOf, parts -> files.list(parts, table), Fault::stopped);
    }

    void resources(ResultTable<Part<ResourceRow>> table) {
        OrderedParallel.each(listed(), AT_A_TIME, this::resourcesOf, parts -> addAll(table, parts), Fault::stopped);
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

    private List<SessionRow> listed() {
        SessionList list = new SessionLister(catalogue, Ledger.EMPTY, selection, selector, SessionLists.none()).list();
        warnings.addAll(list.names().warnings());
        list.refused()
                .forEach(refused -> refuse(
                        refused.project(), refused.isMissed(), refused.fault().because()));
        return list.sessions().stream()
                .map(ListedSession::session)
                .sorted(BY_SESSION)
                .toList();
    }

    private static boolean isSession(SessionRow row) {
        return !row.accessionId().isEmpty();
    }

    private List<Part<ScanRow>> scansOf(SessionRow session) {
        return parts(session, selector.scans(catalogue.scans(session.accessionId())), BY_SCAN);
    }

    private List<Part<AssessorRow>> assessorsOf(SessionRow session) {
        return parts(session, selector.assessors(catalogue.assessors(session.accessionId())), BY_ASSESSOR);
    }

    private List<Part<ResourceRow>> resourcesOf(SessionRow session) {
        if (!isSession(session)) {
            List<ResourceRow> above = session.subjectId().isEmpty()
                    ? catalogue.projectResources(session.project())
                    : catalogue.subjectResources(session.project(), session.subjectId());
            return parts(session, selector.resources(above), BY_RESOURCE);
        }
        String id = session.accessionId();
        Set<Level> levels = EnumSet.noneOf(Level.class);
        levels.addAll(selector.levels());
        levels.removeAll(Set.of(Level.PROJECT, Level.SUBJECT));
        if (levels.isEmpty()) {
            return List.of();
        }
        List<ScanRow> scans = levels.contains(Level.SCAN) ? selector.scans(catalogue.scans(id)) : List.of();
        List<AssessorRow> assessors =
                levels.contains(Level.ASSESSOR) ? selector.assessors(catalogue.assessors(id)) : List.of();
        return parts(session, selector.resources(scans, assessors, catalogue.resources(id, levels)), BY_RESOURCE);
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
