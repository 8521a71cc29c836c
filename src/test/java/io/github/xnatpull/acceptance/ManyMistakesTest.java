package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code check} names all that is wrong with a job file at once. */
class ManyMistakesTest {
    /** Mistakes of every kind, each on a line of its own. */
    private static final String JOB = """
            version: 1
            server: { url: https://xnat.example.org, ca-file: nowhere.pem }
            select:
              project: P
              sessions: { list: list.csv }
              scans:
                include: [T1w, "re:(", "re:[z-a]"]
              resorces: { include: [DICOM] }
            destination:
              root: data
              layout: "{session.lable}/{file.path}"
            transfer:
              transfers: 99
              retries: many
            limits: { from: "22:00" }
            """;

    private static final String WRONG = "2:51 5:21 7:20 7:28 8:3 11:11 13:14 14:12 15:17";

    @TempDir
    private Path directory;

    private String job(String text) throws IOException {
        Files.writeString(directory.resolve("list.csv"), "Session,MR ID\nA,B\n");
        return Files.writeString(directory.resolve("job.yaml"), text).toString();
    }

    private static Ended check(String... words) {
        List<String> command = new ArrayList<>(List.of("check"));
        command.addAll(Arrays.asList(words));
        return new Program().run(command).with(2);
    }

    private static JsonNode problems(Ended ended) {
        JsonNode result = JsonMapper.shared().readTree(ended.out());
        assertThat(result.get("valid").asBoolean()).isFalse();
        assertThat(result.get("exit_code").asInt()).isEqualTo(2);
        return result.get("problems");
    }

    private static List<String> places(JsonNode problems) {
        List<String> places = new ArrayList<>();
        problems.forEach(problem -> places.add(
                problem.get("line").asInt() + ":" + problem.get("column").asInt()));
        return places;
    }

    @Test
    @DisplayName("B-127 all mistakes of a job file at once, with file, line and column, in words and as fields of JSON:"
            + " keys, values, expressions, layout, list, files, and what does not go together")
    void allAtOnce() throws IOException {
        String job = job(JOB);
        JsonNode problems = problems(check(job, "--json"));
        assertThat(places(problems)).containsExactly(WRONG.split(" "));
        problems.forEach(problem -> {
            assertThat(problem.get("file").asString()).isEqualTo(job);
            assertThat(problem.get("line").isNumber()).isTrue();
            assertThat(problem.get("code").asString()).startsWith("XP-");
        });
        Ended told = check(job);
        assertThat(told.err().lines().filter(line -> line.startsWith("xnatpull: ")))
                .hasSize(9);
        for (String place : WRONG.split(" ")) {
            assertThat(told.err()).contains(job + ":" + place);
        }
        assertThat(told.err())
                .contains(
                        "the nearest is 'resources'", "the nearest is {session.label}", "nowhere.pem", "XP-CSV-COLUMN")
                .contains("99 is not between 1 and 64", "a window needs both its ends", "Unclosed group");
    }

    @ParameterizedTest(name = "B-127 what was said and could not be read is not called missing: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "server: { ulr: h.example.org }~select: { project: P }~destination: d|2:11",
                "server: { url: 'ftp://h' }~select: { project: P }~destination: d|2:16",
                "server: h.example.org~selct: { project: P }~destination: d|3:1",
                "server: h.example.org~select: { project: '${NOPE_NOPE}' }~destination: d|3:20",
                "server: h.example.org~select: { project: P }~destinaton: d|4:1"
            })
    void nothingIsMissedThatWasMisspelt(String text, String place) throws IOException {
        JsonNode problems = problems(check(job("version: 1\n" + text.replace('~', '\n') + "\n"), "--json"));
        assertThat(places(problems)).containsExactly(place);
    }

    @Test
    @DisplayName(
            "B-127 what is missing is a mistake too; flags that are wrong are named beside the job file's mistakes")
    void whatIsMissingAndWhatFlagsSay() throws IOException {
        String job = job("select: { project: P, scans: 're:(' }\ntransfer: { retries: x }\n");
        JsonNode problems = problems(check(job, "--json", "--checkers", "many", "--since", "yesterday"));
        List<String> messages = new ArrayList<>();
        problems.forEach(problem -> messages.add(problem.get("message").asString()));
        assertThat(messages).hasSize(7);
        assertThat(String.join("\n", messages))
                .contains("--checkers", "--since", "the key 'version' is missing", "job.yaml:1:30", "job.yaml:2:22")
                .contains("nothing says which server to ask", "nothing says where the data go");
    }

    @Test
    @DisplayName("B-127 a broken expression is named with its place by pull too; the packaged program checks with five"
            + " mistakes")
    void thePackagedProgram() throws IOException {
        String job = job(JOB);
        Ended checked = new Packaged(directory)
                .environment("HOME", directory.toString())
                .run("check", job, "--json")
                .with(2);
        assertThat(places(problems(checked))).containsExactly(WRONG.split(" "));
        Path other = Files.writeString(
                directory.resolve("other.yaml"),
                "version: 1\nserver: h.example.org\ndestination: d\nselect: { project: P, scans: [T1w, 're:('] }\n");
        new Program().run(List.of("pull", other.toString())).with(2).saying("other.yaml:4:36", "Unclosed group");
    }

    @Test
    @DisplayName("B-127 what is wrong with the file of known gaps is a mistake like those of lists, by key and by flag")
    void knownGapsAreRead() throws IOException {
        Files.writeString(directory.resolve("gaps.csv"), "kind,value,reason\nscan,99,\n");
        String job = job("version: 1\nserver: h.example.org\nselect: { project: P, scans: 're:(' }\n"
                + "destination: { root: d, known-gaps: gaps.csv }\n");
        JsonNode problems = problems(check(job, "--json"));
        assertThat(places(problems)).containsExactly("3:30", "4:37");
        assertThat(problems.get(1).get("message").asString()).contains("gaps.csv:2: it has no reason");
        check(job, "--known-gaps", directory.resolve("none.csv").toString()).saying("there is no such file");
    }
}
