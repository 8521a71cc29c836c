package io.github.xnatpull.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.selection.ListFile;
import io.github.xnatpull.selection.ListFile.Kind;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.ListReader;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.support.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The job files and lists that we ship are true, and so is the schema. */
class ReadyJobsTest {
    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(JobFileSchema.text());

    static List<Path> jobs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyKindOfJobIsThere() throws IOException {
        assertThat(jobs())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "nightly-export.yaml",
                        "from-subject-list.yaml",
                        "from-session-list.yaml",
                        "one-resource.yaml",
                        "nifti-only.yaml",
                        "pet.yaml",
                        "qc-assessors.yaml",
                        "single-session.yaml");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyJobMakesARequestAndReadsItsLists(Path job) {
        PullRequest request = Requests.of(new JobFileReader(Map.of(), Home.at(Path.of("/home/jane"))).read(job));
        assertThat(job.getFileName().toString()).isEqualTo(request.jobName() + ".yaml");
        SessionLists lists = SessionLists.read(request.selection(), place -> Files.newInputStream(Path.of(place)));
        assertThat(lists.files()).allSatisfy(list -> assertThat(list.rows()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyJobConformsToTheSchema(Path job) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(Files.readString(job));
        assertThat(MiniSchema.problems(SCHEMA, tree)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|required",
                "{version: 2}|enum",
                "{version: 1, nme: x}|nme",
                "{version: 1, select: {scans: {tpye: x}}}|tpye",
                "{version: 1, transfer: {transfers: many}}|transfers",
                "{version: 1, select: {resources: {levels: [scans]}}}|levels",
                "{version: 1, select: {scans: []}}|scans"
            })
    void theSchemaRefusesWhatTheReaderRefuses(String yaml, String word) {
        assertThat(String.join("; ", MiniSchema.problems(SCHEMA, new YAMLMapper().readTree(yaml))))
                .contains(word);
    }

    /** After a change of {@link Setting}: mvn test -Dtest=ReadyJobsTest -Dgolden=write */
    @Test
    void theShippedSchemaIsThatOfTheSettings() throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(Path.of("src/main/resources" + JobFileSchema.RESOURCE), JobFileSchema.text());
        }
        assertThat(Files.readString(Path.of("src/main/resources" + JobFileSchema.RESOURCE)))
                .isEqualTo(JobFileSchema.text());
        try (InputStream shipped = JobFileSchema.class.getResourceAsStream(JobFileSchema.RESOURCE)) {
            assertThat(shipped).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sessions.txt, SESSIONS, '', 3, 0",
        "sessions-excel.csv, SESSIONS, Session ID, 4, 2",
        "sessions-xnat-export.csv, SESSIONS, MR ID, 2, 5",
        "scans.csv, SESSIONS, session_label, 3, 0",
        "subjects.csv, SUBJECTS, subject_label, 2, 2",
        "participants.tsv, SUBJECTS, participant_id, 2, 2"
    })
    void everySampleListIsRead(String name, Kind kind, String column, int rows, int extras) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("sample-manifests", name))) {
            ListFile list = ListReader.read(name, in, kind, Optional.empty());
            assertThat(list.column()).isEqualTo(column);
            assertThat(list.rows()).hasSize(rows);
            assertThat(list.extraColumns()).hasSize(extras);
        }
    }

    @Test
    void theSpreadsheetSampleKeepsItsOddities() throws IOException {
        Path sample = Path.of("sample-manifests/sessions-excel.csv");
        assertThat(Files.readString(sample))
                .startsWith("\ufeff")
                .contains("\r\n")
                .contains(";");
        try (InputStream in = Files.newInputStream(sample)) {
            List<ListRow> rows =
                    ListReader.read("x", in, Kind.SESSIONS, Optional.empty()).rows();
            assertThat(rows).extracting(ListRow::line).containsExactly(2L, 4L, 5L, 6L);
            assertThat(rows.get(3).extras()).containsExactly("patient", "Müller");
        }
        assertThat(new String(Files.readAllBytes(Path.of("sample-manifests/README.md")), StandardCharsets.UTF_8))
                .contains("`sessions-excel.csv`");
    }
}
