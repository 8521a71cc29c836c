package io.github.xnatpull.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.RunFacts;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportPublisherTest {
    private static final PlanItem DICOM = Rows.item("DICOM", Level.SCAN, "1");
    private static final PlanItem NIFTI = Rows.item("NIFTI", Level.SCAN, "1");
    private static final PlanItem SURFER = Rows.item("DATA", Level.ASSESSOR, "XNAT_E00009");

    @TempDir
    Path reports;

    private final FakeRecords records = new FakeRecords();
    private Path directory;

    @BeforeEach
    void nameTheRun() {
        directory = reports.resolve(Rows.RUN);
    }

    @Test
    void manifestHasTheColumnsThatScriptsRelyOn() throws IOException {
        records.resources.add(Rows.landed(DICOM));
        publish();
        assertThat(lines("manifest.csv").get(0))
                .isEqualTo(
                        "status,project,subject_label,subject_id,session_label,session_id,session_type,session_date,level,"
                                + "scan_id,scan_type,scan_description,scan_quality,assessor_id,assessor_type,reconstruction_id,in_out,"
                                + "resource_label,resource_id,files,files_expected,bytes,bytes_expected,path,proof,attempts,landed_at,"
                                + "landed_in_run,checked_at,error_code,error,uri");
    }

    @Test
    void manifestSaysWhatLandedWhereAndQuotesWhatMustBe() throws IOException {
        records.resources.add(Rows.landed(DICOM));
        records.resources.add(Rows.failed(SURFER, FaultCode.CONNECTION_LOST));
        publish();
        assertThat(lines("manifest.csv").subList(1, 3))
                .containsExactly(
                        "landed,TEST,\"Ann, the first\",XNAT_S00001,MR1,XNAT_E00001,xnat:mrSessionData,2024-01-15,scan,1,T1w,"
                                + "\"'=t1 \"\"sag\"\"\",usable,,,,,DICOM,123,2,2,3000,3000,MR1/scans/1/resources/DICOM,md5,1,"
                                + "2026-01-02T02:01:30Z,nightly-20260102-020000,2026-01-02T02:01:30Z,,,/data/experiments/XNAT_E00001/scans/1/resources/123",
                        "failed,TEST,\"Ann, the first\",XNAT_S00001,MR1,XNAT_E00001,xnat:mrSessionData,2024-01-15,assessor,,,,,"
                                + "XNAT_E00009,fs:fsData,,out,DATA,123,0,2,0,3000,MR1/scans/1/resources/DATA,,1,,,,XP-CONNECTION-LOST,"
                                + "\"Tried to download XNAT_E00001 assessor XNAT_E00009 DATA, but the connection broke.\","
                                + "/data/experiments/XNAT_E00001/assessors/XNAT_E00009/out/resources/123");
    }

    @Test
    void anUnchangedResourceKeepsTheRunThatBroughtIt() throws IOException {
        records.resources.add(Rows.unchanged(DICOM));
        publish();
        assertThat(lines("manifest.csv").get(1)).startsWith("unchanged,").contains(",nightly-20260101-020000,");
    }

    private String proofOf(Status status, String receiptId) throws IOException {
        LedgerRow row = Rows.ledger(DICOM, Rows.RUN);
        records.resources.clear();
        records.resources.add(Rows.record(
                DICOM,
                status,
                Optional.of(new LedgerRow(
                        row.key(),
                        row.resourceId(),
                        row.label(),
                        row.folder(),
                        status,
                        new Extent(0, 0, 1, OptionalLong.of(1_500), Proof.NONE),
                        row.hints(),
                        row.landedAt(),
                        row.landedInRun(),
                        row.lastSeenRun(),
                        receiptId)),
                "XP-DIGEST-MISMATCH",
                "not as listed"));
        publish();
        return CsvDialect.lines(CsvDialect.parser(Files.newBufferedReader(directory.resolve("manifest.csv"))))
                .toList()
                .get(0)
                .get(24);
    }

    @Test
    void theProofOfAPlacedFileThatIsNotAsListedIsNoneAndOfNoFileBlank() throws IOException {
        records.receipts.put(DICOM.key(), Rows.receipt(DICOM, Rows.file("1.dcm", Proof.NONE)));
        assertThat(proofOf(Status.INCOMPLETE, "r1")).isEqualTo("none");
        assertThat(proofOf(Status.INCOMPLETE, "")).isEmpty();
        assertThat(proofOf(Status.EMPTY, "r1")).isEmpty();
        records.receipts.put(DICOM.key(), Rows.receipt(DICOM, Rows.file("gone.dcm", Proof.MD5)));
        assertThat(proofOf(Status.INCOMPLETE, "r1")).isEmpty();
    }

    @Test
    @DisplayName("B-80: Labels survive the round trip")
    void labelsSurviveTheRoundTrip() throws IOException {
        records.resources.add(Rows.landed(DICOM));
        publish();
        try (var parser = CsvDialect.parser(Files.newBufferedReader(directory.resolve("manifest.csv")))) {
            assertThat(CsvDialect.lines(parser).toList().get(0)).contains("=t1 \"sag\"", "Ann, the first");
        }
    }

    @Test
    void filesHoldsWhatThisRunLandedAndWhatItCouldNotGet() throws IOException {
        records.resources.add(Rows.incomplete(DICOM, FaultCode.FILE_MISSING));
        records.resources.add(Rows.unchanged(NIFTI));
        records.receipts.put(
                DICOM.key(), Rows.receipt(DICOM, Rows.file("a:1.dcm", Proof.MD5), Rows.file("b.dcm", Proof.NONE)));
        records.receipts.put(NIFTI.key(), Rows.receipt(NIFTI, Rows.file("old.nii", Proof.MD5)));
        records.faults.put(
                DICOM.key(), List.of(fault("b.dcm", FaultCode.SIZE_MISMATCH), fault("c.dcm", FaultCode.FILE_MISSING)));
        publish();
        assertThat(lines("files.csv"))
                .containsExactly(
                        "status,session_id,level,scan_id,assessor_id,resource_label,resource_id,file,path,bytes,bytes_expected,md5,md5_expected,proof",
                        "landed,XNAT_E00001,scan,1,,DICOM,123,a:1.dcm,MR1/scans/1/resources/DICOM/a_1.dcm,1500,1500,"
                                + "0cc175b9c0f1b6a831c399e269772661,0cc175b9c0f1b6a831c399e269772661,md5",
                        "mismatch,XNAT_E00001,scan,1,,DICOM,123,b.dcm,MR1/scans/1/resources/DICOM/b.dcm,1500,1500,"
                                + "0cc175b9c0f1b6a831c399e269772661,0cc175b9c0f1b6a831c399e269772661,none",
                        "missing,XNAT_E00001,scan,1,,DICOM,123,c.dcm,,,1700,,,");
    }

    @Test
    void failuresListsResourcesAndTheirFilesButNotWhatWasNotTried() throws IOException {
        records.resources.add(Rows.landed(NIFTI));
        records.resources.add(Rows.incomplete(DICOM, FaultCode.FILE_MISSING));
        records.resources.add(Rows.record(SURFER, Status.NOT_ATTEMPTED, Optional.empty(), "", ""));
        records.faults.put(DICOM.key(), List.of(fault("c.dcm", FaultCode.FILE_MISSING)));
        publish();
        assertThat(lines("failures.csv"))
                .containsExactly(
                        "project,session_id,session_label,subject_id,level,scan_id,assessor_id,reconstruction_id,in_out,resource_label,"
                                + "resource_id,file,status,error_code,error,attempts,bytes,bytes_expected,md5,md5_expected,uri",
                        "TEST,XNAT_E00001,MR1,XNAT_S00001,scan,1,,,,DICOM,123,,incomplete,XP-FILE-MISSING,"
                                + "the server lists a file that it cannot deliver,1,,,,,/data/experiments/XNAT_E00001/scans/1/resources/123",
                        "TEST,XNAT_E00001,MR1,XNAT_S00001,scan,1,,,,DICOM,123,c.dcm,missing,XP-FILE-MISSING,"
                                + "not on the server's disk,1,,1700,,,/data/experiments/XNAT_E00001/scans/1/resources/123");
    }

    @Test
    void sessionsWithNothingToPullHaveTheirRowToo() throws IOException {
        records.sessions.add(Rows.session(2, 0));
        records.sessions.add(Rows.session(0, 0));
        records.sessions.add(Rows.session(1, 1));
        publish();
        assertThat(lines("sessions.csv"))
                .containsExactly(
                        "status,project,subject_label,subject_id,session_label,session_id,session_type,session_date,scans,resources,"
                                + "excluded,planned,landed,unchanged,empty,incomplete,failed,not_attempted,bytes,note,known_gaps",
                        "complete,TEST,\"Ann, the first\",XNAT_S00001,MR1,XNAT_E00001,xnat:mrSessionData,2024-01-15,3,5,2,2,2,0,0,0,0,0,3000,,0",
                        "nothing,TEST,\"Ann, the first\",XNAT_S00001,MR1,XNAT_E00001,xnat:mrSessionData,2024-01-15,3,5,2,0,0,0,0,0,0,0,3000,,0",
                        "incomplete,TEST,\"Ann, the first\",XNAT_S00001,MR1,XNAT_E00001,xnat:mrSessionData,2024-01-15,3,5,2,2,1,0,0,0,1,0,3000,,0");
    }

    @Test
    void summaryCountsOverAllAttempts() throws IOException {
        records.resources.add(Rows.landed(DICOM));
        records.resources.add(Rows.failed(SURFER, FaultCode.CONNECTION_LOST));
        records.sessions.add(Rows.session(1, 1));
        Published published = publish();
        JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.resolve("summary.json")));
        assertThat(json.get("exit_code").asInt()).isEqualTo(3);
        assertThat(json.get("resources").get("planned").asInt()).isEqualTo(2);
        assertThat(json.get("resources").get("not_attempted").asInt()).isZero();
        assertThat(json.get("bytes_moved").asLong()).isEqualTo(3_000);
        assertThat(json.get("only_here").asLong()).isZero();
        assertThat(json.get("seconds").asDouble()).isEqualTo(200.0);
        assertThat(json.get("errors").get(0).get("examples").get(0).asString())
                .isEqualTo("XNAT_E00001 assessor XNAT_E00009 DATA");
        assertThat(published.summary().isComplete()).isFalse();
    }

    @Test
    void aSessionThatNobodyLookedAtIsNotComplete() throws IOException {
        records.sessions.add(Rows.unplanned());
        Published published = publish(new RunEnding(4, Optional.of(FaultCode.AUTH_REJECTED), Optional.empty()));
        assertThat(lines("sessions.csv").get(1))
                .startsWith("not-attempted,TEST,")
                .endsWith(
                        ",\"not planned: the run ended before, as the server refused the login (XP-AUTH-REJECTED)\",0");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.resolve("summary.json")));
        assertThat(json.get("complete").asBoolean()).isFalse();
        assertThat(json.get("sessions").get("complete").asInt()).isZero();
        assertThat(json.get("sessions").get("not_attempted").asInt()).isEqualTo(1);
        assertThat(RunSummaryText.lines(published, true)).contains("Sessions   1, 0 complete, 1 not planned");
    }

    @Test
    void whatEndedTheRunStandsAmongTheErrors() throws IOException {
        records.resources.add(Rows.failed(DICOM, FaultCode.STALLED));
        publish(new RunEnding(4, Optional.of(FaultCode.AUTH_REJECTED), Optional.empty()));
        JsonNode errors = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("summary.json")))
                .get("errors");
        assertThat(errors.size()).isEqualTo(2);
        assertThat(errors.get(0).get("error_code").asString()).isEqualTo("XP-AUTH-REJECTED");
        assertThat(errors.get(0).get("summary").asString()).isEqualTo("the server refused the login");
        assertThat(errors.get(0).get("advice").asString()).startsWith("Check user and password");
        assertThat(errors.get(0).get("ended_run").asBoolean()).isTrue();
        assertThat(errors.get(1).get("error_code").asString()).isEqualTo("XP-STALLED");
        assertThat(errors.get(1).get("ended_run").asBoolean()).isFalse();
    }

    @Test
    void reportsAreNotForEverybodysEyes() throws IOException {
        publish();
        for (String name :
                List.of("manifest.csv", "files.csv", "sessions.csv", "failures.csv", "summary.json", "report.html")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    @DisplayName("B-80: The HTML report holds no labels, no scripts and no foreign markup")
    void theHtmlReportHoldsNoLabelsNoScriptsAndNoForeignMarkup() throws IOException {
        records.facts = new RunFacts(
                Rows.RUN,
                "<b>job</b>",
                new RunInfo.Server("https://xnat.example.org/?a&b", "1.8"),
                "/data",
                Instant.EPOCH,
                records.facts.attempts(),
                new RunInfo.Planned(2, true, 0),
                5);
        records.resources.add(Rows.failed(Rows.item("<script>alert(1)</script>", Level.SCAN, "1"), FaultCode.STALLED));
        records.sessions.add(Rows.session(0, 1));
        publish();
        String html = Files.readString(directory.resolve("report.html"));
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'")
                .contains("Finished with gaps: 1 of 1 resource of 2 sessions is not complete. Exit code 3.")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("https://xnat.example.org/?a&amp;b")
                .contains("<tr><td>XNAT_E00001</td><td>xnat:mrSessionData</td><td class=\"n\">1</td>")
                .doesNotContain("<script", "Ann", "MR1")
                .endsWith("</html>\n");
    }

    @Test
    void theHtmlReportShowsEveryAttempt() throws IOException {
        RunFacts facts = records.facts;
        Instant start = facts.startedAt();
        records.facts = new RunFacts(
                facts.run(),
                facts.jobName(),
                facts.server(),
                facts.destination(),
                start,
                List.of(
                        new RunRecords.Attempt(start, Optional.of(start.plusSeconds(90)), "exit 143"),
                        new RunRecords.Attempt(start.plusSeconds(100), Optional.empty(), "")),
                new RunInfo.Planned(1, true, 0),
                0);
        publish();
        assertThat(Files.readString(directory.resolve("report.html")))
                .contains("<td>2026-01-02 02:00:00 Z</td><td>1 min 30 s</td><td>exit 143</td>")
                .contains("<td>8 min 20 s</td><td>exit 0</td>");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.resolve("summary.json")));
        assertThat(json.get("attempts").get(1).get("end").asString()).isEqualTo("exit 0");
        assertThat(json.get("attempts").get(1).get("ended_at").asString()).isEqualTo("2026-01-02T02:10:00Z");
    }

    @Test
    void latestPointsToTheNewestRun() throws IOException {
        publish();
        new ReportPublisher(records, records, Clock.systemUTC())
                .publish(Rows.RUN, reports.resolve("next"), true, summary -> RunEnding.of(0));
        assertThat(Files.readSymbolicLink(reports.resolve("latest"))).isEqualTo(Path.of("next"));
    }

    @Test
    void aFolderNamedLatestIsLeftAloneWithAWarning() throws IOException {
        Files.createDirectory(reports.resolve("latest"));
        assertThat(publish().warnings()).singleElement().asString().contains("is a folder that xnatpull did not make");
    }

    @Test
    @DisplayName("B-05: An old report stays whole when the new one breaks")
    void anOldReportStaysWholeWhenTheNewOneBreaks() throws IOException {
        records.resources.add(Rows.landed(DICOM));
        publish();
        String before = Files.readString(directory.resolve("manifest.csv"));
        ManifestWriter writer = new ManifestWriter(records, records);
        assertThatThrownBy(() -> writer.write(directory.resolve("manifest.csv"), Rows.RUN, row -> {
                    throw new IllegalStateException("killed in the middle");
                }))
                .hasMessage("killed in the middle");
        assertThat(Files.readString(directory.resolve("manifest.csv"))).isEqualTo(before);
        assertThat(directory.toFile().list((where, name) -> name.endsWith(".tmp")))
                .isEmpty();
    }

    @Test
    void anUnwritableManifestIsAFaultThatNamesTheWayOut() throws IOException {
        Files.writeString(directory, "a file in the way");
        assertThatThrownBy(this::publish).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.REPORT_UNWRITABLE);
            assertThat(fault.code().exitCode()).isEqualTo(7);
            assertThat(fault)
                    .hasMessageContaining("What has landed is safe and recorded at the destination.")
                    .hasMessageContaining("write it with 'xnatpull resume " + Rows.RUN + " --dest /data/xnat'");
        });
    }

    @Test
    void anotherReportThatCannotBeWrittenIsOnlyAWarning() throws IOException {
        Files.createDirectories(directory.resolve("files.csv/in-the-way"));
        assertThat(publish().warnings())
                .singleElement()
                .asString()
                .startsWith("Tried to write the report " + directory.resolve("files.csv"));
        assertThat(directory.resolve("failures.csv")).exists();
    }

    private static FileFault fault(String file, FaultCode code) {
        return new FileFault(
                file, "", OptionalLong.empty(), OptionalLong.of(1_700), "", "", code, "not on the server's disk");
    }

    private Published publish() {
        return publish(summary -> RunEnding.of(summary.isComplete() ? ExitCodes.OK : ExitCodes.PARTIAL));
    }

    private Published publish(RunEnding ending) {
        return publish(summary -> ending);
    }

    private Published publish(Function<RunSummary, RunEnding> ending) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T02:10:00Z"), ZoneOffset.UTC);
        return new ReportPublisher(records, records, clock).publish(Rows.RUN, directory, true, ending);
    }

    private List<String> lines(String report) throws IOException {
        return Files.readString(directory.resolve(report)).lines().toList();
    }
}
