package io.github.xnatpull.selection;

import static io.github.xnatpull.selection.Rows.assessor;
import static io.github.xnatpull.selection.Rows.ofSubject;
import static io.github.xnatpull.selection.Rows.resource;
import static io.github.xnatpull.selection.Rows.scan;
import static io.github.xnatpull.selection.Rows.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final List<ScanRow> SCANS = List.of(
            scan("1", "T1w"),
            scan("2", "T2w"),
            scan("3", "2"),
            scan("4", "T2*"),
            scan("5", "T1/T2, map"),
            scan("99-MR1", ""));

    private static List<String> scanIds(String... values) {
        Selector selector =
                Selector.of(Selection.builder().scans(List.of(values)).build());
        return selector.scans(SCANS).stream().map(ScanRow::id).toList();
    }

    @Test
    void nothingSaidSelectsEveryScan() {
        assertThat(scanIds()).containsExactly("1", "2", "3", "4", "5", "99-MR1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "*", "all", "1,ALL"})
    void allMeansEveryScan(String value) {
        assertThat(scanIds(value)).hasSize(SCANS.size());
    }

    @Test
    void anIdComesBeforeATypeOfTheSameText() {
        assertThat(scanIds("2")).containsExactly("2");
    }

    @Test
    void aTypeThatLooksLikeAGlobIsThatType() {
        assertThat(scanIds("T2*")).containsExactly("4");
    }

    @Test
    void aGlobMatchesWhereNoTypeBearsItAsName() {
        assertThat(scanIds("T1*")).containsExactly("1", "5");
    }

    @Test
    void aTypeWithCommaAndSlashIsMetAsAWhole() {
        assertThat(scanIds("T1/T2, map")).containsExactly("5");
    }

    @Test
    void commasSeparateIdsAndTypesInAnyMix() {
        assertThat(scanIds("99-MR1, T1w ,2")).containsExactly("1", "2", "99-MR1");
    }

    @Test
    void anExpressionIsNeverSplitAtCommas() {
        assertThat(scanIds("1,re:T[12]w{0,3}")).containsExactly("1", "2");
    }

    @Test
    void anExpressionMatchesWholeNames() {
        assertThat(scanIds("re:T1")).isEmpty();
    }

    @Test
    void blankTypesAreMatchedByTheEmptyExpression() {
        assertThat(scanIds("re:")).containsExactly("99-MR1");
    }

    @Test
    void caseMatters() {
        assertThat(scanIds("t1W")).isEmpty();
    }

    @Test
    void idsAreTextNotNumbers() {
        assertThat(scanIds("01", "1.0")).isEmpty();
    }

    @Test
    void typesOnlyNeverCatchAnId() {
        Selector selector =
                Selector.of(Selection.builder().scanTypes(List.of("2")).build());
        assertThat(selector.scans(SCANS)).extracting(ScanRow::id).containsExactly("3");
    }

    @Test
    void excludedScansMeanTheSameRowsAsIncludedOnes() {
        Selector selector = Selector.of(Selection.builder()
                .scans(List.of("*"))
                .excludedScans(List.of("2", "T2*"))
                .build());
        assertThat(selector.scans(SCANS)).extracting(ScanRow::id).containsExactly("1", "3", "5", "99-MR1");
    }

    @Test
    void qualityIsOneOfThoseNamed() {
        Selector selector = Selector.of(Selection.builder()
                .scanQualities(List.of("usable,questionable"))
                .build());
        List<ScanRow> listing = List.of(
                scan("1", "a", "usable"),
                scan("2", "a", "unusable"),
                scan("3", "a", ""),
                scan("4", "a", "questionable"));
        assertThat(selector.scans(listing)).extracting(ScanRow::id).containsExactly("1", "4");
    }

    @Test
    void aBrokenExpressionIsRefusedBeforeAnythingStarts() {
        Selection selection = Selection.builder().scans(List.of("re:T1(")).build();
        assertThatThrownBy(() -> Selector.of(selection))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CONFIG_INVALID))
                .hasMessageContaining("re:T1(")
                .hasMessageContaining("Unclosed group");
    }

    @Test
    void aBlankValueIsRefusedSinceAnUnsetVariableMustNotSelect() {
        Selection selection = Selection.builder().scans(List.of(" ")).build();
        assertThatThrownBy(() -> Selector.of(selection)).hasMessageContaining("a value for scan is blank");
    }

    @Test
    void resourcesAreEitherIncludedOrExcluded() {
        Selection selection = Selection.builder()
                .resources(List.of("DICOM"))
                .excludedResources(List.of("SNAPSHOTS"))
                .build();
        assertThatThrownBy(() -> Selector.of(selection)).hasMessageContaining("both included and excluded");
    }

    @ParameterizedTest
    @CsvSource({
        "mr, xnat:mrSessionData",
        "MR, xnat:mrSessionData",
        "mrSessionData, xnat:mrSessionData",
        "xnat:mrSessionData, xnat:mrSessionData",
        "petmr, xnat:petmrSessionData",
        "PETMR, xnat:petmrSessionData",
        "opt, xnat:optSessionData",
        "pet*, xnat:petmrSessionData",
        "'ct,mr', xnat:mrSessionData",
        "re:xnat:(mr|ct)SessionData, xnat:ctSessionData",
        "lab:madeYesterday, lab:madeYesterday"
    })
    void sessionTypesAreShortOrFull(String value, String xsiType) {
        Selector selector =
                Selector.of(Selection.builder().sessionTypes(List.of(value)).build());
        List<SessionRow> listing =
                List.of(session("P", "E1", "a", xsiType, ""), session("P", "E2", "b", "xnat:usSessionData", ""));
        assertThat(selector.sessions(listing))
                .extracting(SessionRow::accessionId)
                .containsExactly("E1");
    }

    @Test
    void anAccessionIdComesBeforeAnotherSessionsLabel() {
        Selector selector =
                Selector.of(Selection.builder().sessions(List.of("XNAT_E1")).build());
        List<SessionRow> listing = List.of(session("XNAT_E1", "MR1"), session("XNAT_E2", "XNAT_E1"));
        assertThat(selector.sessions(listing)).extracting(SessionRow::label).containsExactly("MR1");
    }

    @Test
    void aSharedLabelSelectsItsSessionInEveryProjectAskedFor() {
        Selector selector =
                Selector.of(Selection.builder().sessions(List.of("MR1")).build());
        List<SessionRow> listing = List.of(
                session("A", "E1", "MR1", "xnat:mrSessionData", ""),
                session("B", "E1", "other", "xnat:mrSessionData", ""),
                session("B", "E2", "MR1", "xnat:mrSessionData", ""),
                session("B", "E2", "MR1", "xnat:mrSessionData", ""));
        assertThat(selector.sessions(listing)).extracting(SessionRow::project).containsExactly("A", "B");
    }

    @Test
    void subjectsAreIdsLabelsOrGlobs() {
        Selector selector = Selector.of(
                Selection.builder().subjects(List.of("S1", "sub-02", "ctl*")).build());
        List<SessionRow> listing = List.of(
                ofSubject("E1", "a", "S1", "x"),
                ofSubject("E2", "b", "S2", "sub-02"),
                ofSubject("E3", "c", "S3", "ctl9"),
                ofSubject("E4", "d", "S4", "S1"));
        assertThat(selector.sessions(listing))
                .extracting(SessionRow::accessionId)
                .containsExactly("E1", "E2", "E3");
    }

    @Test
    void datesIncludeBothEndsAndLeaveOutUndatedSessions() {
        Selector selector = Selector.of(Selection.builder()
                .since(Optional.of(LocalDate.of(2024, 1, 1)))
                .until(Optional.of(LocalDate.of(2024, 1, 31)))
                .build());
        List<SessionRow> listing = List.of(
                dated("E1", "2024-01-01"),
                dated("E2", "2024-01-31"),
                dated("E3", "2024-02-01"),
                dated("E4", ""),
                dated("E5", "2023-12-31"));
        assertThat(selector.sessions(listing))
                .extracting(SessionRow::accessionId)
                .containsExactly("E1", "E2");
        assertThat(selector.tally().undated()).isEqualTo(1);
        assertThat(selector.tally().explain()).startsWith("5 sessions, 2 after dates (1 has no date)");
    }

    private static SessionRow dated(String id, String date) {
        return session("P", id, "L" + id, "xnat:mrSessionData", date);
    }

    @Test
    void limitTakesTheFirstOfWhatIsLeft() {
        Selector selector = Selector.of(Selection.builder()
                .excludedSessions(List.of("*_phantom*"))
                .limit(OptionalInt.of(2))
                .build());
        List<SessionRow> listing =
                List.of(session("E1", "a_phantom1"), session("E2", "b"), session("E3", "c"), session("E4", "d"));
        assertThat(selector.sessions(listing))
                .extracting(SessionRow::accessionId)
                .containsExactly("E2", "E3");
    }

    @Test
    void assessorsGoByIdLabelOrTypeAndAddTheirLevel() {
        Selector selector = Selector.of(Selection.builder()
                .assessors(List.of("fs:fsData", "QC_1", "X3"))
                .build());
        List<AssessorRow> listing = List.of(
                assessor("X1", "FS_1", "fs:fsData"),
                assessor("X2", "QC_1", "xnat:qcManualAssessorData"),
                assessor("X3", "M", "m:m"),
                assessor("X4", "N", "m:m"));
        assertThat(selector.assessors(listing)).extracting(AssessorRow::id).containsExactly("X1", "X2", "X3");
        assertThat(selector.levels()).containsExactlyInAnyOrder(Level.SCAN, Level.ASSESSOR);
    }

    @Test
    void onlyResourcesOfChosenPartsAtChosenLevelsAreTaken() {
        Selector selector = Selector.of(Selection.builder()
                .levels(Set.of(Level.SCAN, Level.SESSION))
                .excludedResources(List.of("SNAP*"))
                .build());
        List<ResourceRow> listing = List.of(
                resource(Level.SCAN, "1", "10", "DICOM"),
                resource(Level.SCAN, "1", "11", "SNAPSHOTS"),
                resource(Level.SCAN, "2", "12", "DICOM"),
                resource(Level.SESSION, "", "13", "QC"),
                resource(Level.ASSESSOR, "X1", "14", "DATA"));
        assertThat(selector.resources(List.of(scan("1", "T1w")), List.of(assessor("X1", "a", "t:t")), listing))
                .extracting(ResourceRow::id)
                .containsExactly("10", "13");
    }

    @Test
    void resourcesAreNamedByLabelAndUnlabelledOnesByTheirId() {
        Selector selector =
                Selector.of(Selection.builder().resources(List.of("1?", "22")).build());
        List<ResourceRow> listing = List.of(
                resource(Level.SCAN, "1", "10", "DICOM"),
                resource(Level.SCAN, "1", "11", ""),
                resource(Level.SCAN, "1", "12", "22"),
                resource(Level.SCAN, "1", "22", "NIFTI"));
        assertThat(selector.resources(List.of(scan("1", "")), List.of(), listing))
                .extracting(ResourceRow::id)
                .containsExactly("11", "12");
    }

    @Test
    void assessorsMayHaveResourcesOfTheirOwnChoice() {
        Selector selector = Selector.of(Selection.builder()
                .resources(List.of("DICOM"))
                .assessorResources(List.of("DATA"))
                .build());
        List<ResourceRow> listing = List.of(
                resource(Level.SCAN, "1", "10", "DICOM"),
                resource(Level.SCAN, "1", "11", "DATA"),
                resource(Level.ASSESSOR, "X1", "12", "DATA"),
                resource(Level.ASSESSOR, "X1", "13", "DICOM"));
        assertThat(selector.resources(List.of(scan("1", "")), List.of(assessor("X1", "", "t:t")), listing))
                .extracting(ResourceRow::id)
                .containsExactly("10", "12");
    }

    @ParameterizedTest
    @CsvSource({
        "*.dcm, sub/1.dcm, true",
        "*.dcm, sub/1.dcm.txt, false",
        "sub/*, sub/1.dcm, true",
        "sub/*, other/1.dcm, false",
        "1.dcm, sub/1.dcm, true",
        "[a].txt, [a].txt, true",
        "[a].txt, a.txt, true",
        "'*.nii,*.nii.gz', x.nii.gz, true",
        "re:.*\\.dcm, sub/1.dcm, true"
    })
    void filePatternsLookAtNamesOrWherePatternsHoldASlashAtPaths(String pattern, String path, boolean wanted) {
        Selector selector =
                Selector.of(Selection.builder().files(List.of(pattern)).build());
        assertThat(selector.file(path)).isEqualTo(wanted);
    }

    @Test
    void namesThatMeanNothingAreTold() {
        Selector selector = Selector.of(
                Selection.builder().sessions(List.of("MR1", "MR7", "X*")).build());
        assertThat(selector.unmatched(List.of(session("E1", "MR1")))).containsExactly("MR7", "X*");
    }
}
