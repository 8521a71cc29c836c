package io.github.xnatpull.report;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.support.Plural;
import java.util.stream.Collectors;

/** The result of a run in one sentence. Only a run that exits 0 is called complete. */
final class Headline {
    private final RunSummary summary;
    private final RunEnding ending;

    private Headline(RunSummary summary, RunEnding ending) {
        this.summary = summary;
        this.ending = ending;
    }

    static String of(RunSummary summary, RunEnding ending) {
        return new Headline(summary, ending).text();
    }

    private String text() {
        if (!summary.facts().planned().frozen()) {
            return "Not finished: the run ended before its plan was made" + why(": ") + ".";
        }
        if (ending.exitCode() == ExitCodes.EMPTY) {
            return "Nothing to pull: " + selected() + ".";
        }
        if (summary.missing() > 0) {
            return gaps();
        }
        if (summary.unmatchedRows() > 0) {
            return "Finished: " + (summary.planned() == 0 ? "nothing to pull" : landed()) + ", but " + unmatched()
                    + ".";
        }
        if (!summary.shrunk().isEmpty()) {
            return "Finished: " + (summary.planned() == 0 ? "nothing to pull" : landed()) + ", but "
                    + summary.shrunk().stream().map(ShrunkProject::text).collect(Collectors.joining("; "))
                    + " since the last run.";
        }
        if (ending.exitCode() != ExitCodes.OK) {
            return "Ended early" + why(", as ") + "; no resource of the plan is missing.";
        }
        String complete = summary.knownGaps().all() == 0
                ? "Complete: "
                : "Complete but for known gaps (" + summary.knownGaps().words() + "): ";
        return complete + (summary.planned() == 0 ? "nothing to pull" : landed()) + ".";
    }

    private String selected() {
        long sessions = summary.facts().planned().sessions();
        return sessions == 0
                ? "no session matches the selection"
                : "of " + Plural.all(sessions, "session") + " no " + (summary.planned() == 0 ? "resource" : "file")
                        + " matches the selection";
    }

    private String landed() {
        long empty = summary.count(Status.EMPTY);
        long here = summary.planned() - summary.knownGaps().resources() - empty;
        String sessions = " of " + Plural.of(summary.facts().planned().sessions(), "session");
        if (here == 0 && empty > 0) {
            return "nothing to pull in " + Plural.all(empty, "resource") + sessions;
        }
        return (here == summary.planned() ? Plural.all(here, "resource") : Plural.of(here, "resource")) + sessions
                + " landed and proven" + weaker()
                + (empty == 0 ? "" : "; nothing to pull in " + Plural.of(empty, "resource"));
    }

    /** A proof that is weak is named as what it is, and so is that there is none. */
    private String weaker() {
        long bySize = summary.looks().bySize();
        long unproven = summary.looks().unproven();
        return (bySize == 0 ? "" : ", by size only: " + Plural.of(bySize, "resource"))
                + (unproven == 0
                        ? ""
                        : ", but for " + Plural.of(unproven, "resource")
                                + " with files of which no size and no digest was told");
    }

    private String unmatched() {
        long rows = summary.unmatchedRows();
        String what = summary.unmatched().inLists() == rows
                ? Plural.of(rows, "row") + " of the list"
                : Plural.of(rows, "name") + " of the selection";
        return what + (rows == 1 ? " means" : " mean") + " nothing on the server (unmatched.csv)";
    }

    private String gaps() {
        long missing = summary.missing();
        long open = summary.count(Status.NOT_ATTEMPTED);
        return (open > 0 ? "Not finished: " : "Finished with gaps: ")
                + Plural.number(missing) + " of " + Plural.of(summary.planned(), "resource") + " of "
                + Plural.of(summary.facts().planned().sessions(), "session")
                + (missing == 1 ? " is" : " are") + " not complete"
                + (open > 0 ? ", " + Plural.number(open) + " of them not attempted" : "")
                + why(", as ") + ".";
    }

    private String why(String before) {
        return ending.because().isEmpty() ? "" : before + ending.because();
    }
}
