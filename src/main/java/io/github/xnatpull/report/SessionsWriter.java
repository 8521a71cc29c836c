package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.number;
import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.Counts;
import io.github.xnatpull.plan.RunRecords.SessionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code sessions.csv}: a row for every selected session, also for those that have nothing to pull. */
final class SessionsWriter {
    static final String FILE = "sessions.csv";

    private final List<Column<SessionRecord>> columns = List.of(
            of("status", SessionsWriter::status),
            of("project", row -> row.session().project()),
            of("subject_label", row -> row.session().subjectLabel()),
            of("subject_id", row -> row.session().subjectId()),
            of("session_label", row -> row.session().label()),
            of("session_id", row -> row.session().accessionId()),
            of("session_type", row -> row.session().xsiType()),
            of("session_date", row -> row.session().date()),
            number("scans", row -> row.listed().scans()),
            number("resources", row -> row.listed().resources()),
            number("excluded", row -> row.listed().excluded()),
            number("planned", row -> row.counts().planned()),
            number("landed", row -> row.counts().landed()),
            number("unchanged", row -> row.counts().unchanged()),
            number("empty", row -> row.counts().empty()),
            number("incomplete", row -> row.counts().incomplete()),
            number("failed", row -> row.counts().failed()),
            number("not_attempted", row -> row.counts().notAttempted()),
            number("bytes", SessionRecord::bytes),
            of("note", this::noteAtEnd),
            number("known_gaps", row -> row.counts().knownGaps()));

    private final RunRecords records;
    private final RunEnding ending;

    /** @param ending why the attempt ends, which is why sessions were not planned */
    SessionsWriter(RunRecords records, RunEnding ending) {
        this.records = records;
        this.ending = ending;
    }

    void write(Path file, String run) throws IOException {
        new CsvReport<>(columns).write(file, rows -> records.sessions(run, rows));
    }

    /**
     * {@code complete}, {@code incomplete}, {@code known-gap} for a session that is complete but for known gaps, {@code nothing} for a session without any selected resource, or
     * {@code not-attempted} for one that was not planned yet.
     */
    static String status(SessionRecord row) {
        if (!row.isPlanned()) {
            return Status.NOT_ATTEMPTED.word();
        }
        if (!isComplete(row)) {
            return "incomplete";
        }
        if (row.counts().knownGaps() > 0) {
            return Status.KNOWN_GAP.word();
        }
        return row.counts().planned() == 0 ? "nothing" : "complete";
    }

    private String noteAtEnd(SessionRecord row) {
        return note(row) + (row.isPlanned() || ending.because().isEmpty() ? "" : ", as " + ending.because());
    }

    static String note(SessionRecord row) {
        return row.isPlanned() ? row.note() : "not planned: the run ended before";
    }

    /** Whether the session was planned, and nothing of that is missing. */
    static boolean isComplete(SessionRecord row) {
        Counts counts = row.counts();
        return row.isPlanned() && counts.incomplete() + counts.failed() + counts.notAttempted() == 0;
    }
}
