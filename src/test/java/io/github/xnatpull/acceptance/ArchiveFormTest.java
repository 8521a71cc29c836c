package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another form of archives needs another destination: that is said wherever somebody looks, and it works. */
class ArchiveFormTest {
    private static final String SENTENCE = "everything is pulled once more";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}, then {1}")
    @CsvSource({"unpack,keep", "unpack,both", "keep,unpack"})
    @DisplayName("B-133: Another form of archives is refused with the way that works, and that way works")
    void anotherDestinationIsTheWay(String before, String now) {
        Path other = directory.resolve("other");
        try (Scene scene = new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"))) {
            scene.pulls(0, "--session", "SUBJ01_MR1", "--archives", before);
            Map<String, String> tree = scene.tree();
            scene.pulls(2, "--session", "SUBJ01_MR1", "--archives", now)
                    .saying("another --dest", SENTENCE, "--rebind does");
            scene.pulls(2, "--session", "SUBJ01_MR1", "--archives", now, "--rebind")
                    .saying("another --dest", SENTENCE);
            assertThat(scene.tree()).isEqualTo(tree);
            List<String> elsewhere = scene.pull("--session", "SUBJ01_MR1");
            elsewhere.set(elsewhere.indexOf("--dest") + 1, other.toString());
            elsewhere.addAll(List.of("--archives", now));
            new Program().run(elsewhere).with(0);
            Manifest manifest = Manifest.read(other.resolve("reports/latest/manifest.csv"));
            assertThat(manifest.count("status").keySet()).containsExactly("landed");
            boolean zips = Tree.at(other).keySet().stream().anyMatch(path -> path.endsWith(".zip"));
            assertThat(zips).isEqualTo(!now.equals("unpack"));
            scene.pulls(0, "--session", "SUBJ01_MR1", "--archives", before);
            assertThat(scene.manifest().count("status").keySet()).containsExactly("unchanged");
        }
    }

    @Test
    @DisplayName("B-133: explain and the README of the delivered program say so, and so does its refusal")
    void explainAndReadmeSaySo() throws IOException {
        Ended explained = new PackagedProgram()
                .run(List.of("explain", "XP-BINDING-DIFFERS"))
                .with(0);
        assertThat(explained.out()).contains("another --archives always needs another --dest", SENTENCE);
        assertThat(Files.readString(Path.of("README.md")).replaceAll("\\s+", " "))
                .contains("`--rebind` does not remake what has landed with another `--archives`");
        try (Scene scene = new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"))) {
            scene.pulls(0, "--session", "SUBJ01_MR1");
            new PackagedProgram()
                    .run(scene.pull("--session", "SUBJ01_MR1", "--archives", "keep", "--rebind"))
                    .with(2)
                    .saying("another --dest", SENTENCE);
        }
    }

    @Test
    @DisplayName(
            "B-133: A plan, a variable and a job file are refused in the same words; nothing landed yet binds nobody")
    void refusedInTheSameWords() throws IOException {
        Path job = Files.writeString(directory.resolve("job.yaml"), """
                version: 1
                server: ${XNAT_URL}
                select: { project: DEMO, sessions: { label: SUBJ01_MR1 }, resources: { levels: [scan, session] } }
                destination: { root: data, archives: keep, rebind: true }
                """);
        try (Scene scene = new Scene(MiniatureArchives.demoProject(), "DEMO", directory.resolve("data"))) {
            scene.pulls(0, "--session-type", "ct", "--archives", "keep");
            scene.pulls(0, "--session", "SUBJ01_MR1");
            new Program()
                    .run(scene.plan("--session", "SUBJ01_MR1", "--archives", "both", "--rebind"))
                    .with(2)
                    .saying(SENTENCE);
            new Program()
                    .environment("XNATPULL_ARCHIVES", "both")
                    .run(scene.pull("--session", "SUBJ01_MR1"))
                    .with(2)
                    .saying(SENTENCE);
            new Program()
                    .environment("XNAT_URL", scene.xnat().url())
                    .run(List.of("pull", job.toString()))
                    .with(2)
                    .saying(SENTENCE);
        }
    }
}
