package io.github.xnatpull.selection;

import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one row of a list wants of its session. Every blank part wants all. A row that names a scan wants nothing but
 * scans, one that names an assessor nothing but assessors.
 *
 * @param exact whether scan and resource are names as they stand, as in our own reports, not what flags take
 * @param level word of the level
 * @param scan ids or types, as {@code --scan} takes them; exact, an id
 * @param scanType types
 * @param assessor ids, labels or types, as {@code --assessor} takes them; exact, an id
 * @param reconstruction id
 * @param inOut {@code in}, {@code out}
 * @param resource labels, as {@code --resource} takes them; exact, a label, or the id of an unlabelled one
 */
public record RowFilter(
        boolean exact,
        String level,
        String scan,
        String scanType,
        String assessor,
        String reconstruction,
        String inOut,
        String resource) {
    /** Wants all. */
    public static final RowFilter NONE = new RowFilter(false, "", "", "", "", "", "", "");

    static final String SCAN = "scan";
    static final String SCAN_TYPE = "scan type";
    static final String ASSESSOR = "assessor";
    static final String RECONSTRUCTION = "reconstruction";
    static final String RESOURCE = "resource";

    static final int FIELDS = 8;

    // A control character parts the fields: no cell of a list holds one, since rows are stripped of them.
    private static final String FIELD = "\u001f";

    /** All fields as one text. */
    String encoded() {
        return String.join(
                FIELD, exact ? "exact" : "", level, scan, scanType, assessor, reconstruction, inOut, resource);
    }

    /** The narrowing of these fields: see {@link #encoded}. */
    static RowFilter of(String... parts) {
        return new RowFilter(!parts[0].isEmpty(), parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]);
    }

    /**
     * A cell that names something.
     *
     * @param text as written
     * @param names those of its pieces that are names, not patterns
     * @param isOpen whether patterns are among its pieces, which may match nothing
     * @param isExact whether it is a name as it stands
     */
    record Cell(String kind, String text, List<String> names, boolean isOpen, boolean isExact) {}

    /** The cells that are not blank. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        add(cells, SCAN, scan);
        add(cells, SCAN_TYPE, scanType);
        add(cells, ASSESSOR, assessor);
        add(cells, RECONSTRUCTION, reconstruction);
        add(cells, RESOURCE, resource);
        return cells;
    }

    private void add(List<Cell> cells, String kind, String text) {
        if (!text.isEmpty()) {
            Patterns patterns = values(text);
            cells.add(
                    exact
                            ? new Cell(kind, text, List.of(text), false, true)
                            : new Cell(kind, text, patterns.names(), !patterns.isNamesOnly(), false));
        }
    }

    /** For example {@code scan 1, resource DICOM}. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (String[] cell : new String[][] {
            {SCAN, scan},
            {SCAN_TYPE, scanType},
            {ASSESSOR, assessor},
            {RECONSTRUCTION, reconstruction},
            {RESOURCE, resource}
        }) {
            if (!cell[1].isEmpty()) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(cell[0])
                        .append(' ')
                        .append(cell[1]);
            }
        }
        return words.isEmpty() ? "a resource of its " + level : words.toString();
    }

    /** The level that the row names. */
    Optional<Level> namedLevel() {
        return Arrays.stream(Level.values())
                .filter(one -> one.word().equals(level))
                .findFirst();
    }

    /**
     * The resources of one session that at least one of its rows wants.
     *
     * @param rows none where nothing is narrowed
     */
    static List<ResourceRow> kept(
            List<RowFilter> rows,
            Collection<ScanRow> scans,
            Collection<AssessorRow> assessors,
            List<ResourceRow> listing) {
        if (rows.isEmpty() || rows.contains(NONE)) {
            return listing;
        }
        Set<ResourceRow> wanted = new HashSet<>();
        rows.forEach(row -> wanted.addAll(row.of(scans, assessors, listing)));
        return listing.stream().filter(wanted::contains).toList();
    }

    /** The scans of one session that at least one of its rows wants, with or without resources. */
    static List<ScanRow> scans(List<RowFilter> rows, List<ScanRow> scans) {
        return wanted(rows, scans, row -> row.wants(Level.SCAN), row -> row.scanIds(scans), ScanRow::id);
    }

    /** The assessors of one session that at least one of its rows wants, with or without resources. */
    static List<AssessorRow> assessors(List<RowFilter> rows, List<AssessorRow> assessors) {
        return wanted(
                rows, assessors, row -> row.wants(Level.ASSESSOR), row -> row.assessorIds(assessors), AssessorRow::id);
    }

    private static <T> List<T> wanted(
            List<RowFilter> rows,
            List<T> parts,
            Predicate<RowFilter> wants,
            Function<RowFilter, Set<String>> ids,
            Function<T, String> id) {
        if (rows.isEmpty() || rows.contains(NONE)) {
            return parts;
        }
        Set<String> wanted = new HashSet<>();
        rows.stream().filter(wants).map(ids).forEach(wanted::addAll);
        return parts.stream().filter(part -> wanted.contains(id.apply(part))).toList();
    }

    /** Whether the row wants parts of this level, all or some of them. */
    private boolean wants(Level parts) {
        boolean named = parts == Level.SCAN ? isOfScan() : !assessor.isEmpty();
        boolean others = (isOfScan() || !assessor.isEmpty() || !reconstruction.isEmpty()) && !named;
        return !others && (level.isEmpty() || level.equals(parts.word()));
    }

    private boolean isOfScan() {
        return !scan.isEmpty() || !scanType.isEmpty();
    }

    List<ResourceRow> of(Collection<ScanRow> scans, Collection<AssessorRow> assessors, List<ResourceRow> listing) {
        Set<String> scanIds = scanIds(scans);
        Set<String> assessorIds = assessorIds(assessors);
        List<ResourceRow> rows = listing.stream()
                .filter(row -> level.isEmpty() || row.level().word().equals(level))
                .filter(row -> isPart(row, scanIds, assessorIds))
                .filter(row -> inOut.isEmpty()
                        || row.inOut() == InOut.NONE
                        || row.inOut().word().equals(inOut))
                .toList();
        return exact
                ? rows.stream()
                        .filter(row ->
                                resource.isEmpty() || Selector.nameOf(row).equals(resource))
                        .toList()
                : values(resource).kept(rows, Selector.RESOURCE);
    }

    /** Where a row names parts, it wants nothing but what hangs at one of them. */
    private boolean isPart(ResourceRow row, Set<String> scanIds, Set<String> assessorIds) {
        boolean ofScan = isOfScan();
        boolean ofAssessor = !assessor.isEmpty();
        boolean ofReconstruction = !reconstruction.isEmpty();
        return switch (row.level()) {
            case SCAN -> ofScan ? scanIds.contains(row.partId()) : !ofAssessor && !ofReconstruction;
            case ASSESSOR -> ofAssessor ? assessorIds.contains(row.partId()) : !ofScan && !ofReconstruction;
            case RECONSTRUCTION -> ofReconstruction ? row.partId().equals(reconstruction) : !ofScan && !ofAssessor;
            case SESSION, SUBJECT, PROJECT -> !ofScan && !ofAssessor && !ofReconstruction;
        };
    }

    private Set<String> scanIds(Collection<ScanRow> scans) {
        if (exact) {
            return Set.of(scan);
        }
        List<ScanRow> byName = values(scan).kept(List.copyOf(scans), ScanFilter.ID_OR_TYPE);
        List<ScanRow> chosen = values(scanType).kept(byName, ScanFilter.TYPE);
        return new HashSet<>(chosen.stream().map(ScanRow::id).toList());
    }

    private Set<String> assessorIds(Collection<AssessorRow> assessors) {
        return exact
                ? Set.of(assessor)
                : new HashSet<>(values(assessor).kept(List.copyOf(assessors), Selector.ASSESSOR).stream()
                        .map(AssessorRow::id)
                        .toList());
    }

    /**
     * The same, once its values are known to be usable.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a broken regular expression
     */
    RowFilter checked() {
        if (!exact) {
            List.of(scan, scanType, assessor, resource).forEach(RowFilter::values);
        }
        return this;
    }

    private static Patterns values(String cell) {
        return Patterns.of("a list", cell.isBlank() ? List.of() : List.of(cell));
    }
}
