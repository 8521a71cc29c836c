package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree that is here without our state: copied, or made by another tool. */
class AdoptionTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("P");
        Session session = project.addSubject("S_A").addSession("A");
        session.addScan("1", "T1w").addResource("DICOM").addFiles(4, 300);
        session.addScan("2", "T2w").addResource("DICOM").addFiles(2, 300);
        session.addResource("NOTES").addFiles(1, 300, "%d.txt");
        session.addAssessor("A_FS", "fs:fsData").addOut("DATA").addFiles(1, 300, "%d.stats");
        project.subject("S_A").addResource("CONSENT").addFiles(1, 300, "%d.pdf");
        project.addResource("PROTOCOL").addFiles(1, 300, "%d.pdf");
        scene = new Scene(archive, "P", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void pulls(int exit, String archives, String... more) {
        List<String> flags = new ArrayList<>(List.of("--levels", "all", "--archives", archives));
        flags.addAll(List.of(more));
        scene.pulls(exit, flags.toArray(String[]::new));
    }

    /** What landed, without all that tells that it did. */
    private void landedBySomebodyElse(String archives) throws IOException {
        pulls(0, archives);
        for (String ours : List.of(".xnatpull", "reports")) {
            try (var paths = Files.walk(scene.destination().resolve(ours))) {
                paths.sorted(Comparator.reverseOrder()).forEach(AdoptionTest::delete);
            }
        }
        scene.xnat().log().clear();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void withoutDigests() {
        List.copyOf(scene.xnat().archive().resources())
                .forEach(resource -> resource.files().forEach(StoredFile::withoutDigest));
    }

    private Resource dicom() {
        return scene.xnat().archive().session("A").scan("1").resource("DICOM");
    }

    private Path file(String name) {
        return scene.files("A", "1", "DICOM").resolve(name);
    }

    private void verifies(int exit, String... flags) {
        List<String> words =
                new ArrayList<>(List.of("verify", scene.destination().toString()));
        words.addAll(List.of(flags));
        new Program().run(words).with(exit);
    }

    @ParameterizedTest(name = "B-95 what equals listed size and MD5 is taken over without a byte moved: --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void takenOverByDigest(String archives) throws IOException {
        landedBySomebodyElse(archives);
        Map<String, String> before = scene.tree();
        Map<String, FileTime> times = times();
        pulls(0, archives, "--existing", "adopt");
        assertThat(scene.fetches().count()).isZero();
        assertThat(scene.tree()).isEqualTo(before);
        assertThat(times()).as("nothing is written anew").isEqualTo(times);
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 6L));
        assertThat(scene.manifest().column("proof")).containsOnly("md5");
        assertThat(scene.manifest().sum("files")).isEqualTo(10);
        verifies(0, "--full", "--remote");
        pulls(0, archives);
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 6L));
    }

    private Map<String, FileTime> times() throws IOException {
        Map<String, FileTime> times = new java.util.TreeMap<>();
        for (String path : scene.tree().keySet()) {
            times.put(path, Files.getLastModifiedTime(scene.destination().resolve(path)));
        }
        return times;
    }

    @ParameterizedTest(
            name =
                    "B-95 without digests the server's bytes are compared and not stored, and plan says how many: {0}, archives refused: {1}")
    @CsvSource({"unpack,false", "unpack,true", "keep,false", "keep,true", "both,false"})
    void takenOverByBytes(String archives, boolean refused) throws IOException {
        withoutDigests();
        landedBySomebodyElse(archives);
        if (refused) {
            scene.xnat()
                    .on(io.github.xnatpull.fakes.Requests.archives())
                    .then(io.github.xnatpull.fakes.Faults.status(403));
        }
        Map<String, String> before = scene.tree();
        Map<String, FileTime> times = times();
        String plan = new Program()
                .run(scene.plan("--levels", "all", "--archives", archives, "--existing", "adopt"))
                .with(0)
                .out();
        assertThat(plan)
                .contains("10 files of somebody else's are here that may become ours; of 10 the server lists no MD5,"
                        + " and sends about 2.93 KiB to be compared, which are not stored.");
        pulls(0, archives, "--existing", "adopt");
        assertThat(scene.tree()).isEqualTo(before);
        assertThat(times()).isEqualTo(times);
        assertThat(scene.fetches().count()).isPositive();
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 6L));
        verifies(0, "--full", "--remote");
        scene.xnat().behave();
        pulls(0, archives);
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 6L));
    }

    @ParameterizedTest(
            name = "B-95 what differs is a conflict, the rest is taken over, what is not here comes: digests {0}")
    @ValueSource(booleans = {true, false})
    void whatDiffersIsAConflict(boolean digests) throws IOException {
        if (!digests) {
            withoutDigests();
        }
        landedBySomebodyElse("unpack");
        byte[] other = Files.readAllBytes(file("0001.dcm"));
        other[7] ^= 1;
        Files.write(file("0001.dcm"), other);
        Files.writeString(file("0002.dcm"), "longer", StandardOpenOption.APPEND);
        Files.delete(file("0003.dcm"));
        pulls(3, "unpack", "--existing", "adopt");
        assertThat(file("0001.dcm")).hasBinaryContent(other);
        assertThat(file("0003.dcm")).exists();
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 5L, "conflict", 1L));
        assertThat(scene.report("failures.csv").where("file", "0001.dcm").only().get("error"))
                .contains(
                        digests ? "has another MD5 than the server lists" : "holds other bytes than the server sends");
        assertThat(scene.report("failures.csv").where("file", "0002.dcm").only().get("error"))
                .contains(digests ? "has another size and MD5 than" : "has another size than the server lists");
        verifies(0, "--full");
        Files.delete(file("0001.dcm"));
        Files.delete(file("0002.dcm"));
        pulls(0, "unpack", "--existing", "adopt");
        assertThat(Tree.md5(file("0001.dcm")))
                .isEqualTo(dicom().file("0001.dcm").content().md5());
    }

    @Test
    @DisplayName("B-95 of a foreign file that was not compared nobody says that it is not as listed")
    void wordsOfForeignFiles() throws IOException {
        landedBySomebodyElse("unpack");
        pulls(3, "unpack");
        for (String report : List.of("failures.csv", "manifest.csv")) {
            assertThat(String.join("\n", scene.report(report).column("error")))
                    .contains("a file that xnatpull did not write is in its place", "--existing adopt")
                    .doesNotContain("as listed", "edited");
        }
        assertThat(new Program()
                        .run(scene.plan("--levels", "all", "--existing", "adopt"))
                        .out())
                .contains(
                        "10 files of somebody else's are here that may become ours, by size and MD5: no byte is moved");
        pulls(0, "unpack", "--existing", "adopt");
    }

    @ParameterizedTest(name = "B-95 a kept zip whose content differs stays, as a conflict: {0}")
    @ValueSource(strings = {"keep", "both"})
    void anotherZip(String archives) throws IOException {
        landedBySomebodyElse(archives);
        dicom().file("0001.dcm").replaceWith(io.github.xnatpull.miniature.archive.Content.noise(3, 300));
        Path zip = scene.destination().resolve("A/scans/1/resources/DICOM.zip");
        String before = Tree.md5(zip);
        pulls(3, archives, "--existing", "adopt");
        assertThat(Tree.md5(zip)).isEqualTo(before);
        assertThat(scene.manifest().count("status"))
                .containsEntry("conflict", 1L)
                .containsEntry("landed", 5L);
    }

    @Test
    @DisplayName(
            "B-95 a link of datalad or git-annex to an equal file is adopted and read through; nothing is written through it")
    void links() throws IOException {
        landedBySomebodyElse("unpack");
        Path annex = Files.createDirectories(scene.destination().resolve(".git/annex/objects"));
        for (String name : List.of("0001.dcm", "0002.dcm", "0003.dcm")) {
            Path object = annex.resolve(name);
            Files.move(file(name), object, StandardCopyOption.ATOMIC_MOVE);
            Files.createSymbolicLink(file(name), scene.files("A", "1", "DICOM").relativize(object));
        }
        Files.delete(annex.resolve("0003.dcm")); // its content was dropped
        String other = "not what the server has";
        Files.writeString(annex.resolve("0002.dcm"), other);
        pulls(3, "unpack", "--existing", "adopt");
        assertThat(Files.isSymbolicLink(file("0001.dcm"))).isTrue();
        assertThat(annex.resolve("0002.dcm")).hasContent(other);
        assertThat(Files.isSymbolicLink(file("0003.dcm"))).isTrue();
        assertThat(scene.report("failures.csv").where("status", "conflict").column("file"))
                .containsExactlyInAnyOrder("", "0002.dcm", "0003.dcm");
        verifies(0, "--full");
        pulls(3, "unpack", "--existing", "replace");
        assertThat(annex.resolve("0002.dcm"))
                .as("links of others are not replaced")
                .hasContent(other);
        Files.write(annex.resolve("0001.dcm"), new byte[300]);
        verifies(9, "--full");
    }

    @Test
    @DisplayName("B-95 a file of ours whose content git-annex took away behind a link is here, as long as it is equal")
    void aLinkInPlaceOfAFileOfOurs() throws IOException {
        pulls(0, "unpack");
        Path annex = Files.createDirectories(directory.resolve("annex"));
        Path object = annex.resolve("object");
        Files.move(file("0001.dcm"), object);
        Files.createSymbolicLink(file("0001.dcm"), object);
        scene.xnat().log().clear();
        verifies(0, "--full");
        pulls(0, "unpack");
        pulls(0, "unpack", "--existing", "rehash");
        assertThat(scene.fetches().count()).isZero();
        dicom().file("0001.dcm").replaceWith(io.github.xnatpull.miniature.archive.Content.noise(3, 301));
        byte[] before = Files.readAllBytes(object);
        pulls(0, "unpack");
        assertThat(object).as("nothing is written through the link").hasBinaryContent(before);
        assertThat(Files.isRegularFile(file("0001.dcm"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    @DisplayName("B-95 the delivered program")
    void packaged() throws IOException {
        landedBySomebodyElse("unpack");
        List<String> words = new ArrayList<>(scene.pull("--levels", "all", "--existing", "adopt"));
        new PackagedProgram().run(words).with(0);
        assertThat(scene.fetches().count()).isZero();
        verifies(0, "--full", "--remote");
    }
}
