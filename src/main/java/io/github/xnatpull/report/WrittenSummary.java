package io.github.xnatpull.report;

import io.github.xnatpull.ledger.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code summary.json} of a run that is over: its plan is gone, and these are the numbers that are left. */
public final class WrittenSummary {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private WrittenSummary(JsonNode root) {
        this.root = root;
    }

    /** Reads it from a run's report directory; empty where it is not there, or is no summary. */
    public static Optional<WrittenSummary> in(Path reports) {
        try {
            return Optional.of(
                    new WrittenSummary(JSON.readTree(Files.readString(reports.resolve(SummaryWriter.FILE)))));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** How many resources of the plan had this status. */
    public long count(Status status) {
        JsonNode resources = root.path("resources");
        // As a status is written in JSON; versions before wrote it as in tables.
        return resources
                .path(SummaryWriter.key(status))
                .asLong(resources.path(status.word()).asLong(0));
    }

    /**
     * One attempt of the run.
     *
     * @param startedAt UTC
     * @param endedAt UTC; blank where it was killed
     * @param end its exit code, and why where that does not say it
     */
    public record Attempt(String startedAt, String endedAt, String end) {}

    /** The attempts of the run, the first first. */
    public List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        root.path("attempts")
                .forEach(one -> attempts.add(new Attempt(
                        one.path("started_at").asString(""),
                        one.path("ended_at").asString(""),
                        one.path("end").asString(""))));
        return attempts;
    }

    /**
     * Why something is missing.
     *
     * @param code for {@code xnatpull explain}
     * @param resources how many; 0 where it only ended the run
     */
    public record Cause(String code, String summary, long resources) {}

    /** Why resources are not complete, what ended the run first. */
    public List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        root.path("errors")
                .forEach(one -> causes.add(new Cause(
                        one.path("error_code").asString(""),
                        one.path("summary").asString(""),
                        one.path("resources").asLong(0))));
        return causes;
    }

    /** How much was missing and accepted as known gaps: resources, and rows of lists. */
    public long knownGaps() {
        return count(Status.KNOWN_GAP)
                + root.path("known_gaps").path("unmatched_rows").asLong(0);
    }
}
