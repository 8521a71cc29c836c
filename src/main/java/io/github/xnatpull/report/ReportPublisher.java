package io.github.xnatpull.report;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Publishes all reports of a run from its records: the manifest and its companions. May be called again for the same
 * run; each report then replaces the older one.
 */
public final class ReportPublisher {
    private final RunRecords records;
    private final Receipts receipts;
    private final KnownGaps gaps;
    private final Clock clock;

    public ReportPublisher(RunRecords records, Receipts receipts, Clock clock) {
        this(records, receipts, KnownGaps.NONE, clock);
    }

    /** @param gaps what the user accepts as missing */
    public ReportPublisher(RunRecords records, Receipts receipts, KnownGaps gaps, Clock clock) {
        this.gaps = gaps;
        this.records = records;
        this.receipts = receipts;
        this.clock = clock;
    }

    /**
     * What was published.
     *
     * @param ending how the attempt ends; its exit code stands in {@code summary.json}
     * @param warnings why single reports, never the manifest, could not be written
     */
    public record Published(
            Path directory, Path manifest, RunSummary summary, RunEnding ending, List<String> warnings) {
        public int exitCode() {
            return ending.exitCode();
        }
    }

    /**
     * Writes all reports of the run.
     *
     * @param directory {@code REPORTS/<run>}; made where it is missing
     * @param html whether the report to look at is wanted
     * @param end how the attempt will end, given the counts
     * @throws Fault {@code REPORT_UNWRITABLE} when the manifest cannot be written
     */
    public Published publish(String run, Path directory, boolean html, Function<RunSummary, RunEnding> end) {
        return publish(run, directory, html, Optional.empty(), end);
    }

    /**
     * Writes all reports of an attempt of which it is known how it ends: what had no turn because of that says so.
     *
     * @throws Fault {@code REPORT_UNWRITABLE} when the manifest cannot be written
     */
    public Published publish(String run, Path directory, boolean html, RunEnding ending) {
        return publish(run, directory, html, Optional.of(ending), counted -> ending);
    }

    private Published publish(
            String run, Path directory, boolean html, Optional<RunEnding> known, Function<RunSummary, RunEnding> end) {
        Path manifest = directory.resolve(ManifestWriter.FILE);
        RunSummary counted = manifest(run, directory, manifest, known);
        RunEnding ending = end.apply(counted);
        RunSummary summary = counted.closed(ending);
        List<String> warnings = new ArrayList<>();
        companion(directory.resolve(FilesWriter.FILE), warnings, file -> new FilesWriter(records, receipts)
                .write(file, run));
        companion(directory.resolve(SessionsWriter.FILE), warnings, file -> new SessionsWriter(records, ending)
                .write(file, run));
        companion(
                directory.resolve(FailuresWriter.FILE), warnings, file -> new FailuresWriter(records).write(file, run));
        companion(directory.resolve(UnmatchedWriter.FILE), warnings, file -> new UnmatchedWriter(records, gaps)
                .write(file, run));
        companion(directory.resolve(SummaryWriter.FILE), warnings, file -> SummaryWriter.write(file, summary, ending));
        if (html) {
            companion(directory.resolve(HtmlWriter.FILE), warnings, file -> new HtmlWriter(records, clock.getZone())
                    .write(file, summary, ending));
        }
        companion(directory.resolveSibling(LatestLink.NAME), warnings, link -> LatestLink.pointTo(directory));
        return new Published(directory, manifest, summary, ending, List.copyOf(warnings));
    }

    private RunSummary manifest(String run, Path directory, Path manifest, Optional<RunEnding> ending) {
        RunTally tally = new RunTally(gaps);
        try {
            Files.createDirectories(directory);
            Disk.restrict(directory, "rwxr-x---");
            new ManifestWriter(records, receipts, ending).write(manifest, run, tally::add);
        } catch (IOException e) {
            throw Fault.fault(FaultCode.REPORT_UNWRITABLE)
                    .trying("write the manifest " + manifest)
                    .cause(e)
                    .meaning("What has landed is safe and recorded at the destination")
                    .advice("Make " + directory + " writable and write it with 'xnatpull resume " + run + " --dest "
                            + RunSummaryText.quoted(records.facts(run).destination())
                            + "', or add --report-dir DIR for another place; nothing is fetched again.")
                    .because(reason(e));
        }
        records.sessions(run, tally::add);
        records.unmatched(run, tally::add);
        records.shrunkProjects(run).forEach(tally::add);
        return tally.summary(records.facts(run), records.blankValues(run), clock.instant());
    }

    @FunctionalInterface
    private interface Companion {
        void write(Path file) throws IOException;
    }

    private static void companion(Path file, List<String> warnings, Companion companion) {
        try {
            companion.write(file);
        } catch (IOException | UncheckedIOException e) {
            warnings.add(
                    "Tried to write the report " + file + ", but " + reason(e) + ". The manifest is written whole.");
        }
    }

    /** In the words of somebody who looks for reports, where there are better ones than the system's. */
    private static String reason(Exception failure) {
        Throwable e = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "the permission is missing";
        }
        if (e instanceof java.nio.file.FileAlreadyExistsException || e instanceof java.nio.file.NotDirectoryException) {
            return "a file stands where a folder must be";
        }
        return LocalFaults.words(failure);
    }
}
