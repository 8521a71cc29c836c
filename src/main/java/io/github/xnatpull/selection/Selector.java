package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.Patterns.Keys;
import io.github.xnatpull.selection.SelectionTally.Stage;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A {@link Selection} made ready to choose from listings. It is ours alone: XNAT's own matching takes ids and types for
 * one another (contract §1.5). Safe for many threads; apart from what {@link #tally} and
 * {@link #fileNames} collect it has no effects.
 *
 * <p>What a value means is decided in the face of the whole listing it is applied to (all sessions asked for; the scans
 * of one session), by the first of these that holds:
 *
 * <ol>
 *   <li>{@code ALL} or {@code *}: everything;
 *   <li>{@code re:…}: a regular expression that matches a whole id or a whole label or type;
 *   <li>it equals ids of the listing, letter for letter: those rows, and nothing else;
 *   <li>it equals labels or types: those rows, and nothing else. So {@code 2} is the scan with that id even where
 *       another scan's type is {@code 2}, and {@code T2*} is the type of that name where there is one;
 *   <li>it holds commas: each piece by these rules. From {@code re:} on there are no more pieces;
 *   <li>it is a glob on ids, labels and types.
 * </ol>
 *
 * Case matters throughout, as it does in XNAT, but not in the short names of session types.
 */
public final class Selector {
    static final Keys<AssessorRow> ASSESSOR = Keys.of(AssessorRow::id, AssessorRow::label, AssessorRow::xsiType);
    // An id is a resource's name only where it has no label: a glob must not catch the numbers of labelled ones.
    static final Keys<ResourceRow> RESOURCE =
            new Keys<>(List.of(ResourceRow::label, ResourceRow::id), List.of(Selector::nameOf));

    private final Set<Level> levels;
    private final SelectionTally tally = new SelectionTally();
    private final SessionFilter sessionFilter;
    private final ScanFilter scanFilter;
    private final Patterns projects;
    private final Patterns excludedProjects;
    private final Patterns subjects;
    private final Patterns assessors;
    private final Patterns resources;
    private final Patterns excludedResources;
    private final Patterns assessorResources;
    private final FileFilter files;
    private final FileNames fileNames;
    private final BiFunction<Filter, String, RequestedName> named;

    private Selector(Selection selection) {
        levels = levels(selection);
        sessionFilter = new SessionFilter(selection, tally);
        projects = Patterns.of("project", selection.projects());
        excludedProjects = Patterns.of("excluded project", selection.excludedProjects());
        subjects = Patterns.of("subject", selection.subjects());
        scanFilter = new ScanFilter(selection, tally);
        assessors = Patterns.of("assessor", selection.assessors());
        resources = Patterns.of("resource", selection.resources());
        excludedResources = Patterns.of("resource exclusion", selection.excludedResources());
        assessorResources = Patterns.of("assessor resource", selection.assessorResources());
        files = new FileFilter(selection.files());
        fileNames = files.names();
        named = selection::named;
        announce();
    }

    /**
     * Compiles a selection.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a blank value, a broken regular expression, or
     *     resources both included and excluded
     */
    public static Selector of(Selection selection) {
        if (!selection.resources().isEmpty() && !selection.excludedResources().isEmpty()) {
            throw fault(FaultCode.CONFIG_INVALID)
                    .trying("read the selection")
                    .meaning("Nothing was started")
                    .advice("Say either which resources to take or which to leave out.")
                    .because("resources are both included and excluded");
        }
        return new Selector(selection);
    }

    /**
     * Reads one value of a filter.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a blank value or a broken regular expression
     */
    public static void requireReadable(String value) {
        Patterns.of("a filter", List.of(value));
    }

    private static Set<Level> levels(Selection selection) {
        EnumSet<Level> levels = EnumSet.noneOf(Level.class);
        levels.addAll(selection.levels());
        if (!selection.assessors().isEmpty() || !selection.assessorResources().isEmpty()) {
            levels.add(Level.ASSESSOR);
        }
        return Set.copyOf(levels);
    }

    private void announce() {
        if (!assessors.isEmpty()) {
            tally.expect(Stage.ASSESSOR, "after assessor " + assessors.quoted(), "assessor types", assessors.values());
        }
        tally.expect(Stage.RESOURCE, resourceWording(), "resources", resources.values());
    }

    private String resourceWording() {
        if (!resources.isEmpty()) {
            return "after resource " + resources.quoted();
        }
        if (!excludedResources.isEmpty()) {
            return "after leaving out resource " + excludedResources.quoted();
        }
        List<String> words = levels.stream().sorted().map(Level::word).toList();
        return "with resources at level " + String.join(", ", words);
    }

    /** Where resources are wanted; naming assessors adds their level. */
    public Set<Level> levels() {
        return levels;
    }

    /** What was counted so far. */
    public SelectionTally tally() {
        return tally;
    }

    /** Of these ids of projects those that are not excluded. */
    public List<String> withoutExcluded(Collection<String> ids) {
        return excludedProjects.dropped(List.copyOf(ids), Keys.of(Function.<String>identity()));
    }

    /** The exclusions of projects that mean none of these ids. */
    public List<String> idleExclusions(Collection<String> ids) {
        return excludedProjects.unmatched(ids, Keys.of(Function.<String>identity()));
    }

    /** The projects meant; the listing holds all that the user can see. */
    public List<ProjectRow> projects(List<ProjectRow> listing) {
        return projects.kept(listing, Keys.of(ProjectRow::id));
    }

    /** The names of projects that none bears. */
    public List<String> unknownProjects(List<ProjectRow> listing) {
        Set<String> known = projects.answered(listing, Keys.of(ProjectRow::id));
        return projects.names().stream().filter(name -> !known.contains(name)).toList();
    }

    /** The names of subjects that none of these bears. */
    public List<UnmatchedName> unknownSubjects(List<SubjectRow> listing) {
        Set<String> known = subjects.answered(listing, Keys.of(SubjectRow::id, SubjectRow::label));
        Set<String> seen = new HashSet<>();
        listing.forEach(row -> seen.addAll(List.of(row.id(), row.label())));
        seen.remove("");
        KnownNames names = new KnownNames(seen);
        return subjects.names().stream()
                .filter(name -> !known.contains(name))
                .map(name -> named.apply(Filter.SUBJECT, name).unmatched(names.noSuch(name)))
                .toList();
    }

    /** The subjects meant, for their own resources; the listing holds those of one project. */
    public List<SubjectRow> subjects(List<SubjectRow> listing) {
        return subjects.kept(listing, Keys.of(SubjectRow::id, SubjectRow::label));
    }

    /** The sessions meant, once each, in the order listed; the listing holds those of every project asked for. */
    public List<SessionRow> sessions(List<SessionRow> listing) {
        return sessionFilter.sessions(listing);
    }

    /** The sessions meant, and what left out the others. */
    public SessionChoice choose(List<SessionRow> listing) {
        return sessionFilter.choose(listing);
    }

    /**
     * Looks whether each name of a subject or session means one thing, not one by its id and another by its label.
     *
     * @throws io.github.xnatpull.fault.Fault {@code USAGE}, with both
     */
    public void requireUnambiguous(List<SessionRow> listing) {
        sessionFilter.requireUnambiguous(listing, named);
    }

    SessionFilter sessionFilter() {
        return sessionFilter;
    }

    /** The values for sessions and subjects that mean nothing in this listing. */
    public List<String> unmatched(List<SessionRow> listing) {
        return sessionFilter.unmatched(listing);
    }

    /** The scans of one session that are meant. */
    public List<ScanRow> scans(List<ScanRow> listing) {
        return scans(listing, new NameMatches());
    }

    /** The same, noting which names the session answers to. */
    public List<ScanRow> scans(List<ScanRow> listing, NameMatches answers) {
        return scanFilter.scans(listing, answers);
    }

    /** The assessors of one session that are meant. */
    public List<AssessorRow> assessors(List<AssessorRow> listing) {
        return assessors(listing, new NameMatches());
    }

    /** The same, noting which names the session answers to. */
    public List<AssessorRow> assessors(List<AssessorRow> listing, NameMatches answers) {
        answers.compare(Filter.ASSESSOR, assessors, listing, ASSESSOR);
        List<AssessorRow> left = assessors.kept(listing, ASSESSOR);
        if (!assessors.isEmpty()) {
            tally.session(Stage.ASSESSOR, left, listing, AssessorRow::xsiType);
        }
        return left;
    }

    /**
     * The resources of one session that are meant.
     *
     * @param chosenScans what {@link #scans} left
     * @param chosenAssessors what {@link #assessors} left
     * @param listing resources of the session at any levels
     */
    public List<ResourceRow> resources(
            Collection<ScanRow> chosenScans, Collection<AssessorRow> chosenAssessors, List<ResourceRow> listing) {
        return resources(chosenScans, chosenAssessors, listing, new NameMatches());
    }

    private List<ResourceRow> resources(
            Collection<ScanRow> chosenScans,
            Collection<AssessorRow> chosenAssessors,
            List<ResourceRow> listing,
            NameMatches answers) {
        List<ResourceRow> before = atLevels(chosenScans, chosenAssessors, listing);
        List<ResourceRow> left = byLabel(before);
        tally.session(Stage.RESOURCE, left, before, Selector::nameOf);
        compareLabels(before, listing, answers);
        return left;
    }

    /**
     * The resources of one session that are meant, where a list says more about it.
     *
     * @param filters what the rows of the list want of this session; none where they want all
     */
    public List<ResourceRow> resources(
            Collection<ScanRow> chosenScans,
            Collection<AssessorRow> chosenAssessors,
            List<ResourceRow> listing,
            List<RowFilter> filters) {
        return RowFilter.kept(filters, chosenScans, chosenAssessors, resources(chosenScans, chosenAssessors, listing));
    }

    /**
     * The same, noting which names the session answers to, those in the rows of the list too.
     *
     * @param has all that the session has
     */
    public List<ResourceRow> resources(
            Collection<ScanRow> chosenScans,
            Collection<AssessorRow> chosenAssessors,
            SessionContents has,
            List<FilteredRow> rows,
            NameMatches answers) {
        List<ResourceRow> left = resources(chosenScans, chosenAssessors, has.resources(), answers);
        rows.forEach(row -> row.compare(chosenScans, chosenAssessors, left, has, answers));
        return RowFilter.kept(FilteredRow.filters(rows), chosenScans, chosenAssessors, left);
    }

    /** The resources of a subject, or of a project, that are meant. */
    public List<ResourceRow> resources(List<ResourceRow> listing) {
        return byLabel(atLevels(List.of(), List.of(), listing));
    }

    /** The same, noting which names it answers to, those in the rows of a list too. */
    public List<ResourceRow> resources(SessionContents has, List<FilteredRow> rows, NameMatches answers) {
        List<ResourceRow> before = atLevels(List.of(), List.of(), has.resources());
        compareLabels(before, has.resources(), answers);
        List<ResourceRow> left = byLabel(before);
        rows.forEach(row -> row.compare(List.of(), List.of(), left, has, answers));
        return RowFilter.kept(FilteredRow.filters(rows), List.of(), List.of(), left);
    }

    private void compareLabels(List<ResourceRow> before, List<ResourceRow> listing, NameMatches answers) {
        boolean apart = !assessorResources.isEmpty();
        List<ResourceRow> ofAssessors =
                before.stream().filter(row -> row.level() == Level.ASSESSOR).toList();
        List<ResourceRow> others = apart
                ? before.stream().filter(row -> row.level() != Level.ASSESSOR).toList()
                : before;
        answers.compare(Filter.RESOURCE, resources, others, RESOURCE);
        answers.compare(Filter.EXCLUDED_RESOURCE, excludedResources, others, RESOURCE);
        answers.compare(Filter.ASSESSOR_RESOURCE, assessorResources, ofAssessors, RESOURCE);
        List<ResourceRow> all =
                listing.stream().filter(row -> levels.contains(row.level())).toList();
        answers.passOver(Filter.RESOURCE, resources, all, RESOURCE);
        answers.passOver(Filter.ASSESSOR_RESOURCE, assessorResources, all, RESOURCE);
    }

    /** Every name that something must answer to, or that is to be left out, in the order of the filters. */
    public List<RequestedName> names() {
        return names((filter, value) -> false);
    }

    /**
     * The same in the face of what there is.
     *
     * @param whole whether a value with commas is what one subject or session is called; its pieces then name nothing
     */
    public List<RequestedName> names(BiPredicate<Filter, String> whole) {
        List<RequestedName> names = new ArrayList<>();
        BiConsumer<Filter, List<String>> add = (filter, values) -> values.stream()
                .filter(value -> !filter.isStandardWord(value))
                .forEach(value -> names.add(named.apply(filter, value)));
        sessionFilter.name(whole, add);
        scanFilter.name(add);
        add.accept(Filter.RESOURCE, resources.names());
        add.accept(Filter.EXCLUDED_RESOURCE, excludedResources.names());
        add.accept(Filter.ASSESSOR, assessors.names());
        add.accept(Filter.ASSESSOR_RESOURCE, assessorResources.names());
        add.accept(Filter.FILE, fileNames.names());
        return names;
    }

    /** The resources of chosen parts at the levels wanted, before the filter on labels. */
    public List<ResourceRow> atLevels(
            Collection<ScanRow> chosenScans, Collection<AssessorRow> chosenAssessors, List<ResourceRow> listing) {
        Set<String> scanIds =
                new HashSet<>(chosenScans.stream().map(ScanRow::id).toList());
        Set<String> assessorIds =
                new HashSet<>(chosenAssessors.stream().map(AssessorRow::id).toList());
        return listing.stream()
                .filter(row -> levels.contains(row.level()))
                .filter(row -> row.level() != Level.SCAN || scanIds.contains(row.partId()))
                .filter(row -> row.level() != Level.ASSESSOR || assessorIds.contains(row.partId()))
                .toList();
    }

    private List<ResourceRow> byLabel(List<ResourceRow> rows) {
        Set<ResourceRow> left = new HashSet<>();
        for (boolean ofAssessors : new boolean[] {false, true}) {
            List<ResourceRow> part = rows.stream()
                    .filter(row -> (row.level() == Level.ASSESSOR) == ofAssessors)
                    .toList();
            left.addAll(
                    ofAssessors && !assessorResources.isEmpty()
                            ? assessorResources.kept(part, RESOURCE)
                            : excludedResources.dropped(resources.kept(part, RESOURCE), RESOURCE));
        }
        return rows.stream().filter(left::contains).toList();
    }

    /** Whether a file of a chosen resource is meant; a pattern without slash is compared with the last name only. */
    public boolean file(String path) {
        return files.test(path);
    }

    /** Whether some files of a resource may be left out. */
    public boolean filtersFiles() {
        return !files.isEmpty();
    }

    /** Which of the file names that the user gave are borne by files that were listed. */
    public FileNames fileNames() {
        return fileNames;
    }

    /** The names of files that none has borne that were looked at. */
    public List<UnmatchedName> unknownFiles() {
        return fileNames.unknown(named);
    }

    /** The label, or the id where there is none. */
    static String nameOf(ResourceRow row) {
        return row.label().isBlank() ? row.id() : row.label();
    }
}
