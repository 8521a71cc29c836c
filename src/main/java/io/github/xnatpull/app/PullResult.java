package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.report.SummaryWriter;
import java.util.Optional;

/**
 * How an attempt of a run ended. As JSON it is the run's {@code summary.json}; where there is none, what ended it, or why it
 * was not made.
 *
 * @param fault what ended the attempt early
 * @param published its reports; empty where none could be written, or there was nothing to report
 * @param notBegun why nothing was begun, where nothing was, in a sentence
 */
public record PullResult(
        int exitCode, String run, Optional<Fault> fault, Optional<Published> published, Optional<String> notBegun)
        implements Result {
    /** One that began. */
    PullResult(int exitCode, String run, Optional<Fault> fault, Optional<Published> published) {
        this(exitCode, run, fault, published, Optional.empty());
    }

    /** One for which there was nothing to do, or no time. */
    static PullResult notBegun(int exitCode, String run, String why) {
        return new PullResult(
                exitCode,
                run,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why).filter(words -> !words.isEmpty()));
    }

    /** What a program is told. */
    @JsonValue
    public Object json() {
        return published
                .<Object>map(reports -> SummaryWriter.json(reports.summary(), reports.ending()))
                .or(() -> fault.map(ErrorResult::of))
                .orElseGet(() -> new NothingDone(run, exitCode, notBegun));
    }

    /**
     * An attempt that was not made.
     *
     * @param run its name; that of its job where it has none yet
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record NothingDone(String run, int exitCode, Optional<String> endedBecause) {}
}
