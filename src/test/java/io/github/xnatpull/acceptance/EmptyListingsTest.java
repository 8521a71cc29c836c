package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.rest.RouteKind;
import io.github.xnatpull.state.StateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings without files: of resources that are empty, and of those whose catalogue is lost (contract §16.2, §16.3). */
class EmptyListingsTest {
    @TempDir
    private Path directory;

    private final MiniatureArchive archive = new MiniatureArchive();
    private final Session session =
            archive.addProject("TRIAL").addSubject("S1").addSession("S1_MR1", "xnat:mrSessionData");
    private final Resource whole =
            session.addScan("1", "T1w").addResource("DICOM").addFiles(3, 400);
    private final Resource odd = session.addScan("2", "T2w").addResource("DICOM");

    @SuppressWarnings("NullAway.Init")
    private Scene scene;

    @BeforeEach
    void serve() {
        scene = new Scene(archive, "TRIAL", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private long looks() {
        return scene.xnat().xnat().requests(RouteKind.FOLDER);
    }

    private String status(String scan) {
        return scene.manifest().rows().stream()
                .filter(row -> scan.equals(row.get("scan_id")))
                .map(row -> String.valueOf(row.get("status")))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "B-112: with counts, empty listings of all resources fail, with --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void withCounts(String archives) {
        odd.addFiles(2, 300).withLostCatalogue();
        whole.withLostCatalogue();
        scene.pulls(3, "--archives", archives);
        assertThat(scene.report("failures.csv").column("error_code"))
                .containsExactly("XP-LIST-INCOMPLETE", "XP-LIST-INCOMPLETE");
        assertThat(looks()).isZero();
        whole.withRepairedCatalogue();
        odd.withRepairedCatalogue();
        scene.pulls(0, "--archives", archives);
    }

    @ParameterizedTest(name = "B-112: a blank count and an empty listing: {0}")
    @MethodSource
    void blankCounts(String what, String status, String code, int exit) {
        odd.withoutHints();
        switch (what) {
            case "the folder has files" -> odd.addFiles(2, 300).withLostCatalogue();
            case "the folder has files in folders of its own" ->
                odd.addFiles(2, 300, "sub/%02d.dcm").withLostCatalogue();
            case "the folder has no file but a catalogue" -> {}
            case "it lies in the folder of another, which has no files either" -> odd.storedIn("OTHER");
            case "it lies in the folder of another, which has files" -> {
                odd.relabel("secondary").storedIn("DICOM");
                session.scan("2").addResource("DICOM").addFiles(2, 200);
            }
            default -> odd.relabel("").storedIn("20150417_134828");
        }
        scene.pulls(exit);
        assertThat(scene.manifest().rows()).anySatisfy(row -> assertThat(row)
                .containsEntry("scan_id", "2")
                .containsEntry("status", status)
                .containsEntry("error_code", code)
                .containsEntry("files", "0"));
        assertThat(status("1")).isEqualTo("landed");
        assertThat(looks()).isEqualTo(1);
    }

    static Stream<Arguments> blankCounts() {
        return Stream.of(
                row("the folder has files", "failed", "XP-LIST-INCOMPLETE", 3),
                row("the folder has files in folders of its own", "failed", "XP-LIST-INCOMPLETE", 3),
                row("the folder has no file but a catalogue", "empty", "", 0),
                row("it lies in the folder of another, which has no files either", "empty", "", 0),
                row("it lies in the folder of another, which has files", "failed", "XP-EMPTY-UNCONFIRMED", 3),
                row("it has no label, and its scan has no file", "empty", "", 0));
    }

    private static Arguments row(Object... cells) {
        return Arguments.of(cells);
    }

    @ParameterizedTest(name = "B-112: where the folder cannot be had ({0}) nobody can say, and a known gap is accepted")
    @ValueSource(strings = {"404", "403", "400", "500", "empty", "page", "no rows"})
    void itCannotAnswer(String how) throws IOException {
        odd.withoutHints();
        scene.xnat()
                .on(path("/DIR?"))
                .then(
                        switch (how) {
                            case "empty" -> Faults.body("");
                            case "page" -> Faults.body("<html><body>Request Rejected</body></html>");
                            case "no rows" -> Faults.body("{\"ResultSet\":{\"Result\":[], \"title\": \"Files\"}}");
                            default -> Faults.status(Integer.parseInt(how));
                        });
        scene.pulls(3, "--retries", "0");
        assertThat(scene.report("failures.csv").column("error"))
                .singleElement(STRING)
                .contains(" is empty, but ");
        assertThat(scene.report("failures.csv").column("error_code")).containsExactly("XP-EMPTY-UNCONFIRMED");
        Path gaps = Files.writeString(
                directory.resolve("gaps.csv"),
                "session_id,level,scan_id,resource_label,error_code,reason\n" + session.id()
                        + ",scan,2,DICOM,XP-EMPTY-UNCONFIRMED,never filled\n");
        scene.pulls(0, "--retries", "0", "--known-gaps", gaps.toString());
        assertThat(status("2")).isEqualTo("known-gap");
    }

    @Test
    @DisplayName("B-112: an empty resource is remembered: its folder is looked at once, until it is made anew")
    void itIsRemembered() {
        odd.withoutHints();
        scene.pulls(0);
        scene.pulls(0);
        assertThat(looks()).isEqualTo(1);
        odd.delete();
        session.scan("2").addResource("DICOM").withoutHints();
        scene.pulls(0);
        assertThat(looks()).isEqualTo(2);
        new Program().run(List.of("verify", scene.destination().toString())).with(0);
    }

    @Test
    @DisplayName("B-112: what a version before called empty without asking is confirmed once")
    void anOlderRowIsConfirmedOnce() {
        odd.withoutHints();
        scene.pulls(0);
        try (StateDatabase state = StateDatabase.open(scene.destination().resolve(".xnatpull/state"), 2)) {
            assertThat(state.jdbc().update("update xp_ledger set count_hint = null where status = 'empty'"))
                    .isEqualTo(1);
        }
        scene.pulls(0);
        assertThat(looks()).isEqualTo(2);
        scene.pulls(0);
        assertThat(looks()).isEqualTo(2);
    }

    @ParameterizedTest(
            name = "B-112: a bad night after good ones, counts {0}: nothing of it is lost, and it is not empty")
    @ValueSource(strings = {"present", "blank"})
    void aBadNight(String counts) {
        odd.addFiles(2, 300);
        scene.pulls(0);
        Map<String, String> before = scene.tree();
        odd.withLostCatalogue();
        whole.withLostCatalogue();
        if (counts.equals("blank")) {
            odd.withoutHints();
            whole.withoutHints();
        }
        scene.pulls(3, "--recheck");
        assertThat(scene.report("failures.csv").column("error_code")).containsOnly("XP-LIST-INCOMPLETE");
        assertThat(scene.tree()).isEqualTo(before);
        odd.withRepairedCatalogue();
        whole.withRepairedCatalogue();
        scene.pulls(0, "--recheck");
        assertThat(scene.tree()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "B-112: all levels: session, assessor and reconstruction are looked at in one request; what no folder shows is not believed")
    void allLevels() {
        session.addResource("NOTES").withoutHints();
        Assessor assessor = session.addAssessor("FS", "fs:fsData");
        assessor.addOut("STATS").withoutHints();
        session.addReconstruction("R1", "mean").addOut("NIFTI").withoutHints();
        odd.withoutHints();
        scene.pulls(0, "--levels", "all");
        assertThat(looks()).isEqualTo(1);
        session.subject().addResource("CONSENT").withoutHints();
        session.project().addResource("DOCS").withoutHints();
        scene.pulls(3, "--levels", "all");
        assertThat(scene.report("failures.csv").column("error_code"))
                .containsExactly("XP-EMPTY-UNCONFIRMED", "XP-EMPTY-UNCONFIRMED");
        assertThat(scene.report("failures.csv").column("level")).containsExactlyInAnyOrder("subject", "project");
    }

    @Test
    @Tag("slow")
    @DisplayName(
            "B-112: an ordinary server stays quiet: 500 sessions with blank counts and empty resources, one look each, once")
    void anOrdinaryServerStaysQuiet() {
        int sessions = 500;
        session.delete();
        Project project = archive.project("TRIAL");
        for (int i = 0; i < sessions; i++) {
            Session one = project.addSubject("T" + i).addSession("T" + i + "_MR1", "xnat:mrSessionData");
            one.addScan("1", "T1w").addResource("DICOM").addFiles(1, 200).withoutHints();
            one.addScan("2", "T2w").addResource("SNAPSHOTS").withoutHints();
        }
        scene.pulls(0);
        long requests = scene.xnat().log().lines().size();
        assertThat(looks()).isEqualTo(sessions);
        scene.xnat().log().clear();
        scene.pulls(0);
        long again = scene.xnat().log().lines().size();
        assertThat(looks()).isZero();
        System.out.println("empty resources: " + sessions + " sessions, first pull " + requests + " requests, "
                + sessions + " of them for folders; second pull " + again + " requests, none for folders");
    }

    @Test
    @DisplayName("B-112: the packaged program tells an empty resource from a lost catalogue")
    void thePackagedProgram() {
        odd.withoutHints();
        session.addScan("3", "T1w")
                .addResource("DICOM")
                .addFiles(2, 300)
                .withoutHints()
                .withLostCatalogue();
        Ended ended = new Packaged(directory)
                .environment("HOME", directory.toString())
                .run("pull", "--server", scene.xnat().url(), "--project", "TRIAL", "--dest", "data")
                .with(3);
        assertThat(ended.err()).contains("XP-LIST-INCOMPLETE");
        assertThat(scene.report("failures.csv").column("error"))
                .singleElement(STRING)
                .contains("the server has 2 files in its folder, and lists none");
        assertThat(status("2")).isEqualTo("empty");
    }
}
