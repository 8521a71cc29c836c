package io.github.xnatpull.report;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunRecords.Attempt;
import io.github.xnatpull.plan.RunRecords.RunFacts;
import io.github.xnatpull.report.RunSummary.Cause;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.AtomicFile.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    static void write(Path file, RunSummary summary, RunEnding ending) throws IOException {
        String text = JSON.writeValueAsString(json(summary, ending));
        AtomicFile.replace(file, Access.GROUP, out -> out.append(text).append('\n'));
    }

    /** What stands in the file. */
    public static ObjectNode json(RunSummary summary, RunEnding ending) {
        RunFacts facts = summary.facts();
        ObjectNode root = JSON.createObjectNode();
        root.put("run", facts.run());
        root.put("job", facts.jobName());
        root.put("server", facts.server().address());
        root.put("server_version", facts.server().version());
        root.put("destination", facts.destination());
        root.put("started_at", time(facts.startedAt()));
        root.put("ended_at", time(summary.endedAt()));
        root.put("seconds", seconds(summary.active()));
        root.put("exit_code", ending.exitCode());
        if (!ending.because().isEmpty()) {
            root.put("ended_because", ending.because());
        }
        root.put("complete", summary.isComplete() && ending.exitCode() == ExitCodes.OK);
        root.put("plan_frozen", facts.planned().frozen());
        attempts(root.putArray("attempts"), summary);
        ObjectNode sessions = root.putObject("sessions");
        sessions.put("selected", facts.planned().sessions());
        RunSummary.Sessions counts = summary.sessionCounts();
        sessions.put("complete", counts.complete());
        sessions.put("known_gap", counts.accepted());
        sessions.put("incomplete", counts.all() - counts.complete() - counts.accepted() - counts.unplanned());
        sessions.put("nothing", counts.empty());
        sessions.put("not_attempted", counts.unplanned());
        ending.listedTo().ifPresent(user -> sessions.put("as_listed_to", user));
        ObjectNode resources = root.putObject("resources");
        resources.put("planned", summary.planned());
        for (Status status : Status.values()) {
            resources.put(key(status), summary.count(status));
        }
        resources.put("unchanged_compared", summary.looks().compared());
        resources.put("unchanged_compared_by_size", summary.looks().comparedBySize());
        summary.looks().oldest().ifPresent(age -> resources.put("oldest_look_seconds", age.toSeconds()));
        resources.put("by_size_only", summary.looks().bySize());
        resources.put("unproven", summary.looks().unproven());
        root.put("files", summary.files());
        root.put("bytes", summary.bytes());
        root.put("bytes_moved", facts.bytesMoved());
        summary.rate().ifPresent(rate -> root.put("bytes_per_second", rate));
        root.put("only_here", facts.planned().onlyHere());
        root.put("unmatched_rows", summary.unmatchedRows());
        ObjectNode blank = root.putObject("blank_values");
        summary.unmatched().blankValues().forEach((value, scans) -> blank.put("scan_" + value, scans));
        ObjectNode gaps = root.putObject("known_gaps");
        gaps.put("file", summary.knownGaps().file());
        gaps.put("resources", summary.knownGaps().resources());
        gaps.put("unmatched_rows", summary.knownGaps().rows());
        ArrayNode shrunk = root.putArray("shrunk");
        summary.shrunk().forEach(one -> shrunk.addObject()
                .put("project", one.project())
                .put("resources_before", one.before())
                .put("resources", one.now()));
        causes(root.putArray("errors"), summary, ending);
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

    /** What ended the run comes first, then why resources are not complete. */
    private static void causes(ArrayNode array, RunSummary summary, RunEnding ending) {
        Optional<String> fatal = ending.code().map(FaultCode::id);
        List<Cause> causes = new ArrayList<>(summary.causes());
        fatal.filter(id -> causes.stream().noneMatch(cause -> cause.code().equals(id)))
                .ifPresent(id -> causes.add(new Cause(id, 0, List.of())));
        causes.sort(Comparator.comparing(cause -> !fatal.equals(Optional.of(cause.code()))));
        for (Cause cause : causes) {
            ObjectNode node = array.addObject();
            node.put("error_code", cause.code());
            node.put(
                    "summary",
                    FaultCode.of(cause.code()).map(FaultCode::summary).orElse(""));
            node.put("advice", FaultCode.of(cause.code()).map(FaultCode::advice).orElse(""));
            node.put("ended_run", fatal.equals(Optional.of(cause.code())));
            node.put("resources", cause.count());
            ArrayNode examples = node.putArray("examples");
            cause.examples().forEach(examples::add);
        }
    }

    /** The key of a status among the counts of resources. */
    static String key(Status status) {
        return status.word().replace('-', '_');
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static double seconds(Duration length) {
        return Math.max(0, length.toMillis()) / 1000.0;
    }
}
