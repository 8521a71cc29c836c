package io.github.xnatpull.run;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.KnownGapRow;
import io.github.xnatpull.selection.ListFile;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.Plural;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells at the end of a run which known gaps are mended, and how many gaps are new. */
public final class KnownGapsNotice {
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

    public KnownGapsNotice(KnownGaps gaps, RunRecords records, RunObserver observer) {
        this.gaps = gaps;
        this.records = records;
        this.observer = observer;
    }

    /** Tells, where the user gave a file. */
    public void tell(String run) {
        if (!gaps.isGiven()) {
            return;
        }
        records.resources(run, row -> look(run, row));
        List<String> mended = gaps.rows().stream()
                .filter(row -> EnumSet.of(Seen.WHOLE).equals(seen.get(row)))
                .map(row -> "line " + row.line() + ": " + place(row))
                .toList();
        if (!mended.isEmpty()) {
            observer.notice(Plural.of(mended.size(), "known gap") + (mended.size() == 1 ? " is" : " are")
                    + " mended, what was missing is here; remove "
                    + (mended.size() == 1 ? "its row" : "their rows") + " from " + gaps.name() + ": " + some(mended));
        }
        if (fresh > 0) {
            List<String> idle = gaps.rows().stream()
                    .filter(row -> !row.isUnmatched() && !seen.containsKey(row))
                    .map(row -> Long.toString(row.line()))
                    .toList();
            observer.warning(Plural.of(fresh, "gap") + (fresh == 1 ? " is" : " are") + " not in " + gaps.name()
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

    /** Each thing that the user named in flags, keys and lists, but for what is to be left out. */
    public static List<UnmatchedName> asked(Selection selection, Selector selector, SessionLists lists) {
        List<UnmatchedName> asked = new ArrayList<>();
        selection.projects().forEach(project -> asked.add(selection.unreadable(project, "")));
        asked.addAll(asked(selector.names()));
        for (ListFile list : lists.files()) {
            list.rows().forEach(row -> asked.add(UnmatchedName.ofRow(list.kind().noun(), list.name(), row, "")));
        }
        return asked;
    }

    /** The same of some names; what answers to names of files shows only later. */
    public static List<UnmatchedName> asked(Collection<RequestedName> names) {
        return names.stream()
                .filter(name -> !name.isExclusion() && !name.isOfFile())
                .map(name -> name.unmatched(""))
                .toList();
    }

    /** What stands where, whatever is said of it. */
    private record Name(String source, String kind, String value) {
        static Name of(UnmatchedName one) {
            return new Name(one.source(), one.kind(), one.value());
        }
    }

    /**
     * Tells to which names something answers now, of which a row said that nothing does.
     *
     * @param asked names that were looked for
     * @param unmatched those that nothing answers to, known gaps among them; others do no harm
     */
    public static void tellFound(
            KnownGaps gaps,
            Collection<UnmatchedName> asked,
            Collection<UnmatchedName> unmatched,
            RunObserver observer) {
        if (!gaps.isGiven()) {
            return;
        }
        Set<Name> missing = unmatched.stream().map(Name::of).collect(Collectors.toSet());
        Map<String, List<UnmatchedName>> answered = asked.stream()
                .filter(name -> !missing.contains(Name.of(name)))
                .collect(Collectors.groupingBy(UnmatchedName::value));
        List<String> found = gaps.rows().stream()
                .filter(row -> row.isUnmatched()
                        && answered.getOrDefault(row.value(), List.of()).stream()
                                .anyMatch(name -> KnownGaps.isOf(row, name)))
                .map(row -> "line " + row.line() + ": '" + row.value() + "'")
                .toList();
        if (!found.isEmpty()) {
            observer.notice(Plural.of(found.size(), "known gap") + (found.size() == 1 ? " is" : " are")
                    + " mended, the server answers to " + (found.size() == 1 ? "it" : "them") + " now; remove "
                    + (found.size() == 1 ? "its row" : "their rows") + " from " + gaps.name() + ": " + some(found));
        }
    }

    /** The same as far as listings of sessions and subjects show it. */
    public static void tellListed(
            KnownGaps gaps, Collection<UnmatchedName> asked, SessionList list, RunObserver observer) {
        List<UnmatchedName> notYet = new ArrayList<>(list.unmatched());
        notYet.addAll(asked(list.names().open()));
        tellFound(gaps, asked, notYet, observer);
    }
}
