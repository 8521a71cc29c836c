package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify --remote}: names, sizes and digests of every file against the server, and the disk as by plain verify. */
class VerifyRemoteTest {
    private static final String EMPTY =
            "{\"ResultSet\":{\"Columns\":[{\"key\":\"URI\",\"serverRoot\":\"\"}],\"Result\":[],"
                    + " \"title\": \"Files\"}}";
    /** Files at every level, of one size. */
    private static final int FILES = 14;

    @TempDir
    private Path directory;

    private Scene scene;
    private Project project;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        project = archive.addProject("P");
        for (String name : List.of("A", "B")) {
            Session session = project.addSubject("S_" + name).addSession(name);
            session.addScan("1", "T1w").addResource("DICOM").addFiles(2, 200);
            session.addScan("2", "T2w").addResource("DICOM").addFiles(2, 200);
        }
        Session first = archive.session("A");
        first.addResource("NOTES").addFiles(2, 200, "%d.txt");
        first.addAssessor("A_FS", "fs:fsData").addOut("DATA").addFiles(1, 200, "%d.stats");
        first.addReconstruction("R1", "recon").addOut("IMG").addFiles(1, 200, "%d.img");
        project.subject("S_A").addResource("CONSENT").addFiles(1, 200, "%d.pdf");
        project.addResource("PROTOCOL").addFiles(1, 200, "%d.pdf");
        scene = new Scene(archive, "P", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void pulled(String... more) {
        List<String> flags = new ArrayList<>(List.of("--levels", "all"));
        flags.addAll(List.of(more));
        scene.pulls(0, flags.toArray(String[]::new));
    }

    private Ended verify(int exit, String... more) {
        List<String> words =
                new ArrayList<>(List.of("verify", scene.destination().toString(), "--remote"));
        words.addAll(List.of(more));
        return new Program().run(words).with(exit);
    }

    private Map<String, Long> statuses() {
        return Manifest.read(scene.destination().resolve("reports/verify.csv")).count("status");
    }

    private Session session(String label) {
        return scene.xnat().archive().session(label);
    }

    private Resource dicom(String session, String scan) {
        return session(session).scan(scan).resource("DICOM");
    }

    private static void replace(StoredFile file) {
        file.replaceWith(Content.noise(77, file.content().size()));
    }

    /** Every resource, whatever it hangs on. */
    private List<Resource> resources() {
        return List.copyOf(scene.xnat().archive().resources());
    }

    @ParameterizedTest(name = "B-98 nothing changed is exit 0, with the server's files counted: --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void nothingChanged(String archives) {
        pulled("--archives", archives);
        assertThat(verify(0).out())
                .startsWith("Equal: all " + FILES
                        + " files (2.73 KiB) of 9 resources are here as they landed, by size and time")
                .contains("and the same on the server.")
                .doesNotContain("By size only");
        assertThat(statuses()).isEmpty();
    }

    @ParameterizedTest(name = "B-98 every file at every level replaced at equal size is found: --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void replacedAtEqualSize(String archives) {
        pulled("--archives", archives);
        resources().forEach(resource -> resource.files().forEach(VerifyRemoteTest::replace));
        assertThat(verify(9).out())
                .startsWith("Different: " + FILES + " of " + FILES + " files differ from the server's");
        assertThat(statuses()).isEqualTo(Map.of("changed", (long) FILES));
        pulled("--archives", archives);
        assertThat(verify(0).out()).startsWith("Equal: ");
        if (archives.equals("unpack")) {
            String now = dicom("A", "1").file("0001.dcm").content().md5();
            assertThat(scene.tree().values()).containsOnly(now).hasSize(FILES);
        }
    }

    @Test
    @DisplayName("B-98 two files, or two resources, that exchange their contents; a renamed file with the same bytes")
    void exchangedAndRenamed() {
        pulled();
        StoredFile one = dicom("A", "1").file("0001.dcm");
        StoredFile other = dicom("B", "2").file("0002.dcm");
        Content content = one.content();
        one.replaceWith(other.content());
        other.replaceWith(content);
        Content renamed = dicom("A", "2").file("0001.dcm").content();
        dicom("A", "2").removeFile("0001.dcm");
        dicom("A", "2").addFile("first.dcm", renamed);
        verify(9);
        assertThat(statuses()).isEqualTo(Map.of("changed", 2L, "gone", 1L, "new", 1L));
        pulled();
        assertThat(scene.files("A", "2", "DICOM").resolve("first.dcm")).exists();
        assertThat(Tree.md5(scene.files("A", "1", "DICOM").resolve("0001.dcm")))
                .isEqualTo(one.content().md5());
        verify(9);
        assertThat(statuses()).as("the old name is withdrawn").isEqualTo(Map.of("gone", 1L));
    }

    @ParameterizedTest(
            name = "B-98 a withdrawn {0} is exit 9, each of its files is named; the pull that keeps it is exit 0")
    @CsvSource({
        "file,gone,1",
        "resource,only_here,2",
        "scan,only_here,2",
        "all that a session has,only_here,4",
        "session,only_here,4",
        "every session,only_here,12"
    })
    void withdrawn(String what, String status, long files) {
        pulled();
        switch (what) {
            case "file" -> dicom("A", "1").removeFile("0001.dcm");
            case "resource" -> dicom("A", "1").delete();
            case "scan" -> session("A").removeScan("1");
            case "all that a session has" ->
                List.copyOf(session("B").scans()).forEach(scan -> session("B").removeScan(scan.id()));
            case "session" -> session("B").delete();
            default -> {
                session("A").delete();
                session("B").delete();
            }
        }
        for (int time = 0; time < 2; time++) {
            Ended ended = verify(9);
            assertThat(ended.out())
                    .startsWith(
                            "Different: " + files + " of " + FILES + " files " + (files == 1 ? "differs" : "differ"))
                    .contains("from the server's");
            assertThat(statuses()).isEqualTo(Map.of(status, files));
            scene.pulls(0, "--levels", "all");
        }
        assertThat(verify(9, "--json").out()).contains("\"server_files_different\":" + files, "\"files_different\":0");
    }

    @Test
    @DisplayName("B-98 what is new on the server is counted, and is exit 0: a file, a resource, a session")
    void newOnTheServer() {
        pulled();
        dicom("A", "1").addFile("more.dcm", 10);
        session("A").scan("1").addResource("SECONDARY").addFiles(2, 10);
        project.addSubject("S_C")
                .addSession("C")
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFiles(1, 10);
        assertThat(verify(0).out())
                .startsWith("Equal: all " + FILES + " files")
                .contains("new        3 on the server and not here")
                .contains("and the same on the server");
        assertThat(statuses()).isEqualTo(Map.of("new", 3L));
    }

    @ParameterizedTest(name = "B-98 a folder deleted on the disk is found as by plain verify: --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void deletedOnTheDisk(String archives) throws IOException {
        pulled("--archives", archives);
        try (var paths = Files.walk(scene.destination().resolve("B"))) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        replace(dicom("A", "1").file("0001.dcm"));
        Ended ended = verify(9);
        long lost = archives.equals("unpack") ? 4 : archives.equals("keep") ? 2 : 6;
        assertThat(ended.out())
                .startsWith("Different: " + lost + " of 14 files differ here, and 1 differs from the server's");
        assertThat(statuses()).isEqualTo(Map.of("missing", lost, "changed", 1L));
    }

    @ParameterizedTest(
            name = "B-98 empty listings prove nothing of what landed, what answers besides them does: {0}, exit {2}")
    @CsvSource({
        "files with counts,/files\\?,3",
        "files without counts,/files\\?,3",
        "resources,/scans/ALL/resources\\?,0",
        "sessions,/projects/P/experiments\\?,0"
    })
    void emptyListings(String what, String request, int exit) {
        pulled();
        if (what.equals("files without counts")) {
            resources().forEach(Resource::withoutHints);
        }
        scene.xnat()
                .on(Requests.matching(request).and(Requests.archives().negate()))
                .then(Faults.body(EMPTY));
        Ended ended = verify(exit);
        assertThat(ended.out()).startsWith(exit == 0 ? "Equal: all" : "Equal as far as it could be compared: ");
        if (exit != 0) {
            assertThat(ended.out())
                    .contains("not-looked: A/scans/1/resources/DICOM/files: the server ", "--csv lists all");
            assertThat(statuses().keySet()).containsOnly("not-looked");
        }
        scene.xnat().behave();
        assertThat(verify(0).out()).startsWith("Equal: all");
    }

    @Test
    @DisplayName("B-98 a listing that is empty because the server has counted no file any more is a withdrawal")
    void confirmedEmptiness() {
        pulled();
        dicom("A", "1").removeFile("0001.dcm");
        dicom("A", "1").removeFile("0002.dcm");
        verify(9);
        assertThat(statuses()).isEqualTo(Map.of("gone", 2L));
    }

    @ParameterizedTest(
            name =
                    "B-98 an empty listing without a count is a withdrawal where the session''s folder shows no file: {0}, exit {1}")
    @CsvSource({"no file,9", "files,3", "another folder,3", "an error,3", "a page,3"})
    void emptinessOfABlankCount(String shown, int exit) {
        pulled();
        Resource resource = dicom("A", "1").withoutHints();
        if (shown.equals("files")) {
            resource.withLostCatalogue();
        } else {
            resource.removeFile("0001.dcm");
            resource.removeFile("0002.dcm");
        }
        switch (shown) {
            case "another folder" -> {
                resource.storedIn("ELSEWHERE");
                session("A").scan("1").addResource("OTHER").addFiles(1, 100);
            }
            case "an error" -> scene.xnat().on(Requests.path("/DIR?")).then(Faults.status(404));
            case "a page" ->
                scene.xnat().on(Requests.path("/DIR?")).then(Faults.body("<html><body>Rejected</body></html>"));
            default -> {}
        }
        Ended ended = verify(exit);
        Map<String, Long> found = new TreeMap<>(statuses());
        found.remove("new"); // of another resource
        assertThat(found).isEqualTo(exit == 9 ? Map.of("gone", 2L) : Map.of("not-looked", 1L));
        if (exit == 3) {
            assertThat(ended.out()).contains("the server lists no file of it and states no count, and ");
        }
    }

    @Test
    @DisplayName("B-98 a server that lists no digests, or no sizes: by size only, by name only, and said")
    void withoutDigests() {
        resources().forEach(resource -> resource.files().forEach(StoredFile::withoutDigest));
        pulled();
        replace(dicom("A", "1").file("0001.dcm").withoutDigest());
        dicom("A", "1").file("0001.dcm").withoutDigest();
        dicom("A", "2").file("0001.dcm").withoutSize();
        assertThat(verify(0).out())
                .startsWith("Equal: all")
                .contains("By size only: 13 files, of which the server lists no MD5", "By name only: 1 file");
        dicom("A", "1").file("0002.dcm").withListedSize(201);
        verify(9);
        assertThat(statuses()).isEqualTo(Map.of("changed", 1L));
    }

    @ParameterizedTest(name = "B-98 what cannot be looked at is named, the rest is compared: {0} for {1}, exit {2}")
    @CsvSource({
        "400,one resource,3",
        "403,one resource,3",
        "400,one session,3",
        "403,one session,3",
        "400,the session list,3",
    })
    void notLookedAt(int status, String what, int exit) {
        pulled();
        String request =
                switch (what) {
                    case "one resource" -> "/resources/" + dicom("A", "1").id() + "/files";
                    case "one session" -> "/experiments/" + session("A").id() + "/";
                    default -> "/projects/P/experiments";
                };
        scene.xnat().on(Requests.matching(request)).then(Faults.status(status));
        Ended ended = verify(exit);
        assertThat(ended.out()).startsWith("Equal as far as it could be compared: all " + FILES + " files");
        if (what.equals("the session list")) {
            assertThat(ended.out()).contains("Not whole", "XP-REQUEST-REFUSED");
        } else {
            assertThat(statuses().keySet()).containsOnly("not-looked");
            assertThat(Manifest.read(scene.destination().resolve("reports/verify.csv"))
                            .column("session_id"))
                    .containsOnly(session("A").id());
        }
        replace(dicom("B", "1").file("0001.dcm"));
        verify(9);
    }

    @Test
    @DisplayName("B-98 refused login is exit 4, a server that is not there exit 5; nothing is called equal")
    void noServer() {
        pulled();
        List<String> words = List.of("verify", scene.destination().toString(), "--remote");
        assertThat(new Program()
                        .environment("XNAT_PASS", "wrong")
                        .run(words)
                        .with(4)
                        .out())
                .isEmpty();
        String url = scene.xnat().url();
        scene.close();
        List<String> away = new ArrayList<>(words);
        away.addAll(List.of("--server", url));
        assertThat(new Program().run(away).with(5).out()).doesNotContain("Equal");
    }

    @Test
    @DisplayName("B-98 the delivered program")
    void packaged() {
        pulled();
        replace(dicom("A", "1").file("0001.dcm"));
        session("B").delete();
        List<String> words = List.of("verify", scene.destination().toString(), "--remote");
        assertThat(new PackagedProgram().run(words).with(9).out())
                .startsWith("Different: 5 of 14 files differ from the server's");
    }
}
