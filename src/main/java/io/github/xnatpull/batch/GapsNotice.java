package io.github.xnatpull.batch;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.report.RunRecords;
import io.github.xnatpull.report.RunRecords.ResourceRecord;
import io.github.xnatpull.selection.KnownGapRow;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.ListReport.Unmatched;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.support.Counted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells at the end of a run which known gaps are mended, and how many gaps are new. */
final class GapsNotice {
    private static final int SHOWN = 10;

    /** What a run saw of the place that a row names. */
    private enum Seen {
        WHOLE,
        STILL_A_GAP,
        OTHER_GAP
    }

    private final KnownGaps gaps;
    private final RunRecords records;
    private final RunObserver observer;
    private final Map<KnownGapRow, Set<Seen>> seen = new HashMap<>();
    private long fresh;

    GapsNotice(KnownGaps gaps, RunRecords records, RunObserver observer) {
        this.gaps = gaps;
        this.records = records;
        this.observer = observer;
    }

    /** Tells, where the user gave a file. */
    void tell(String run) {
        if (!gaps.isGiven()) {
            return;
        }
        records.resources(run, row -> look(run, row));
        List<String> mended = gaps.rows().stream()
                .filter(row -> EnumSet.of(Seen.WHOLE).equals(seen.get(row)))
                .map(row -> "line " + row.line() + ": " + place(row))
                .toList();
        if (!mended.isEmpty()) {
            observer.notice(Counted.of(mended.size(), "known gap") + (mended.size() == 1 ? " is" : " are")
                    + " mended, what was missing is here; remove "
                    + (mended.size() == 1 ? "its row" : "their rows") + " from " + gaps.name() + ": " + some(mended));
        }
        if (fresh > 0) {
            List<String> idle = gaps.rows().stream()
                    .filter(row -> !row.isUnmatched() && !seen.containsKey(row))
                    .map(row -> Long.toString(row.line()))
                    .toList();
            observer.warning(Counted.of(fresh, "gap") + (fresh == 1 ? " is" : " are") + " not in " + gaps.name()
                    + ", or go" + (fresh == 1 ? "es" : "") + " beyond it: see failures.csv."
                    + (idle.isEmpty() ? "" : " Rows that speak of nothing in this run: line " + some(idle) + "."));
        }
    }

    private static String some(List<String> all) {
        return all.stream().limit(SHOWN).collect(Collectors.joining("; "))
                + (all.size() > SHOWN ? "; and " + (all.size() - SHOWN) + " more" : "");
    }

    private static String place(KnownGapRow row) {
        return List.of(
                        row.sessionId().isEmpty() ? row.subjectId() : row.sessionId(),
                        row.scanId(),
                        row.assessorId(),
                        row.reconstructionId(),
                        row.resourceLabel())
                .stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private void look(String run, ResourceRecord resource) {
        if (resource.status() == Status.NOT_ATTEMPTED) {
            return;
        }
        boolean whole = resource.status().isComplete() && resource.status() != Status.KNOWN_GAP;
        fresh += resource.status().isFailure() ? 1 : 0;
        List<KnownGapRow> rows = gaps.rowsOf(resource.item());
        if (rows.isEmpty()) {
            return;
        }
        Set<String> files = new HashSet<>();
        if (!whole) {
            records.fileFaults(run, resource.item()).stream()
                    .map(FileFault::file)
                    .forEach(files::add);
        }
        for (KnownGapRow row : rows) {
            seen.computeIfAbsent(row, any -> EnumSet.noneOf(Seen.class)).add(seen(row, resource, whole, files));
        }
    }

    private static Seen seen(KnownGapRow row, ResourceRecord resource, boolean whole, Set<String> files) {
        if (whole || !row.file().isEmpty() && !files.isEmpty() && !files.contains(row.file())) {
            return Seen.WHOLE;
        }
        return resource.status() == Status.KNOWN_GAP ? Seen.STILL_A_GAP : Seen.OTHER_GAP;
    }

    /** Tells which values of the lists are found now, of which a row said that nothing answers to them. */
    static void tellFound(KnownGaps gaps, SessionLists lists, SessionList list, RunObserver observer) {
        Set<String> listed = lists.files().stream()
                .flatMap(file -> file.rows().stream())
                .map(ListRow::id)
                .collect(Collectors.toSet());
        list.unmatched().stream().map(Unmatched::value).forEach(listed::remove);
        List<String> found = new ArrayList<>();
        for (KnownGapRow row : gaps.rows()) {
            if (row.isUnmatched() && listed.contains(row.value())) {
                found.add("line " + row.line() + ": '" + row.value() + "'");
            }
        }
        if (!found.isEmpty()) {
            observer.notice(Counted.of(found.size(), "known gap") + (found.size() == 1 ? " is" : " are")
                    + " mended, the server answers to " + (found.size() == 1 ? "it" : "them") + " now; remove "
                    + (found.size() == 1 ? "its row" : "their rows") + " from " + gaps.name() + ": " + some(found));
        }
    }
}
