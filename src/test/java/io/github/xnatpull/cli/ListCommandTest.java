package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListCommandTest {
    private final Cli cli = new Cli();

    @BeforeEach
    void knowTheServer() {
        cli.environment.put("XNAT_URL", "https://xnat.example.org");
    }

    @Test
    void projectsAreATableWithoutItsBlankColumns() {
        assertThat(cli.run("list projects")).isZero();
        assertThat(cli.out()).isEqualTo("""
                PROJECT  SECONDARY ID  NAME     DESCRIPTION
                TEST     T             A test
                OTHER                  Another  of which, more
                """);
        assertThat(cli.runs.catalogue.closed).isTrue();
    }

    @Test
    void sessionsAreChosenByTheFlagsOfPull() {
        cli.run("list sessions --project TEST --since 2026-02-01 --csv");
        assertThat(cli.out()).isEqualTo("""
                project,session_id,session_label,subject_id,subject_label,session_type,session_date
                TEST,XNAT_E00002,MR2,XNAT_S00001,001,xnat:mrSessionData,2026-02-15
                """);
    }

    @Test
    void idsGoIntoAPipe() {
        cli.run("list sessions --project TEST --ids");
        assertThat(cli.out()).isEqualTo("XNAT_E00001\nXNAT_E00002\n");
    }

    @Test
    @DisplayName("B-80: CSV cells are no formulas")
    void csvCellsAreNoFormulas() {
        cli.run("list subjects --project TEST --csv");
        assertThat(cli.out()).contains("TEST,XNAT_S00001,001\n").contains("TEST,XNAT_S00002,'=002\n");
    }

    @Test
    void rowsAreInTheOrderOfTheirNumbersWhateverTheServersOrder() {
        cli.run("list scans --session XNAT_E00001");
        assertThat(cli.out()).isEqualTo("""
                PROJECT  SESSION ID   SESSION LABEL  SCAN ID  SCAN TYPE  SCAN QUALITY  SCAN DESCRIPTION
                TEST     XNAT_E00001  MR1            1        T1w        usable        t1 mprage
                TEST     XNAT_E00001  MR1            2
                TEST     XNAT_E00001  MR1            10
                """);
    }

    @Test
    void resourcesAreListedAtTheLevelsAskedFor() {
        cli.run("list resources --project TEST --session MR1 --levels session,project --json");
        JsonNode rows = JsonMapper.shared().readTree(cli.out());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("level").asString()).isEqualTo("project");
        assertThat(rows.get(1).get("resource_label").asString()).isEqualTo("NOTES");
        assertThat(rows.get(1).get("session_id").asString()).isEqualTo("XNAT_E00001");
    }

    @Test
    void resourcesOfScansByDefault() {
        cli.run("list resources --project TEST --session MR1 --csv");
        assertThat(cli.out())
                .contains("TEST,XNAT_E00001,MR1,scan,1,,,,DICOM,123,192,25165824,DICOM,RAW\n")
                .contains("TEST,XNAT_E00001,MR1,scan,2,,,,,124,,,,\n")
                .doesNotContain("NOTES");
    }

    @Test
    @DisplayName("B-80: A label cannot colour the table")
    void aLabelCannotColourTheTable() {
        cli.runs.catalogue.label = "\u001b[31mred\nforged";
        cli.run("list sessions --project TEST");
        assertThat(cli.out()).contains("\\x1b[31mred\\nforged").hasLineCount(3);
    }

    @Test
    @DisplayName("B-76: Without unicode the table is ASCII")
    void withoutUnicodeTheTableIsAscii() {
        cli.unicode = false;
        cli.runs.catalogue.label = "Müller";
        cli.run("list sessions --project TEST");
        assertThat(cli.out()).contains("M\\u00fcller");
        Cli csv = new Cli();
        csv.unicode = false;
        csv.runs.catalogue.label = "Müller";
        csv.run("list sessions --server x --project TEST --csv");
        assertThat(csv.out()).contains("Müller");
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertThat(cli.run("list sessions --project TEST --since 2027-01-01 --json"))
                .isZero();
        assertThat(cli.out()).isEqualTo("[]\n");
        assertThat(cli.err()).isEqualTo("Nothing that this user can see matches.\n");
    }

    @Test
    void aFailureIsNotAnEmptyList() {
        assertThat(cli.run("list sessions --project NOPE --json")).isEqualTo(2);
        assertThat(cli.out()).startsWith("{").contains("\"code\" : \"XP-NOT-FOUND\"");
        assertThat(cli.err()).contains("Tried to find the project NOPE").contains("[XP-NOT-FOUND]");
        assertThat(cli.runs.catalogue.closed).isTrue();
    }

    @ParameterizedTest(name = "list {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                          | nothing says what to list. Say projects, subjects, sessions, scans, assessors, resources or files.
            session --project P         | 'session' is none of projects, subjects, sessions, scans, assessors, resources, files
            sessions                    | nothing says of which project. Name it with --project; 'xnatpull list projects' shows all.
            subjects                    | nothing says of which project.
            projects --csv --json       | only one of them can be used at a time
            """)
    void whatIsWrongIsNamed(String arguments, String message) {
        assertThat(cli.run(("list " + arguments).strip())).isEqualTo(2);
        assertThat(cli.err()).contains(message);
    }
}
