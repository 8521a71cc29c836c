package io.github.xnatpull.batch;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.selection.ListReport.Unmatched;
import io.github.xnatpull.support.Counted;
import java.util.List;

/** Tells what became of the rows of the user's lists. */
final class ListWords {
    private static final int SHOWN = 10;

    private ListWords() {}

    /**
     * Tells, always.
     *
     * @throws Fault where a row means nothing and the user wants that to be an error
     */
    static void tell(SessionList list, boolean strict, KnownGaps gaps, RunObserver observer) {
        for (ListReport report : list.reports()) {
            report.notes().forEach(observer::notice);
            observer.notice(report.summary());
            List<Unmatched> missed = missed(report.unmatched(), gaps);
            missed.stream()
                    .limit(SHOWN)
                    .forEach(
                            row -> observer.warning("line " + row.line() + ": '" + row.value() + "': " + row.reason()));
            int accepted = report.unmatched().size() - missed.size();
            if (accepted > 0) {
                observer.notice(Counted.of(accepted, "unmatched row") + " of " + report.name()
                        + (accepted == 1 ? " is a known gap" : " are known gaps") + " (" + gaps.name() + ").");
            }
        }
        if (list.reports().size() > 1) {
            observer.notice("Both lists apply: a session is taken where "
                    + list.reports().get(1).name() + " names it and "
                    + list.reports().get(0).name() + " names its subject");
        }
        list.warnings().forEach(observer::warning);
        list.refused().forEach(refused -> observer.warning(words(refused)));
        int missed = missed(list.unmatchedRows(), gaps).size();
        if (strict && missed > 0) {
            throw Fault.fault(FaultCode.CSV_STRICT)
                    .trying("find every row of the list on the server")
                    .meaning("Nothing was pulled, because --strict-list is on")
                    .advice("Correct the rows named above, or leave --strict-list out.")
                    .because(Counted.of(missed, "row")
                            + (missed == 1 ? " means" : " mean") + " nothing there");
        }
    }

    /** The rows that are no known gaps. */
    static List<Unmatched> missed(List<Unmatched> rows, KnownGaps gaps) {
        return rows.stream()
                .filter(row -> !gaps.accepts(row.value(), row.project(), row.reason()))
                .toList();
    }

    private static String words(SessionLister.Refused refused) {
        return "Project " + refused.project() + " is left out: " + refused.fault().because() + ". The others are pulled"
                + (refused.isMissed()
                        ? "; ask its owner for read access, or leave it out with --exclude-project."
                        : ".");
    }
}
