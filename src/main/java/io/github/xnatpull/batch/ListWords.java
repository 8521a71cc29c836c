package io.github.xnatpull.batch;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionLister;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.support.Counted;

/** Tells what became of the rows of the user's lists. */
final class ListWords {
    private static final int SHOWN = 10;

    private ListWords() {}

    /**
     * Tells, always.
     *
     * @throws Fault where a row means nothing and the user wants that to be an error
     */
    static void tell(SessionList list, boolean strict, RunObserver observer) {
        for (ListReport report : list.reports()) {
            report.notes().forEach(observer::notice);
            observer.notice(report.summary());
            report.unmatched().stream()
                    .limit(SHOWN)
                    .forEach(
                            row -> observer.warning("line " + row.line() + ": '" + row.value() + "': " + row.reason()));
        }
        if (list.reports().size() > 1) {
            observer.notice("Both lists apply: a session is taken where "
                    + list.reports().get(1).name() + " names it and "
                    + list.reports().get(0).name() + " names its subject");
        }
        list.warnings().forEach(observer::warning);
        list.refused().forEach(refused -> observer.warning(words(refused)));
        if (strict && !list.unmatchedRows().isEmpty()) {
            throw Fault.fault(FaultCode.CSV_STRICT)
                    .trying("find every row of the list on the server")
                    .meaning("Nothing was pulled, because --strict-list is on")
                    .advice("Correct the rows named above, or leave --strict-list out.")
                    .because(Counted.of(list.unmatchedRows().size(), "row")
                            + (list.unmatchedRows().size() == 1 ? " means" : " mean") + " nothing there");
        }
    }

    private static String words(SessionLister.Refused refused) {
        return "Project " + refused.project() + " is left out: " + refused.fault().because() + ". The others are pulled"
                + (refused.isMissed()
                        ? "; ask its owner for read access, or leave it out with --exclude-project."
                        : ".");
    }
}
