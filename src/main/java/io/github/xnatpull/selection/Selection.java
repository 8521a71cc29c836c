package io.github.xnatpull.selection;

import io.github.xnatpull.xnat.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the user wants, as written. An empty list of values wants everything. What a value matches is told by
 * {@link Selector}.
 *
 * @param projects project ids; empty only where sessions are named by accession id
 * @param excludedProjects project ids to leave out
 * @param subjects ids or labels
 * @param sessions ids or labels to take
 * @param excludedSessions ids or labels to leave out
 * @param sessionTypes {@code mr}, {@code pet}, … or full xsi types
 * @param since first day of acquisition
 * @param until last day of acquisition
 * @param scans ids or types
 * @param excludedScans ids or types
 * @param scanTypes types only
 * @param excludedScanTypes types only
 * @param scanQualities for example {@code usable}
 * @param resources labels to take; never together with {@code excludedResources}
 * @param excludedResources labels to leave out
 * @param levels where resources hang; naming assessors adds theirs
 * @param assessors ids, labels, xsi types, or {@code ALL}
 * @param assessorResources labels to take of assessors, in place of {@code resources}; empty where the same hold
 * @param files patterns on the path inside the resource
 * @param limit the first so many sessions
 * @param subjectList a list that names the subjects
 * @param sessionList a list that names the sessions
 * @param sources where the values of a filter stand, by its name; those of single values by their mark
 */
public record Selection(
        List<String> projects,
        List<String> excludedProjects,
        List<String> subjects,
        List<String> sessions,
        List<String> excludedSessions,
        List<String> sessionTypes,
        Optional<LocalDate> since,
        Optional<LocalDate> until,
        List<String> scans,
        List<String> excludedScans,
        List<String> scanTypes,
        List<String> excludedScanTypes,
        List<String> scanQualities,
        List<String> resources,
        List<String> excludedResources,
        Set<Level> levels,
        List<String> assessors,
        List<String> assessorResources,
        List<String> files,
        OptionalInt limit,
        Optional<ListSource> subjectList,
        Optional<ListSource> sessionList,
        Map<String, String> sources) {
    /** By what the places of project ids are known among the sources. */
    public static final String PROJECT = "PROJECT";

    /**
     * By what the place of project ids is known where they are only a default, of a profile or a variable: accession ids that
     * are not of these projects are looked for on the whole server.
     */
    public static final String DEFAULT_PROJECT = "DEFAULT_PROJECT";

    /** By what the places of project ids to leave out are known among the sources. */
    public static final String EXCLUDED_PROJECT = "EXCLUDED_PROJECT";

    /** A run of an older version remembers less. */
    public Selection {
        excludedProjects = excludedProjects == null ? List.of() : List.copyOf(excludedProjects);
        sources = sources == null ? Map.of() : Map.copyOf(sources);
    }

    /** A value as a name: where it stands in a list, with its line. */
    RequestedName named(Filter filter, String value) {
        String source = source(filter, value);
        Optional<InList> inList = inList(source);
        return new RequestedName(
                filter.mark(value),
                "",
                filter.noun(),
                source,
                inList.map(InList::list).orElse(""),
                inList.map(InList::line).orElse(0L),
                value,
                "",
                "");
    }

    private record InList(String list, long line) {}

    /** The line of a list that a source is, where it is one. */
    private Optional<InList> inList(String source) {
        String line = source.substring(source.lastIndexOf(':') + 1);
        return Stream.of(sessionList, subjectList)
                .flatMap(Optional::stream)
                .map(ListSource::place)
                .filter(list -> source.equals(list + ":" + line) && line.matches("[0-9]{1,9}"))
                .map(list -> new InList(list, Long.parseLong(line)))
                .findFirst();
    }

    /** Where a value stands: behind a flag or a variable, at a key of the job file, or in a line of a list. */
    String source(Filter filter, String value) {
        String ofFilter = sources.getOrDefault(filter.name(), filter.key());
        return sources.getOrDefault(filter.mark(value), ofFilter);
    }

    /** A project that this user may not read. It stands behind a flag or a variable, at a key, or in a line of a list. */
    public UnmatchedName unreadable(String project, String reason) {
        String ofAll = sources.getOrDefault(PROJECT, sources.getOrDefault(DEFAULT_PROJECT, "--project"));
        String source = sources.getOrDefault(projectMark(project), ofAll);
        Optional<InList> inList = inList(source);
        return UnmatchedName.ofProject(
                source,
                inList.map(InList::list).orElse(""),
                inList.map(InList::line).orElse(0L),
                project,
                reason);
    }

    /** By what the place of one project is known among the sources, where it has one of its own. */
    static String projectMark(String project) {
        return PROJECT + ":" + project;
    }

    /** Whether the projects are only those of a profile, or of a variable, for what names no other. */
    public boolean hasDefaultProject() {
        return !projects.isEmpty() && sources.containsKey(DEFAULT_PROJECT);
    }

    /** Where the projects to leave out stand. */
    public String excludedProjectSource() {
        return sources.getOrDefault(EXCLUDED_PROJECT, "--exclude-project");
    }

    /**
     * Where a list comes from.
     *
     * @param place a file, or {@code -} for standard input
     * @param column header of the column with the ids, where the user chose it
     */
    public record ListSource(String place, Optional<String> column) {
        /** The place that means standard input. */
        public static final String STANDARD_INPUT = "-";
    }

    /** Starts from this. */
    public SelectionBuilder toBuilder() {
        return new SelectionBuilder(this);
    }

    /** Every scan resource of a project. */
    public static Selection ofProject(String project) {
        return builder().projects(project).build();
    }

    /** Starts from everything at scan level. */
    public static SelectionBuilder builder() {
        return new SelectionBuilder();
    }
}
