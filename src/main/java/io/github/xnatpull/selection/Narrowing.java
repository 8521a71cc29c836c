package io.github.xnatpull.selection;

import io.github.xnatpull.catalogue.InOut;
import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.ResourceRow;
import io.github.xnatpull.catalogue.ScanRow;
import io.github.xnatpull.selection.Patterns.Keys;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one row of a list wants of its session. Every blank part wants all. A row that names a scan wants nothing but
 * scans, one that names an assessor nothing but assessors.
 *
 * @param exact whether scan and resource are names as they stand, as in our own reports, not what flags take
 * @param level word of the level
 * @param scan ids or types, as {@code --scan} takes them; exact, an id
 * @param scanType types
 * @param assessor accession id
 * @param reconstruction id
 * @param inOut {@code in}, {@code out}
 * @param resource labels, as {@code --resource} takes them; exact, a label, or the id of an unlabelled one
 */
public record Narrowing(
        boolean exact,
        String level,
        String scan,
        String scanType,
        String assessor,
        String reconstruction,
        String inOut,
        String resource) {
    /** Wants all. */
    public static final Narrowing NONE = new Narrowing(false, "", "", "", "", "", "", "");

    // Control characters part the texts: no cell of a list holds one, since rows are stripped of them.
    private static final String FIELD = "\u001f";
    private static final String ROW = "\u001e";

    /** All rows of one session as one text, to be stored with it; blank where one of them wants all. */
    public static String encoded(Collection<Narrowing> rows) {
        return rows.contains(NONE) ? "" : rows.stream().map(Narrowing::encoded).collect(Collectors.joining(ROW));
    }

    /** What {@link #encoded(Collection)} wrote. */
    public static List<Narrowing> decoded(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(ROW, -1)).map(Narrowing::one).toList();
    }

    private String encoded() {
        return String.join(
                FIELD, exact ? "exact" : "", level, scan, scanType, assessor, reconstruction, inOut, resource);
    }

    private static Narrowing one(String text) {
        String[] parts = text.split(FIELD, -1);
        return new Narrowing(!parts[0].isEmpty(), parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]);
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
    static List<ResourceRow> kept(List<Narrowing> rows, Collection<ScanRow> scans, List<ResourceRow> listing) {
        if (rows.isEmpty() || rows.contains(NONE)) {
            return listing;
        }
        Set<ResourceRow> wanted = new HashSet<>();
        rows.forEach(row -> wanted.addAll(row.of(List.copyOf(scans), listing)));
        return listing.stream().filter(wanted::contains).toList();
    }

    private List<ResourceRow> of(List<ScanRow> scans, List<ResourceRow> listing) {
        Set<String> ids = scanIds(scans);
        boolean scansOnly = !scan.isEmpty() || !scanType.isEmpty();
        List<ResourceRow> rows = listing.stream()
                .filter(row -> level.isEmpty() || row.level().word().equals(level))
                .filter(row -> !scansOnly || (row.level() == Level.SCAN && ids.contains(row.partId())))
                .filter(row ->
                        isPart(row, Level.ASSESSOR, assessor) && isPart(row, Level.RECONSTRUCTION, reconstruction))
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

    private Set<String> scanIds(List<ScanRow> scans) {
        if (exact) {
            return Set.of(scan);
        }
        List<ScanRow> byName = values(scan).kept(scans, Keys.of(ScanRow::id, ScanRow::type));
        List<ScanRow> chosen = values(scanType).kept(byName, Keys.of(ScanRow::type));
        return new HashSet<>(chosen.stream().map(ScanRow::id).toList());
    }

    /**
     * The same, once its values are known to be usable.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a broken regular expression
     */
    Narrowing checked() {
        if (!exact) {
            List.of(scan, scanType, resource).forEach(Narrowing::values);
        }
        return this;
    }

    private static boolean isPart(ResourceRow row, Level wanted, String id) {
        return id.isEmpty() || (row.level() == wanted && row.partId().equals(id));
    }

    private static Patterns values(String cell) {
        return Patterns.of("a list", cell.isBlank() ? List.of() : List.of(cell));
    }
}
