package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A word is as strong as the look behind it: what a run and a verify say of files that they looked at less closely. */
class LooksTest {
    private static final int SESSIONS = 2;

    @TempDir
    private Path directory;

    private Scene scene(MiniatureArchive archive) {
        return new Scene(archive, "SCALE", directory.resolve("data"));
    }

    private static MiniatureArchive archive() {
        return MiniatureArchives.scaled(SESSIONS, 1, 1, 2, 100);
    }

    private static MiniatureArchive withoutDigests() {
        MiniatureArchive archive = archive();
        for (int session = 1; session <= SESSIONS; session++) {
            dicom(archive, "S0000" + session + "_MR1").files().forEach(StoredFile::withoutDigest);
        }
        return archive;
    }

    private static Resource dicom(MiniatureArchive archive, String session) {
        return archive.session(session).scan("1").resource("DICOM");
    }

    private static Ended verify(Scene scene, int exit, String... more) {
        List<String> words =
                new ArrayList<>(List.of("verify", scene.destination().toString()));
        words.addAll(List.of(more));
        return new Program().run(words).with(exit);
    }

    private static JsonNode summary(Scene scene) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(scene.latest().resolve("summary.json")))
                .get("resources");
    }

    @Test
    @DisplayName("nothing new by counts and sizes is told as that; compared file by file as that")
    void nothingNew() throws IOException {
        try (Scene scene = scene(archive())) {
            scene.pulls(0);
            assertThat(scene.pulls(0, "--recheck-rows", "0").out())
                    .startsWith("Nothing new: all 2 resources of 2 sessions unchanged"
                            + " (by the counts and sizes that the server states; none compared file by file), 4 files");
            assertThat(summary(scene).get("unchanged_compared").asInt()).isZero();
            assertThat(scene.pulls(0, "--recheck").out())
                    .startsWith(
                            "Nothing new: all 2 resources of 2 sessions unchanged (compared file by file), 4 files");
            assertThat(summary(scene).get("unchanged_compared").asInt()).isEqualTo(2);
            dicom(scene.xnat().archive(), "S00001_MR1").addFile("more.dcm", 50);
            assertThat(scene.pulls(0, "--recheck-rows", "0").out())
                    .contains("1 landed, 1 unchanged; unchanged (by the counts and sizes that the server states;"
                            + " none compared file by file)");
        }
    }

    @Test
    @DisplayName(
            "where the server's counts differ from before one resource is compared, the other is not: both are told")
    void someCompared() throws IOException {
        try (Scene scene = scene(archive())) {
            scene.pulls(0);
            dicom(scene.xnat().archive(), "S00001_MR1").withHints("9", "900");
            assertThat(scene.pulls(0, "--recheck-rows", "0").out())
                    .contains(
                            " unchanged (1 compared file by file, the others by the counts and sizes that the server states)");
            assertThat(summary(scene).get("unchanged_compared").asInt()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("what is known by its size only is told as that, by the run and by verify --remote")
    void bySizeOnly() throws IOException {
        try (Scene scene = scene(withoutDigests())) {
            scene.xnat().on(Requests.archives()).then(Faults.status(403));
            assertThat(scene.pulls(0).out())
                    .startsWith(
                            "Complete: all 2 resources of 2 sessions landed and proven, by size only: 2 resources.");
            assertThat(scene.manifest().column("proof")).containsOnly("size");
            assertThat(summary(scene).get("by_size_only").asInt()).isEqualTo(2);
            assertThat(verify(scene, 0, "--remote").out())
                    .startsWith("Equal: all 4 files")
                    .contains("By size only: 4 files, of which the server lists no MD5");
            dicom(scene.xnat().archive(), "S00001_MR1").file("0001.dcm").withoutSize();
            assertThat(verify(scene, 0, "--remote").out())
                    .contains("By size only: 3 files", "By name only: 1 file, of which the server lists neither");
        }
    }

    @Test
    @DisplayName("archives prove more than sizes: nothing is called known by size only")
    void byMoreThanSize() {
        try (Scene scene = scene(withoutDigests())) {
            assertThat(scene.pulls(0).out()).startsWith("Complete: all 2 resources of 2 sessions landed and proven.");
            assertThat(scene.manifest().column("proof")).containsOnly("size+crc");
        }
    }

    @Test
    @DisplayName("verify says how it looked: by size and time, every byte, file by file with the server's listing")
    void verifySaysHow() {
        try (Scene scene = scene(archive())) {
            scene.pulls(0);
            assertThat(verify(scene, 0).out()).contains("here as they landed, by size and time (--full hashes all).");
            assertThat(verify(scene, 0, "--full").out())
                    .contains("here, every byte as it landed.")
                    .doesNotContain("by size");
            assertThat(verify(scene, 0, "--remote").out())
                    .contains("the same on the server.")
                    .doesNotContain("By size only");
            assertThat(verify(scene, 0, "--full", "--remote").out())
                    .contains("every byte as it landed, and the same on the server.");
        }
    }

    @Test
    @DisplayName("a file replaced on the server at equal size is found by verify --remote; the delivered program too")
    void replacedAtEqualSize() {
        try (Scene scene = scene(archive())) {
            scene.pulls(0);
            StoredFile file = dicom(scene.xnat().archive(), "S00001_MR1").file("0001.dcm");
            file.replaceWith(Content.noise(77, file.content().size()));
            assertThat(verify(scene, 9, "--remote").out())
                    .startsWith("Different: 1 of 4 files differs from the server's")
                    .contains("the server lists another MD5");
            assertThat(new PackagedProgram()
                            .run(List.of("verify", scene.destination().toString(), "--remote", "--json"))
                            .with(9)
                            .out())
                    .contains("\"equal\":false", "\"changed\":1");
        }
    }
}
