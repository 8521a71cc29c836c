package io.github.xnatpull.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.RunFacts;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.xnat.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunSummaryTextTest {
    private final FakeRecords records = new FakeRecords();
    private final RunTally tally = new RunTally();

    @Test
    void nothingNewIsOneLine() {
        records.facts = moved(0);
        tally.add(Rows.unchanged(Rows.item("DICOM", Level.SCAN, "1")));
        assertThat(lines(0, true))
                .containsExactly(
                        "Nothing new: the 1 resource of 1 session unchanged (compared file by file), 2 files, 2.93 KiB here. Manifest: reports/r/manifest.csv");
    }

    @Test
    void nothingNewTellsWhatIsOnlyHere() {
        records.facts = moved(0, 3);
        tally.add(Rows.unchanged(Rows.item("DICOM", Level.SCAN, "1")));
        assertThat(lines(0, true))
                .containsExactly(
                        "Nothing new: the 1 resource of 1 session unchanged (compared file by file), 2 files, 2.93 KiB here; "
                                + "3 resources no longer on the server (kept). Manifest: reports/r/manifest.csv");
    }

    @Test
    void aCompleteRunSaysSoFirst() {
        tally.add(Rows.landed(Rows.item("DICOM", Level.SCAN, "1")));
        tally.add(Rows.unchanged(Rows.item("NIFTI", Level.SCAN, "1")));
        tally.add(Rows.session(2, 0));
        assertThat(lines(0, true))
                .containsExactly(
                        "Complete: all 2 resources of 1 session landed and proven.",
                        "",
                        "Run        nightly-20260102-020000",
                        "Sessions   1, 1 complete",
                        "Resources  1 landed, 1 unchanged; unchanged (compared file by file)",
                        "Here now   4 files, 5.86 KiB",
                        "Moved      2.93 KiB in 3 min 20 s (15 B/s)",
                        "",
                        "Data       /data/xnat",
                        "Manifest   reports/r/manifest.csv");
    }

    @Test
    @DisplayName("B-112: a resource of which there is nothing to pull is not called landed, nor proven")
    void whatIsEmptyHasNotLanded() {
        tally.add(Rows.landed(Rows.item("DICOM", Level.SCAN, "1")));
        tally.add(Rows.record(Rows.item("NIFTI", Level.SCAN, "1"), Status.EMPTY, Optional.empty(), "", ""));
        assertThat(lines(0, true).get(0))
                .isEqualTo("Complete: 1 resource of 1 session landed and proven; nothing to pull in 1 resource.");
    }

    @Test
    @DisplayName("B-112: where all resources are empty nothing has landed")
    void whereAllIsEmptyNothingHasLanded() {
        tally.add(Rows.record(Rows.item("NIFTI", Level.SCAN, "1"), Status.EMPTY, Optional.empty(), "", ""));
        assertThat(lines(0, true).get(0)).isEqualTo("Complete: nothing to pull in the 1 resource of 1 session.");
    }

    @Test
    void aProofThatIsWeakOrMissingIsNamed() {
        for (Proof proof : List.of(Proof.SIZE, Proof.SIZE, Proof.NONE, Proof.CRC)) {
            PlanItem item = Rows.item("DICOM", Level.SCAN, "1");
            LedgerRow row = Rows.ledger(item, "r");
            tally.add(Rows.record(item, Status.LANDED, Optional.of(with(row, proof)), "", ""));
        }
        assertThat(lines(0, true).get(0))
                .isEqualTo(
                        "Complete: all 4 resources of 1 session landed and proven, by size only: 2 resources, but for"
                                + " 1 resource with files of which no size and no digest was told.");
    }

    private static LedgerRow with(LedgerRow row, Proof proof) {
        return new LedgerRow(
                row.key(),
                row.resourceId(),
                row.label(),
                row.folder(),
                row.status(),
                new Extent(
                        row.extent().files(),
                        row.extent().bytes(),
                        row.extent().filesExpected(),
                        row.extent().bytesExpected(),
                        proof),
                row.hints(),
                row.landedAt(),
                row.landedInRun(),
                row.lastSeenRun(),
                row.receiptId());
    }

    @Test
    void aRunWithGapsNamesTheCausesWithExamplesAndTheNextStep() {
        tally.add(Rows.landed(Rows.item("DICOM", Level.SCAN, "1")));
        for (int scan = 2; scan < 7; scan++) {
            tally.add(Rows.failed(Rows.item("DICOM", Level.SCAN, "" + scan), FaultCode.CONNECTION_LOST));
        }
        tally.add(Rows.session(1, 5));
        List<String> lines = lines(3, true);
        assertThat(lines.get(0)).isEqualTo("Finished with gaps: 5 of 6 resources of 1 session are not complete.");
        assertThat(lines)
                .contains(
                        "Why",
                        "  5 x XP-CONNECTION-LOST: the connection broke",
                        "      → XNAT_E00001 scan 2 DICOM; XNAT_E00001 scan 3 DICOM; XNAT_E00001 scan 4 DICOM; …",
                        "Failures   reports/r/failures.csv",
                        "Next       xnatpull resume --dest /data/xnat");
    }

    @Test
    void whatTheServerCannotDeliverIsExplainedInsteadOfResumed() {
        tally.add(Rows.incomplete(Rows.item("DICOM", Level.SCAN, "1"), FaultCode.FILE_MISSING));
        assertThat(lines(3, true))
                .contains("Next       xnatpull explain XP-FILE-MISSING tells what to do; the next pull asks again");
    }

    @Test
    void aStoppedRunCountsWhatItDidNotReach() {
        tally.add(Rows.record(Rows.item("DICOM", Level.SCAN, "1"), Status.NOT_ATTEMPTED, Optional.empty(), "", ""));
        assertThat(lines(143, true).get(0))
                .isEqualTo(
                        "Not finished: 1 of 1 resource of 1 session is not complete, 1 of them not attempted, as the run was asked to stop.");
    }

    @Test
    void aRunThatEndedBeforeItsPlanSaysWhy() {
        records.facts = facts(12, false, 0);
        tally.add(Rows.unplanned());
        RunEnding refused = new RunEnding(4, Optional.of(FaultCode.AUTH_REJECTED), Optional.empty());
        assertThat(lines(refused, true).get(0))
                .isEqualTo("Not finished: the run ended before its plan was made: the server refused the login"
                        + " (XP-AUTH-REJECTED).");
    }

    @Test
    void onlyARunThatExitsZeroIsCalledComplete() {
        assertThat(lines(0, true).get(0)).isEqualTo("Complete: nothing to pull.");
        tally.add(Rows.landed(Rows.item("DICOM", Level.SCAN, "1")));
        assertThat(lines(0, true).get(0)).isEqualTo("Complete: the 1 resource of 1 session landed and proven.");
        RunEnding limit = new RunEnding(8, Optional.empty(), Optional.of("its limit of bytes (1 GiB)"));
        assertThat(lines(limit, true).get(0))
                .isEqualTo(
                        "Ended early, as the run reached its limit of bytes (1 GiB); no resource of the plan is missing.");
        assertThat(lines(limit, true)).noneMatch(line -> line.startsWith("Next"));
    }

    @Test
    void anEmptySelectionIsNotCalledComplete() {
        records.facts = facts(5, true, 0);
        for (int i = 0; i < 5; i++) {
            tally.add(Rows.session(0, 0));
        }
        assertThat(lines(6, true))
                .startsWith("Nothing to pull: of all 5 sessions no resource matches the selection.")
                .contains("Sessions   5, 5 with nothing to pull");
        records.facts = facts(0, true, 0);
        assertThat(lines(6, true).get(0)).isEqualTo("Nothing to pull: no session matches the selection.");
    }

    @Test
    void aListWithoutAnythingOnTheServerIsNotAllLanded() {
        records.facts = facts(0, true, 0);
        tally.add(new RunRecords.UnmatchedRow("list.csv:2", "session", "NOPE", "TEST", "", "not there", "list.csv", 2));
        assertThat(lines(3, true).get(0))
                .isEqualTo(
                        "Finished: nothing to pull, but 1 row of the list means nothing on the server (unmatched.csv).");
    }

    @Test
    @DisplayName("B-76: Without unicode it is ASCII")
    void withoutUnicodeItIsAscii() {
        tally.add(Rows.failed(Rows.item("Ü\u001b[31mred\u202e", Level.SCAN, "1"), FaultCode.STALLED));
        assertThat(String.join(" ", lines(3, false)))
                .isPrintable()
                .contains("-> XNAT_E00001 scan 1 \\u00dc\\x1b[31mred\\u202E");
    }

    @Test
    @DisplayName("B-80: A screen is not coloured by a label")
    void aScreenIsNotColouredByALabel() {
        tally.add(Rows.failed(Rows.item("\u001b[31mred\nforged line", Level.SCAN, "1"), FaultCode.STALLED));
        assertThat(lines(3, true)).anyMatch(line -> line.endsWith("\\x1b[31mred\\nforged line"));
    }

    private List<String> lines(int exitCode, boolean unicode) {
        return lines(RunEnding.of(exitCode), unicode);
    }

    private List<String> lines(RunEnding ending, boolean unicode) {
        RunSummary summary = tally.summary(records.facts, java.util.Map.of(), Instant.EPOCH);
        Path directory = Path.of("reports/r");
        return RunSummaryText.lines(
                new Published(directory, directory.resolve("manifest.csv"), summary, ending, List.of()), unicode);
    }

    private RunFacts moved(long bytes) {
        return moved(bytes, records.facts.planned().onlyHere());
    }

    private RunFacts moved(long bytes, long onlyHere) {
        return facts(1, true, bytes, onlyHere);
    }

    private RunFacts facts(long sessions, boolean planFrozen, long bytes) {
        return facts(sessions, planFrozen, bytes, records.facts.planned().onlyHere());
    }

    private RunFacts facts(long sessions, boolean planFrozen, long bytes, long onlyHere) {
        RunFacts facts = records.facts;
        return new RunFacts(
                facts.run(),
                facts.jobName(),
                facts.server(),
                facts.destination(),
                facts.startedAt(),
                facts.attempts(),
                new RunInfo.Planned(sessions, planFrozen, onlyHere),
                bytes);
    }
}
