package io.github.xnatpull.run;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Pseudonyms;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what became of the names that the user gave, and of the rows of lists. */
public final class ListReportPrinter {
    private static final int SHOWN = 10;

    private ListReportPrinter() {}

    /**
     * Tells, always.
     *
     * @throws Fault where a row means nothing and the user wants that to be an error
     */
    public static void tell(SessionList list, boolean strict, KnownGaps gaps, RunObserver observer) {
        list.names()
                .warnings()
                .forEach(warning -> observer.warning(Pseudonyms.process().quoted(warning)));
        list.refused().forEach(refused -> observer.warning(words(refused)));
        gaps.missed(list.unmatched()).stream()
                .filter(one -> !one.isOfList() && !one.isProject())
                .forEach(one -> tell(one, observer));
        Map<String, Long> waiting = list.names().open().stream()
                .filter(name -> !name.list().isEmpty() && name.row().isEmpty())
                .collect(Collectors.groupingBy(RequestedName::list, Collectors.counting()));
        for (ListReport report : list.reports()) {
            report.notes().forEach(observer::notice);
            long rows = waiting.getOrDefault(report.name(), 0L);
            observer.notice(
                    rows == 0
                            ? report.summary()
                            : report.summary() + " by ids and labels; the plan shows whether sessions have what "
                                    + Plural.of(rows, "row") + (rows == 1 ? " names" : " name") + " in them");
            gaps.missed(report.unmatched()).stream().limit(SHOWN).forEach(row -> tell(row, observer));
            tellAccepted(gaps.accepted(report.unmatched()), " of " + report.name(), gaps, observer);
        }
        if (list.reports().size() > 1) {
            observer.notice("Both lists apply: a session is taken where "
                    + list.reports().get(1).name() + " names it and "
                    + list.reports().get(0).name() + " names its subject");
        }
        list.names().notices().forEach(observer::notice);
        requireAll(gaps.missed(list.unmatched()), strict);
    }

    private static void tell(UnmatchedName one, RunObserver observer) {
        observer.warning(Pseudonyms.process().quoted(one.text()));
    }

    private static void tellAccepted(long rows, String where, KnownGaps gaps, RunObserver observer) {
        if (rows > 0) {
            observer.notice(Plural.of(rows, "unmatched row") + where
                    + (rows == 1 ? " is a known gap" : " are known gaps") + " (" + gaps.name() + ").");
        }
    }

    private static String words(SessionLister.Refused refused) {
        return "Project " + refused.project() + " is left out: "
                + refused.fault().because() + ". The others are pulled"
                + (refused.isMissed()
                        ? "; ask its owner for read access, or leave it out with --exclude-project."
                        : ".");
    }

    /**
     * Every row of a list must mean something, where the user wants that. A subject without a session is no mistake in a
     * list: it counts as unmatched all the same.
     *
     * @param unmatched without known gaps
     * @throws Fault {@code CSV_STRICT}
     */
    public static void requireAll(Collection<UnmatchedName> unmatched, boolean strict) {
        long rows = unmatched.stream()
                .filter(one -> one.isOfList() && !one.isNoSessionYet())
                .count();
        if (strict && rows > 0) {
            throw Fault.fault(FaultCode.CSV_STRICT)
                    .trying("find every row of the list on the server")
                    .meaning("Nothing was pulled, because --strict-list is on")
                    .advice("Correct the rows named above, or leave --strict-list out.")
                    .because(Plural.of(rows, "row") + (rows == 1 ? " means" : " mean") + " nothing there");
        }
    }

    /**
     * Tells what only the plan shows.
     *
     * @param unmatched without known gaps
     * @param before what was told when sessions were listed
     * @param blank how many scans are left out as a value is blank, by its name
     */
    public static void tellPlanned(
            Collection<UnmatchedName> unmatched,
            Collection<UnmatchedName> before,
            List<String> warnings,
            Map<String, Long> blank,
            RunObserver observer) {
        Set<UnmatchedName> known = new HashSet<>(before);
        List<UnmatchedName> fresh =
                unmatched.stream().filter(one -> !known.contains(one)).toList();
        fresh.stream()
                .limit(SHOWN)
                .forEach(one -> observer.warning(
                        Pseudonyms.process().quoted((one.isOfList() ? one.list() + " " : "") + one.text())));
        if (fresh.size() > SHOWN) {
            observer.warning("and " + Plural.number(fresh.size() - SHOWN) + " more: see unmatched.csv");
        }
        warnings.forEach(warning -> observer.warning(Pseudonyms.process().quoted(warning)));
        blank.forEach((value, scans) -> observer.notice(Plural.of(scans, "scan") + " without a " + value
                + (scans == 1 ? " is" : " are") + " left out by the filter on it."));
    }
}
