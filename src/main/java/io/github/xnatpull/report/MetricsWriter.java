package io.github.xnatpull.report;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.AtomicFile.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes how the last run went as a text file that Prometheus' node exporter picks up. Names no subject and no session;
 * readable by all. Times are seconds since 1970.
 */
public final class MetricsWriter {
    /** The name of the file in a run's report directory. */
    public static final String FILE = "metrics.prom";

    private static final String SUCCESS = "xnatpull_last_success_timestamp_seconds";

    private final String labels;
    private final StringBuilder text = new StringBuilder();

    private MetricsWriter(String labels) {
        this.labels = labels;
    }

    /**
     * One run that ended.
     *
     * @param summary empty for a run that ended before it had any
     */
    public record Ended(
            String job, String serverHost, Instant start, Instant end, int exitCode, Optional<RunSummary> summary) {
        private String labels() {
            return "job=\"" + escaped(job) + "\",server_host=\"" + escaped(serverHost) + "\"";
        }
    }

    /**
     * Replaces the file, whole. A run that failed keeps the time of the last success that stands there.
     *
     * @throws IOException where it cannot be written
     */
    public static void write(Path file, Ended ended) throws IOException {
        Optional<String> success = ended.exitCode() == ExitCodes.OK
                ? Optional.of(seconds(ended.end()))
                : lastSuccess(file, ended.labels());
        String text = new MetricsWriter(ended.labels()).text(ended, success);
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.replace(file, Access.EVERYBODY, out -> out.append(text));
    }

    private static Optional<String> lastSuccess(Path file, String labels) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        String start = SUCCESS + "{" + labels + "} ";
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private String text(Ended ended, Optional<String> success) {
        gauge("xnatpull_last_run_start_timestamp_seconds", "When the last run began.", seconds(ended.start()));
        gauge("xnatpull_last_run_end_timestamp_seconds", "When the last run ended.", seconds(ended.end()));
        gauge("xnatpull_last_run_exit_code", "Its exit code.", Integer.toString(ended.exitCode()));
        gauge("xnatpull_last_run_success", "Whether it exited 0.", ended.exitCode() == ExitCodes.OK ? "1" : "0");
        success.ifPresent(value -> gauge(SUCCESS, "When a run last exited 0.", value));
        ended.summary().ifPresent(this::counts);
        return text.toString();
    }

    private void counts(RunSummary summary) {
        gauge(
                "xnatpull_last_run_seconds",
                "Time spent in it, over all its attempts.",
                String.format(Locale.ROOT, "%.3f", summary.active().toMillis() / 1000.0));
        gauge(
                "xnatpull_last_run_attempts",
                "Its attempts.",
                Integer.toString(summary.facts().attempts().size()));
        gauge(
                "xnatpull_last_run_sessions",
                "Sessions selected.",
                summary.facts().planned().sessions());
        gauge(
                "xnatpull_last_run_sessions_complete",
                "Sessions of which nothing is missing.",
                summary.completeSessions());
        header("xnatpull_last_run_resources", "Resources of its plan by status.");
        for (Status status : Status.values()) {
            line(
                    "xnatpull_last_run_resources",
                    labels + ",status=\"" + status.word() + "\"",
                    Long.toString(summary.count(status)));
        }
        gauge("xnatpull_last_run_files", "Files of its plan proven on disk.", summary.files());
        gauge("xnatpull_last_run_bytes", "Bytes of its plan proven on disk.", summary.bytes());
        gauge(
                "xnatpull_last_run_moved_bytes",
                "Bytes that came over the network.",
                summary.facts().bytesMoved());
        gauge(
                "xnatpull_last_run_unmatched_rows",
                "Rows of lists that mean nothing on the server.",
                summary.unmatchedRows());
        gauge(
                "xnatpull_last_run_known_gap_rows",
                "Rows of lists that mean nothing on the server and are accepted as known gaps.",
                summary.knownGaps().rows());
        gauge(
                "xnatpull_last_run_only_here",
                "Resources here that the server does not list any more.",
                summary.facts().planned().onlyHere());
    }

    private void gauge(String name, String help, long value) {
        gauge(name, help, Long.toString(value));
    }

    private void gauge(String name, String help, String value) {
        header(name, help);
        line(name, labels, value);
    }

    private void header(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void line(String name, String allLabels, String value) {
        text.append(name)
                .append('{')
                .append(allLabels)
                .append("} ")
                .append(value)
                .append('\n');
    }

    private static String seconds(Instant instant) {
        return String.format(Locale.ROOT, "%.3f", instant.toEpochMilli() / 1000.0);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
