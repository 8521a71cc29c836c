package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several projects, of which one may not be read: the others come, and it is told. */
class ProjectsTest {
    private static final String LEFT_OUT = "Project SHUT is left out";

    @TempDir
    private Path directory;

    private static FakeXnat three() {
        MiniatureArchive archive = new MiniatureArchive();
        for (String id : List.of("ALPHA", "BETA", "SHUT")) {
            archive.addProject(id)
                    .addSubject(id + "_S")
                    .addSession(id + "_MR1", "xnat:mrSessionData")
                    .addScan("1", "T1w")
                    .addResource("DICOM")
                    .addFile("1.dcm", Content.text(id));
        }
        return FakeXnat.serving(archive);
    }

    /** Listed, as protected projects are, and nothing in it can be read (contract 2.6, 1.8). */
    private static FakeXnat withOneShut(int status) {
        FakeXnat xnat = three();
        shut(xnat, status);
        return xnat;
    }

    private static void shut(FakeXnat xnat, int status) {
        xnat.on(Requests.path("/data/projects/SHUT")).then(Faults.status(status));
    }

    private List<String> words(String command, FakeXnat xnat, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--server", xnat.url()));
        if (!command.equals("list")) {
            words.addAll(List.of("--dest", directory.resolve("data").toString()));
        }
        words.addAll(List.of(more));
        return words;
    }

    private Manifest report(String name) {
        return Manifest.read(directory.resolve("data/reports/latest").resolve(name));
    }

