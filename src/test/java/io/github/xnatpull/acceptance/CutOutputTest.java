package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.cli.CommandLineRun;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is printed for others to read: whole, or not called whole; and JSON that can be relied on. */
class CutOutputTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = new Scene(MiniatureArchives.scaled(3, 1, 1, 1, 100), "SCALE", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** The words of a line, with its server and its destination filled in. */
    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ")) {
            words.add(word.replace("DEST", scene.destination().toString())
                    .replace("URL", scene.xnat().url()));
        }
        return words;
    }

    private Ended run(String line) {
        return new Program().run(words(line));
    }

    /** A disk that is full after some bytes. */
    private static final class FullDisk extends OutputStream {
        private int left;

        FullDisk(int bytes) {
            this.left = bytes;
        }

        @Override
        public void write(int one) throws IOException {
            if (left-- <= 0) {
                throw new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
            }
        }
    }

    @ParameterizedTest(name = "B-124 {0} to a full disk: exit 7, and a word")
    @ValueSource(
            strings = {
                "list sessions --server URL --project SCALE",
                "list sessions --server URL --project SCALE --ids",
                "list scans --server URL --project SCALE --csv",
                "list resources --server URL --project SCALE --json",
                "plan --server URL --project SCALE --dest DEST",
                "plan --server URL --project SCALE --dest DEST --csv",
                "plan --server URL --project SCALE --dest DEST --json",
                "pull --server URL --project SCALE --dest DEST",
                "pull --server URL --project SCALE --dest DEST --json",
                "verify DEST",
                "verify DEST --csv",
                "verify DEST --json",
                "runs list --dest DEST",
                "runs list --dest DEST --json",
                "runs show --dest DEST",
                "check --server URL --project SCALE --dest DEST",
                "check --server URL --project SCALE --dest DEST --json",
                "init -",
                "init - --json",
                "explain",
                "explain --json",
                "explain XP-CONFLICT --json",
                "completion bash",
                "completion bash --json",
                "version",
                "version --json",
                "help",
                "help pull",
                "help pull --json"
            })
    void aFullDiskIsNoSuccess(String line) {
        if (line.contains("verify") || line.contains("runs")) {
            scene.pulls(0);
        }
        List<String> words = words(line);
        for (int room : List.of(0, 20)) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exit = CommandLineRun.run(
                    words, Map.of("XNAT_USER", "demo", "XNAT_PASS", "demo"), new FullDisk(room), err);
            String said = err.toString(StandardCharsets.UTF_8);
            assertThat(exit).as(said).isEqualTo(7);
            assertThat(said).contains("standard output", "not the whole result", "Speicherplatz", "XP-LOCAL-IO");
        }
    }

    @Test
    @DisplayName(
            "B-124 the packaged program: /dev/full is exit 7; a closed pipe is 0 for a person's table and 7 for ids,"
                    + " CSV and JSON; nobody is told of a stack trace")
    void thePackagedProgram() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
        Packaged program = new Packaged(directory).environment("HOME", directory.toString());
        String list = "list sessions --server " + scene.xnat().url() + " --project SCALE";
        Ended full = program.into(new File("/dev/full"), words(list + " --ids")).with(7);
        assertThat(full.err()).contains("standard output").doesNotContain("Exception", "\tat ");
        program.into(new File("/dev/full"), words("explain --json")).with(7);
        assertThat(json(program.shell("xnatpull completion tcsh --json").out())
                        .get("error")
                        .get("exit_code")
                        .asInt())
                .isEqualTo(2);
        for (String form : List.of("", " --ids", " --csv", " --json")) {
            Ended closed = program.shell("{ xnatpull " + list + form + "; echo $? >code; } | true; cat code >&2");
            assertThat(closed.err().strip())
                    .as(form)
                    .endsWith(form.isEmpty() ? "0" : "7")
                    .doesNotContain("Exception");
        }
        assertThat(program.shell("xnatpull version >&-; echo $?").out().strip()).isEqualTo("7");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static void assertSnakeCase(JsonNode node) {
        node.propertyNames().forEach(name -> assertThat(name).matches("[a-z0-9_]+"));
        node.forEach(CutOutputTest::assertSnakeCase);
    }

    @ParameterizedTest(name = "{0}: one document, keys in snake_case")
    @ValueSource(
            strings = {
                "list sessions --server URL --project SCALE --json",
                "plan --server URL --project SCALE --dest DEST --json",
                "pull --server URL --project SCALE --dest DEST --json",
                "resume --dest DEST --json",
                "verify DEST --json",
                "runs list --dest DEST --json",
                "runs show --dest DEST --json",
                "runs forget --keep-last 9 --dest DEST --json",
                "runs rebuild --dest DEST --json",
                "check --server URL --project SCALE --dest DEST --json",
                "explain --json",
                "explain conflict --json",
                "explain conflict XP-LOCKED --json",
                "version --json",
                "--version --json",
                "completion zsh --json",
                "init - --json",
                "init --server URL --project SCALE DEST/job.yaml --json",
                "help --json",
                "help runs --json",
                "help runs forget --json",
                "profile list --json"
            })
    void resultsAreOneDocument(String line) {
        scene.pulls(0);
        assertSnakeCase(json(run(line).with(0).out()));
    }

    @Test
    void numbersAreNumbers() {
        JsonNode row = json(run("list resources --server URL --project SCALE --json")
                        .with(0)
                        .out())
                .get(0);
        assertThat(row.get("files").isNumber()).isTrue();
        assertThat(row.get("scan_id").isString()).isTrue();
        JsonNode plan = json(run("plan --server URL --project SCALE --dest DEST --json")
                .with(0)
                .out());
        assertThat(plan.get("plan")).hasSize(3);
        assertThat(plan.get("sessions").asInt()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}: the error is JSON, too")
    @ValueSource(
            strings = {
                "list sessions --server URL --project NOPE --json",
                "list --json",
                "plan --server URL --project NOPE --dest DEST --json",
                "pull --server URL --project NOPE --dest DEST --json",
                "pull --scna 3 --json",
                "resume --dest DEST --json",
                "verify DEST --json",
                "runs show --dest DEST --json",
                "profile show nope --json",
                "profile add new --json",
                "profile edit nope --user ann --json",
                "profile remove nope --json",
                "profile --json",
                "runs --json",
                "explain XP-NOPE --json",
                "explain --json --nope",
                "version --jsn --json",
                "completion --json",
                "completion tcsh --json",
                "init --json /dev/null",
                "init - --json --server http://127.0.0.1:1",
                "help nope --json"
            })
    void errorsAreJson(String line) {
        Ended ended = run(line);
        JsonNode error = json(ended.out()).get("error");
        assertThat(error.get("exit_code").asInt()).isEqualTo(ended.exit()).isPositive();
        assertThat(ended.err()).contains("[" + error.get("code").asString() + "]");
        assertThat(error.get("message").asString()).isNotBlank();
        assertSnakeCase(error);
    }
}
