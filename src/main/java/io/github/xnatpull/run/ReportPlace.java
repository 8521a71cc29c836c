package io.github.xnatpull.run;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.request.PullRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the reports about a destination go. */
public final class ReportPlace {
    private ReportPlace() {}

    /**
     * The directory that the last run wrote to, where its user chose one; else the destination's own. A run notes its
     * directory in full, and a destination may be copied or carried away afterwards: its reports are then not those of
     * the place where it once was.
     *
     * @param asked what that run was asked
     */
    public static Path of(Destination destination, Optional<RunInfo> last, Optional<PullRequest> asked) {
        return last.filter(
                        run -> asked.filter(request -> isChosen(run, request)).isPresent())
                .map(run -> run.reports().getParent())
                .filter(Files::isDirectory)
                .orElse(own(destination.root()));
    }

    private static boolean isChosen(RunInfo run, PullRequest request) {
        return !own(request.place().destination()).equals(run.reports().getParent());
    }

    private static Path own(Path root) {
        return root.resolve("reports");
    }
}
