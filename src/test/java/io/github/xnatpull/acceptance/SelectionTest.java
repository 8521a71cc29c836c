package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is selected lands, and nothing else, under its original names in the manifest; layouts put it where they say. */
class SelectionTest {
    private static FakeXnat xnat;

    @TempDir
    private Path directory;

    @BeforeAll
    static void serve() {
        xnat = FakeXnat.serving(MiniatureArchives.quirks());
    }

    @AfterAll
    static void close() {
        xnat.close();
    }

    private Ended pull(int exit, String project, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "pull",
                "--server",
                xnat.url(),
                "--project",
                project,
                "--dest",
                directory.resolve("d").toString()));
        command.addAll(List.of(more));
        return new Program().run(command).with(exit);
    }

    private Manifest manifest() {
        return Manifest.read(directory.resolve("d/reports/latest/manifest.csv"));
    }

    /** What landed, as {@code session scan resource}. */
    private Set<String> landed() {
        return manifest().rows().stream()
                .map(row -> row.get("session_label") + " " + row.get("scan_id") + " " + row.get("resource_label"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SCAN_IDS|2|SCAN_IDS 2 DICOM",
                "SCAN_TYPES|T2*|SCAN_TYPES 6 DICOM",
                "SCAN_TYPES|a,b|SCAN_TYPES 4 DICOM",
                "SCAN_TYPES|T1 & T2,脑|SCAN_TYPES 5 DICOM;SCAN_TYPES 8 DICOM",
                "SHARED_LABEL|ALL|SHARED_LABEL 1 DICOM"
            })
    void exactlyTheScansThatAreMeantLand(String session, String scan, String expected) {
        pull(0, "QUIRKS", "--session", session, "--scan", scan);
        assertThat(landed()).containsExactlyInAnyOrder(expected.split(";"));
    }

    @Test
    void resourcesAreChosenByLabelWhateverItHolds() {
        pull(
                0,
                "QUIRKS",
                "--session",
                "RESOURCE_LABELS",
                "--resource",
                "a,b",
                "--resource",
                "4711",
                "--resource",
                "O'Neil");
        assertThat(manifest().column("resource_label")).containsExactlyInAnyOrder("a,b", "4711", "O'Neil");
    }

    @Test
    void everyLevelHasItsPlace() {
        pull(
                0,
                "QUIRKS",
                "--session",
                "DERIVED",
                "--subject",
                "Q01",
                "--levels",
                "scan,session,assessor,reconstruction,subject,project");
        assertThat(manifest().column("path"))
                .contains(
                        "DERIVED/scans/1/resources/DICOM/files",
                        "DERIVED/resources/NOTES/files",
                        "DERIVED/reconstructions/R1/resources/NIFTI/files",
                        "DERIVED/reconstructions/R2/in/resources/DICOM/files",
                        "DERIVED/assessors/DERIVED_QC/resources/REPORT/files",
                        "DERIVED/assessors/DERIVED_FS/in/resources/DICOM/files",
                        "subjects/Q01/resources/CONSENT/files",
                        "resources/PROTOCOL/files");
        assertThat(manifest().count("status").keySet()).containsExactly("landed");
    }

    @ParameterizedTest
    @CsvSource({"nyuad", "'{subject.label}/{session.label}/{scan.id}-{scan.type}/{resource.label}/{file.path}'"})
    void underEveryLayoutEachResourceHasAPlaceOfItsOwn(String layout) {
        pull(0, "QUIRKS", "--session", "SCAN_IDS,SCAN_TYPES,RESOURCE_LABELS", "--layout", layout);
        Manifest manifest = manifest();
        assertThat(manifest.count("status").keySet()).containsExactly("landed");
        assertThat(manifest.column("path")).doesNotHaveDuplicates();
        assertThat(Tree.at(directory.resolve("d"))).hasSize((int) manifest.sum("files"));
    }

    @Test
    @DisplayName("B-57 Two planned files map to the same path: found at plan time, exit 2, both sources, a hint")
    void twoFilesOfOnePathAreFoundBeforeAnythingIsFetched() {
        Ended ended = pull(2, "QUIRKS", "--session", "SCAN_IDS", "--layout", "{session.label}/{file.path}");
        ended.saying("XP-NAME-COLLISION", "scan 1 DICOM", "would both be 'SCAN_IDS/", "{resource.label}", "(resource ");
        assertThat(Tree.at(directory.resolve("d"))).isEmpty();
        pull(
                0,
                "QUIRKS",
                "--session",
                "SCAN_IDS",
                "--scan",
                "3",
                "--layout",
                "{session.label}/{file.path}",
                "--rebind");
        assertThat(manifest().only()).containsEntry("path", "SCAN_IDS");
    }

    @Test
    @DisplayName("B-74 A selection that matches nothing explains itself and exits 6")
    void anEmptySelectionExplainsItself() {
        Ended ended = pull(6, "QUIRKS", "--session", "SCAN_TYPES", "--scan", "FLAIR", "--fail-if-empty");
        ended.saying("1 after session 'SCAN_TYPES', 0 after scan type 'FLAIR'", "types seen: ", "T2 FLAIR (ax)");
    }

    @Test
    @DisplayName("B-41 The same label in two projects: a folder for each")
    void severalProjectsComeFirst() {
        pull(0, "QUIRKS,OWNER", "--session", "SAME_LABEL");
        assertThat(manifest().rows())
                .extracting(row -> row.get("path"))
                .containsExactlyInAnyOrder(
                        "OWNER/SAME_LABEL/scans/1/resources/DICOM/files",
                        "QUIRKS/SAME_LABEL/scans/1/resources/DICOM/files");
        assertThat(manifest().count("project")).isEqualTo(Map.of("OWNER", 1L, "QUIRKS", 1L));
    }
}
