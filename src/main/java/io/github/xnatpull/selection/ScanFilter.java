package io.github.xnatpull.selection;

import io.github.xnatpull.selection.Patterns.Keys;
import io.github.xnatpull.selection.SelectionTally.Stage;
import io.github.xnatpull.xnat.ScanRow;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Chooses scans of one session by id, type and quality. */
final class ScanFilter {
    static final Keys<ScanRow> ID_OR_TYPE = Keys.of(ScanRow::id, ScanRow::type);
    static final Keys<ScanRow> TYPE = Keys.of(ScanRow::type);
    private static final Keys<ScanRow> QUALITY = Keys.of(ScanRow::quality);

    private final Patterns scans;
    private final Patterns types;
    private final Patterns excludedScans;
    private final Patterns excludedTypes;
    private final Patterns qualities;
    private final boolean toldAsIds;
    private final SelectionTally tally;

    ScanFilter(Selection selection, SelectionTally tally) {
        this.tally = tally;
        scans = Patterns.of("scan", selection.scans());
        types = Patterns.of("scan type", selection.scanTypes());
        excludedScans = Patterns.of("scan exclusion", selection.excludedScans());
        excludedTypes = Patterns.of("scan type exclusion", selection.excludedScanTypes());
        qualities = Patterns.of("scan quality", selection.scanQualities());
        // A guess for the words only: what starts with a digit was meant as an id.
        toldAsIds = !scans.isEmpty() && Character.isDigit(scans.values().get(0).charAt(0));
        announce();
    }

    private void announce() {
        if (including()) {
            Patterns told = scans.isEmpty() ? types : scans;
            String noun = toldAsIds ? "scan id " : "scan type ";
            tally.expect(Stage.SCAN, "after " + noun + told.quoted(), toldAsIds ? "scan ids" : "types", told.values());
        }
        if (excluding()) {
            Patterns told = excludedScans.isEmpty() ? excludedTypes : excludedScans;
            tally.expect(Stage.EXCLUDED_SCAN, "after leaving out scan " + told.quoted(), "types", List.of());
        }
        if (!qualities.isEmpty()) {
            tally.expect(Stage.QUALITY, "after scan quality " + qualities.quoted(), "qualities", qualities.values());
        }
    }

    private boolean including() {
        return !scans.isEmpty() || !types.isEmpty();
    }

    private boolean excluding() {
        return !excludedScans.isEmpty() || !excludedTypes.isEmpty();
    }

    List<ScanRow> scans(List<ScanRow> listing, NameMatches answers) {
        compare(listing, answers);
        List<ScanRow> left = listing;
        if (including()) {
            left = both(listing, scans.kept(listing, ID_OR_TYPE), types.kept(listing, TYPE));
            tally.session(Stage.SCAN, left, listing, toldAsIds ? ScanRow::id : ScanRow::type);
            if (!types.isEmpty() || !scans.isNumbersOnly()) {
                answers.blank("type", countBlank(listing, left, ScanRow::type));
            }
        }
        if (excluding()) {
            List<ScanRow> before = left;
            left = both(left, excludedScans.dropped(listing, ID_OR_TYPE), excludedTypes.dropped(listing, TYPE));
            tally.session(Stage.EXCLUDED_SCAN, left, before, ScanRow::type);
        }
        if (!qualities.isEmpty()) {
            List<ScanRow> before = left;
            Predicate<ScanRow> wanted = qualities.on(listing, QUALITY);
            left = left.stream().filter(wanted).toList();
            tally.session(Stage.QUALITY, left, before, ScanRow::quality);
            answers.blank("quality", countBlank(before, left, ScanRow::quality));
        }
        return left;
    }

    private void compare(List<ScanRow> listing, NameMatches answers) {
        answers.compare(Filter.SCAN, scans, listing, ID_OR_TYPE);
        answers.compare(Filter.SCAN_TYPE, types, listing, TYPE);
        answers.compare(Filter.EXCLUDED_SCAN, excludedScans, listing, ID_OR_TYPE);
        answers.compare(Filter.EXCLUDED_SCAN_TYPE, excludedTypes, listing, TYPE);
        answers.compare(Filter.SCAN_QUALITY, qualities, listing, QUALITY);
    }

    private static long countBlank(List<ScanRow> before, List<ScanRow> left, Function<ScanRow, String> value) {
        return before.stream()
                .filter(row -> value.apply(row).isBlank() && !left.contains(row))
                .count();
    }

    void name(BiConsumer<Filter, List<String>> each) {
        each.accept(Filter.SCAN, scans.names());
        each.accept(Filter.SCAN_TYPE, types.names());
        each.accept(Filter.EXCLUDED_SCAN, excludedScans.names());
        each.accept(Filter.EXCLUDED_SCAN_TYPE, excludedTypes.names());
        each.accept(Filter.SCAN_QUALITY, qualities.names());
    }

    private static List<ScanRow> both(List<ScanRow> rows, List<ScanRow> first, List<ScanRow> second) {
        return rows.stream()
                .filter(row -> first.contains(row) && second.contains(row))
                .toList();
    }
}
