package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.truncateAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that cannot make archives, or not large ones, and is well otherwise. */
class FailingArchivesTest {
    private static final Map<String, Fault> FAILURES = Map.of(
            "500", Faults.gatewayError(500),
            "504", Faults.gatewayError(504),
            "dropped", Faults.dropConnection(),
            "reset", Faults.resetConnection(),
            "cut", truncateAfter(200));
    private static final int SMALL = 6;

    @TempDir
    private Path directory;

    /** Six small resources, and as many large ones. */
    private Scene scene() {
        MiniatureArchive archive = new MiniatureArchive();
        Session session = archive.addProject("P").addSubject("S1").addSession("S1_MR1");
        for (int scan = 1; scan <= 2 * SMALL; scan++) {
            session.addScan(Integer.toString(scan), "T1w")
                    .addResource("DICOM")
                    .addFiles(2, scan <= SMALL ? 500 : 50_000);
        }
        return new Scene(archive, "P", directory.resolve("data"));
    }

    private static void largeArchivesFail(Scene scene, Fault how) {
        Session session = scene.xnat().archive().session("S1_MR1");
        for (int scan = SMALL + 1; scan <= 2 * SMALL; scan++) {
            long id = session.scan(Integer.toString(scan)).resource("DICOM").id();
            scene.xnat().on(archives().and(resource(id))).then(how);
        }
    }

    @ParameterizedTest(name = "B-114 {0}")
    @ValueSource(strings = {"500", "504", "dropped", "reset", "cut"})
    @DisplayName("B-114 Large archives fail: learnt after three, the small ones come as archives, exit 0")
    void largeArchives(String how) {
        try (Scene scene = scene()) {
            largeArchivesFail(scene, FAILURES.get(how));
            Ended pull = scene.pulls(0, "--transfers", "1").saying("Archives fail, and single files do not");
            assertThat(pull.err()).doesNotContain("stopped answering");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().column("status")).containsOnly("landed");
            assertThat(scene.fetches().archives())
                    .as("six small ones, three large ones with a retry each")
                    .hasSizeLessThanOrEqualTo(SMALL + 3 * 2);
        }
    }

    @ParameterizedTest(name = "B-114 {0}, every archive, four transfers")
    @ValueSource(strings = {"500", "dropped"})
    @DisplayName("B-114 Every archive fails while listings and files come: nobody says that the server is away")
    void everyArchive(String how) {
        try (Scene scene = new Scene(MiniatureArchives.scaled(3, 2, 2, 4, 1_000), "SCALE", directory.resolve("data"))) {
            scene.xnat().on(archives()).then(FAILURES.get(how));
            Ended pull = scene.pulls(0, "--transfers", "4");
            assertThat(pull.err()).doesNotContain("stopped answering");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.fetches().archives()).hasSizeLessThanOrEqualTo(2 * (3 + 4));
        }
    }

    @Test
    @DisplayName("B-114 The packaged program: file by file where large archives fail")
    void packaged() {
        try (Scene scene = scene()) {
            largeArchivesFail(scene, FAILURES.get("504"));
            new Packaged(directory)
                    .run(scene.pull("--transfers", "1"))
                    .with(0)
                    .saying("Archives fail, and single files do not");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
