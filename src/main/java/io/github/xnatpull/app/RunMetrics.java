package io.github.xnatpull.app;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.report.MetricsWriter;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.request.PullRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes the metrics of a run when it has ended, however it ended. That they cannot be written is a warning. */
final class RunMetrics {
    private final PullRequest request;
    private final RunObserver observer;
    private final Clock clock;

    RunMetrics(PullRequest request, RunObserver observer, Clock clock) {
        this.request = request;
        this.observer = observer;
        this.clock = clock;
    }

    PullResult around(Supplier<PullResult> run) {
        Instant start = clock.instant();
        try {
            PullResult end = run.get();
            write(start, end.exitCode(), end.published());
            return end;
        } catch (RuntimeException e) {
            int exitCode = Fault.in(e).map(fault -> fault.code().exitCode()).orElse(ExitCodes.INTERNAL);
            write(start, exitCode, Optional.empty());
            throw e;
        }
    }

    private void write(Instant start, int exitCode, Optional<Published> published) {
        MetricsWriter.Ended ended = new MetricsWriter.Ended(
                request.jobName(),
                String.valueOf(request.site().address().getHost()),
                start,
                clock.instant(),
                exitCode,
                published.map(Published::summary));
        Optional<Path> beside = request.reporting().prometheus()
                ? published.map(reports -> reports.directory().resolve(MetricsWriter.FILE))
                : Optional.empty();
        Stream.concat(request.reporting().metricsFile().stream(), beside.stream())
                .forEach(file -> write(file, ended, 2));
    }

    private void write(Path file, MetricsWriter.Ended ended, int tries) {
        try {
            MetricsWriter.write(file, ended);
        } catch (IOException | UncheckedIOException e) {
            if (tries > 1) {
                write(file, ended, tries - 1);
            } else {
                observer.warning("Tried to write the metrics " + file + ", but that failed (" + LocalFaults.words(e)
                        + "). Nothing else is affected.");
            }
        }
    }
}
