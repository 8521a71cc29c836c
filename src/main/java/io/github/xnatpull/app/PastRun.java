package io.github.xnatpull.app;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.report.WrittenSummary;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.support.Plural;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of a run that is over, to somebody who wants to go on with it. */
final class PastRun {
    private static final List<Status> LEFT = List.of(Status.CONFLICT, Status.INCOMPLETE, Status.GONE, Status.FAILED);

    private PastRun() {}

    static String words(RunInfo run, Destination destination) {
        Optional<WrittenSummary> summary = summary(run, destination);
        if (RunVerdict.ofCompleted(run) == ExitCodes.OK) {
            long gaps = summary.map(WrittenSummary::knownGaps).orElse(0L);
            return "Run " + run.run() + " is complete"
                    + (gaps == 0 ? "" : " but for " + Plural.of(gaps, "known gap"))
                    + "; there is nothing to resume.";
        }
        String left = summary.map(PastRun::left).orElse("");
        return "Run " + run.run() + " is finished, but not all is well: "
                + (left.isEmpty() ? "some of its resources did not land whole" : left)
                + ". resume does not ask for them again; the next pull does: xnatpull pull --dest " + destination.root()
                + " …, with what this run was asked for.";
    }

    private static Optional<WrittenSummary> summary(RunInfo run, Destination destination) {
        Path known = run.reports();
        return WrittenSummary.in(
                Files.isDirectory(known)
                        ? known
                        : destination.root().resolve("reports").resolve(run.run()));
    }

    /** In the numbers of its own reports; blank where nothing is left. */
    private static String left(WrittenSummary summary) {
        List<String> words = new ArrayList<>();
        for (Status status : LEFT) {
            long count = summary.count(status);
            if (count > 0) {
                words.add(count + " " + status.word());
            }
        }
        return words.isEmpty() ? "" : "its resources ended as " + String.join(", ", words);
    }
}
