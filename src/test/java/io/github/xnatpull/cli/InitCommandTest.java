package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    private Cli cli = new Cli();

    @TempDir
    Path directory;

    @BeforeEach
    void fresh() {
        cli = new Cli();
        cli.workingDirectory = directory;
        cli.environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    }

    private void accepted(String file) {
        Cli checking = new Cli();
        checking.workingDirectory = directory;
        checking.environment.putAll(cli.environment);
        assertThat(checking.run("check " + file)).as(checking.err()).isZero();
        Cli pulling = new Cli();
        pulling.workingDirectory = directory;
        pulling.environment.putAll(cli.environment);
        assertThat(pulling.run("pull " + file)).as(pulling.err()).isZero();
    }

    @Test
    void whatTheServerHasStandsInTheComments() {
        assertThat(cli.run("init --server https://xnat.example.org --project TEST jobs/test.yaml"))
                .as(cli.err())
                .isZero();
        assertThat(directory.resolve("jobs/test.yaml"))
                .content()
                .contains("  url: \"https://xnat.example.org\"\n")
                .contains("  project: \"TEST\"\n")
                .contains("# There: 2 sessions of 1 subject, 2026-01-15 to 2026-02-15.")
                .contains("there: xnat:mrSessionData (2)")
                .contains("there: T1w (2)")
                .contains("124 (2), DICOM (2, ~48.0 MiB), NOTES (2, ~24 B)")
                .contains("levels: [scan]   # there: project (1, ~5 B), session (2, ~24 B), scan (4, ~48.0 MiB)");
        assertThat(cli.err()).contains("xnatpull check jobs/test.yaml");
        assertThat(cli.runs.catalogue.closed).isTrue();
        accepted("jobs/test.yaml");
    }

    @Test
    void wordsOfTheServerCannotLeaveTheirComment() throws IOException {
        cli.runs.catalogue.scanType = "T1\n  evil: true\n#";
        assertThat(cli.run("init --server h.example.org --project TEST")).isZero();
        assertThat(Files.readString(directory.resolve("xnatpull.yaml")).lines())
                .noneMatch(line -> line.contains("evil") && !line.stripLeading().startsWith("#"));
        accepted("xnatpull.yaml");
    }

    @Test
    void withoutAServerATemplateIsWritten() {
        assertThat(cli.run("init")).as(cli.err()).isZero();
        assertThat(directory.resolve("xnatpull.yaml"))
                .content()
                .contains("url: \"${XNAT_URL:-https://xnat.example.org}\"")
                .contains("project: \"MYSTUDY\"")
                .contains("# password-file, password-command, or ~/.netrc.");
        assertThat(cli.runs.catalogue.asked).isZero();
        accepted("xnatpull.yaml");
    }

    @Test
    void everySuggestionOfATemplateIsValidAlone() throws IOException {
        assertThat(cli.run("init -")).isZero();
        String template = cli.out();
        for (String suggestion : template.lines()
                .filter(line ->
                        line.matches(" +# +?(name-by|layout|archives|bandwidth|max-failures|fail-if-empty|ca-file).*"))
                .toList()) {
            String used = suggestion.replaceFirst("# ", "");
            Files.writeString(directory.resolve("one.yaml"), template.replace(suggestion, used));
            Files.writeString(directory.resolve("authority.pem"), "");
            accepted("one.yaml");
        }
    }

    @Test
    void aFileThatExistsStays() throws IOException {
        Files.writeString(directory.resolve("mine.yaml"), "mine");
        assertThat(cli.run("init mine.yaml")).isEqualTo(2);
        assertThat(cli.err()).contains("there is one already").contains("It stays as it is");
        assertThat(directory.resolve("mine.yaml")).hasContent("mine");
    }

    @Test
    void aProfileStandsForItself() {
        assertThat(cli.run("profile add neuro --server https://xnat.example.org --user ann"))
                .isZero();
        assertThat(cli.run("init --profile neuro --project TEST --dest /data/x"))
                .as(cli.err())
                .isZero();
        assertThat(directory.resolve("xnatpull.yaml"))
                .content()
                .contains("server:\n  profile: \"neuro\"\n")
                .doesNotContain("https://xnat.example.org")
                .contains("root: \"/data/x\"");
        accepted("xnatpull.yaml");
    }

    @Test
    void withoutAProjectThoseThatThereAreAreNamed() {
        assertThat(cli.run("init --server h.example.org -")).as(cli.err()).isZero();
        assertThat(cli.out()).contains("project: \"MYSTUDY\"   # or: TEST, OTHER");
        assertThat(cli.err()).contains("Nothing says which project");
    }

    @Test
    void aProjectThatIsNotThereWritesNothing() {
        assertThat(cli.run("init --server h.example.org --project NOPE")).isEqualTo(2);
        assertThat(directory.resolve("xnatpull.yaml")).doesNotExist();
    }
}
