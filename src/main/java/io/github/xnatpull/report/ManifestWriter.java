package io.github.xnatpull.report;

import static io.github.xnatpull.report.Column.number;
import static io.github.xnatpull.report.Column.of;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.support.FailPoint;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes {@code manifest.csv}: one row per resource of the run's plan, what landed where, whichever attempt brought it.
 * The names and order of the columns are a contract with the users' scripts.
 */
public final class ManifestWriter {
    /** The name of the file in a run's report directory. */
    public static final String FILE = "manifest.csv";

    private final List<Column<ResourceRecord>> always = List.of(
            of("status", row -> row.status().word()),
            of("project", row -> row.item().key().project()),
            of("subject_label", session(SessionRow::subjectLabel)),
            of("subject_id", session(SessionRow::subjectId)),
            of("session_label", session(SessionRow::label)),
            of("session_id", session(SessionRow::accessionId)),
            of("session_type", session(SessionRow::xsiType)),
            of("session_date", session(SessionRow::date)),
            of("level", row -> row.item().key().level().word()),
            of("scan_id", part(Level.SCAN)),
            of("scan_type", row -> row.item().scan().type()),
            of("scan_description", row -> row.item().scan().seriesDescription()),
            of("scan_quality", row -> row.item().scan().quality()),
            of("assessor_id", part(Level.ASSESSOR)),
            of("assessor_type", row -> row.item().assessorType()),
            of("reconstruction_id", part(Level.RECONSTRUCTION)),
            of("in_out", row -> row.item().key().inOut().word()),
            of("resource_label", row -> row.item().label()),
            of("resource_id", row -> row.item().address().resourceId()),
            number("files", row -> row.landed()
                    .map(LedgerRow::extent)
                    .map(Extent::files)
                    .orElse(0L)),
            of("files_expected", row -> Column.text(row.filesExpected())),
            number("bytes", row -> row.landed()
                    .map(LedgerRow::extent)
                    .map(Extent::bytes)
                    .orElse(0L)),
            of("bytes_expected", row -> Column.text(row.bytesExpected())),
            of(
                    "path",
                    row -> row.landed().map(LedgerRow::folder).orElse(row.item().folder())),
            of("proof", this::proof),
            of("attempts", row -> Integer.toString(row.attempts())),
            of("landed_at", landed(ManifestWriter::landedAt)),
            of("landed_in_run", landed(LedgerRow::landedInRun)),
            of("checked_at", landed(ManifestWriter::checkedAt)),
            of("error_code", row -> why(row, row.code(), ending -> ending.code().map(FaultCode::id))),
            of("error", row -> why(row, row.message(), ending -> Optional.of(ending.withoutTurn()))),
            of("uri", row -> ResourceUri.of(row.item().address())));

    private final RunRecords records;
    private final Receipts receipts;
    private final Optional<RunEnding> ending;

    /** @param receipts tell whether a resource without a proven file has one all the same */
    public ManifestWriter(RunRecords records, Receipts receipts) {
        this(records, receipts, Optional.empty());
    }

    /** @param ending why the attempt ends, which is why resources were not attempted */
    ManifestWriter(RunRecords records, Receipts receipts, Optional<RunEnding> ending) {
        this.records = records;
        this.receipts = receipts;
        this.ending = ending;
    }

    /**
     * Writes the manifest of a run under its final name, whole or not at all.
     *
     * @param also sees every row too, so that one reading of the ledger is enough
     * @throws IOException when it cannot be written; what was there before is then still there
     */
    public void write(Path file, String run, Consumer<ResourceRecord> also) throws IOException {
        new CsvReport<>(columns(run))
                .write(
                        file,
                        rows -> records.resources(
                                run, rows.andThen(also).andThen(row -> FailPoint.hit("midManifest"))));
    }

    /** The contract's columns, then those of the user's own list. */
    private List<Column<ResourceRecord>> columns(String run) {
        List<Column<ResourceRecord>> columns = new ArrayList<>(always);
        for (String header : records.listColumns(run)) {
            columns.add(of("list." + header, row -> row.extras().getOrDefault(header, "")));
        }
        return columns;
    }

    /** The cell with a fact about the session. */
    static Function<ResourceRecord, String> session(Function<SessionRow, String> fact) {
        return row -> fact.apply(row.item().session());
    }

    /** The cell with the id of the scan, assessor or reconstruction, blank at other levels. */
    static Function<ResourceRecord, String> part(Level level) {
        return row -> row.item().key().level() == level ? row.item().key().partId() : "";
    }

    private static Function<ResourceRecord, String> landed(Function<LedgerRow, String> fact) {
        return row -> row.landed().map(fact).orElse("");
    }

    private static String checkedAt(LedgerRow row) {
        return row.checkedAt().equals(Instant.EPOCH)
                ? ""
                : row.checkedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String landedAt(LedgerRow row) {
        return row.landedInRun().isEmpty()
                ? ""
                : row.landedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Why a resource is not complete: for one that had no turn, what ended the run before it. */
    private String why(ResourceRecord row, String own, Function<RunEnding, Optional<String>> ofEnding) {
        boolean noTurn = row.status() == Status.NOT_ATTEMPTED && row.code().isEmpty();
        return noTurn ? ending.flatMap(ofEnding).orElse("") : own;
    }

    /** Blank where there is no file that could be proven. */
    private String proof(ResourceRecord row) {
        return row.landed()
                .filter(landed -> landed.extent().files() > 0 || hasUnproven(landed))
                .map(landed -> landed.extent().proof().word())
                .orElse("");
    }

    /** Whether a file lies there that is not as listed: it does not count among the files, but is not nothing either. */
    private boolean hasUnproven(LedgerRow landed) {
        return landed.status() == Status.INCOMPLETE
                && landed.extent().proof() == Proof.NONE
                && receipts.recorded(landed.key(), landed.receiptId())
                        .filter(receipt -> receipt.files().stream().anyMatch(file -> file.proof() == Proof.NONE))
                        .isPresent();
    }
}
