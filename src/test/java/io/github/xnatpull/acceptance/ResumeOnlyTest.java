package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What failed, had again: {@code resume --only}, and a run's own reports as lists of a new pull. */
class ResumeOnlyTest {
    private static final String[] ALL_LEVELS = {"--levels", "scan,session,subject,project"};

    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void aProjectWithResourcesAtEveryLevel() {
        MiniatureArchive archive = MiniatureArchives.scaled(2, 2, 1, 1, 1000);
        archive.project("SCALE").addResource("PROTOCOL").addFile("protocol.txt", 100);
        archive.project("SCALE").subject("S00001").addResource("CONSENT").addFile("form.txt", 100);
        scene = new Scene(archive, "SCALE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void everythingFails() {
        scene.xnat().on(Requests.archives()).then(Faults.status(500));
        scene.xnat().on(Requests.singleFiles()).then(Faults.status(500));
        scene.pulls(3, ALL_LEVELS);
        scene.xnat().behave();
    }

    /** Some lines of the run's failures.csv, under its header. */
    private String failures(String... levels) throws IOException {
        List<String> lines = Files.readAllLines(scene.latest().resolve("failures.csv"));
        List<String> kept = lines.stream()
                .filter(line -> line.equals(lines.get(0))
                        || List.of(levels).stream().anyMatch(level -> line.contains("," + level + ",")))
                .toList();
        return Files.write(directory.resolve("some.csv"), kept).toString();
    }

    @Test
    @DisplayName("B-91 404 for the resources of a project that is there: asked for again, then failed alone, exit 3")
    void notFoundForAProjectThatIsThere() {
        scene.xnat().on(Requests.path("/projects/SCALE/resources")).then(Faults.status(404));
        scene.pulls(3, ALL_LEVELS);
        assertThat(scene.manifest().where("status", "failed").only())
                .containsEntry("project", "SCALE")
                .containsEntry("error_code", "XP-REPLY-UNEXPECTED")
                .containsEntry("error", "the server shows the project, and then says that it is not there (404)");
        assertThat(scene.manifest().where("status", "landed").column("level")).contains("scan", "subject");
        scene.xnat().behave();
        scene.resumes(0);
        assertThat(scene.manifest().where("level", "project").only()).containsEntry("resource_label", "PROTOCOL");

        scene.xnat().on(Requests.path("/projects/SCALE/resources")).nth(1).then(Faults.status(404));
        scene.pulls(0, ALL_LEVELS);
    }

    @Test
    @DisplayName("B-92 resume --only failures.csv tries what it names, at every level; the rest stays open")
    void onlyWhatTheListNamesIsTried() throws IOException {
        everythingFails();

        scene.resumes(3, "--only", failures("subject", "project"))
                .saying("names is tried: 2 of 6 open resources; the others stay as they are");
        assertThat(scene.manifest().where("status", "landed").column("level")).containsExactly("project", "subject");

        scene.resumes(0, "--only", scene.latest().resolve("failures.csv").toString());
        assertThat(scene.manifest().count("status")).containsOnlyKeys("landed");
        assertThat(scene.report("failures.csv").rows()).isEmpty();
    }

    @Test
    @DisplayName("resume --only takes any list of sessions, also from standard input's pipe or with narrowing columns")
    void anyListCanSayWhatIsTried() throws IOException {
        everythingFails();
        String session = scene.manifest().column("session_label").get(5);
        Path list = Files.writeString(directory.resolve("list.csv"), "Session,scan\n" + session + ",2\nNOBODY,\n");

        scene.resumes(3, "--only", list.toString())
                .saying("1 of 6 open resources", "1 of its rows name nothing that is open in this run (line 3)");

        assertThat(scene.manifest().where("status", "landed").only())
                .containsEntry("session_label", session)
                .containsEntry("scan_id", "2");
        scene.resumes(2, "--only", directory.resolve("absent.csv").toString()).saying("there is no such file");
        scene.resumes(0);
    }

    @Test
    @DisplayName("pull --sessions failures.csv and manifest.csv pull exactly the resources they name, at every level")
    void reportsOfOursAreListsOfResources() throws IOException {
        everythingFails();
        String failures = failures("subject", "project");

        scene.pulls(0, "--sessions", failures).saying("2 rows read, 2 matched, 0 duplicates, 0 unmatched");
        assertThat(scene.manifest().column("level")).containsExactly("project", "subject");

        scene.pulls(0, ALL_LEVELS);
        Path manifest = Files.copy(scene.latest().resolve("manifest.csv"), directory.resolve("manifest.csv"));
        scene.pulls(0, "--sessions", manifest.toString()).saying("6 rows read, 6 matched");
        assertThat(scene.manifest().comparable().size()).isEqualTo(6);
        assertThat(scene.manifest().count("status")).containsOnlyKeys("unchanged");
    }
}
