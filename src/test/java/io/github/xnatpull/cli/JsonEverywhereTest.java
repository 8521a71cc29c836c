package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command has its result as JSON, and tells people nothing less without it. */
class JsonEverywhereTest {
    @TempDir
    private Path directory;

    private static JsonNode json(Cli cli, String line) {
        assertThat(cli.run(line)).as(cli.err()).isZero();
        return JsonMapper.shared().readTree(cli.out());
    }

    private static JsonNode json(String line) {
        return json(new Cli(), line);
    }

    private Cli withProfiles() {
        Cli cli = new Cli();
        cli.environment.put("XNATPULL_CONFIG", directory.resolve("config.yaml").toString());
        return cli;
    }

    @Test
    void everyCommandHasTheFlag() {
        List<String> without = new ArrayList<>();
        lacking(new Cli().program().line(), without);
        assertThat(without).isEmpty();
    }

    private static void lacking(CommandLine line, List<String> without) {
        if (line.getCommandSpec().findOption("--json") == null) {
            without.add(line.getCommandSpec().qualifiedName());
        }
        line.getSubcommands().values().forEach(below -> lacking(below, without));
    }

    @Test
    void aCodeIsAnObjectSeveralAreAnArray() {
        JsonNode one = json("explain conflict --json");
        assertThat(one.get("code").asString()).isEqualTo("XP-CONFLICT");
        assertThat(one.get("exit_code").asInt()).isEqualTo(3);
        for (String key : List.of("summary", "meaning", "advice", "kind", "effect")) {
            assertThat(one.get(key).asString()).as(key).isNotBlank();
        }
        JsonNode two = json("explain XP-LOCKED xp-disk-full --json");
        assertThat(two).hasSize(2);
        assertThat(two.get(1).get("exit_code").asInt()).isEqualTo(7);
        Cli people = new Cli();
        people.run("explain");
        assertThat(json("explain --json")).hasSize((int) people.out().lines().count());
    }

    @Test
    void theVersionIsTheOneThatPeopleAreTold() {
        Cli people = new Cli();
        people.run("version");
        for (String way : List.of("version --json", "--version --json", "-V --json")) {
            JsonNode version = json(way);
            assertThat(people.out().strip())
                    .isEqualTo("xnatpull " + version.get("version").asString() + " (Java "
                            + version.get("java").asString() + ")");
        }
        Cli byVariable = new Cli();
        byVariable.environment.put("XNATPULL_JSON", "true");
        assertThat(json(byVariable, "--version").get("version").asString()).isNotBlank();
    }

    @Test
    void theVariableHoldsForErrorsOfTheCommandLineToo() {
        Cli cli = new Cli();
        cli.environment.put("XNATPULL_JSON", "true");
        assertThat(cli.run("pull --scna 3")).isEqualTo(2);
        assertThat(JsonMapper.shared()
                        .readTree(cli.out())
                        .get("error")
                        .get("code")
                        .asString())
                .isEqualTo("XP-USAGE");
    }

    @Test
    void theScriptOfAShellIsAString() {
        Cli people = new Cli();
        people.run("completion bash");
        JsonNode completion = json("completion bash --json");
        assertThat(completion.get("shell").asString()).isEqualTo("bash");
        assertThat(completion.get("script").asString()).isEqualTo(people.out());
    }

    @Test
    void aJobFileIsNamedWhereItWasWrittenAndTextWhereItWasNot() throws IOException {
        Cli people = new Cli();
        people.run("init -");
        JsonNode text = json("init - --json");
        assertThat(text.get("text").asString()).isEqualTo(people.out());
        assertThat(text.get("file").isNull()).isTrue();
        Path file = directory.resolve("job.yaml");
        JsonNode written = json("init " + file + " --json");
        assertThat(written.get("file").asString()).isEqualTo(file.toString());
        assertThat(written.get("text").asString()).isEqualTo(Files.readString(file));
    }

    @Test
    void whatIsDoneWithAProfileIsToldAsItThenStands() {
        JsonNode added = json(withProfiles(), "profile add lab --server https://xnat.example.org --default --json");
        assertThat(added.get("profile").asString()).isEqualTo("lab");
        assertThat(added.get("url").asString()).isEqualTo("https://xnat.example.org");
        assertThat(added.get("default").asBoolean()).isTrue();
        JsonNode edited = json(withProfiles(), "profile edit lab --user ann --json");
        assertThat(edited.get("user").asString()).isEqualTo("ann");
        assertThat(edited.get("default").asBoolean()).isTrue();
        assertThat(json(withProfiles(), "profile edit lab --no-default --json")
                        .get("default")
                        .asBoolean())
                .isFalse();
        assertThat(json(withProfiles(), "profile remove lab --json")
                        .get("removed")
                        .asBoolean())
                .isTrue();
        assertThat(json(withProfiles(), "profile list --json")).isEmpty();
    }

    @Test
    void theHelpNamesFlagsAndCommands() {
        JsonNode pull = json("help pull --json");
        assertThat(pull.get("command").asString()).isEqualTo("xnatpull pull");
        assertThat(pull.get("flags")).anySatisfy(flag -> {
            assertThat(flag.get("names").toString()).contains("\"--dest\"");
            assertThat(flag.get("value").asString()).isEqualTo("PATH");
            assertThat(flag.get("description").asString()).isNotBlank();
        });
        assertThat(json("help runs --json").get("commands").toString()).contains("forget", "rebuild");
        Cli people = new Cli();
        people.run("help pull");
        assertThat(pull.get("text").asString()).isEqualTo(people.out());
        assertThat(json("--json").get("commands")).hasSize(15);
    }
}
