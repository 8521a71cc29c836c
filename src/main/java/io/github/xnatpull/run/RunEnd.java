package io.github.xnatpull.run;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.report.ReportPublisher.Published;
import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param fault what ended it early
 * @param published its reports; empty where none could be written, or there was nothing to report
 * @param notBegun why nothing was begun, where nothing was, in a sentence
 */
public record RunEnd(
        int exitCode, String run, Optional<Fault> fault, Optional<Published> published, Optional<String> notBegun) {
    /** One that began. */
    public RunEnd(int exitCode, String run, Optional<Fault> fault, Optional<Published> published) {
        this(exitCode, run, fault, published, Optional.empty());
    }
}
