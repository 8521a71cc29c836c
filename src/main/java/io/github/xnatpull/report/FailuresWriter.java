package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.report.FailuresWriter.Failure;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes {@code failures.csv}: a row per resource that is not complete, and one per file it lacks or has not as listed.
 * The id columns are those that a session list may have, so that the file can be fed to {@code pull --sessions}.
 */
final class FailuresWriter {
    static final String FILE = "failures.csv";

    static final List<Column<Failure>> COLUMNS = List.of(
            of("project", resource(row -> row.item().key().project())),
            of("session_id", resource(ManifestWriter.session(session -> session.accessionId()))),
            of("session_label", resource(ManifestWriter.session(session -> session.label()))),
            of("subject_id", resource(ManifestWriter.session(session -> session.subjectId()))),
            of("level", resource(row -> row.item().key().level().word())),
            of("scan_id", resource(ManifestWriter.part(Level.SCAN))),
            of("assessor_id", resource(ManifestWriter.part(Level.ASSESSOR))),
            of("reconstruction_id", resource(ManifestWriter.part(Level.RECONSTRUCTION))),
            of("in_out", resource(row -> row.item().key().inOut().word())),
            of("resource_label", resource(row -> row.item().label())),
            of("resource_id", resource(row -> row.item().address().resourceId())),
            of("file", file(FileFault::file)),
            of("status", Failure::status),
            of("error_code", row -> row.file()
                    .map(fault -> fault.code().id())
                    .orElse(row.resource().code())),
            of("error", row -> row.file()
                    .map(FileFault::message)
                    .orElse(row.resource().message())),
            of("attempts", resource(row -> Integer.toString(row.attempts()))),
            of("bytes", file(fault -> Column.text(fault.bytes()))),
            of("bytes_expected", file(fault -> Column.text(fault.bytesExpected()))),
            of("md5", file(FileFault::md5)),
            of("md5_expected", file(FileFault::md5Expected)),
            of("uri", resource(row -> ResourceUri.of(row.item().address()))));

    private final RunRecords records;

    FailuresWriter(RunRecords records) {
        this.records = records;
    }

    /** One row: a resource, or one file of it. */
    record Failure(ResourceRecord resource, Optional<FileFault> file) {
        String status() {
            return file.map(fault -> RunFiles.word(fault.code()))
                    .orElse(resource.status().word());
        }
    }

    void write(Path file, String run) throws IOException {
        new CsvReport<>(COLUMNS).write(file, rows -> records.resources(run, row -> failures(run, row, rows)));
    }

    private void failures(String run, ResourceRecord row, Consumer<Failure> each) {
        if (!row.status().isFailure()) {
            return;
        }
        each.accept(new Failure(row, Optional.empty()));
        records.fileFaults(run, row.item()).forEach(fault -> each.accept(new Failure(row, Optional.of(fault))));
    }

    private static Function<Failure, String> resource(Function<ResourceRecord, String> fact) {
        return row -> fact.apply(row.resource());
    }

    private static Function<Failure, String> file(Function<FileFault, String> fact) {
        return row -> row.file().map(fact).orElse("");
    }
}
