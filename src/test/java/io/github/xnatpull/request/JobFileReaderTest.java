package io.github.xnatpull.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.PullRequest.Archives;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileReaderTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void file() {
        file = directory.resolve("job.yaml");
    }

    private Settings read(String text) throws IOException {
        return read(text, Map.of("STUDY", "P7"));
    }

    private Settings read(String text, Map<String, String> environment) throws IOException {
        Files.writeString(file, text);
        return new JobFileReader(environment, Home.at(Path.of("/home/jane"))).read(file);
    }

    private void refused(String text, FaultCode code, String... words) throws IOException {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.code().exitCode()).isEqualTo(2);
            assertThat(fault.getMessage()).contains(words).contains("Nothing was started");
        });
    }

    @Test
    void theJobFileOfTheInterfaceIsReadWhole() throws IOException {
        PullRequest request = Requests.of(read("""
                version: 1
                name: nightly-export
                server: { url: https://xnat.example.org/ }
                select:
                  project: MYSTUDY                         # or projects: [A, B]
                  subjects: { list: lists/wave2.csv }
                  sessions:
                    type: [mr, pet]
                    date: { from: 2026-01-01 }
                    label: { include: ["*_MR*"], exclude: ["*_phantom*"] }
                  scans:
                    type: { include: ["T1w*", "re:^rfMRI_.*"] }
                    quality: [usable, questionable]
                  resources: { include: [DICOM, NIFTI], levels: [scan, session] }
                  assessors: { type: [fs:fsData], resources: [DATA] }
                destination:
                  root: /data/xnat/MYSTUDY
                  layout: xnat
                  archives: unpack
                  existing: verify
                transfer: { transfers: 6, bandwidth: "08:00,2M 19:00,off", retries: 5 }
                report: { directory: reports, formats: [csv, html, prometheus] }
                """));
        Selection selection = request.selection();
        assertThat(request.jobName()).isEqualTo("nightly-export");
        assertThat(request.site().address()).isEqualTo(URI.create("https://xnat.example.org"));
        assertThat(selection.projects()).containsExactly("MYSTUDY");
        assertThat(selection.subjectList().orElseThrow().place())
                .isEqualTo(directory.resolve("lists/wave2.csv").toString());
        assertThat(selection.sessionTypes()).containsExactly("mr", "pet");
        assertThat(selection.since()).contains(LocalDate.of(2026, 1, 1));
        assertThat(selection.sessions()).containsExactly("*_MR*");
        assertThat(selection.excludedSessions()).containsExactly("*_phantom*");
        assertThat(selection.scanTypes()).containsExactly("T1w*", "re:^rfMRI_.*");
        assertThat(selection.scanQualities()).containsExactly("usable", "questionable");
        assertThat(selection.levels()).containsExactlyInAnyOrder(Level.SCAN, Level.SESSION);
        assertThat(selection.assessors()).containsExactly("fs:fsData");
        assertThat(selection.assessorResources()).containsExactly("DATA");
        assertThat(request.place().destination()).isEqualTo(Path.of("/data/xnat/MYSTUDY"));
        assertThat(request.layout().archives()).isEqualTo(Archives.UNPACK);
        assertThat(request.load().transfers()).isEqualTo(6);
        assertThat(request.load().retries()).isEqualTo(5);
        assertThat(request.reporting().directory()).isEqualTo(directory.resolve("reports"));
    }

    @Test
    void valuesAreTextAsWritten() throws IOException {
        Settings settings = read("version: 1\nselect: { project: 001, scans: [01, 1e5, yes, 2026-01-01, null-ish] }\n");
        assertThat(settings.texts(Setting.PROJECTS)).containsExactly("001");
        assertThat(settings.texts(Setting.SCANS)).containsExactly("01", "1e5", "yes", "2026-01-01", "null-ish");
    }

    @Test
    void shortWaysMeanTheSame() throws IOException {
        Settings settings = read(
                "version: 1\nserver: xnat.example.org\nselect: { sessions: MR1, resources: [DICOM] }\ndestination: data\n");
        assertThat(settings.texts(Setting.SESSIONS)).containsExactly("MR1");
        assertThat(settings.texts(Setting.RESOURCES)).containsExactly("DICOM");
        assertThat(Requests.of(settings).site().address()).isEqualTo(URI.create("https://xnat.example.org"));
        assertThat(Requests.of(settings).place().destination()).isEqualTo(directory.resolve("data"));
    }

    @Test
    void withoutANameTheFilesOwnIsTaken() throws IOException {
        assertThat(read("version: 1\n").text(Setting.NAME)).contains("job");
    }

    @Test
    void aGroupWithEverythingCommentedOutIsNothing() throws IOException {
        assertThat(read("version: 1\nselect:\n  # project: X\n").texts(Setting.PROJECTS))
                .isEmpty();
    }

    @Test
    void variablesAreFilledInScalarsOnly() throws IOException {
        Settings settings =
                read("version: 1\nselect: { project: \"${STUDY}\", scans: [\"${KIND:-T1w}\", \"$${X}\", \"a$b\"] }\n");
        assertThat(settings.texts(Setting.PROJECTS)).containsExactly("P7");
        assertThat(settings.texts(Setting.SCANS)).containsExactly("T1w", "${X}", "a$b");
    }

    @Test
    void whatAVariableHoldsIsNeitherYamlNorFilledAgain() throws IOException {
        Settings settings =
                read("version: 1\nselect: { project: \"${A}\" }\n", Map.of("A", "[x, ${B}]: *y", "B", "no"));
        assertThat(settings.texts(Setting.PROJECTS)).containsExactly("[x, ${B}]: *y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: 1~trasnfer: {}|job.yaml:2:1: there is no key 'trasnfer'; the nearest is 'transfer'",
                "version: 1~select:~  scans:~    tpye: x|job.yaml:4:5: there is no key 'tpye' in 'select.scans'; the nearest is 'type'",
                "version: 1~include: other.yaml|job.yaml:2:1: there is no key 'include'"
            })
    void unknownKeysAreNamedWithPlaceAndNearestKey(String text, String words) throws IOException {
        refused(text.replace('~', '\n'), FaultCode.CONFIG_UNKNOWN_KEY, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: x|job.yaml:1:1: the key 'version' is missing",
                "version: 2|job.yaml:1:10: 'version' cannot be that: '2' is none of 1",
                "version: 1~transfer: { transfers: many }|job.yaml:2:24: 'transfer.transfers' cannot be that: 'many' is not a whole number",
                "version: 1~transfer: { transfers: [4] }|job.yaml:2:24: 'transfer.transfers' is a list, where a whole number is expected",
                "version: 1~name: { a: b }|job.yaml:2:7: 'name' holds keys, where a name is expected",
                "version: 1~name:|job.yaml:2:6: 'name' has no value",
                "version: 1~name: a b|job.yaml:2:7: 'name' cannot be that",
                "version: 1~transfer: 4|job.yaml:2:11: 'transfer' holds keys (transfers, checkers",
                "version: 1~select: { fail-if-empty: yes }|'yes' is not true or false",
                "version: 1~destination: { archives: zip }|'zip' is none of unpack, keep, both",
                "version: 1~limits: { until: 6pm }|'6pm' is no time of day",
                "version: 1~limits: { max-duration: 6 }|'6' is no length of time",
                "version: 1~limits: { max-bytes: much }|'much' is no size",
                "version: 1~transfer: { bandwidth: fast }|'fast' is no rate",
                "version: 1~select: { sessions: { date: { from: 1.2.2026 } } }|'1.2.2026' is no date",
                "version: 1~select: { scans: [] }|is an empty list",
                "version: 1~select: { scans: [[a]] }|is a list, where a text or a list of texts is expected",
                "version: 1~name: a~name: b|job.yaml:3:1: the key 'name' stands here a second time; the first is at",
                "version: 1~select: { project: a, projects: [b] }|the key 'projects' stands here a second time",
                "version: 1~select:~\tproject: a|job.yaml:3:1: it is no YAML",
                "version: 1~select: { scans: [*T1] }|job.yaml:2:19: '*T1' is an alias of YAML",
                "version: 1~name: \"open|it is no YAML",
                "- version|a job file begins with keys",
                "version: 1~---~version: 1|several documents",
                "? [a]~: b|a key must be a word",
                "version: 1~select: { project: \"${NOPE}\" }|job.yaml:2:20: the variable NOPE is not set; set it, or write ${NOPE:-default}",
                "version: 1~select: { project: \"${1x}\" }|begins no reference"
            })
    void whatIsWrongIsNamedWithItsPlace(String text, String words) throws IOException {
        refused(text.replace('~', '\n'), FaultCode.CONFIG_INVALID, words);
    }

    @Test
    void tabsAreToldByName() throws IOException {
        refused("version: 1\nselect:\n\tproject: a\n", FaultCode.CONFIG_INVALID, "never with tabs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password: hunter2", "pass: x", "token: abc", "secret: x", "api_key: x"})
    void secretsInClearAreRefusedWithTheRightWays(String line) throws IOException {
        refused(
                "version: 1\nserver:\n  url: https://x.example.org\n  " + line + "\n",
                FaultCode.CONFIG_INVALID,
                "job.yaml:4:3",
                "XNAT_USER and XNAT_PASS",
                "server.password-file",
                "server.password-command");
        assertThatThrownBy(() -> read("version: 1\nserver:\n  " + line + "\n")).hasMessageNotContaining("hunter2");
    }

    @Test
    void anAddressWithAPasswordIsRefusedAndNotRepeated() throws IOException {
        assertThatThrownBy(() -> read("version: 1\nserver: https://jane:hunter2@x.example.org\n"))
                .hasMessageContaining("job.yaml:2:9")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read("version: 1\nname: \"${XNAT_PASS}\"\n", Map.of("XNAT_PASS", "hunter2")))
                .hasMessageContaining("would put a secret into a setting")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void bombsAreRefusedBeforeAnythingIsBuilt() throws IOException {
        refused(
                "version: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
                FaultCode.CONFIG_INVALID,
                "is an alias of YAML");
        refused("version: 1\nname: " + "[".repeat(100_000), FaultCode.CONFIG_INVALID, "nested deeper");
        refused("# " + "x".repeat(1 << 20), FaultCode.CONFIG_INVALID, "larger than 1 MiB");
        Files.write(file, "version: 1 # ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new JobFileReader(Map.of(), Home.at(directory)).read(file))
                .hasMessageContaining("no UTF-8");
    }

    @Test
    void aMissingFileAndAnEmptyOneAreTold() throws IOException {
        assertThatThrownBy(() -> new JobFileReader(Map.of(), Home.at(directory)).read(directory.resolve("nope.yaml")))
                .hasMessageContaining("there is no such file");
        refused("", FaultCode.CONFIG_INVALID, "it is empty");
    }

    @Test
    void pathsAreBesideTheFileAndTildeIsHome() throws IOException {
        Settings settings = read(
                "version: 1\ndestination: { root: my data/x, state: jdbc:postgresql://db/x }\nreport: { directory: ~/reports }\nselect: { sessions: { list: \"-\" } }\n");
        assertThat(settings.text(Setting.DESTINATION))
                .contains(directory.resolve("my data/x").toString());
        assertThat(settings.text(Setting.REPORT_DIRECTORY))
                .contains(Path.of("/home/jane/reports").toString());
        assertThat(settings.text(Setting.STATE)).contains("jdbc:postgresql://db/x");
        assertThat(settings.text(Setting.SESSION_LIST)).contains("-");
        refused(
                "version: 1\ndestination: 'C:\\data'\n",
                FaultCode.CONFIG_INVALID,
                "is a path of Windows",
                "job.yaml:2:14");
        refused("version: 1\ndestination: ~bob/x\n", FaultCode.CONFIG_INVALID, "home of somebody else");
    }

    @Test
    void everyValueKnowsItsPlace() throws IOException {
        Settings settings = read("version: 1\ntransfer:\n  transfers: 2\n");
        assertThat(settings.value(Setting.TRANSFERS).orElseThrow().origin()).hasToString("job file " + file + ":3:14");
        assertThat(List.copyOf(settings.over(Settings.defaults()).effective())).anySatisfy(one -> {
            assertThat(one.setting()).isEqualTo(Setting.CHECKERS);
            assertThat(one.value().origin()).hasToString("default");
        });
    }
}
