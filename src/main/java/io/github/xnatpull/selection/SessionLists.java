package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.selection.ListFile.Kind;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.ListMatcher.Matched;
import io.github.xnatpull.selection.ListedSessions.Detail;
import io.github.xnatpull.selection.ListedSessions.ListedRow;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lists of a selection, read once, before anything is asked of the server. Use: {@link #read}, then a
 * {@link Selector} of {@link #applied}, then {@link #match} on the listing of the projects, then the selector on what
 * that leaves, then {@link #detail} for each session when it is planned and reported. Safe for many threads.
 */
public final class SessionLists {
    private final Optional<ListFile> subjects;
    private final Optional<ListFile> sessions;

    private final Map<String, List<ListRow>> rowsBySubject;
    private final Map<String, List<ListRow>> rowsBySession;

    private SessionLists(Optional<ListFile> subjects, Optional<ListFile> sessions) {
        this.subjects = subjects;
        this.sessions = sessions;
        this.rowsBySubject = index(subjects);
        this.rowsBySession = index(sessions);
    }

    /** No lists: everything listed is meant. */
    public static SessionLists none() {
        return new SessionLists(Optional.empty(), Optional.empty());
    }

    private static Map<String, List<ListRow>> index(Optional<ListFile> list) {
        Map<String, List<ListRow>> index = new HashMap<>();
        for (ListRow row : list.map(ListFile::rows).orElse(List.of())) {
            for (String name :
                    ListMatcher.names(row.id(), list.map(ListFile::isBids).orElse(false))) {
                index.computeIfAbsent(name, any -> new ArrayList<>(1)).add(row);
            }
        }
        return index;
    }

    private record Key(String project, String id) {}

    /** Opens what a {@link ListSource} names: a file, or standard input. */
    @FunctionalInterface
    public interface Opener {
        InputStream open(String place) throws IOException;
    }

    /**
     * Reads the lists that a selection names.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CSV_UNREADABLE}, {@code CSV_COLUMN}; {@code CONFIG_INVALID} where both
     *     come from standard input
     */
    public static SessionLists read(Selection selection, Opener opener) {
        boolean both = Stream.of(selection.subjectList(), selection.sessionList())
                        .flatMap(Optional::stream)
                        .filter(source -> source.place().equals(ListSource.STANDARD_INPUT))
                        .count()
                > 1;
        if (both) {
            throw fault(FaultCode.CONFIG_INVALID)
                    .trying("read two lists from standard input")
                    .meaning("Nothing was started")
                    .advice("Give one of them as a file.")
                    .because("it can be read once");
        }
        return new SessionLists(
                selection.subjectList().map(source -> read(source, Kind.SUBJECTS, opener, false)),
                selection.sessionList().map(source -> read(source, Kind.SESSIONS, opener, wantsAssessors(selection))));
    }

    private static boolean wantsAssessors(Selection selection) {
        return selection.levels().contains(Level.ASSESSOR)
                || !selection.assessors().isEmpty()
                || !selection.assessorResources().isEmpty();
    }

    private static ListFile read(ListSource source, Kind kind, Opener opener, boolean withAssessors) {
        try (InputStream in = opener.open(source.place())) {
            return ListReader.read(source.place(), in, kind, source.column(), withAssessors);
        } catch (NoSuchFileException e) {
            throw ListDecoder.unreadable(source.place(), "there is no such file");
        } catch (IOException e) {
            throw ListDecoder.unreadable(source.place(), LocalFaults.words(e));
        }
    }

    /** Whether there is no list, so that everything listed is meant. */
    public boolean isEmpty() {
        return subjects.isEmpty() && sessions.isEmpty();
    }

    /** The lists, subjects first. */
    public List<ListFile> files() {
        return Stream.of(subjects, sessions).flatMap(Optional::stream).toList();
    }

    /** Headers of all extra columns, in their order, for {@code list.<header>} in the manifest. */
    public List<String> extraColumns() {
        Set<String> columns = new LinkedHashSet<>();
        files().forEach(file -> columns.addAll(file.extraColumns()));
        return List.copyOf(columns);
    }

    /**
     * The selection with what the lists add: their projects where it names none, the levels that rows name, and the
     * assessors of a list of those.
     */
    public Selection applied(Selection selection) {
        EnumSet<Level> levels = EnumSet.noneOf(Level.class);
        levels.addAll(selection.levels());
        boolean open = selection.projects().isEmpty() || selection.hasDefaultProject();
        // A default is for rows that name no project.
        boolean needed = !selection.hasDefaultProject()
                || rows().isEmpty()
                || rows().stream().anyMatch(row -> row.project().isEmpty());
        Set<String> projects = new LinkedHashSet<>(needed ? selection.projects() : List.of());
        Map<String, String> sources = new HashMap<>(selection.sources());
        for (ListFile list : files()) {
            for (ListRow row : list.rows()) {
                row.filter().namedLevel().ifPresent(levels::add);
                if (open && !row.project().isEmpty() && projects.add(row.project())) {
                    sources.put(Selection.projectMark(row.project()), list.name() + ":" + row.line());
                }
            }
        }
        if (!needed) {
            sources.remove(Selection.DEFAULT_PROJECT);
        }
        SelectionBuilder applied = new SelectionBuilder(selection)
                .projects(List.copyOf(projects))
                .levels(levels)
                .sources(sources);
        if (projects.isEmpty() && selection.sessions().isEmpty()) {
            assessorList().filter(ListFile::isLabels).ifPresent(AssessorLists::requireProject);
        }
        assessorList().ifPresent(list -> AssessorLists.add(list, selection, sources, applied));
        return applied.build();
    }

    private Optional<ListFile> assessorList() {
        return sessions.filter(ListFile::ofAssessors);
    }

    private Collection<ListRow> rows() {
        return files().stream().flatMap(file -> file.rows().stream()).toList();
    }

    /**
     * Finds sessions that rows name by accession id without a project, where none is asked for. Costs a request and a
     * listing for each project met, and one for each row that means nothing.
     */
    public List<SessionRow> find(XnatCatalogue catalogue) {
        return find(catalogue, Set.of());
    }

    /** The sessions of whatever project that hold the assessors of a list, where its column holds accession ids. */
    public List<SessionRow> findHolders(XnatCatalogue catalogue) {
        return assessorList()
                .filter(list -> !list.isLabels())
                .map(list -> AssessorLists.holders(list, catalogue))
                .orElse(List.of());
    }

    /** Says of a list of assessors that it needs a project, where nothing is found without one. */
    public void requireHolders(List<SessionRow> found) {
        if (found.isEmpty()) {
            assessorList().ifPresent(AssessorLists::requireProject);
        }
    }

    /** What the rows of the list of sessions name as sessions. */
    public Set<String> ids() {
        return sessions.filter(list -> !list.ofAssessors()).map(ListFile::rows).orElse(List.of()).stream()
                .map(ListRow::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The same of rows that mean nothing among what is listed already; only what they name by accession id is found.
     *
     * @param listed ids and labels of that
     */
    public List<SessionRow> findElsewhere(XnatCatalogue catalogue, Set<String> listed) {
        Set<String> named = sessions.map(ListFile::rows).orElse(List.of()).stream()
                .map(ListRow::id)
                .filter(id -> !listed.contains(id))
                .collect(Collectors.toSet());
        return find(catalogue, listed).stream()
                .filter(session -> named.contains(session.accessionId()))
                .toList();
    }

    private List<SessionRow> find(XnatCatalogue catalogue, Set<String> listed) {
        Map<Key, SessionRow> found = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>(listed);
        for (ListRow row :
                sessions.filter(list -> !list.ofAssessors()).map(ListFile::rows).orElse(List.of())) {
            if (row.project().isEmpty() && known.add(row.id())) {
                catalogue.session(row.id()).ifPresent(session -> {
                    // The listing may leave it out (contract §16.1).
                    found.put(new Key(session.project(), session.accessionId()), session);
                    for (SessionRow one : catalogue.sessions(session.owner())) {
                        found.put(new Key(one.project(), one.accessionId()), one);
                        known.add(one.accessionId());
                    }
                });
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * Compares the lists with what there is; without lists everything is meant.
     *
     * @param listing every session of the projects asked for
     * @param subjectListing every subject of those projects; used only where a list names subjects
     * @param projects asked for
     */
    public ListedSessions match(
            List<SessionRow> listing, List<SubjectRow> subjectListing, Collection<String> projects) {
        List<SessionRow> left = listing;
        List<SubjectRow> named = subjectListing;
        Set<String> namedProjects = Set.copyOf(projects);
        List<ListReport> reports = new ArrayList<>();
        List<ListedRow<SubjectRow>> subjectRows = List.of();
        List<ListedRow<SessionRow>> sessionRows = List.of();
        if (subjects.isPresent()) {
            Matched<SubjectRow> matched = new ListMatcher<>(
                            subjectListing, SubjectRow::project, SubjectRow::id, SubjectRow::label, (row, one) -> true)
                    .match(subjects.get());
            named = matched.kept(subjectListing);
            Set<Key> ids = new HashSet<>(
                    named.stream().map(row -> new Key(row.project(), row.id())).toList());
            left = left.stream()
                    .filter(row -> ids.contains(new Key(row.project(), row.subjectId())))
                    .toList();
            reports.add(matched.report());
            subjectRows = matched.rows();
        }
        assessorList().ifPresent(list -> reports.add(ListMatcher.unopened(list)));
        if (sessions.isPresent() && !sessions.get().ofAssessors()) {
            List<SessionRow> all = new ArrayList<>(listing);
            subjectListing.forEach(subject -> all.add(SessionRow.ofSubject(subject)));
            projects.forEach(project -> all.add(SessionRow.ofProject(project)));
            Matched<SessionRow> matched = new ListMatcher<>(
                            all, SessionRow::project, SessionRow::ownId, SessionRow::label, SessionLists::isKindred)
                    .contradicting(SessionLists::contradiction)
                    .match(sessions.get());
            left = matched.kept(left);
            reports.add(matched.report());
            sessionRows = matched.rows();
            if (isOwnReport(sessions.get())) {
                named = named.stream()
                        .filter(subject -> matched.found().contains(SessionRow.ofSubject(subject)))
                        .toList();
                namedProjects = projects.stream()
                        .filter(project -> matched.found().contains(SessionRow.ofProject(project)))
                        .collect(Collectors.toSet());
            }
        }
        return new ListedSessions(left, named, namedProjects, List.copyOf(reports), subjectRows, sessionRows);
    }

    private static Optional<String> contradiction(ListRow row, SessionRow session) {
        return row.isOfSubject(session.subjectId(), session.subjectLabel())
                ? Optional.empty()
                : Optional.of("its subject is '"
                        + (session.subjectLabel().isBlank() ? session.subjectId() : session.subjectLabel()) + "', not '"
                        + String.join("', '", row.subjects()) + "'");
    }

    private static boolean isKindred(ListRow row, SessionRow session) {
        return row.owner() == session.ownLevel();
    }

    /** A report of our own names every resource that is meant, also those of subjects and projects. */
    private static boolean isOwnReport(ListFile list) {
        return list.rows().stream().anyMatch(row -> row.filter().exact());
    }

    /** The rows of the list of sessions that name this resource. */
    public List<ListRow> rowsNaming(SessionRow session, ScanRow scan, ResourceRow resource) {
        return rowsOf(session).stream()
                .filter(row -> row.filter().equals(RowFilter.NONE)
                        || !row.filter()
                                .of(List.of(scan), assessors(session, resource), List.of(resource))
                                .isEmpty())
                .toList();
    }

    private static List<AssessorRow> assessors(SessionRow session, ResourceRow resource) {
        return resource.level() == Level.ASSESSOR
                ? List.of(new AssessorRow(resource.partId(), "", "", session.date()))
                : List.of();
    }

    private List<ListRow> rowsOf(SessionRow session) {
        return rows(sessions, rowsBySession, session, session.ownId(), session.label()).stream()
                .filter(row -> isKindred(row, session))
                .toList();
    }

    /**
     * What the lists say about a session that they name: no listing is needed, so that a run that goes on needs nothing
     * but the lists again.
     */
    public Detail detail(SessionRow session) {
        Detail ofSubject =
                detail(subjects, rows(subjects, rowsBySubject, session, session.subjectId(), session.subjectLabel()));
        Detail ofSession = detail(sessions, rowsOf(session));
        // The list of sessions knows better what is wanted of one; both have their columns carried.
        Map<String, String> extras = new LinkedHashMap<>(ofSubject.extras());
        extras.putAll(ofSession.extras());
        boolean narrows = ofSession.rows().stream().anyMatch(row -> !row.equals(FilteredRow.ALL));
        return new Detail(narrows ? ofSession.rows() : ofSubject.rows(), extras);
    }

    /** The rows that mean it: in a column of labels, those that bear its label before those that bear its id. */
    private static List<ListRow> rows(
            Optional<ListFile> list, Map<String, List<ListRow>> index, SessionRow session, String id, String label) {
        boolean labels = list.filter(ListFile::isLabels).isPresent();
        for (String name : labels ? List.of(label, id) : List.of(id, label)) {
            List<ListRow> rows = index.getOrDefault(name, List.of()).stream()
                    .filter(row -> row.project().isEmpty() || row.project().equals(session.project()))
                    .filter(row -> row.isOfSubject(session.subjectId(), session.subjectLabel()))
                    .toList();
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return List.of();
    }

    private static Detail detail(Optional<ListFile> list, List<ListRow> rows) {
        if (list.isEmpty() || rows.isEmpty()) {
            return Detail.NOTHING;
        }
        Map<RowFilter, FilteredRow> narrowed = new LinkedHashMap<>();
        rows.forEach(row -> narrowed.putIfAbsent(row.filter(), FilteredRow.of(list.get(), row)));
        Map<String, String> extras = new LinkedHashMap<>();
        for (int i = 0; i < list.get().extraColumns().size(); i++) {
            extras.putIfAbsent(
                    list.get().extraColumns().get(i), rows.get(0).extras().get(i));
        }
        return new Detail(List.copyOf(narrowed.values()), extras);
    }
}
