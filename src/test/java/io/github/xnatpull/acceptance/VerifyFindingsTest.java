package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code verify} finds stays found until it is right, and {@code verify --repair} makes it right. */
class VerifyFindingsTest {
    @TempDir
    private Path directory;

    private Scene scene;
    private Project project;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        project = archive.addProject("P");
        Session session = project.addSubject("S_A").addSession("A");
        session.addScan("1", "T1w").addResource("DICOM").addFiles(3, 300);
        session.addScan("2", "T2w").addResource("DICOM").addFiles(2, 300);
        session.addResource("NOTES").addFiles(1, 300, "%d.txt");
        project.subject("S_A").addResource("CONSENT").addFiles(1, 300, "%d.pdf");
        project.addResource("PROTOCOL").addFiles(1, 300, "%d.pdf");
        scene = new Scene(archive, "P", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Ended verify(int exit, String... more) {
        List<String> words =
                new ArrayList<>(List.of("verify", scene.destination().toString()));
        words.addAll(List.of(more));
        return new Program().run(words).with(exit);
    }

    private void pulls(int exit, String archives, String... more) {
        List<String> flags = new ArrayList<>(List.of("--levels", "all", "--archives", archives));
        flags.addAll(List.of(more));
        scene.pulls(exit, flags.toArray(String[]::new));
    }

    private Path file(String name) {
        return scene.files("A", "1", "DICOM").resolve(name);
    }

    /** What may rot of a resource, in the form in which it is kept. */
    private Path some(String archives) {
        return archives.equals("unpack")
                ? file("0002.dcm")
                : scene.destination().resolve("A/scans/1/resources/DICOM.zip");
    }

    /** Flips one bit behind size and time. */
    private static void flip(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    private Path withdrawn(Path file) throws IOException {
        String path = scene.destination().relativize(file).toString();
        try (var runs = Files.list(scene.destination().resolve("withdrawn"))) {
            return runs.map(run -> run.resolve(path))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest(
            name =
                    "B-99 a flipped bit that verify --full found is found by every verify and pull until it is right: {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void aFindingStays(String archives) throws IOException {
        pulls(0, archives);
        Path rotten = some(archives);
        flip(rotten);
        verify(0);
        assertThat(verify(9, "--full").out()).startsWith("Different: 1 of 8 files differs");
        verify(9);
        pulls(3, archives);
        assertThat(scene.manifest().where("status", "conflict").only()).containsEntry("error_code", "XP-CONFLICT");
        for (String existing : List.of("keep", "verify", "rehash")) {
            pulls(3, archives, "--existing", existing);
        }
        verify(9);
        flip(rotten);
        verify(0);
        verify(0, "--full");
        pulls(0, archives);
        pulls(0, archives);
        assertThat(scene.manifest().count("status")).containsOnlyKeys("unchanged");
    }

    @ParameterizedTest(name = "B-99 the same where the pull that follows does not look at the disk: --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void aFindingIsNotKept(String archives) throws IOException {
        pulls(0, archives);
        flip(some(archives));
        pulls(0, archives, "--existing", "keep");
        verify(9, "--full");
        pulls(3, archives, "--existing", "keep");
        verify(9);
        pulls(0, archives, "--existing", "replace");
        verify(0, "--full");
        pulls(0, archives, "--existing", "keep");
    }

    @Test
    @DisplayName(
            "B-99 what plain verify found stays found when the file's time is set back; what was right again is right")
    void foundByTime() throws IOException {
        pulls(0, "unpack");
        Path file = file("0001.dcm");
        FileTime time = Files.getLastModifiedTime(file);
        byte[] landed = Files.readAllBytes(file);
        Files.write(file, new byte[landed.length]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 5_000));
        verify(9);
        Files.setLastModifiedTime(file, time);
        verify(9);
        pulls(3, "unpack");
        Files.write(file, landed);
        Files.setLastModifiedTime(file, time);
        pulls(0, "unpack");
        verify(0, "--full");
    }

    @Test
    @DisplayName("B-99 what verify --remote found is compared by the next pull though counts and sizes agree, once")
    void foundOnTheServer() {
        pulls(0, "unpack");
        StoredFile file =
                scene.xnat().archive().session("A").scan("1").resource("DICOM").file("0001.dcm");
        Content before = file.content();
        file.replaceWith(Content.noise(5, before.size()));
        pulls(0, "unpack", "--recheck-rows", "0");
        verify(9, "--remote");
        file.replaceWith(before);
        scene.xnat().log().clear();
        pulls(0, "unpack", "--recheck-rows", "0");
        assertThat(scene.fetches().count())
                .as("it is as it was: nothing is fetched")
                .isZero();
        file.replaceWith(Content.noise(6, before.size()));
        verify(9, "--remote");
        pulls(0, "unpack", "--recheck-rows", "0");
        assertThat(Tree.md5(file("0001.dcm"))).isEqualTo(file.content().md5());
        verify(0, "--remote");
    }

    @Test
    @DisplayName("B-99 receipts that cannot be written: verify says so once, and compares all the same")
    void receiptsThatCannotBeWritten() throws IOException {
        pulls(0, "unpack");
        try (var receipts = Files.walk(scene.destination().resolve(".xnatpull/receipts"))) {
            for (Path receipt :
                    receipts.filter(path -> path.toString().endsWith(".csv")).toList()) {
                Files.createDirectories(receipt.resolveSibling(receipt.getFileName() + ".tmp/in the way"));
            }
        }
        flip(file("0001.dcm"));
        flip(scene.files("A", "2", "DICOM").resolve("0001.dcm"));
        Ended ended = verify(9, "--full");
        assertThat(ended.out()).startsWith("Different: 2 of 8 files differ");
        assertThat(ended.err().split("cannot be noted in the receipts", -1)).hasSize(2);
    }

    @ParameterizedTest(
            name = "B-99 verify --repair fetches what differs, keeps what was there, touches nothing of others: {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void repair(String archives) throws IOException {
        pulls(0, archives);
        Path rotten = some(archives);
        flip(rotten);
        byte[] bad = Files.readAllBytes(rotten);
        Path other = archives.equals("unpack")
                ? scene.destination().resolve("A/resources/NOTES/files/1.txt")
                : scene.destination().resolve("A/resources/NOTES.zip");
        Files.delete(other);
        Path foreign = Files.writeString(rotten.resolveSibling("mine.txt"), "mine");
        scene.xnat().log().clear();
        Ended ended = verify(0, "--full", "--repair");
        assertThat(ended.out()).contains("Different: ", "Complete: ");
        assertThat(withdrawn(rotten)).hasBinaryContent(bad);
        assertThat(foreign).hasContent("mine");
        if (archives.equals("unpack")) {
            assertThat(scene.fetches().count()).as("exactly what is wrong").isEqualTo(2);
        }
        assertThat(scene.manifest().count("status")).containsOnlyKeys("landed");
        assertThat(scene.manifest().rows()).hasSize(2);
        assertThat(verify(0, "--full", "--remote").out()).contains("1 file that no receipt names");
        scene.xnat().log().clear();
        assertThat(verify(0, "--full", "--repair").out()).startsWith("Equal: ").doesNotContain("Complete");
        assertThat(scene.fetches().count()).isZero();
        pulls(0, archives);
        assertThat(scene.manifest().count("status")).containsOnlyKeys("unchanged");
    }

    @Test
    @DisplayName(
            "B-99 verify --repair at every level, of truncated, edited and missing files; a foreign one stays a conflict")
    void repairOfEveryKind() throws IOException {
        pulls(0, "unpack");
        Files.write(file("0001.dcm"), new byte[3]);
        Files.writeString(file("0002.dcm"), "a note", StandardOpenOption.APPEND);
        Files.delete(scene.destination().resolve("resources/PROTOCOL/files/1.pdf"));
        flip(scene.destination().resolve("subjects/S_A/resources/CONSENT/files/1.pdf"));
        verify(0, "--full", "--repair");
        assertThat(withdrawn(file("0002.dcm"))).exists();
        verify(0, "--full", "--remote");
        Path foreign = file("0003.dcm");
        Files.delete(foreign);
        Files.createDirectories(foreign);
        verify(3, "--repair");
        assertThat(foreign).isDirectory();
        Files.delete(foreign);
        verify(0, "--repair");
    }

    @Test
    @DisplayName("B-99 verify --remote --repair brings what the server has replaced; what was withdrawn stays, exit 9")
    void repairFromTheServer() throws IOException {
        pulls(0, "unpack");
        StoredFile file =
                scene.xnat().archive().session("A").scan("1").resource("DICOM").file("0001.dcm");
        String before = file.content().md5();
        file.replaceWith(Content.noise(5, file.content().size()));
        verify(0, "--remote", "--repair");
        assertThat(Tree.md5(file("0001.dcm"))).isEqualTo(file.content().md5());
        assertThat(Tree.md5(withdrawn(file("0001.dcm")))).isEqualTo(before);
        scene.xnat().archive().session("A").removeScan("2");
        verify(9, "--remote", "--repair");
        assertThat(scene.files("A", "2", "DICOM").resolve("0001.dcm")).exists();
    }

    @Test
    @DisplayName("B-99 a repair that the server refuses has the exit code of a pull, and resume goes on with it; JSON")
    void repairThatFails() throws IOException {
        pulls(0, "unpack");
        flip(file("0001.dcm"));
        scene.xnat()
                .on(io.github.xnatpull.fakes.Requests.singleFiles().or(io.github.xnatpull.fakes.Requests.archives()))
                .then(io.github.xnatpull.fakes.Faults.status(403));
        JsonNode json = JsonMapper.shared()
                .readTree(verify(3, "--full", "--repair", "--json").out());
        assertThat(json.at("/found/files_different").asInt()).isEqualTo(1);
        assertThat(json.at("/runs/0/exit_code").asInt()).isEqualTo(3);
        verify(9);
        scene.xnat().behave();
        scene.resumes(0);
        verify(0, "--full");
        assertThat(withdrawn(file("0001.dcm"))).exists();
    }

    @Test
    @DisplayName("B-99 the delivered program")
    void packaged() throws IOException {
        pulls(0, "unpack");
        flip(file("0001.dcm"));
        String data = scene.destination().toString();
        new PackagedProgram().run(List.of("verify", data, "--full")).with(9);
        new PackagedProgram().run(List.of("verify", data)).with(9);
        pulls(3, "unpack");
        new PackagedProgram().run(List.of("verify", data, "--repair")).with(0);
        assertThat(verify(0, "--full").out()).startsWith("Equal: all 8 files");
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 1L));
    }
}
