package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ended incomplete is asked for again only where something of it has changed (contract §4.3). */
class IncompleteTest {
    @TempDir
    private Path directory;

    private final MiniatureArchive archive = new MiniatureArchive();
    private final Scan scan =
            archive.addProject("GAPS").addSubject("S1").addSession("S1_MR1").addScan("1", "T1w");

    @SuppressWarnings("NullAway.Init") // each test serves first
    private Scene scene;

    /** A resource of four files with one that is not as listed. */
    private StoredFile odd(String label) {
        Resource resource = scan.addResource(label).addFiles(3, 700);
        StoredFile file = resource.addFile("odd.dcm", 700);
        return switch (label) {
            case "DIGEST" -> file.withStaleDigest();
            case "SIZE" -> file.withoutDigest().withListedSize(500);
            case "MISSING" -> file.missingOnDisk();
            default -> file.withoutDigest().withoutSize().missingOnDisk();
        };
    }

    private void serve() {
        scene = new Scene(archive, "GAPS", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** The bytes that came of files and archives, as the server counts them. */
    private long served() {
        return scene
                .xnat()
                .log()
                .matching(
                        line -> line.path().contains("/files/") || line.query().contains("format=zip"))
                .stream()
                .filter(line -> line.status() == 200 || line.status() == 206)
                .count();
    }

    private void pullsNothing(String... more) throws IOException {
        long before = served();
        String failures = failures();
        scene.pulls(3, more);
        assertThat(served()).isEqualTo(before);
        assertThat(Files.readString(scene.latest().resolve("summary.json"))).contains("\"bytes_moved\" : 0,");
        assertThat(failures()).isEqualTo(failures);
    }

    private void pullsSomething(int exit, String... more) {
        long before = served();
        scene.pulls(exit, more);
        assertThat(served()).isGreaterThan(before);
    }

    /** All that is wrong, but for the run that found it. */
    private String failures() {
        Manifest failures = scene.report("failures.csv");
        return failures.column("resource_label") + " " + failures.column("error_code") + " "
                + failures.column("error") + " " + scene.manifest().column("status") + " "
                + scene.manifest().column("files");
    }

    @ParameterizedTest(
            name = "B-37 an incomplete resource is not fetched again, row and exit stay, with --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void nothingIsFetchedAgain(String archives) throws IOException {
        List.of("DIGEST", "SIZE", "MISSING", "BARE").forEach(this::odd);
        serve();
        scene.pulls(3, "--archives", archives);
        assertThat(scene.manifest().column("status")).containsOnly("incomplete").hasSize(4);
        var tree = scene.tree();
        pullsNothing("--archives", archives);
        pullsNothing("--archives", archives, "--recheck");
        if (!archives.equals("keep")) {
            pullsNothing("--archives", archives, "--existing", "replace");
        }
        assertThat(scene.tree()).isEqualTo(tree);
    }

    @ParameterizedTest(name = "B-37 it is fetched again where {0}, with --archives {1}")
    @org.junit.jupiter.params.provider.CsvSource({
        "the file is newer, unpack",
        "the file is newer, keep",
        "the listing is another, unpack",
        "the listing is another, keep",
        "the resource is another, unpack"
    })
    void whatChangedIsFetched(String change, String archives) throws IOException {
        StoredFile file = odd("DIGEST");
        serve();
        scene.pulls(3, "--archives", archives);
        pullsNothing("--archives", archives);
        switch (change) {
            case "the file is newer" -> file.replaceBehindCatalogue(Content.dicom(77, 700));
            case "the listing is another" -> file.withListedSize(699);
            default -> {
                scan.resource("DIGEST").delete();
                odd("DIGEST");
            }
        }
        pullsSomething(3, "--archives", archives);
        if (archives.equals("unpack")) {
            assertThat(scene.tree()).containsAllEntriesOf(scene.truth());
        }
        pullsNothing("--archives", archives);
        scan.resource("DIGEST").files().get(3).replaceWith(file.content());
        scene.pulls(0, "--archives", archives);
    }

    @Test
    @DisplayName("B-37 what was edited or deleted here is fetched again, and what is missing comes when it is there")
    void whatIsNotAsItWasHereIsFetched() throws IOException {
        StoredFile missing = odd("MISSING");
        odd("DIGEST");
        serve();
        scene.pulls(3);
        Path here = scene.files("S1_MR1", "1", "DIGEST").resolve("odd.dcm");
        Files.delete(here);
        pullsSomething(3);
        assertThat(here).exists();
        Files.writeString(here, "mine".repeat(200));
        scene.pulls(3);
        assertThat(scene.manifest().column("status")).contains("conflict");
        pullsSomething(3, "--existing", "replace");
        assertThat(scene.manifest().column("status")).containsOnly("incomplete");
        pullsNothing();
        missing.replaceWith(missing.content());
        pullsSomething(3);
        assertThat(scene.manifest().where("status", "landed").column("resource_label"))
                .containsExactly("MISSING");
        assertThat(scene.tree()).isEqualTo(scene.truth());
    }

    @Test
    @DisplayName("B-37 where the server tells no time it is fetched each night, and ends as before")
    void withoutATimeItIsFetchedAgain() throws IOException {
        odd("DIGEST");
        serve();
        scene.xnat().on(singleFiles()).then(Faults.header("Last-Modified", ""));
        scene.pulls(3);
        pullsSomething(3);
        pullsSomething(3);
        assertThat(scene.tree()).isEqualTo(scene.truth());
    }

    @ParameterizedTest(name = "B-37 after a kill at {0} it is fetched once at most, and then not again")
    @ValueSource(strings = {"afterIntend:1", "afterMove:2", "afterLedger:1", "afterCommit:1"})
    void afterAKill(String failPoint) throws IOException {
        odd("DIGEST");
        serve();
        new Program().dyingAt(failPoint).run(scene.pull());
        scene.pulls(3);
        assertThat(scene.tree()).isEqualTo(scene.truth());
        pullsNothing();
    }

    @ParameterizedTest(name = "B-37 a damaged note costs one fetch: {0}")
    @ValueSource(strings = {"", "resource_id,file\n", "another,form\n1,2\n"})
    void aDamagedNote(String text) throws IOException {
        odd("DIGEST");
        serve();
        scene.pulls(3);
        try (var all = Files.walk(scene.destination().resolve(".xnatpull/receipts"))) {
            Path note = all.filter(file -> file.toString().endsWith(".incomplete"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(note, text);
        }
        pullsSomething(3);
        pullsNothing();
    }
}