    private Set<String> landed() {
        return report("manifest.csv").where("status", "landed").count("project").keySet();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"*", "re:[A-Z]+", "ALPHA,B*,SH*"})
    @DisplayName("B-109: A project that a pattern matches and that may not be read is named, the others come, exit 0")
    void aProjectThatAPatternMatchesIsNamed(String projects) {
        try (FakeXnat xnat = three()) {
            for (int status : List.of(403, 404)) {
                xnat.behave();
                shut(xnat, status);
                Ended plan = new Program()
                        .run(words("plan", xnat, "--project", projects))
                        .with(0);
                assertThat(plan.err()).contains(LEFT_OUT);
                new Program()
                        .run(words("pull", xnat, "--project", projects, "--existing", "rehash"))
                        .with(0)
                        .saying(LEFT_OUT);
                assertThat(report("manifest.csv").count("project").keySet()).containsExactly("ALPHA", "BETA");
                assertThat(report("unmatched.csv").rows()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName(
            "B-109: Named literally beside others it is exit 3 and stands in unmatched.csv, in the delivered program too")
    void aProjectThatIsNamedIsMissed() {
        try (FakeXnat xnat = withOneShut(404)) {
            new Program()
                    .run(words("plan", xnat, "--project", "SHUT,ALPHA"))
                    .with(3)
                    .saying(LEFT_OUT);
            new PackagedProgram()
                    .run(words("pull", xnat, "--project", "SHUT", "--project", "ALPHA"))
                    .with(3)
                    .saying(LEFT_OUT);
            assertThat(landed()).containsExactly("ALPHA");
            assertThat(report("unmatched.csv").only()).containsEntry("value", "SHUT");
        }
    }

    @Test
    @DisplayName(
            "B-109: What has landed here before is missed whoever matches it; alone it is exit 4, absent it is exit 2")
    void whatHasLandedBeforeIsMissed() {
        try (FakeXnat xnat = three()) {
            new Program().run(words("pull", xnat, "--project", "*")).with(0);
            assertThat(landed()).containsExactlyInAnyOrder("ALPHA", "BETA", "SHUT");
            shut(xnat, 403);
            new Program().run(words("plan", xnat, "--project", "*")).with(3).saying(LEFT_OUT);
            new Program().run(words("pull", xnat, "--project", "*")).with(3).saying(LEFT_OUT);
            assertThat(report("manifest.csv").count("status").keySet()).containsExactly("unchanged");
            new Program().run(words("pull", xnat, "--project", "S*")).with(4).saying("XP-AUTH-FORBIDDEN");
            new Program()
                    .run(words("pull", xnat, "--project", "ALPHA,NONE"))
                    .with(2)
                    .saying("XP-NOT-FOUND");
        }
    }

    @Test
    @DisplayName("B-109: --exclude-project leaves out by flag, variable and job file, by name and by pattern")
    void projectsAreExcluded() throws IOException {
        Path job = Files.writeString(directory.resolve("job.yaml"), """
                version: 1
                server: ${XNAT_URL}
                select: { projects: ["*"], exclude-projects: [SHUT, "B*"] }
                destination: { root: data }
                """);
        try (FakeXnat xnat = withOneShut(404)) {
            Ended flag = new Program()
                    .run(words("pull", xnat, "--project", "*", "--exclude-project", "SH*"))
                    .with(0);
            assertThat(flag.err()).doesNotContain("left out", "excludes nothing");
            assertThat(report("manifest.csv").count("project").keySet()).containsExactly("ALPHA", "BETA");
            new Program()
                    .environment("XNATPULL_EXCLUDE_PROJECT", "SHUT,BETA")
                    .run(words("pull", xnat, "--project", "*"))
                    .with(0);
            assertThat(report("manifest.csv").count("project").keySet()).containsExactly("ALPHA");
            new Program()
                    .environment("XNAT_URL", xnat.url())
                    .run(List.of("pull", job.toString()))
                    .with(0);
            assertThat(report("manifest.csv").count("project").keySet()).containsExactly("ALPHA");
        }
    }

    @Test
    @DisplayName("B-109: An exclusion that matches nothing is a warning that shows what there is")
    void anExclusionThatMatchesNothingIsAWarning() {
        try (FakeXnat xnat = three()) {
            new Program()
                    .run(words("pull", xnat, "--project", "ALPHA,BETA", "--exclude-project", "GAMMA"))
                    .with(0)
                    .saying("--exclude-project 'GAMMA' excludes nothing", "ALPHA, BETA");
            String session = xnat.archive().session("SHUT_MR1").id();
            new Program()
                    .run(words(
                            "pull",
                            xnat,
                            "--session",
                            session,
                            "--exclude-project",
                            "SHUT",
                            "--fail-if-empty",
                            "--rebind"))
                    .with(6);
        }
    }

    @Test
    @DisplayName("B-109: list names the project that may not be read and shows the others")
    void listsShowTheOthers() {
        try (FakeXnat xnat = withOneShut(403)) {
            for (String what : List.of("subjects", "sessions", "scans", "files")) {
                Ended all = new Program()
                        .run(words("list", xnat, what, "--project", "*", "--csv"))
                        .with(0)
                        .saying(LEFT_OUT);
                assertThat(all.out()).contains("ALPHA,", "BETA,").doesNotContain("SHUT");
            }
            new Program()
                    .run(words("list", xnat, "sessions", "--project", "SHUT,ALPHA", "--ids"))
                    .with(3)
                    .saying(LEFT_OUT);
            Ended excluded = new Program()
                    .run(words("list", xnat, "subjects", "--project", "*", "--exclude-project", "SHUT", "--ids"))
                    .with(0);
            assertThat(excluded.err()).doesNotContain("SHUT");
        }
    }

    @Test
    @DisplayName("B-109: A list that names projects by its own column brings those that can be read")
    void aListOfProjects() throws IOException {
        Path list =
                Files.writeString(directory.resolve("list.csv"), "Project,Session\nALPHA,ALPHA_MR1\nSHUT,SHUT_MR1\n");
        try (FakeXnat xnat = withOneShut(404)) {
            new Program()
                    .run(words("pull", xnat, "--sessions", list.toString()))
                    .with(3)
                    .saying(LEFT_OUT, "'SHUT_MR1'");
            assertThat(landed()).containsExactly("ALPHA");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "SHUT"})
    @DisplayName(
            "B-109: verify --remote compares what can be read, names the project that cannot, exit 3; 4 where nothing can")
    void verifyComparesWhatCanBeRead(String projects) {
        String dest = directory.resolve("data").toString();
        try (FakeXnat xnat = three()) {
            new Program().run(words("pull", xnat, "--project", "*")).with(0);
            new Program().run(words("pull", xnat, "--project", projects)).with(0);
            shut(xnat, 403);
            Ended partly =
                    new Program().run(List.of("verify", "--remote", dest)).with(3);
            assertThat(partly.out())
                    .contains("Equal as far as it could be compared: all 3 files", "2 of them the same on the server")
                    .contains("1 resource of project SHUT");
            assertThat(new Program()
                            .run(List.of("verify", "--remote", "--full", "--json", dest))
                            .with(3)
                            .out())
                    .contains("\"project\":\"SHUT\",\"resources\":1");
            xnat.archive().session("ALPHA_MR1").scan("1").resource("DICOM").addFile("2.dcm", 10);
            xnat.archive().session("BETA_MR1").scan("1").resource("DICOM").removeFile("1.dcm");
            assertThat(new Program()
                            .run(List.of("verify", "--remote", dest))
                            .with(9)
                            .out())
                    .contains("SHUT");
            xnat.on(Requests.path("/data/projects/")).then(Faults.status(403));
            new Program().run(List.of("verify", "--remote", dest)).with(4);
        }
    }
}
