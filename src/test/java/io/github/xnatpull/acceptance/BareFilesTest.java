package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of which neither size nor digest is listed: only what the server counts of their resource shows a change. */
class BareFilesTest {
    @TempDir
    private Path directory;

    private final MiniatureArchive archive = new MiniatureArchive();
    private final Resource resource = archive.addProject("BARE")
            .addSubject("S1")
            .addSession("S1_MR1")
            .addScan("1", "T1w")
            .addResource("DICOM")
            .addFiles(3, 500);

    @SuppressWarnings("NullAway.Init")
    private Scene scene;

    @BeforeEach
    void serve() {
        resource.files().forEach(file -> file.withoutSize().withoutDigest());
        scene = new Scene(archive, "BARE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private StoredFile first() {
        return resource.files().get(0);
    }

    @ParameterizedTest(
            name = "B-97 one that changes its length is brought, as the server counts other bytes, with --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void aChangeOfTheSumIsFollowed(String archives) {
        scene.pulls(0, "--archives", archives);
        first().replaceBehindCatalogue(Content.dicom(7, 900));
        scene.pulls(0, "--archives", archives);
        assertThat(scene.manifest().only()).containsEntry("status", "landed").containsEntry("bytes", "1900");
        if (!archives.equals("keep")) {
            assertThat(scene.tree()).containsAllEntriesOf(scene.truth());
        }
        int before = scene.fetches().count();
        assertThat(scene.pulls(0, "--archives", archives).out()).startsWith("Nothing new");
        assertThat(scene.fetches().count()).isEqualTo(before);
    }

    @Test
    @DisplayName("B-97 where a new file explains the sum, only that comes")
    void whatExplainsTheSum() {
        scene.pulls(0);
        resource.addFile("new.dcm", 300);
        int before = scene.fetches().count();
        scene.pulls(0);
        assertThat(scene.tree()).isEqualTo(scene.truth());
        assertThat(scene.fetches().count()).isEqualTo(before + 1);
        assertThat(scene.fetches().files()).contains(resource.id() + "/new.dcm");
    }

    @Test
    @DisplayName("B-97 a sum that no file explains costs one fetch, and replaces nothing by other bytes")
    void aSumThatIsWrong() {
        scene.pulls(0);
        resource.withHints("3", "77");
        scene.pulls(0);
        assertThat(scene.tree()).isEqualTo(scene.truth());
        int before = scene.fetches().count();
        assertThat(scene.pulls(0).out()).startsWith("Nothing new");
        assertThat(scene.fetches().count()).isEqualTo(before);
    }

    @Test
    @DisplayName("B-97 without a sum nothing is asked again")
    void withoutASum() {
        scene.pulls(0);
        resource.withoutHints();
        int before = scene.fetches().count();
        scene.pulls(0);
        scene.pulls(0);
        assertThat(scene.fetches().count()).isEqualTo(before);
    }
}
