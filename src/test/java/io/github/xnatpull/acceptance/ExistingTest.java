package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk already: ours and whole, ours and broken, ours and edited, somebody else's. */
class ExistingTest {
    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 6, 10_000), "SCALE", directory.resolve("data"));
    }

    @Test
    @DisplayName("B-62 Deleted and truncated files are fetched again, an edited one is left alone as a conflict")
    void brokenFilesComeAgainAndEditsStay() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Path deleted = scene.files("S00001_MR1", "1", "DICOM").resolve("0002.dcm");
            Path truncated = scene.files("S00001_MR1", "2", "NIFTI").resolve("0003.dcm");
            Path edited = scene.files("S00002_MR1", "1", "DICOM").resolve("0004.dcm");
            Path folder = scene.files("S00002_MR1", "2", "DICOM");
            Files.delete(deleted);
            Files.write(truncated, new byte[100]);
            Files.writeString(edited, "a note of mine", StandardOpenOption.APPEND);
            deleteAll(folder);
            String mine = Tree.md5(edited);

            scene.xnat().log().clear();
            scene.pulls(3);
            Map<String, String> expected = scene.truth();
            expected.put(scene.destination().relativize(edited).toString(), mine);
            assertThat(scene.tree()).isEqualTo(expected);
            assertThat(scene.manifest().count("status"))
                    .isEqualTo(Map.of("landed", 3L, "conflict", 1L, "unchanged", 4L));
            assertThat(scene.fetches().files()).hasSize(2);
            assertThat(scene.fetches().archives()).hasSize(1);
            assertThat(scene.report("failures.csv").where("file", "0004.dcm").only())
                    .containsEntry("status", "conflict");
            assertThat(scene.report("files.csv").where("status", "conflict").only())
                    .containsEntry("file", "0004.dcm");

            scene.pulls(0, "--existing", "replace");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-62 A folder that was a link for a while: verify still knows what landed there, and misses what is gone")
    void whatLandedIsKnownAfterAConflictOfTheWholeFolder() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Path session = scene.destination().resolve("S00001_MR1");
            Path aside = directory.resolve("aside");
            Files.move(session, aside);
            Files.createSymbolicLink(session, aside);
            scene.pulls(3, "--recheck");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("conflict", 4L, "unchanged", 4L));
            Files.delete(session);
            Files.move(aside, session);
            List<String> verify = List.of("verify", scene.destination().toString());
            new Program().run(verify).with(0);
            Files.delete(scene.files("S00001_MR1", "1", "DICOM").resolve("0002.dcm"));
            assertThat(new Program().run(verify).with(9).out())
                    .contains("missing    1", "/scans/1/resources/DICOM/files/0002.dcm: it is not there");
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            new Program().run(verify).with(0);
        }
    }

    private static void flipABit(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    @DisplayName(
            "B-62 A file that was once found to differ stays a conflict, through every pull, until it is right again")
    void whatWasFoundToDifferIsNeverAdoptedBySizeAndTime() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Path rotten = scene.files("S00001_MR1", "1", "DICOM").resolve("0002.dcm");
            flipABit(rotten);
            scene.pulls(0); // what --existing verify cannot see
            scene.pulls(3, "--existing", "rehash");
            for (String existing : List.of("verify", "keep", "verify", "rehash")) {
                scene.pulls(3, "--existing", existing);
                assertThat(scene.manifest().where("status", "conflict").only())
                        .containsEntry("files", "5")
                        .containsEntry("files_expected", "6")
                        .containsEntry("error_code", "XP-CONFLICT");
            }
            scene.xnat().log().clear();
            scene.pulls(0, "--existing", "replace");
            assertThat(scene.fetches().files()).hasSize(1);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            scene.pulls(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 8L));
        }
    }

    @Test
    void aRunThatOnlyFindsAConflictIsNotTheOneThatLanded() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            Map<String, String> landed = scan(scene, "S00001_MR1");
            flipABit(scene.files("S00001_MR1", "1", "DICOM").resolve("0002.dcm"));
            scene.pulls(3, "--existing", "rehash");
            scene.pulls(3);
            assertThat(scan(scene, "S00001_MR1"))
                    .containsEntry("status", "conflict")
                    .containsEntry("landed_at", landed.get("landed_at"))
                    .containsEntry("landed_in_run", landed.get("landed_in_run"));
            scene.pulls(0, "--existing", "replace");
            assertThat(scan(scene, "S00001_MR1").get("landed_in_run")).isNotEqualTo(landed.get("landed_in_run"));
        }
    }

    @Test
    void whatNeverLandedHasNoTimeOfLanding() throws IOException {
        try (Scene scene = scene()) {
            Path folder = scene.files("S00001_MR1", "1", "DICOM");
            Files.createDirectories(folder.getParent());
            Files.writeString(folder, "in the way of the whole folder");
            scene.pulls(3);
            for (int run = 0; run < 2; run++) {
                assertThat(scan(scene, "S00001_MR1"))
                        .containsEntry("status", "conflict")
                        .containsEntry("landed_at", "")
                        .containsEntry("landed_in_run", "");
                scene.pulls(3);
            }
            Files.delete(folder);
            scene.pulls(0);
            assertThat(scan(scene, "S00001_MR1").get("landed_in_run")).isNotEmpty();
        }
    }

    private static Map<String, String> scan(Scene scene, String session) {
        return scene.manifest()
                .where("session_label", session)
                .where("scan_id", "1")
                .where("resource_label", "DICOM")
                .only();
    }

    @Test
    @DisplayName("B-62 --existing replace hashes, and so mends what no size and time tells of")
    void replaceMendsBitRot() throws IOException {
        try (Scene scene = scene()) {
            scene.pulls(0);
            flipABit(scene.files("S00002_MR1", "2", "NIFTI").resolve("0003.dcm"));
            scene.xnat().log().clear();
            scene.pulls(0, "--existing", "replace");
            assertThat(scene.fetches().files()).hasSize(1);
            assertThat(scene.fetches().archives()).isEmpty();
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 1L, "unchanged", 7L));
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Test
    @DisplayName(
            "B-63 A foreign file in the way is never overwritten: conflict, exit 3, the rest of the resource lands")
    void foreignFilesStay() throws IOException {
        try (Scene scene = scene()) {
            Path foreign = scene.files("S00001_MR1", "1", "DICOM").resolve("0001.dcm");
            Files.createDirectories(foreign.getParent());
            Files.writeString(foreign, "was here before");
            Path beside = scene.files("S00001_MR1", "2", "DICOM").resolve("notes.txt");
            Files.createDirectories(beside.getParent());
            Files.writeString(beside, "my notes");
            scene.pulls(3, "--existing", "replace");
            assertThat(foreign).hasContent("was here before");
            Map<String, String> expected = scene.truth();
            expected.put(scene.destination().relativize(foreign).toString(), md5("was here before"));
            expected.put(scene.destination().relativize(beside).toString(), md5("my notes"));
            assertThat(scene.tree()).isEqualTo(expected);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 7L, "conflict", 1L));
            assertThat(scene.manifest().where("status", "conflict").only())
                    .containsEntry("files", "5")
                    .containsEntry("files_expected", "6")
                    .containsEntry("error_code", "XP-CONFLICT");

            Files.delete(foreign);
            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.fetches().files()).hasSize(1);
            expected.put(
                    scene.destination().relativize(foreign).toString(),
                    scene.truth().get(scene.destination().relativize(foreign).toString()));
            assertThat(scene.tree()).isEqualTo(expected);
        }
    }

    private static String md5(String text) {
        return Content.of(text.getBytes(UTF_8)).md5();
    }

    @Test
    void onlyWhatIsNewOnTheServerIsPulledTheNextNight() {
        try (Scene scene = scene()) {
            scene.pulls(0);
            var archive = scene.xnat().archive();
            var changed = archive.session("S00001_MR1").scan("1").resource("DICOM");
            changed.files().get(2).replaceWith(Content.noise(5, 12_000));
            changed.addFile("0007.dcm", 9_000);
            var added = archive.session("S00002_MR1")
                    .addScan("3", "new")
                    .addResource("DICOM")
                    .addFiles(3, 1_000);
            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.fetches().resources())
                    .isEqualTo(new TreeSet<>(Set.of(Long.toString(changed.id()), Long.toString(added.id()))));
            assertThat(scene.fetches().files())
                    .filteredOn(file -> file.startsWith(changed.id() + "/"))
                    .hasSize(2);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 2L, "unchanged", 7L));
        }
    }
}
