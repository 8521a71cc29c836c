package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.catalogue.InOut;
import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.ResourceAddress;
import io.github.xnatpull.plan.PlanItem;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entry names as contract §3.3 makes them. */
class EntryNamesTest {

    private static final Set<String> FILES = Set.of(
            "1.dcm", "sub/1.dcm", "1/x", "files/y", "XNAT_E00001.txt", "101/files/z", "a b#1.txt", "deep/scans/1/q");

    private static PlanItem at(Level level, String part, InOut inOut, String id, String label) {
        PlanItem item = Bench.item(id, part.isEmpty() ? "1" : part, label);
        return new PlanItem(
                item.number(),
                item.key(),
                new ResourceAddress("PILOT", "XNAT_S00001", "XNAT_E00001", level, part, inOut, id),
                item.session(),
                item.scan(),
                "",
                "",
                label,
                item.folder(),
                item.action(),
                item.countHint(),
                item.sizeHint());
    }

    @ParameterizedTest
    @CsvSource({
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/1.dcm, 1.dcm",
        "SUBJ01_MR1/scans/1/resources/DICOM/files/1.dcm, 1.dcm",
        "SUBJ01_MR1/scans/1-T2_FLAIR__ax_/resources/DICOM/files/sub/1.dcm, sub/1.dcm",
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/1-T1w/x, 1/x",
        "SUBJ01_MR1/scans/1/resources/DICOM/files/1/x, 1/x",
        "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/deep/scans/1-T1w/q, deep/scans/1/q",
        "OWNERS_LABEL/scans/1-T1w/resources/DICOM/files/OWNERS_LABEL.txt, XNAT_E00001.txt",
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

    @Test
    void namesThatCouldBeTwoFilesAreNone() {
        EntryNames names = new EntryNames(at(Level.SCAN, "1", InOut.NONE, "101", "DICOM"), Set.of("1/x", "1-T1w/x"));
        assertThat(names.fileOf("S/scans/1-T1w/resources/DICOM/files/1-T1w/x")).isEmpty();
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
        assertThat(new EntryNames(at(Level.ASSESSOR, "XNAT_E00009", InOut.OUT, "9", "DATA"), Set.of("XNAT_E00009.mgz"))
                        .fileOf("QC_LABEL/out/resources/DATA/files/QC_LABEL.mgz"))
                .contains("XNAT_E00009.mgz");
        assertThat(new EntryNames(at(Level.ASSESSOR, "XNAT_E00009", InOut.OUT, "9", "DATA"), Set.of("XNAT_E00009.mgz"))
                        .fileOf("SUBJ01_MR1/assessors/XNAT_E00009/out/resources/DATA/files/XNAT_E00009.mgz"))
                .contains("XNAT_E00009.mgz");
        assertThat(new EntryNames(at(Level.RECONSTRUCTION, "r1", InOut.OUT, "9", "DATA"), Set.of("r1/x"))
                        .fileOf("SUBJ01_MR1/reconstructions/r1-type/out/resources/DATA/files/r1-type/x"))
                .contains("r1/x");
    }
}
