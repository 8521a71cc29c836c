package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.SessionRow;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entry names as contract §3.3 makes them. */
class EntryNamesTest {

    private static final Map<String, FileRow> FILES = rows(
            "1.dcm", "sub/1.dcm", "1/x", "files/y", "XNAT_E00001.txt", "101/files/z", "a b#1.txt", "deep/scans/1/q");

    private static Map<String, FileRow> rows(String... paths) {
        return Arrays.stream(paths)
                .map(path -> new FileRow("101", path, OptionalLong.empty(), Optional.empty()))
                .collect(Collectors.toMap(FileRow::path, row -> row));
    }

    private static PlanItem at(Level level, String part, InOut inOut, String id, String label) {
        return at("PILOT", level, part, inOut, id, label);
    }

    private static PlanItem at(String owner, Level level, String part, InOut inOut, String id, String label) {
        PlanItem item = Bench.item(id, part.isEmpty() ? "1" : part, label);
        SessionRow session = item.session();
        return new PlanItem(
                item.number(),
                item.key(),
                new ResourceAddress("PILOT", "XNAT_S00001", "XNAT_E00001", level, part, inOut, id),
                new SessionRow(
                        session.project(),
                        session.accessionId(),
                        session.label(),
                        session.subjectId(),
                        session.subjectLabel(),
                        owner,
                        session.xsiType(),
                        session.date(),
                        "",
                        ""),
                item.scan(),
                "",
                "",
                label,
                item.folder(),
                item.action(),
                item.hints());
    }

