package io.github.xnatpull.report;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.report.RunRecords.Attempt;
import io.github.xnatpull.report.RunRecords.RunFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code summary.json}: the run in numbers, for scripts and monitors. Times are UTC, durations seconds. */
public final class SummaryWriter {
    static final String FILE = "summary.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SummaryWriter() {}

    static void write(Path file, RunSummary summary, int exitCode) throws IOException {
        String text = text(summary, exitCode);
        ReportFile.write(file, out -> out.append(text).append('\n'));
    }

    /** What stands in the file. */
    public static String text(RunSummary summary, int exitCode) {
        return JSON.writeValueAsString(tree(summary, exitCode));
    }

    private static ObjectNode tree(RunSummary summary, int exitCode) {
        RunFacts facts = summary.facts();
        ObjectNode root = JSON.createObjectNode();
        root.put("run", facts.run());
        root.put("job", facts.jobName());
        root.put("server", facts.server());
        root.put("server_version", facts.serverVersion());
        root.put("destination", facts.destination());
        root.put("started_at", time(facts.startedAt()));
        root.put("ended_at", time(summary.endedAt()));
        root.put("seconds", seconds(summary.active()));
        root.put("exit_code", exitCode);
        root.put("complete", summary.isComplete());
        root.put("plan_frozen", facts.planFrozen());
        attempts(root.putArray("attempts"), summary);
        ObjectNode sessions = root.putObject("sessions");
        sessions.put("selected", facts.sessions());
        sessions.put("complete", summary.completeSessions());
        sessions.put("incomplete", summary.sessions() - summary.completeSessions());
        ObjectNode resources = root.putObject("resources");
        resources.put("planned", summary.planned());
        for (Status status : Status.values()) {
            resources.put(status.word(), summary.count(status));
        }
        root.put("files", summary.files());
        root.put("bytes", summary.bytes());
        root.put("bytes_moved", facts.bytesMoved());
        summary.rate().ifPresent(rate -> root.put("bytes_per_second", rate));
        root.put("only_here", facts.onlyHere());
        root.put("unmatched_rows", summary.unmatchedRows());
        causes(root.putArray("errors"), summary);
        return root;
    }

    private static void attempts(ArrayNode array, RunSummary summary) {
        for (Attempt attempt : summary.facts().attempts()) {
            ObjectNode node = array.addObject();
            node.put("started_at", time(attempt.startedAt()));
            attempt.endedAt().ifPresent(end -> node.put("ended_at", time(end)));
            node.put(
                    "seconds",
                    seconds(Duration.between(
                            attempt.startedAt(), attempt.endedAt().orElse(summary.endedAt()))));
            node.put("end", attempt.end());
        }
    }

    private static void causes(ArrayNode array, RunSummary summary) {
        for (RunSummary.Cause cause : summary.causes()) {
            ObjectNode node = array.addObject();
            node.put("error_code", cause.code());
            node.put("resources", cause.count());
            ArrayNode examples = node.putArray("examples");
            cause.examples().forEach(examples::add);
        }
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static double seconds(Duration length) {
        return Math.max(0, length.toMillis()) / 1000.0;
    }
}
