package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.fileListings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests that are wrong for some minutes after an upload are listed again before the run calls them a mismatch. */
class LateDigestsTest {
    private static final int FILES = 4;

    @TempDir
    private Path directory;

    private Scene scene() {
        MiniatureArchive archive = new MiniatureArchive();
        archive.addProject("P")
                .addSubject("S1")
                .addSession("S1_MR1")
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFiles(FILES, 2_000);
        return new Scene(archive, "P", directory.resolve("data"));
    }

    private static Resource dicom(Scene scene) {
        return scene.xnat().archive().session("S1_MR1").scan("1").resource("DICOM");
    }

    private static int listings(Scene scene) {
        return scene.xnat()
                .log()
                .matching(line -> fileListings().test(line.request()))
                .size();
    }

    /** The digests come right at the n-th listing. */
    private static void comeRightAt(Scene scene, int listing) {
        scene.xnat().on(fileListings()).nth(listing).then(Faults.doing(() -> {
            for (StoredFile file : dicom(scene).files()) {
                Content same = file.content();
                file.replaceWith(same);
            }
        }));
    }

    @ParameterizedTest(name = "B-113 --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    @DisplayName("B-113 Digests that come right after some minutes: landed, md5, and what was proven comes once")
    void comesRight(String archives) {
        try (Scene scene = scene()) {
            dicom(scene).files().get(1).withStaleDigest();
            comeRightAt(scene, 3);
            scene.pulls(0, "--archives", archives);
            assertThat(scene.manifest().only())
                    .containsEntry("status", "landed")
                    .containsEntry("proof", "md5");
            if (archives.equals("unpack")) {
                assertThat(scene.tree()).isEqualTo(scene.truth());
            }
            assertThat(scene.fetches().archives()).hasSize(1);
        }
    }

    @Test
    @DisplayName("B-113 Digests that stay wrong: listed again, then a mismatch; the next run waits for them no more")
    void staysWrong() {
        try (Scene scene = scene()) {
            dicom(scene).files().get(1).withStaleDigest();
            scene.pulls(3);
            assertThat(listings(scene))
                    .as("first, at the mismatch, and later twice more")
                    .isGreaterThan(2);
            assertThat(scene.manifest().only())
                    .containsEntry("status", "incomplete")
                    .containsEntry("error_code", "XP-DIGEST-MISMATCH");
            Map<String, String> tree = scene.tree();
            assertThat(tree).isEqualTo(scene.truth());
            scene.xnat().log().clear();
            scene.pulls(3);
            assertThat(listings(scene))
                    .as("nothing changed, so nothing came that could be wrong")
                    .isEqualTo(1);
            assertThat(scene.tree()).isEqualTo(tree);
        }
    }

    @Test
    @DisplayName("B-113 Digests that are right are listed once, and nobody waits")
    void ordinaryServersStayQuiet() {
        try (Scene scene = scene()) {
            scene.pulls(0);
            assertThat(listings(scene)).isEqualTo(1);
        }
    }
}
