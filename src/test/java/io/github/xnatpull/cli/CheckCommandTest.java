package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private Cli cli = new Cli();

    @TempDir
    Path directory;

    @BeforeEach
    void fresh() {
        cli = new Cli();
        cli.workingDirectory = directory;
        cli.environment.put("XDG_CONFIG_HOME", directory.toString());
    }

    private void job(String text) throws IOException {
        Files.writeString(directory.resolve("job.yaml"), "version: 1\n" + text);
    }

    private int check(String words) {
        return cli.run("check job.yaml " + words);
    }

    /** The line of the table that is about a key, with single blanks. */
    private String line(String key) {
        return cli.out()
                .lines()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.replaceAll(" {2,}", " "))
                .findFirst()
                .orElse("");
    }

    @Test
    void everyKeyHasItsValueAndWhereItComesFrom() throws IOException {
        assertThat(cli.run("profile add neuro --server https://xnat.example.org --user ann"))
                .isZero();
        job("server: { profile: neuro }\nselect: { project: P }\ndestination: d\ntransfer: { checkers: 3 }\n");
        cli.environment.put("XNATPULL_RETRIES", "7");
        assertThat(check("--transfers 2 --set transfer.retry-wait=5s"))
                .as(cli.err())
                .isZero();
        assertThat(line("transfer.transfers")).isEqualTo("transfer.transfers 2 flag --transfers");
        assertThat(line("transfer.retry-wait")).isEqualTo("transfer.retry-wait 5s flag --set");
        assertThat(line("transfer.retries")).isEqualTo("transfer.retries 7 environment XNATPULL_RETRIES");
        assertThat(line("transfer.checkers"))
                .isEqualTo("transfer.checkers 3 job file " + directory.resolve("job.yaml") + ":5:23");
        assertThat(line("server.url")).isEqualTo("server.url https://xnat.example.org profile neuro");
        assertThat(line("server.user")).isEqualTo("server.user ann profile neuro");
        assertThat(line("destination.layout")).isEqualTo("destination.layout xnat default");
        assertThat(line("name")).isEqualTo("name job default name of the job file");
        assertThat(line("report.directory"))
                .isEqualTo("report.directory " + directory.resolve("d/reports") + " default");
        assertThat(line("server.proxy")).isEqualTo("server.proxy - default");
        assertThat(cli.out()).endsWith("Nothing is wrong with it.\n");
    }

    @Test
    void theSameAsJson() throws IOException {
        job("server: h.example.org\nselect: { project: [P, Q], sessions: { list: list.txt } }\ndestination: d\n");
        Files.writeString(directory.resolve("list.txt"), "session_id\nA\nB\n\nC\n");
        assertThat(check("--json --transfers 2")).as(cli.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(cli.out());
        assertThat(result.get("valid").asBoolean()).isTrue();
        JsonNode list = result.get("lists").get(0);
        assertThat(list.get("rows").asInt()).isEqualTo(3);
        assertThat(list.get("column").asString()).isEqualTo("session_id");
        assertThat(result.get("settings")).anySatisfy(one -> {
            assertThat(one.get("key").asString()).isEqualTo("transfer.transfers");
            assertThat(one.get("value").asString()).isEqualTo("2");
            assertThat(one.get("from").asString()).isEqualTo("flag");
            assertThat(one.get("place").asString()).isEqualTo("--transfers");
        });
        assertThat(result.get("settings")).anySatisfy(one -> {
            assertThat(one.get("key").asString()).isEqualTo("select.projects");
            assertThat(one.get("value").size()).isEqualTo(2);
            assertThat(one.get("from").asString()).isEqualTo("job file");
            assertThat(one.get("place").asString()).endsWith("job.yaml:3:20");
        });
    }

    @Test
    void listsAreReadAndCounted() throws IOException {
        job("server: h.example.org\nselect: { project: P, sessions: { list: list.txt } }\ndestination: d\n");
        assertThat(check("")).isEqualTo(2);
        assertThat(cli.err()).contains("list.txt").contains("there is no such file");
        Files.writeString(directory.resolve("list.txt"), "session_id;x\nA;1\nB;2\n");
        fresh();
        assertThat(check("")).as(cli.err()).isZero();
        assertThat(cli.out()).contains("ids are in column 'session_id'").contains("2 rows with an id");
        Files.writeString(directory.resolve("list.txt"), "Session,MR ID\nA,1\n");
        assertThat(check("")).isEqualTo(2);
        assertThat(cli.err()).contains("XP-CSV-COLUMN");
        assertThat(check("--sessions -")).isZero();
        assertThat(cli.out()).contains("read when it is pulled");
    }

    @ParameterizedTest(name = "B-72 {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select: { projct: P }|job.yaml:2:11: there is no key 'projct' in 'select'; the nearest is 'project'",
                "transfer: { transfers: many }|job.yaml:2:24: 'transfer.transfers' cannot be that",
                "select:~\tproject: a|job.yaml:3:1: it is no YAML",
                "name: a~name: b|job.yaml:3:1: the key 'name' stands here a second time",
                "select: { project: \"${NOPE}\" }|job.yaml:2:20: the variable NOPE is not set",
                "include: job.yaml|job.yaml:2:1: there is no key 'include'",
                "a: &a [x, x]~b: [*a, *a]|job.yaml:3:5: '*a' is an alias of YAML",
                "server: { caFiel: x }|job.yaml:2:11: there is no key 'caFiel' in 'server'; the nearest is 'ca-file'",
                "select: { project: P }|nothing says which server to ask",
                "server: h.example.org~select: { project: P }|nothing says where the data go",
                "server: http://h.example.org~select: { project: P }~destination: d|over plain http",
                "server: { url: h.example.org, caFile: nope.pem }~select: { project: P }~destination: d|server.ca-file"
            })
    void whatIsWrongIsNamedWithItsPlace(String text, String words) throws IOException {
        job(text.replace('~', '\n') + "\n");
        assertThat(check("")).isEqualTo(2);
        assertThat(cli.err()).contains(words);
        fresh();
        assertThat(check("--json")).isEqualTo(2);
        JsonNode result = JsonMapper.shared().readTree(cli.out());
        assertThat(result.get("valid").asBoolean()).isFalse();
        assertThat(result.get("problems").get(0).get("message").asString()).contains(words);
        assertThat(cli.runs.catalogue.asked).isZero();
    }

    @ParameterizedTest(name = "B-73 {0} is refused with the three right ways, and not echoed")
    @ValueSource(
            strings = {
                "{ url: h.example.org, password: hunter2 }",
                "{ url: h.example.org, token: hunter2 }",
                "https://jane:hunter2@h.example.org",
                "{ url: h.example.org, proxy: \"http://jane:hunter2@proxy:3128\" }"
            })
    void aSecretInClearIsRefused(String server) throws IOException {
        job("server: " + server + "\nselect: { project: P }\ndestination: d\n");
        assertThat(check("")).isEqualTo(2);
        assertThat(cli.err() + cli.out())
                .doesNotContain("hunter2")
                .contains("job.yaml:2:")
                .contains("XNAT_USER and XNAT_PASS")
                .contains("server.password-file")
                .contains("server.password-command");
    }

    @Test
    @DisplayName("B-73 what is secret elsewhere does not show in what check prints")
    void secretsAreNotShown() throws IOException {
        cli.environment.put("XNAT_PASS", "hunter2");
        cli.environment.put("LEAK", "hunter2");
        job("name: \"${LEAK}\"\nserver: { url: h.example.org, passwordCommand: echo hunter3 }\n"
                + "select: { project: P }\ndestination: d\n");
        assertThat(check("")).as(cli.err()).isZero();
        assertThat(check("--json")).isZero();
        assertThat(cli.out()).contains("echo ...").doesNotContain("hunter2").doesNotContain("hunter3");
    }

    @Test
    @DisplayName("B-75 relative paths are beside the job file, ~ is home, blanks are kept, paths of Windows are named")
    void pathsAreResolved() throws IOException {
        Files.createDirectories(directory.resolve("jobs"));
        Files.writeString(
                directory.resolve("jobs/night.yaml"),
                "version: 1\nserver: h.example.org\nselect: { project: P }\ndestination: { root: \"../my data\" }\n"
                        + "report: { directory: ~/reports }\n");
        assertThat(cli.run("check jobs/night.yaml")).as(cli.err()).isZero();
        assertThat(cli.out()).contains(directory.resolve("my data") + " ").contains("/home/ann/reports ");
        job("server: h.example.org\nselect: { project: P }\ndestination: 'C:\\data'\n");
        assertThat(check("")).isEqualTo(2);
        assertThat(cli.err()).contains("job.yaml:4:14").contains("is a path of Windows");
    }

    @Test
    void aPasswordThatIsTheUsersNameHidesNothing() throws IOException {
        cli.environment.putAll(java.util.Map.of("XNAT_USER", "demodemo", "XNAT_PASS", "demodemo"));
        job("server: h.example.org\nselect: { project: P }\ndestination: demodemo/data\n");
        assertThat(check("")).isZero();
        assertThat(line("destination.root")).contains("/demodemo/data job file");
    }

    @Test
    void synonymsOfKeysMeanTheSame() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "x");
        job("server: { url: h.example.org, caFile: ca.pem, insecureHosts: [a.local], allowHttp: true }\n"
                + "select: { project: P }\ndestination: d\n");
        assertThat(check("")).as(cli.err()).isZero();
        assertThat(line("server.ca-file")).contains(directory.resolve("ca.pem") + " job file");
        assertThat(line("server.insecure-hosts")).startsWith("server.insecure-hosts a.local job file");
        assertThat(line("server.allow-http")).startsWith("server.allow-http true job file");
    }

    @Test
    void onlineTheServerSaysWhatMatches() throws IOException {
        job("server: h.example.org\nselect: { project: TEST }\ndestination: d\n");
        assertThat(check("--online")).as(cli.err()).isZero();
        assertThat(cli.out())
                .contains("Logged in at https://h.example.org as ann (XNAT 1.8.10).")
                .contains("Project TEST: 2 sessions selected");
        assertThat(cli.runs.catalogue.closed).isTrue();
        assertThat(check("--online --project NOPE")).isEqualTo(2);
        assertThat(cli.err()).contains("XP-NOT-FOUND");
    }

    @Test
    void onlineTheRowsOfListsAreMatched() throws IOException {
        Files.writeString(directory.resolve("list.txt"), "MR1\nNOPE\n");
        job("server: h.example.org\nselect: { project: TEST, sessions: { list: list.txt } }\ndestination: d\n");
        assertThat(check("--online")).isEqualTo(3);
        assertThat(cli.out()).contains("2 rows read, 1 matched");
        assertThat(cli.err()).contains("line 2: 'NOPE'");
        assertThat(check("--online --strict-list")).isEqualTo(2);
        assertThat(check("--online --since 2030-01-01")).as("nothing is left").isEqualTo(6);
        Files.writeString(directory.resolve("list.txt"), "MR1\n");
        assertThat(check("--online --since 2030-01-01")).isEqualTo(6);
        assertThat(cli.err()).contains("Nothing is selected: ");
    }

    @Test
    void withoutAJobFileFlagsAndEnvironmentAreChecked() {
        cli.environment.put("XNAT_URL", "https://xnat.example.org");
        assertThat(cli.run("check --project P --dest d")).as(cli.err()).isZero();
        assertThat(line("server.url")).isEqualTo("server.url https://xnat.example.org environment XNAT_URL");
        assertThat(List.of(cli.run("check"), cli.run("check nope.yaml"))).containsOnly(2);
    }
}
