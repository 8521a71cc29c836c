package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Scan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A layout that told all scans apart for months, and one that is repeated. */
class RepeatedScanTest {
    private static final String BY_TYPE = "{session.label}/{scan.type}";

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 1, 3, 1000), "SCALE", directory.resolve("data"));
    }

    /** The first session's first scan, once more, with files of the same names. */
    private static String repeat(Scene scene) {
        Scan scan = scene.xnat().archive().session("S00001_MR1").addScan("9", "type1");
        return Long.toString(scan.addResource("DICOM").addFiles(3, 1000).id());
    }

    @ParameterizedTest(
            name = "B-120: a repeated scan under {0}, --archives {1}: the newcomer bears its id, told, exit 0")
    @CsvSource({
        "{session.label}/{scan.type},unpack,S00001_MR1/type1_ID",
        "{session.label}/{scan.type},both,S00001_MR1/type1_ID",
        "{session.label}/{scan.type}/{resource.label},unpack,S00001_MR1/type1/DICOM_ID",
        "{session.label}/{scan.type}/{resource.label},keep,S00001_MR1/type1/DICOM_ID.zip",
        "{session.label}/{scan.type},keep,S00001_MR1/type1/DICOM_ID.zip",
        "{project}/{subject.label}-{scan.type},unpack,SCALE/S00001-type1_ID"
    })
    void theNewcomerBearsItsId(String layout, String archives, String path) {
        try (Scene scene = scene()) {
            scene.pulls(0, "--layout", layout, "--archives", archives).saying("has no {scan.id}");
            Map<String, String> before = scene.tree();
            String id = repeat(scene);
            Ended ended = scene.pulls(0, "--layout", layout, "--archives", archives);
            ended.saying("XNAT_E00001 scan 9 DICOM", "its folder bears its id, " + id);
            assertThat(ended.err()).doesNotContain("has no {scan.id}");
            assertThat(scene.manifest().where("scan_id", "9").only())
                    .containsEntry("status", "landed")
                    .containsEntry("path", path.replace("ID", id));
            assertThat(scene.tree()).as("the first stay where they are").containsAllEntriesOf(before);
            Ended again = scene.pulls(0, "--layout", layout, "--archives", archives);
            assertThat(again.err()).doesNotContain("bears its id");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 5L));
        }
    }

    @Test
    @DisplayName(
            "B-120: only files that want one path part: scans of one type whose files differ go on sharing the folder")
    void otherNamesShareTheFolder() {
        try (Scene scene = scene()) {
            scene.pulls(0, "--layout", BY_TYPE);
            Scan scan = scene.xnat().archive().session("S00001_MR1").addScan("9", "type1");
            scan.addResource("NIFTI").addFile("other.nii", 500);
            Ended ended = scene.pulls(0, "--layout", BY_TYPE);
            assertThat(ended.err()).doesNotContain("bears its id");
            assertThat(scene.manifest().where("scan_id", "9").only()).containsEntry("path", "S00001_MR1/type1");
        }
    }

    @Test
    @DisplayName("B-120: what another selection landed is a place that is taken, too; the whole session in one folder")
    void whatTonightDoesNotSelectIsTakenToo() {
        String layout = "{session.label}";
        try (Scene scene = scene()) {
            scene.pulls(0, "--layout", layout, "--scan", "1");
            String id = repeat(scene);
            scene.pulls(0, "--layout", layout, "--scan", "9").saying("its folder bears its id, " + id);
            assertThat(scene.manifest().only())
                    .containsEntry("status", "landed")
                    .containsEntry("path", "S00001_MR1/DICOM_" + id);
        }
    }

    @Test
    @DisplayName("B-120: a newcomer that was killed while it was placed gets the same folder again")
    void killedWhileItIsPlaced() {
        try (Scene scene = scene()) {
            scene.pulls(0, "--layout", BY_TYPE);
            String id = repeat(scene);
            new Program()
                    .dyingAt("afterMove:1")
                    .run(scene.pull("--layout", BY_TYPE))
                    .with(Ended.KILLED);
            scene.pulls(0, "--layout", BY_TYPE);
            assertThat(scene.manifest().where("scan_id", "9").only())
                    .containsEntry("status", "landed")
                    .containsEntry("path", "S00001_MR1/type1_" + id);
        }
    }

    @Test
    @DisplayName(
            "B-120: the packaged program: exit 2 where a destination is begun, also with --rebind; exit 0 where it is not")
    void thePackagedProgram() {
        try (Scene scene = scene()) {
            String id = repeat(scene);
            Ended begun = new Program()
                    .packaged()
                    .run(scene.pull("--layout", BY_TYPE))
                    .with(2)
                    .saying("XP-NAME-COLLISION", "has no {scan.id}");
            assertThat(begun.err()).contains("{scan.id}-{scan.type}");
            scene.pulls(0, "--layout", BY_TYPE, "--scan", "1,2", "--rebind");
            new Program()
                    .packaged()
                    .run(scene.pull("--layout", BY_TYPE))
                    .with(0)
                    .saying("its folder bears its id, " + id);
        }
    }

    @Test
    @DisplayName("B-120: plan warns of such a layout as well, and says which session has a newcomer")
    void planTellsIt() {
        try (Scene scene = scene()) {
            new Program().run(scene.plan("--layout", BY_TYPE)).with(0).saying("has no {scan.id}");
            scene.pulls(0, "--layout", BY_TYPE);
            repeat(scene);
            assertThat(new Program()
                            .run(scene.plan("--layout", BY_TYPE))
                            .with(0)
                            .out())
                    .contains("its folder bears its id");
            assertThat(List.of(scene.manifest().count("status"))).containsExactly(Map.of("landed", 4L));
        }
    }
}
