package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.catalogue.AssessorRow;
import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.ProjectRow;
import io.github.xnatpull.catalogue.ResourceRow;
import io.github.xnatpull.catalogue.ScanRow;
import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.catalogue.SubjectRow;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.Patterns.Keys;
import io.github.xnatpull.selection.SelectionTally.Stage;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A {@link Selection} made ready to choose from listings. It is ours alone: XNAT's own matching takes ids and types for
 * one another (contract §1.5). Safe for many threads; apart from counting into {@link #tally} it has no effects.
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
    private static final Keys<ScanRow> SCAN = Keys.of(ScanRow::id, ScanRow::type);
    private static final Keys<ScanRow> SCAN_TYPE = Keys.of(ScanRow::type);
    private static final Keys<ScanRow> QUALITY = Keys.of(ScanRow::quality);
    private static final Keys<AssessorRow> ASSESSOR =
            Keys.of(AssessorRow::id, AssessorRow::label, AssessorRow::xsiType);
    // An id is a resource's name only where it has no label: a glob must not catch the numbers of labelled ones.
    private static final Keys<ResourceRow> RESOURCE =
            new Keys<>(List.of(ResourceRow::label, ResourceRow::id), List.of(Selector::nameOf));

    private final Set<Level> levels;
    private final SelectionTally tally = new SelectionTally();
    private final SessionFilter sessionFilter;
    private final Patterns projects;
    private final Patterns subjects;
    private final Patterns scans;
    private final Patterns scanTypes;
    private final Patterns excludedScans;
    private final Patterns excludedScanTypes;
    private final Patterns qualities;
    private final Patterns assessors;
    private final Patterns resources;
    private final Patterns excludedResources;
    private final Patterns assessorResources;
    private final FileFilter files;

    private Selector(Selection selection) {
        levels = levels(selection);
        sessionFilter = new SessionFilter(selection, tally);
        projects = Patterns.of("project", selection.projects());
        subjects = Patterns.of("subject", selection.subjects());
        scans = Patterns.of("scan", selection.scans());
        scanTypes = Patterns.of("scan type", selection.scanTypes());
        excludedScans = Patterns.of("scan exclusion", selection.excludedScans());
        excludedScanTypes = Patterns.of("scan type exclusion", selection.excludedScanTypes());
        qualities = Patterns.of("scan quality", selection.scanQualities());
        assessors = Patterns.of("assessor", selection.assessors());
        resources = Patterns.of("resource", selection.resources());
        excludedResources = Patterns.of("resource exclusion", selection.excludedResources());
        assessorResources = Patterns.of("assessor resource", selection.assessorResources());
        files = new FileFilter(selection.files());
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

    private static Set<Level> levels(Selection selection) {
        EnumSet<Level> levels = EnumSet.noneOf(Level.class);
        levels.addAll(selection.levels());
        if (!selection.assessors().isEmpty() || !selection.assessorResources().isEmpty()) {
            levels.add(Level.ASSESSOR);
        }
        return Set.copyOf(levels);
    }

    private void announce() {
        if (filtersScans()) {
            Patterns told = scans.isEmpty() ? scanTypes : scans;
            boolean ids = !scans.isEmpty() && Character.isDigit(scans.values().get(0).charAt(0));
            tally.expect(Stage.SCAN, "after scan " + (ids ? "id " : "type ") + told.quoted(), ids ? "scan ids" : "types", told.values());
        }
        if (!excludedScans.isEmpty() || !excludedScanTypes.isEmpty()) {
            Patterns told = excludedScans.isEmpty() ? excludedScanTypes : excludedScans;
            tally.expect(Stage.EXCLUDED_SCAN, "after leaving out scan " + told.quoted(), "types", List.of());
        }
        if (!qualities.isEmpty()) {
            tally.expect(Stage.QUALITY, "after scan quality " + qualities.quoted(), "qualities", qualities.values());
        }
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

    private boolean filtersScans() {
        return !scans.isEmpty() || !scanTypes.isEmpty();
    }

    /** Where resources are wanted; naming assessors adds their level. */
    public Set<Level> levels() {
        return levels;
    }

    /** What was counted so far. */
    public SelectionTally tally() {
        return tally;
    }

    /** The projects meant; the listing holds all that the user can see. */
    public List<ProjectRow> projects(List<ProjectRow> listing) {
        return kept(listing, projects, Keys.of(ProjectRow::id));
    }

    /** The subjects meant, for their own resources; the listing holds those of one project. */
    public List<SubjectRow> subjects(List<SubjectRow> listing) {
        return kept(listing, subjects, Keys.of(SubjectRow::id, SubjectRow::label));
    }

    /** The sessions meant, once each, in the order listed; the listing holds those of every project asked for. */
    public List<SessionRow> sessions(List<SessionRow> listing) {
        return sessionFilter.sessions(listing);
    }

    /** The values for sessions and subjects that mean nothing in this listing. */
    public List<String> unmatched(List<SessionRow> listing) {
        return sessionFilter.unmatched(listing);
    }

    /** The scans of one session that are meant. */
    public List<ScanRow> scans(List<ScanRow> listing) {
        List<ScanRow> left = listing;
        if (filtersScans()) {
            left = kept(kept(left, scans, SCAN), scanTypes, SCAN_TYPE);
            boolean ids = !scans.isEmpty() && Character.isDigit(scans.values().get(0).charAt(0));
            count(Stage.SCAN, left, listing, ids ? ScanRow::id : ScanRow::type);
        }
        if (!excludedScans.isEmpty() || !excludedScanTypes.isEmpty()) {
            Set<ScanRow> out = new HashSet<>(dropped(listing, excludedScans, SCAN));
            out.addAll(dropped(listing, excludedScanTypes, SCAN_TYPE));
            List<ScanRow> before = left;
            left = left.stream().filter(scan -> !out.contains(scan)).toList();
            count(Stage.EXCLUDED_SCAN, left, before, ScanRow::type);
        }
        if (!qualities.isEmpty()) {
            List<ScanRow> before = left;
            left = kept(left, qualities, QUALITY);
            count(Stage.QUALITY, left, before, ScanRow::quality);
        }
        return left;
    }

    /** The assessors of one session that are meant. */
    public List<AssessorRow> assessors(List<AssessorRow> listing) {
        List<AssessorRow> left = kept(listing, assessors, ASSESSOR);
        if (!assessors.isEmpty()) {
            count(Stage.ASSESSOR, left, listing, AssessorRow::xsiType);
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
        List<ResourceRow> before = atLevels(chosenScans, chosenAssessors, listing);
        List<ResourceRow> left = byLabel(before);
        count(Stage.RESOURCE, left, before, Selector::nameOf);
        return left;
    }

    /** The resources of a subject, or of a project, that are meant. */
    public List<ResourceRow> resources(List<ResourceRow> listing) {
        return byLabel(atLevels(List.of(), List.of(), listing));
    }

    /** The resources of chosen parts at the levels wanted, before the filter on labels. */
    public List<ResourceRow> atLevels(
            Collection<ScanRow> chosenScans, Collection<AssessorRow> chosenAssessors, List<ResourceRow> listing) {
        Set<String> scanIds = new HashSet<>(chosenScans.stream().map(ScanRow::id).toList());
        Set<String> assessorIds = new HashSet<>(chosenAssessors.stream().map(AssessorRow::id).toList());
        return listing.stream()
                .filter(row -> levels.contains(row.level()))
                .filter(row -> row.level() != Level.SCAN || scanIds.contains(row.partId()))
                .filter(row -> row.level() != Level.ASSESSOR || assessorIds.contains(row.partId()))
                .toList();
    }

    private List<ResourceRow> byLabel(List<ResourceRow> rows) {
        if (!excludedResources.isEmpty()) {
            Set<ResourceRow> out = new HashSet<>(dropped(rows, excludedResources, RESOURCE));
            rows = rows.stream().filter(row -> !out.contains(row)).toList();
        }
        if (assessorResources.isEmpty()) {
            return kept(rows, resources, RESOURCE);
        }
        List<ResourceRow> ofAssessors = rows.stream().filter(row -> row.level() == Level.ASSESSOR).toList();
        List<ResourceRow> others = rows.stream().filter(row -> row.level() != Level.ASSESSOR).toList();
        Set<ResourceRow> left = new HashSet<>(kept(ofAssessors, assessorResources, RESOURCE));
        left.addAll(kept(others, resources, RESOURCE));
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

    private <T> void count(Stage stage, List<T> left, List<T> before, Function<T, String> value) {
        tally.left(stage, left.isEmpty() ? 0 : 1);
        tally.seen(stage, before.stream().map(value).toList());
    }

    private static <T> List<T> kept(List<T> rows, Patterns patterns, Keys<T> keys) {
        return patterns.isEmpty() ? rows : rows.stream().filter(patterns.on(rows, keys)).toList();
    }

    private static <T> List<T> dropped(List<T> rows, Patterns patterns, Keys<T> keys) {
        return patterns.isEmpty() ? List.of() : rows.stream().filter(patterns.on(rows, keys)).toList();
    }

    private static String nameOf(ResourceRow row) {
        return row.label().isBlank() ? row.id() : row.label();
    }
}
