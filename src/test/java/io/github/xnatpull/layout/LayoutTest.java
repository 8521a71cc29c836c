package io.github.xnatpull.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.layout.Layout.Place;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final SessionRow MR1 = session("MR1");
    private static final ScanRow T1 = new ScanRow("4", "T1w", "usable", "xnat:mrScanData", "t1 mprage", "");
    private static final ScanRow NONE = new ScanRow("", "", "", "", "", "");

    private static SessionRow session(String label) {
        return new SessionRow(
                "P", "XNAT_E1", label, "XNAT_S1", "sub_01", "P", "xnat:mrSessionData", "2024-01-15", "", "");
    }

    private static Place place(SessionRow session, Level level, InOut inOut) {
        String part =
                switch (level) {
                    case SCAN -> "4";
                    case ASSESSOR -> "XNAT_E9";
                    case RECONSTRUCTION -> "R1";
                    case PROJECT, SUBJECT, SESSION -> "";
                };
        return new Place(
                session,
                level,
                part,
                inOut,
                level == Level.SCAN ? T1 : NONE,
                level == Level.ASSESSOR ? "MR1_QC" : "",
                "77",
                "DICOM");
    }

    private static String folder(Layout layout, SessionRow session, Level level, InOut inOut) {
        String sessionFolder =
                layout.sessionFolders(session).stream().findFirst().orElse("");
        return layout.resourceFolders(sessionFolder, place(session, level, inOut))
                .get(0);
    }

    private static String folder(String layout, Level level) {
        return folder(Layout.of(layout, false, false), above(level), level, InOut.NONE);
    }

    /** Subjects and projects are rows without an accession id. */
    private static SessionRow above(Level level) {
        return switch (level) {
            case PROJECT -> new SessionRow("P", "", "", "", "", "P", "", "", "", "");
            case SUBJECT -> new SessionRow("P", "", "", "XNAT_S1", "sub_01", "P", "", "", "", "");
            case SESSION, SCAN, ASSESSOR, RECONSTRUCTION -> MR1;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "SCAN, MR1/scans/4/resources/DICOM/files",
        "SESSION, MR1/resources/DICOM/files",
        "ASSESSOR, MR1/assessors/MR1_QC/resources/DICOM/files",
        "RECONSTRUCTION, MR1/reconstructions/R1/resources/DICOM/files",
        "SUBJECT, subjects/sub_01/resources/DICOM/files",
        "PROJECT, resources/DICOM/files"
    })
    void xnatIsTheConventionOfXnatUsers(Level level, String expected) {
        assertThat(folder("xnat", level)).isEqualTo(expected);
    }

    @Test
    void whatAnAssessorWasMadeFromLiesUnderIn() {
        Layout layout = Layout.of("xnat", false, false);
        assertThat(folder(layout, MR1, Level.ASSESSOR, InOut.IN))
                .isEqualTo("MR1/assessors/MR1_QC/in/resources/DICOM/files");
        assertThat(folder(layout, MR1, Level.ASSESSOR, InOut.OUT))
                .isEqualTo("MR1/assessors/MR1_QC/resources/DICOM/files");
        assertThat(folder(layout, MR1, Level.RECONSTRUCTION, InOut.IN))
                .isEqualTo("MR1/reconstructions/R1/in/resources/DICOM/files");
    }

    @ParameterizedTest
    @CsvSource({
        "flat, SCAN, MR1/4-T1w-DICOM",
        "flat, SESSION, MR1/DICOM",
        "flat, ASSESSOR, MR1/MR1_QC-DICOM",
        "flat, SUBJECT, subject-sub_01-DICOM",
        "flat, PROJECT, project-DICOM",
        "nyuad, SCAN, session-MR1/scan-4_T1w/DICOM",
        "nyuad, SESSION, session-MR1/resources/DICOM",
        "nyuad, ASSESSOR, session-MR1/assessor-MR1_QC/DICOM",
        "bids-source, SCAN, sourcedata/sub-sub01/ses-MR1/scans/4-T1w/DICOM",
        "bids-source, SUBJECT, sourcedata/sub-sub01/resources/DICOM"
    })
    void theOtherPresetsGiveEachResourceAFolderToo(String layout, Level level, String expected) {
        assertThat(Layout.of(layout, false, false).ownsFolder()).isTrue();
        assertThat(folder(layout, level)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'{subject.label}/{session.label}/{scan.id}-{scan.type}/{resource.label}/{file.path}', SCAN, sub_01/MR1/4-T1w/DICOM",
        "'{subject.label}/{session.label}/{scan.id}-{scan.type}/{resource.label}', SESSION, sub_01/MR1/DICOM",
        "'{subject.label}/{session.label}/{scan.id}-{scan.type}/{resource.label}', PROJECT, DICOM",
        "'{session.type}/{session.date}/{session.id}/{scan.description}/{resource.id}', SCAN, mr/2024-01-15/XNAT_E1/t1 mprage/77",
        "'{scan.type}/{session.label}/{resource.label}', SCAN, T1w/MR1/DICOM",
        "'all/{project}/{resource.label}', SCAN, all/P/DICOM"
    })
    void templatesFillInWhatTheLevelHasAndLeaveOutTheRest(String template, Level level, String expected) {
        assertThat(folder(template, level)).isEqualTo(expected);
    }

    @Test
    void aBlankTypeTakesItsSeparatorAlong() {
        Layout layout = Layout.of("nyuad", false, false);
        Place untyped =
                new Place(MR1, Level.SCAN, "4", InOut.NONE, new ScanRow("4", "", "", "", "", ""), "", "77", "DICOM");
        assertThat(layout.resourceFolders("session-MR1", untyped).get(0)).isEqualTo("session-MR1/scan-4/DICOM");
        Layout reversed = Layout.of("{scan.type}_{scan.id}/{resource.label}", false, false);
        assertThat(reversed.resourceFolders("", untyped).get(0)).isEqualTo("4/DICOM");
    }

    @Test
    void severalProjectsComeFirstAndOnlyOnce() {
        assertThat(folder(Layout.of("xnat", false, true), MR1, Level.SCAN, InOut.NONE))
                .isEqualTo("P/MR1/scans/4/resources/DICOM/files");
        assertThat(folder(
                        Layout.of("{project}/{session.label}/{resource.label}", false, true),
                        MR1,
                        Level.SCAN,
                        InOut.NONE))
                .isEqualTo("P/MR1/DICOM");
        assertThat(folder(Layout.of("xnat", false, true), above(Level.SUBJECT), Level.SUBJECT, InOut.NONE))
                .isEqualTo("P/subjects/sub_01/resources/DICOM/files");
    }

    @Test
    void byIdPutsAccessionIdsWhereLabelsAre() {
        Layout layout = Layout.of("xnat", true, false);
        assertThat(folder(layout, MR1, Level.ASSESSOR, InOut.OUT))
                .isEqualTo("XNAT_E1/assessors/XNAT_E9/resources/DICOM/files");
        assertThat(folder(layout, above(Level.SUBJECT), Level.SUBJECT, InOut.NONE))
                .isEqualTo("subjects/XNAT_S1/resources/DICOM/files");
    }

    @Test
    @DisplayName("B-40: Who comes later gets the id appended")
    void whoComesLaterGetsTheIdAppended() {
        Layout layout = Layout.of("xnat", false, false);
        assertThat(layout.sessionFolders(MR1)).startsWith("MR1", "MR1_XNAT_E1").doesNotHaveDuplicates();
        assertThat(layout.resourceFolders("MR1_XNAT_E1", place(MR1, Level.SCAN, InOut.NONE)))
                .startsWith(
                        "MR1_XNAT_E1/scans/4/resources/DICOM/files", "MR1_XNAT_E1/scans/4/resources/DICOM_77/files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subjects", "Resources", "reports", "REPORTS", "withdrawn", "Withdrawn"})
    void aSessionNeverTakesAFolderThatMeansSomethingElse(String label) {
        assertThat(Layout.of("xnat", false, false)
                        .sessionFolders(session(label))
                        .get(0))
                .isEqualTo(label + "_XNAT_E1");
    }

    @Test
    void ourOwnFolderAndTheReportsAreNobodysInAnyLayout() {
        assertThat(Layout.of("xnat", false, false).sessionFolders(session(".xnatpull")))
                .noneMatch(name -> name.startsWith(".xnatpull"));
        for (String own : List.of("reports", "withdrawn")) {
            SessionRow odd = new SessionRow(own, "E1", "MR1", "S1", own, own, "", "", "", "");
            assertThat(Layout.of("xnat", false, true).sessionFolders(odd).get(0))
                    .isEqualTo(own + "_/MR1");
            assertThat(Layout.of("{subject.label}/{session.label}/{resource.label}", false, false)
                            .sessionFolders(odd)
                            .get(0))
                    .isEqualTo(own + "_/MR1");
        }
    }

    @Test
    @DisplayName("B-53: Names that no file system takes are made portable")
    void namesThatNoFileSystemTakesAreMadePortable() {
        ScanRow odd = new ScanRow("5", "T1/T2: map", "", "", "", "");
        Place place = new Place(session("a:b"), Level.SCAN, "5", InOut.NONE, odd, "", "9", "CON");
        Layout layout = Layout.of("nyuad", false, false);
        assertThat(layout.sessionFolders(session("a:b")).get(0)).isEqualTo("session-a%3Ab");
        assertThat(layout.resourceFolders("session-a%3Ab", place).get(0))
                .isEqualTo("session-a%3Ab/scan-5_T1%2FT2%3A map/%43ON");
    }

    @Test
    void unlabelledThingsAreNamedByTheirIds() {
        SessionRow blank = session("");
        Place place = new Place(blank, Level.ASSESSOR, "XNAT_E9", InOut.OUT, NONE, "", "77", "");
        Layout layout = Layout.of("xnat", false, false);
        assertThat(layout.resourceFolders(layout.sessionFolders(blank).get(0), place)
                        .get(0))
                .isEqualTo("XNAT_E1/assessors/XNAT_E9/resources/77/files");
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void aLayoutWithoutResourceSharesFoldersAndSaysSo(Level level) {
        Layout layout = Layout.of("{session.label}/{scan.type}/{file.path}", false, false);
        assertThat(layout.ownsFolder()).isFalse();
        assertThat(folder(layout, above(level), level, InOut.NONE)).isNotEmpty().doesNotContain("77");
    }

    @Test
    void theKeptArchiveLiesBesideTheFolder() {
        assertThat(Layout.of("xnat", false, false).archive("MR1/scans/4/resources/DICOM/files"))
                .isEqualTo("MR1/scans/4/resources/DICOM.zip");
        assertThat(Layout.of("flat", false, false).archive("MR1/4-T1w-DICOM")).isEqualTo("MR1/4-T1w-DICOM.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "'nosuch', there is no layout of that name",
        "'nyaud', the nearest layout is 'nyuad'",
        "'data/all', a path needs a placeholder",
        "'{session.lable}/{file.path}', the nearest is {session.label}",
        "'{file.path}', into one folder",
        "'', into one folder",
        "'/abs/{session.label}', below the destination",
        "'../{session.label}', below the destination",
        "'~/{session.label}', below the destination",
        "'a\\{session.label}', below the destination",
        "'{session.label', a brace has no partner",
        "'{session.label}/{file.path}/x', must be its end",
        "'{session.label}/x-{file.path}', must be its end"
    })
    void aTemplateThatCannotBeIsRefusedWithThePlaceholdersThereAre(String template, String why) {
        assertThatThrownBy(() -> Layout.of(template, false, false))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CONFIG_INVALID))
                .hasMessageContaining(why)
                .hasMessageContaining("{scan.id}");
    }

    @Test
    void twoFilesOfOnePathAreFoundBeforeAnythingIsFetched() {
        SharedFolders shared = SharedFolders.ofHeap(64 << 20);
        shared.source("MR1 scan 1 DICOM").add("P/E1", "MR1", "1.dcm");
        shared.source("MR1 scan 2 DICOM").add("P/E1", "MR1", "2.dcm");
        SharedFolders.Source again = shared.source("MR1 scan 1 DICOM");
        assertThatCode(() -> again.add("P/E1", "MR1", "1.dcm")).doesNotThrowAnyException();
        assertThatThrownBy(() -> shared.source("MR1 scan 2 DICOM").add("P/E1", "MR1", "1.DCM"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.NAME_COLLISION))
                .hasMessageContaining("would both be 'MR1/1.DCM'")
                .hasMessageContaining("MR1 scan 1 DICOM")
                .hasMessageContaining("MR1 scan 2 DICOM")
                .hasMessageContaining("{resource.label}");
    }

    @Test
    @DisplayName("B-43: files that share folders are compared in 20 bytes each, and more than fit are refused")
    void manyFilesOfOnePathAreComparedInLittleMemory() {
        SharedFolders shared = SharedFolders.ofHeap(16 << 20);
        SharedFolders.Source one = shared.source("MR1 scan 1 DICOM");
        for (int file = 0; file < 40_000; file++) {
            one.add("P", "P", file + ".dcm");
        }
        SharedFolders.Source other = shared.source("MR1 scan 2 DICOM");
        for (int file : new int[] {0, 20_000, 39_999}) {
            assertThatThrownBy(() -> other.add("P", "P", file + ".dcm"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.NAME_COLLISION));
        }
        assertThatThrownBy(() -> {
                    for (int file = 0; file < 200_000; file++) {
                        other.add("P", "P", file + ".nii");
                    }
                })
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE))
                .hasMessageContaining("16.0 MiB of memory")
                .hasMessageContaining("{session.label}");
    }
}
