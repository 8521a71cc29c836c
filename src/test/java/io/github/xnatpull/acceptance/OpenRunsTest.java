package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unfinished runs whose job is pulled again: closed where the new plan covers what is open, else left resumable. */
class OpenRunsTest {
    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(3, 2, 1, 1, 1000), "SCALE", directory.resolve("data"));
    }

    /** A pull of which every resource fails. */
    private static String failed(Scene scene, String... more) {
        scene.xnat().on(Requests.archives()).then(Faults.status(500));
        scene.xnat().on(Requests.singleFiles()).then(Faults.status(500));
        List<String> flags = new ArrayList<>(List.of(more));
        flags.addAll(List.of("--retries", "0"));
        scene.pulls(3, flags.toArray(String[]::new));
        scene.xnat().behave();
        return newest(scene);
    }

    private static String newest(Scene scene) {
        try {
            return String.valueOf(Files.readSymbolicLink(scene.latest()).getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String states(Scene scene) {
        return new Program()
                .run(List.of("runs", "list", "--dest", scene.destination().toString()))
                .with(0)
                .out();
    }

    @Test
    @DisplayName("B-110: a pull of one session leaves the failed run of the whole project open; resume goes on with it")
    void aNarrowerSelectionLeavesItOpen() {
        try (Scene scene = scene()) {
            String whole = failed(scene);
            Ended ended = scene.pulls(0, "--session", "S00001_MR1");
            ended.saying(
                    "The unfinished run " + whole + " stays open: it has 4 resources that this pull does not cover");
            assertThat(ended.err()).doesNotContain("superseded");
            assertThat(states(scene)).containsPattern(whole + " +open").doesNotContain("superseded");
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(newest(scene)).isEqualTo(whole);
            assertThat(scene.fetches().count())
                    .as("only what the other pull has not brought")
                    .isEqualTo(4);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).containsOnlyKeys("landed", "unchanged");
        }
    }

    @Test
    @DisplayName("B-110: another pull that covers all that is open supersedes it, whatever its flags")
    void aPullThatCoversItSupersedesIt() {
        try (Scene scene = scene()) {
            String one = failed(scene, "--session", "S00001_MR1");
            scene.pulls(0).saying("The unfinished run " + one + " is superseded by this one");
            assertThat(states(scene)).containsPattern(one + " +superseded");
            new Program()
                    .run(List.of("resume", one, "--dest", scene.destination().toString()))
                    .with(2)
                    .saying("it was superseded by run " + newest(scene));
        }
    }

    @Test
    @DisplayName("B-110: by scans, by files and by a list too; several open runs are listed by resume, exit 2")
    void otherWaysToLeaveSomethingOut() throws IOException {
        try (Scene scene = scene()) {
            String whole = failed(scene);
            scene.pulls(0, "--scan", "1").saying(whole + " stays open: it has 3 resources that this pull");
            scene.pulls(0, "--file", "nothing-like-it*").saying(whole + " stays open: it has 6 resources");
            Path list = Files.writeString(directory.resolve("some.csv"), "Session\nS00002_MR1\n");
            scene.xnat().on(Requests.singleFiles()).then(Faults.status(500));
            scene.pulls(3, "--sessions", list.toString(), "--scan", "2", "--retries", "0")
                    .saying(whole + " stays open: it has 5");
            String second = newest(scene);
            scene.xnat().behave();
            scene.resumes(2).saying("several runs are open: " + whole + ", " + second);
            scene.pulls(0).saying(whole + " is superseded", second + " is superseded");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-110: killed while it plans, the new run has superseded nothing yet; resume goes on with it, and both end")
    void killedBeforeThePlanIsFrozen() {
        try (Scene scene = scene()) {
            String whole = failed(scene);
            new Program()
                    .dyingAt("beforeFreezeCommit")
                    .run(scene.pull("--session", "S00001_MR1"))
                    .with(Ended.KILLED);
            assertThat(states(scene)).containsPattern(whole + " +open").contains("killed");
            scene.resumes(0).saying(whole + " stays open: it has 4 resources");
            assertThat(newest(scene)).isNotEqualTo(whole);
            scene.resumes(0);
            assertThat(newest(scene)).isEqualTo(whole);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-110: a run that was killed while it planned is superseded by the same pull, and kept by a narrower one")
    void anUnplannedRun() {
        try (Scene scene = scene()) {
            new Program().dyingAt("midPlan").run(scene.pull()).with(Ended.KILLED);
            Ended ended = scene.pulls(0, "--session", "S00001_MR1");
            ended.saying("stays open: it has ", " that this pull does not cover");
            scene.pulls(0).saying("is superseded by this one");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-110: the packaged program: the failed run stays open, and the resume it names ends it")
    void thePackagedProgram() {
        try (Scene scene = scene()) {
            String whole = failed(scene);
            new Program()
                    .packaged()
                    .run(scene.pull("--scan", "2"))
                    .with(0)
                    .saying("'xnatpull resume " + whole + " --dest ");
            new Program()
                    .packaged()
                    .run(List.of("resume", whole, "--dest", scene.destination().toString()))
                    .with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