    @ParameterizedTest
    @CsvSource({
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/1.dcm, 1.dcm",
        "SUBJ01_MR1/scans/1/resources/DICOM/files/1.dcm, 1.dcm",
        "SUBJ01_MR1/scans/1-T2_FLAIR__ax_/resources/DICOM/files/sub/1.dcm, sub/1.dcm",
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/1-T1w/x, 1/x",
        "SUBJ01_MR1/scans/1/resources/DICOM/files/1/x, 1/x",
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/deep/scans/1-T1w/q, deep/scans/1/q",
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/SUBJ01_MR1.txt, XNAT_E00001.txt",
        "'XNAT_E00001/scans/1,2/resources/DICOM/files/1.dcm', 1.dcm",
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/DICOM/files/z, 101/files/z",
        "SUBJ01_MR1/scans/1-T1w/resources/101/files/files/y, files/y",
        "SUBJ01_MR1/SCANS/1/DICOM/files/y, files/y",
    })
    void entriesOfScansAreFound(String entry, String file) {
        assertThat(new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "DICOM"), FILES).fileOf(entry))
                .contains(file);
    }

    @ParameterizedTest
    @CsvSource({
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/unknown",
        "../1.dcm",
        "/etc/1.dcm",
        "C:\\1.dcm",
        "a/../../1.dcm",
        "..\\1.dcm",
        "1.dcm/",
        "evil",
    })
    void othersAreNot(String entry) {
        assertThat(new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "DICOM"), FILES).fileOf(entry))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUBJ01_MR1/scans/2-T1w/resources/DICOM/files/1.dcm",
        "SUBJ01_MR1/scans/10/resources/DICOM/files/1.dcm",
        "SUBJ01_MR1/scans/1-MR1-T1w/resources/DICOM/files/1.dcm",
        "SUBJ01_MR1/scans/1-T1w/resources/NIFTI/files/1.dcm",
        "SUBJ01_MR1/scans/1-T1w/resources/102/files/1.dcm",
        "SUBJ01_MR1/scans/1-T1w/resources/NIFTI/files/resources/DICOM/files/1.dcm",
        "SUBJ01_MR1/resources/DICOM/files/1.dcm",
        "SUBJ01_MR1/reconstructions/1/out/resources/DICOM/files/1.dcm",
        "SUBJ01_MR2/scans/1-T1w/resources/DICOM/files/1.dcm",
    })
    @DisplayName("B-52: an entry of another session, scan or resource is none of ours, however alike its file is")
    void entriesOfOtherScansAndResourcesAreNotOurs(String entry) {
        PlanItem scan = at(Level.SCAN, "1", InOut.NONE, "101", "DICOM");
        assertThat(new EntryNames(scan, FILES).fileOf(entry)).isEmpty();
        assertThat(EntryNames.ofLanded(scan, FILES).fileOf(entry)).isPresent();
    }

    @Test
    @DisplayName("Where every file has a digest, another session's label in an archive is none of our business")
    void digestsHaveTheWordOverLabels() {
        FileRow row = new FileRow("101", "1.dcm", OptionalLong.empty(), Optional.of("0".repeat(32)));
        EntryNames names = new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "DICOM"), Map.of("1.dcm", row));
        assertThat(names.fileOf("OWNERS_LABEL/scans/1-T1w/resources/DICOM/files/1.dcm"))
                .contains("1.dcm");
        assertThat(names.fileOf("SUBJ01_MR1/scans/2-T1w/resources/DICOM/files/1.dcm"))
                .isEmpty();
    }

    @Test
    void whatCannotBeJudgedIsTaken() {
        assertThat(new EntryNames(at(Level.SCAN, "1,2", InOut.NONE, "101", "DICOM"), FILES)
                        .fileOf("SUBJ01_MR1/scans/1,2-T1w/resources/DICOM/files/1.dcm"))
                .contains("1.dcm");
        assertThat(new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "R&D"), FILES)
                        .fileOf("SUBJ01_MR1/scans/1-T1w/resources/R&amp;D/files/1.dcm"))
                .contains("1.dcm");
        PlanItem shared = at("OWNER", Level.SCAN, "1", InOut.NONE, "101", "DICOM");
        assertThat(new EntryNames(shared, FILES)
                        .fileOf("OWNERS_LABEL/scans/1-T1w/resources/DICOM/files/OWNERS_LABEL.txt"))
                .contains("XNAT_E00001.txt");
        assertThat(new EntryNames(at(Level.SCAN, "é", InOut.NONE, "101", "ü"), FILES)
                        .fileOf("SUBJ01_MR1/scans/?-T1w/resources/??/files/1.dcm"))
                .contains("1.dcm");
        assertThat(new EntryNames(at(Level.SCAN, "XNAT_E00001_1", InOut.NONE, "101", "1"), FILES)
                        .fileOf("SUBJ01_MR1/scans/SUBJ01_MR1_1-T1w/resources/1-T1w/files/1.dcm"))
                .contains("1.dcm");
        assertThat(new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "a/b"), FILES)
                        .fileOf("SUBJ01_MR1/scans/1-T1w/resources/a/b/files/1.dcm"))
                .contains("1.dcm");
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION, '', NONE, SUBJ01_MR1/scans/1/resources/DATA/files/1.dcm",
        "SUBJECT, '', NONE, SUBJ01/assessors/A1/out/resources/DATA/files/1.dcm",
        "PROJECT, '', NONE, PILOT/reconstructions/1/out/resources/DATA/files/1.dcm",
        "ASSESSOR, XNAT_E00009, OUT, SUBJ01_MR1/assessors/XNAT_E00008/out/resources/DATA/files/1.dcm",
        "ASSESSOR, XNAT_E00009, OUT, QC_LABEL/in/resources/DATA/files/1.dcm",
        "RECONSTRUCTION, r1, IN, SUBJ01_MR1/reconstructions/r1-type/out/resources/DATA/files/1.dcm",
        "RECONSTRUCTION, r1, OUT, SUBJ01_MR1/reconstructions/r2-type/out/resources/DATA/files/1.dcm",
    })
    void otherLevelsHaveEntriesThatAreNotTheirs(Level level, String part, InOut map, String entry) {
        assertThat(new EntryNames(at(level, part, map, "9", "DATA"), FILES).fileOf(entry))
                .isEmpty();
    }

    @Test
    void namesThatCouldBeTwoFilesAreNone() {
        EntryNames names = new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "DICOM"), rows("1/x", "1-T1w/x"));
        assertThat(names.fileOf("SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/1-T1w/x"))
                .isEmpty();
    }

    @Test
    void otherLevelsHaveOtherFolders() {
        assertThat(new EntryNames(at(Level.SESSION, "", InOut.NONE, "9", "NOTES"), FILES)
                        .fileOf("SUBJ01_MR1/resources/NOTES/files/sub/1.dcm"))
                .contains("sub/1.dcm");
        assertThat(new EntryNames(at(Level.SUBJECT, "", InOut.NONE, "9", ""), FILES)
                        .fileOf("SUBJ01/resources/9/files/1.dcm"))
                .contains("1.dcm");
        assertThat(new EntryNames(at(Level.PROJECT, "", InOut.NONE, "9", "X"), FILES)
                        .fileOf("PILOT/resources/X/files/1.dcm"))
                .contains("1.dcm");
        assertThat(new EntryNames(at(Level.ASSESSOR, "XNAT_E00009", InOut.OUT, "9", "DATA"), rows("XNAT_E00009.mgz"))
                        .fileOf("QC_LABEL/out/resources/DATA/files/QC_LABEL.mgz"))
                .contains("XNAT_E00009.mgz");
        assertThat(new EntryNames(at(Level.ASSESSOR, "XNAT_E00009", InOut.OUT, "9", "DATA"), rows("XNAT_E00009.mgz"))
                        .fileOf("SUBJ01_MR1/assessors/XNAT_E00009/out/resources/DATA/files/XNAT_E00009.mgz"))
                .contains("XNAT_E00009.mgz");
        assertThat(new EntryNames(at(Level.RECONSTRUCTION, "r1", InOut.OUT, "9", "DATA"), rows("r1/x"))
                        .fileOf("SUBJ01_MR1/reconstructions/r1-type/out/resources/DATA/files/r1-type/x"))
                .contains("r1/x");
    }
}
