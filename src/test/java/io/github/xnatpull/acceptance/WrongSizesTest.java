package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A digest that is right outweighs the size that is listed beside it. */
class WrongSizesTest {
    @TempDir
    private Path directory;

    /** Two files in one resource, one in another; some of their sizes are listed wrong by so many bytes. */
    private Scene scene(long off) {
        MiniatureArchive archive = new MiniatureArchive();
        Session session = archive.addProject("P").addSubject("S1").addSession("S1_MR1");
        Resource dicom = session.addScan("1", "T1w").addResource("DICOM").addFiles(2, 2_000);
        Resource lone = session.addScan("2", "T2w").addResource("NIFTI");
        lone.addFile("t2.nii.gz", 5_000);
        dicom.files().get(0).withListedSize(2_000 + off);
        lone.files().get(0).withListedSize(5_000 + off);
        return new Scene(archive, "P", directory.resolve("data"));
    }

    private static Ended verify(Scene scene, String... more) {
        return new Program()
                .run(Stream.concat(
                                Stream.of(
                                        "verify", "--dest", scene.destination().toString()),
                                Stream.of(more))
                        .toList())
                .with(0);
    }

    @ParameterizedTest(name = "B-94 off by {0}, --archives {1}")
    @CsvSource({"1,unpack", "-1,unpack", "-2000,both", "1,keep"})
    @DisplayName(
            "B-94 The MD5 is the server's and the listed size is not: landed, md5, and the listing's mistake is told")
    void theDigestDecides(long off, String archives) {
        try (Scene scene = scene(off)) {
            Ended pull = scene.pulls(0, "--archives", archives);
            assertThat(pull.err()).contains("The server lists a wrong size for 1 file of");
            assertThat(scene.manifest().column("status")).containsOnly("landed");
            assertThat(scene.manifest().column("proof")).containsOnly("md5");
            if (archives.equals("unpack")) {
                assertThat(scene.tree()).isEqualTo(scene.truth());
            }
            assertThat(scene.fetches().count()).as("each came once").isEqualTo(2);
            scene.xnat().log().clear();
            scene.pulls(0, "--archives", archives, "--recheck").saying("The server lists a wrong size for 1 file of");
            assertThat(scene.manifest().column("status")).containsOnly("unchanged");
            assertThat(scene.fetches().count()).isZero();
            verify(scene);
            verify(scene, "--full");
        }
    }

    @Test
    @DisplayName("B-94 A wrong size with a wrong digest is still not as listed")
    void neitherSizeNorDigest() {
        try (Scene scene = scene(1)) {
            scene.xnat()
                    .archive()
                    .session("S1_MR1")
                    .scan("2")
                    .resource("NIFTI")
                    .files()
                    .get(0)
                    .withStaleDigest();
            scene.pulls(3);
            assertThat(scene.manifest().where("status", "incomplete").only())
                    .containsEntry("resource_label", "NIFTI")
                    .containsEntry("error_code", "XP-SIZE-MISMATCH");
        }
    }

    @Test
    @DisplayName("B-94 The packaged program: landed by its digest")
    void packaged() {
        try (Scene scene = scene(1)) {
            new Packaged(directory).run(scene.pull()).with(0).saying("The server lists a wrong size");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(List.copyOf(scene.manifest().column("proof"))).containsOnly("md5");
        }
    }
}
