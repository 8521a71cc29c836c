package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan ends with the exit code that a pull of the same would have, as far as it can know. */
class PlanExitTest {
    @TempDir
    private Path directory;

    private Scene demo() {
        return new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** A plan, a dry run and then the pull itself end alike; the plan makes nothing. */
    private static Ended allExit(Scene scene, int exit, String... more) {
        List<String> before = scene.everything();
        Ended plan = new Program().run(scene.plan(more)).with(exit);
        List<String> dry = new ArrayList<>(List.of(more));
        dry.add("--dry-run");
        scene.pulls(exit, dry.toArray(String[]::new));
        assertThat(scene.everything()).isEqualTo(before);
        scene.pulls(exit, more);
        return plan;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a row means nothing | SUBJ01_MR1+NOPE | 3",
                "no row means anything | NOPE | 6",
                "every row means something | SUBJ01_MR1 | 0"
            })
    @DisplayName("B-125: A list with rows that mean nothing ends plan, dry run and pull alike")
    void rowsThatMeanNothing(String name, String rows, int exit) throws IOException {
        String list = file("list.txt", rows.replace("+", "\n") + "\n");
        try (Scene scene = demo()) {
            Ended plan = allExit(scene, exit, "--sessions", list);
            assertThat(plan.out().contains("a pull of this would exit " + exit)).isEqualTo(exit != 0);
        }
    }

    @Test
    @DisplayName("B-125: A session that cannot be listed is exit 3 of the plan too, and so is one that is gone since")
    void sessionsThatCannotBeListed() {
        for (int status : List.of(403, 404)) {
            try (Scene scene = new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data" + status))) {
                String id = scene.xnat().archive().session("SUBJ02_MR1").id();
                scene.xnat().on(Requests.path("/data/experiments/" + id)).then(Faults.status(status));
                allExit(scene, 3, "--session", "SUBJ0[12]_MR1");
            }
        }
    }

    @Test
    @DisplayName("B-125: Where nothing is selected it is 6 for a list, 6 with --fail-if-empty, else 0")
    void whereNothingIsSelected() throws IOException {
        String list = file("list.txt", "SUBJ01_MR1\n");
        try (Scene scene = demo()) {
            allExit(scene, 6, "--sessions", list, "--session-type", "ct");
            allExit(scene, 6, "--session-type", "ct", "--fail-if-empty");
            allExit(scene, 0, "--session-type", "ct");
        }
    }

    @Test
    @DisplayName(
            "B-125: What did not come whole before and has not changed since is exit 3 before it is asked for again")
    void whatDidNotComeWhole() {
        try (Scene scene = demo()) {
            long id = scene.xnat()
                    .archive()
                    .session("SUBJ01_MR1")
                    .scan("2")
                    .resource("DICOM")
                    .id();
            scene.xnat()
                    .on(Requests.resource(id)
                            .and(Requests.path("/files/001.dcm").or(Requests.archives())))
                    .then(Faults.status(404));
            scene.pulls(3, "--session", "SUBJ01_MR1");
            assertThat(scene.report("failures.csv").column("status")).contains("incomplete");
            Ended plan = allExit(scene, 3, "--session", "SUBJ01_MR1");
            assertThat(plan.out()).contains("1 resource did not land whole before");
            scene.xnat().behave();
            scene.pulls(0, "--session", "SUBJ01_MR1");
            allExit(scene, 0, "--session", "SUBJ01_MR1");
        }
    }

    @Test
    @DisplayName("B-125: A destination that belongs to another layout, and a strict list, are exit 2 of the plan too")
    void whatAPullWouldRefuse() throws IOException {
        String list = file("list.txt", "SUBJ01_MR1\nNOPE\n");
        try (Scene scene = demo()) {
            scene.pulls(0, "--session", "SUBJ01_MR1");
            allExit(scene, 2, "--session", "SUBJ01_MR1", "--layout", "flat");
            allExit(scene, 2, "--session", "SUBJ01_MR1", "--archives", "keep", "--rebind");
            allExit(scene, 2, "--sessions", list, "--strict-list");
        }
    }

    @Test
    @DisplayName("B-125: The delivered program, and a plan as JSON, say the same code")
    void theDeliveredProgram() throws IOException {
        String list = file("list.txt", "SUBJ01_MR1\nNOPE\n");
        try (Scene scene = demo()) {
            Ended plan = new PackagedProgram()
                    .run(scene.plan("--sessions", list, "--json"))
                    .with(3);
            String[] lines = plan.out().split("\n");
            assertThat(lines[lines.length - 1]).contains("\"exit_code\":3", "\"unmatched_rows\":1");
            new PackagedProgram()
                    .run(scene.pull("--sessions", list, "--scan", "9", "-n"))
                    .with(3);
        }
    }
}
