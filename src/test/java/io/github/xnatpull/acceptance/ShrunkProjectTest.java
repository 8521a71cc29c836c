package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project of which much is gone from one night to the next. */
class ShrunkProjectTest {
    private static final int SESSIONS = 12;

    @TempDir
    private Path directory;

    private Scene scene;
    private Project project;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        project = archive.addProject("P");
        for (int number = 1; number <= SESSIONS; number++) {
            add(number);
        }
        scene = new Scene(archive, "P", directory.resolve("data"));
    }

    private void add(int number) {
        project.addSubject("S" + number)
                .addSession("MR" + number)
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFiles(1, 100);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Session session(int number) {
        return scene.xnat().archive().session("MR" + number);
    }

    private void delete(int from, int to) {
        for (int number = from; number <= to; number++) {
            session(number).delete();
        }
    }

    @ParameterizedTest(name = "B-101b {0} of 12 sessions gone, --max-shrink {1}: exit {2}, once")
    @CsvSource({"2, 20%, 0", "3, 20%, 3", "3, 25%, 0", "12, 20%, 3", "12, 100%, 3", "1, 0%, 3", "11, 100%, 0"})
    void muchIsGone(int gone, String limit, int exit) {
        scene.pulls(0);
        Map<String, String> landed = scene.tree();
        delete(1, gone);
        Ended planned = new Program().run(scene.plan("--max-shrink", limit)).with(exit);
        Ended ended = scene.pulls(exit, "-q", "--max-shrink", limit);
        if (exit == 3) {
            String left = gone == SESSIONS ? "none of its 12" : SESSIONS - gone + " of 12";
            String words = "project P has " + left + " resources left";
            assertThat(planned.err()).contains("warning: ", words);
            assertThat(planned.out()).contains("would exit 3");
            assertThat(ended.err()).contains("warning: ", words);
            assertThat(scene.pulls(0).out()).doesNotContain(words);
        } else {
            assertThat(ended.err()).isEmpty();
        }
        assertThat(scene.tree()).as("nothing is taken away").isEqualTo(landed);
    }

    @Test
    @DisplayName("B-101b the record says why: the first line, summary.json; resume has nothing to do")
    void theRecordSaysWhy() {
        scene.pulls(0);
        delete(1, 6);
        assertThat(scene.pulls(3).out())
                .startsWith(
                        "Finished: all 6 resources of 6 sessions landed and proven, but project P has 6 of 12 resources"
                                + " left since the last run.");
        assertThat(scene.latest().resolve("summary.json"))
                .content()
                .contains("\"shrunk\"", "\"resources_before\" : 12", "\"complete\" : false");
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 6L));
        new Program().run(scene.resume()).with(3);
    }

    @ParameterizedTest(name = "B-101b of a project of {0} resources {1} are gone: exit {2}")
    @CsvSource({"9, 8, 0", "9, 9, 3", "10, 3, 3", "10, 2, 0"})
    void ofFewResourcesOnlyAllOfThemCount(int all, int gone, int exit) {
        delete(all + 1, SESSIONS);
        scene.pulls(0);
        delete(1, gone);
        scene.pulls(exit);
    }

    @Test
    @DisplayName("B-101b it is compared with the last run of the same job and selection that ended 0 or 3, by project")
    void whatItIsComparedWith() {
        Project other = scene.xnat().archive().addProject("Q");
        for (int number = 1; number <= 10; number++) {
            other.addSubject("Q" + number)
                    .addSession("Q_MR" + number)
                    .addScan("1", "T1w")
                    .addResource("DICOM")
                    .addFiles(1, 100);
        }
        List<String> both = scene.pull("--project", "Q");
        new Program().run(both).with(0);
        scene.pulls(2, "--session", "NONE"); // neither a run that ended otherwise
        scene.pulls(0, "--session", "MR1", "--rebind"); // nor one of another selection
        delete(1, 8); // 4 of P, 10 of Q are left: 14 of 22 together, and much of P
        assertThat(new Program()
                        .run(scene.pull("--project", "Q", "--rebind"))
                        .with(3)
                        .err())
                .contains("project P has 4 of 12")
                .doesNotContain("project Q");
    }

    @Test
    @DisplayName("B-101b a session that cannot be listed is a failure, and nothing is called gone because of it")
    void whatCannotBeListedIsNotGone() {
        scene.pulls(0);
        for (int number = 1; number <= 8; number++) {
            scene.xnat()
                    .on(Requests.path("/experiments/" + session(number).id() + "/scans"))
                    .then(Faults.status(500));
        }
        Ended ended = scene.pulls(3, "--retries", "0");
        assertThat(ended.err()).doesNotContain("resources left");
        delete(9, 12);
        scene.pulls(3, "--retries", "0"); // and what was known before such nights stays known
        scene.xnat().behave();
        assertThat(scene.pulls(3).err()).contains("project P has 8 of 12 resources left");
        assertThat(scene.pulls(0).err()).doesNotContain("resources left");
    }

    @Test
    @DisplayName("B-101b through the packaged program: all sessions gone is exit 3, and then 0")
    void throughThePackagedProgram() {
        new PackagedProgram().run(scene.pull()).with(0);
        delete(1, SESSIONS);
        assertThat(new PackagedProgram().run(scene.pull("-q")).with(3).err()).contains("none of its 12 resources left");
        new PackagedProgram().run(scene.pull("-q")).with(0);
    }
}
