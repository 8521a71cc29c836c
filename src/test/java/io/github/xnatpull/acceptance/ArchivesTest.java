package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.fakes.ZipFaults;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where zips lie in layouts of the user's own. */
class ArchivesTest {
    @TempDir
    private Path directory;

    private Scene scene() {
        MiniatureArchive archive = new MiniatureArchive();
        Scan scan =
                archive.addProject("ZIPS").addSubject("S1").addSession("S1_MR1").addScan("1", "T1w");
        scan.addResource("DICOM").addFile("1.dcm", 900);
        scan.addResource("NIFTI").addFile("1.nii", 700);
        return new Scene(archive, "ZIPS", directory.resolve("data"));
    }

    private static List<String> data(Scene scene) {
        return scene.tree().keySet().stream().sorted().toList();
    }

    @Test
    void whereResourcesShareAFolderEachZipBearsItsId() {
        try (Scene scene = scene()) {
            Scan scan = scene.xnat().archive().session("S1_MR1").scan("1");
            scene.pulls(0, "--layout", "{session.label}/{scan.id}", "--archives", "both");
            assertThat(data(scene))
                    .containsExactlyInAnyOrder(
                            "S1_MR1/1/1.dcm",
                            "S1_MR1/1/1.nii",
                            "S1_MR1/1/DICOM_" + scan.resource("DICOM").id() + ".zip",
                            "S1_MR1/1/NIFTI_" + scan.resource("NIFTI").id() + ".zip");
            scene.xnat().log().clear();
            scene.pulls(0, "--layout", "{session.label}/{scan.id}", "--archives", "both");
            assertThat(scene.fetches().count()).isZero();
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 2L));
        }
    }

    @Test
    void aFolderCalledFilesIsOnlyDroppedInTheDefaultLayout() {
        try (Scene scene = scene()) {
            scene.pulls(0, "--layout", "{session.label}/{scan.id}/{resource.label}/files", "--archives", "both");
            assertThat(data(scene))
                    .containsExactlyInAnyOrder(
                            "S1_MR1/1/DICOM/files.zip",
                            "S1_MR1/1/DICOM/files/1.dcm",
                            "S1_MR1/1/NIFTI/files.zip",
                            "S1_MR1/1/NIFTI/files/1.nii");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 503})
    void whereArchivesAloneAreRefusedFilesComeOneByOne(int status) {
        try (Scene scene = new Scene(MiniatureArchives.scaled(3, 2, 2, 4, 1_000), "SCALE", directory.resolve("data"))) {
            scene.xnat().on(Requests.archives()).then(Faults.status(status).header("Retry-After", "0"));
            scene.pulls(0, "--transfers", "1").saying("Archives are refused, and single files are not");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            // Twice as often as a request is tried, and once more where the server itself is there.
            assertThat(scene.fetches().archives()).hasSizeLessThanOrEqualTo(2 * 6);
        }
    }

    @Test
    @DisplayName("B-91 An entry that ends early with a CRC of its own is found where neither size nor digest is listed")
    void theSumOfAResourceTellsAShortenedEntry() {
        MiniatureArchive archive = new MiniatureArchive();
        Resource resource = archive.addProject("ZIPS")
                .addSubject("S1")
                .addSession("S1_MR1")
                .addScan("1", "T1w")
                .addResource("DICOM");
        for (int file = 1; file <= 3; file++) {
            resource.addFile(file + ".dcm", 900).withoutSize().withoutDigest();
        }
        try (Scene scene = new Scene(archive, "ZIPS", directory.resolve("data"))) {
            scene.xnat().on(Requests.archives()).then(ZipFaults.shortenEntry(2, 5));
            scene.pulls(0)
                    .saying("XP-SIZE-MISMATCH", "1,805 bytes came of a resource of which the server counts 2,700");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
