package io.github.xnatpull.batch;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a run that is over, to somebody who wants to go on with it. */
final class PastRun {
    private static final List<Status> LEFT = List.of(Status.CONFLICT, Status.INCOMPLETE, Status.GONE, Status.FAILED);

    private PastRun() {}

    static String words(RunInfo run, Destination destination) {
        if (run.exitCode().orElse(ExitCodes.OK) == ExitCodes.OK) {
            return "Run " + run.run() + " is complete; there is nothing to resume.";
        }
        String left = left(run, destination);
        return "Run " + run.run() + " is finished, but not all is well: "
                + (left.isEmpty() ? "some of its resources did not land whole" : left)
                + ". resume does not ask for them again; the next pull does: xnatpull pull --dest " + destination.root()
                + " …, with what this run was asked for.";
    }

    /** In the numbers of its own reports: the plan of a run that ended is gone. Blank where they are not there. */
    private static String left(RunInfo run, Destination destination) {
        Path known = run.reports();
        Path reports = Files.isDirectory(known)
                ? known
                : destination.root().resolve("reports").resolve(run.run());
        try {
            JsonNode resources = JsonMapper.builder()
                    .build()
                    .readTree(Files.readString(reports.resolve("summary.json")))
                    .path("resources");
            List<String> words = new ArrayList<>();
            for (Status status : LEFT) {
                long count = resources.path(status.word()).asLong(0);
                if (count > 0) {
                    words.add(count + " " + status.word());
                }
            }
            return words.isEmpty() ? "" : "its resources ended as " + String.join(", ", words);
        } catch (IOException | JacksonException e) {
            return "";
        }
    }
}
