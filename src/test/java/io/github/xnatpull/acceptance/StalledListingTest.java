package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.bandwidth;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.BodyFaults.truncateAfter;
import static io.github.xnatpull.fakes.Requests.fileListings;
import static io.github.xnatpull.fakes.Requests.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing of which nothing comes any more has stalled, and that is what is said of it. */
class StalledListingTest {
    private static final String[] IMPATIENT = {"--stall-timeout", "1s", "--retries", "0", "--server-away", "1s"};

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(1, 1, 2, 3, 2_000), "SCALE", directory.resolve("data"));
    }

    @ParameterizedTest(name = "B-115 after {0} bytes")
    @ValueSource(ints = {0, 1, 40, 400})
    @DisplayName("B-115 A listing of files that stalls: XP-STALLED, and the next pull brings it")
    void aListingOfFilesStalls(int bytes) {
        try (Scene scene = scene()) {
            scene.xnat().on(fileListings()).then(stallAfter(bytes));
            scene.pulls(3, IMPATIENT);
            assertThat(scene.manifest().column("error_code")).containsOnly("XP-STALLED");
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-115 A listing that stalls where the wait for an answer is the shorter one: XP-STALLED")
    void theWaitForAnAnswerIsShorter() {
        try (Scene scene = scene()) {
            scene.xnat().on(fileListings()).then(stallAfter(40));
            scene.pulls(3, "--response-timeout", "500ms", "--stall-timeout", "60s", "--retries", "0");
            assertThat(scene.manifest().column("error_code")).containsOnly("XP-STALLED");
        }
    }

    @ParameterizedTest(name = "B-115 {0}")
    @ValueSource(strings = {"/scans?", "/scans/ALL/resources"})
    @DisplayName("B-115 A listing of scans or resources that stalls: XP-STALLED")
    void aListingOfTheSessionStalls(String listing) {
        try (Scene scene = scene()) {
            scene.xnat().on(path(listing)).then(stallAfter(30));
            scene.pulls(3, IMPATIENT);
            assertThat(scene.manifest().only()).containsEntry("error_code", "XP-STALLED");
        }
    }

    @Test
    @DisplayName("B-115 The listing of the project stalls: XP-STALLED ends the run; packed by a proxy no less")
    void theListingOfTheProjectStalls() {
        try (Scene scene = scene()) {
            scene.xnat().on(path("/projects/SCALE/experiments")).then(stallAfter(20), Faults.gzipped());
            new Program().run(scene.pull(IMPATIENT)).with(5).saying("XP-STALLED");
        }
    }

    @Test
    @DisplayName("B-115 A listing that is cut is no stall, and one that comes slowly is none either")
    void neighbours() {
        try (Scene scene = scene()) {
            scene.xnat().on(fileListings()).then(truncateAfter(40));
            scene.pulls(3, IMPATIENT);
            assertThat(scene.manifest().column("error_code")).doesNotContain("XP-STALLED");
            scene.xnat().behave();
            scene.xnat().on(fileListings()).then(bandwidth(2_000));
            scene.pulls(0, IMPATIENT);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-115 The packaged program: XP-STALLED")
    void packaged() {
        try (Scene scene = scene()) {
            scene.xnat().on(fileListings()).then(stallAfter(40));
            new Packaged(directory).run(scene.pull(IMPATIENT)).with(3);
            assertThat(List.copyOf(scene.manifest().column("error_code"))).containsOnly("XP-STALLED");
        }
    }
}
