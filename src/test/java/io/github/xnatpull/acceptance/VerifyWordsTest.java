package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code verify} says. */
class VerifyWordsTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = new Scene(MiniatureArchives.scaled(2, 2, 1, 6, 100), "SCALE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Ended verify(int exit, String... more) {
        List<String> words =
                new ArrayList<>(List.of("verify", scene.destination().toString()));
        words.addAll(List.of(more));
        return new Program().run(words).with(exit);
    }

    private Path file(String session, String name) {
        return scene.files(session, "1", "DICOM").resolve(name);
    }

    private String relative(Path file) {
        return scene.destination().relativize(file).toString();
    }

    @Test
    @DisplayName(
            "B-131 seven of 24 files differ: the number, the first five with their paths, all in --csv; one differs")
    void someFilesDiffer() throws IOException {
        scene.pulls(0);
        Files.delete(file("S00001_MR1", "0001.dcm"));
        assertThat(verify(9).out())
                .startsWith("Different: 1 of 24 files differs")
                .contains(relative(file("S00001_MR1", "0001.dcm")) + ": it is not there any more");
        for (int i = 2; i <= 6; i++) {
            Files.delete(file("S00001_MR1", "000" + i + ".dcm"));
        }
        Files.writeString(file("S00002_MR1", "0001.dcm"), "x", StandardOpenOption.APPEND);
        String out = verify(9).out();
        assertThat(out).startsWith("Different: 7 of 24 files differ").contains("and 2 more: --csv lists all");
        assertThat(out.lines().filter(line -> line.contains("/files/000"))).hasSize(5);
        assertThat(verify(9, "--csv").out().lines()).hasSize(8);
        JsonNode json = JsonMapper.shared().readTree(verify(9, "--json").out());
        assertThat(json.get("files_different").asInt()).isEqualTo(7);
        assertThat(json.get("files").asInt()).isEqualTo(24);
        assertThat(json.get("examples")).hasSize(5);
        assertThat(json.get("examples").get(0).get("path").asString()).contains("/files/0001.dcm");
        assertThat(json.get("differences").get("missing").asInt()).isEqualTo(6);
    }

    @ParameterizedTest(
            name = "B-131 strangers are counted, listed with --strangers, and change no exit code: --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void strangers(String archives) throws IOException {
        scene.pulls(0, "--archives", archives);
        assertThat(verify(0).out()).startsWith("Equal: ").doesNotContain("Strangers");
        Path folder = Files.createDirectories(scene.files("S00001_MR1", "1", "DICOM"));
        Files.writeString(folder.resolve("mine.txt"), "mine");
        Files.writeString(scene.destination().resolve("notes.txt"), "mine");
        Files.createSymbolicLink(scene.destination().resolve("link"), Path.of("notes.txt"));
        Ended counted = verify(0);
        assertThat(counted.out())
                .startsWith("Equal: ")
                .contains("3 files that no receipt names", "(--strangers lists them)")
                .doesNotContain("mine.txt");
        Ended listed = verify(0, "--strangers");
        assertThat(listed.out()).contains("3 files", "  notes.txt", "  link", relative(folder.resolve("mine.txt")));
        assertThat(verify(0, "--csv").out().lines()).hasSize(1);
        assertThat(verify(0, "--csv", "--strangers").out().lines().filter(line -> line.startsWith("stranger,")))
                .hasSize(3);
        assertThat(JsonMapper.shared()
                        .readTree(verify(0, "--json").out())
                        .get("strangers")
                        .asInt())
                .isEqualTo(3);
        Files.delete(folder.resolve("mine.txt"));
        Files.delete(scene.destination().resolve("notes.txt"));
        Files.delete(scene.destination().resolve("link"));
        assertThat(verify(0, "--strangers").out()).doesNotContain("Strangers");
    }

    @Test
    @DisplayName(
            "B-131 reports, state, logs of our own are no strangers, wherever they are; nor are files whose receipt is"
                    + " lost, which is told of itself")
    void whatIsOursIsNoStranger() throws IOException {
        String root = scene.destination().toString();
        scene.pulls(0, "--report-dir", root + "/my reports", "--state", root + "/my state");
        assertThat(verify(0).out()).doesNotContain("Strangers");
        try (var receipts = Files.walk(scene.destination().resolve(".xnatpull/receipts"))) {
            Files.delete(receipts.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        assertThat(verify(9).out())
                .startsWith("Different: 0 of ")
                .contains("no-receipt")
                .doesNotContain("Strangers");
    }

    @Test
    @DisplayName("B-131 the packaged program, and strict privacy, which shows no path")
    void thePackagedProgram() throws IOException {
        scene.pulls(0);
        Files.delete(file("S00001_MR1", "0001.dcm"));
        Files.writeString(scene.destination().resolve("notes.txt"), "mine");
        Packaged program = new Packaged(directory).environment("HOME", directory.toString());
        Ended ended = program.run("verify", "data", "--strangers").with(9);
        assertThat(ended.out()).startsWith("Different: 1 of 24 files differs").contains("S00001_MR1/", "  notes.txt");
        new Program().alone().run(scene.pull("--privacy", "strict")).with(0);
        Files.delete(file("S00001_MR1", "0001.dcm"));
        assertThat(program.run("verify", "data").with(9).out())
                .startsWith("Different: 1 of 24")
                .doesNotContain("S00001_MR1");
    }
}
