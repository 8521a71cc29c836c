package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that come from elsewhere than the user thinks: from variables, from profiles; or that mean nothing. */
class SilentSettingsTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        for (String project : List.of("STUDY1", "OTHER")) {
            archive.addProject(project)
                    .addSubject(project + "_S")
                    .addSession(project + "_MR1")
                    .addScan("1", "T1w")
                    .addResource("DICOM")
                    .addFile("a.dcm", 100);
        }
        archive.project("STUDY1").withName("My first study");
        scene = new Scene(archive, "STUDY1", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Program program() {
        return new Program().environment("HOME", directory.toString()).without("XDG_CONFIG_HOME");
    }

    private Ended run(String line) {
        return program().run(List.of(line.split(" ")));
    }

    private String job(String more) throws IOException {
        return Files.writeString(
                        directory.resolve("job.yaml"),
                        "version: 1\nserver: { url: \"" + scene.xnat().url()
                                + "\" }\nselect: { project: STUDY1 }\ndestination: data\n" + more)
                .toString();
    }

    @ParameterizedTest(name = "B-132 {0}={1} overrules {2} of the job file: a warning in pull, plan and check")
    @CsvSource({
        "XNATPULL_TRANSFERS,2,transfer.transfers,7,transfer: { transfers: 7 }",
        "XNATPULL_PROJECT,OTHER,select.projects,3,''",
        "XNATPULL_MAX_FAILURES,9,transfer.on-failure,7,transfer: { on-failure: stop }",
        "XNATPULL_SCAN,1,select.scans.type.include,7,'limits: { grace: 3s }'"
    })
    void aVariableThatOverrules(String variable, String value, String key, int line, String more) throws IOException {
        String job = key.startsWith("select.scans")
                ? Files.writeString(
                                directory.resolve("job.yaml"),
                                "version: 1\nserver: { url: \"" + scene.xnat().url()
                                        + "\" }\nselect:\n  project: STUDY1\n  scans:\n    type:\n      include: [T1w]\n"
                                        + "destination: data\n")
                        .toString()
                : job("\n\n" + more + "\n");
        for (String command : List.of("plan", "check", "pull")) {
            Ended ended = program()
                    .environment(variable, value)
                    .run(List.of(command, job))
                    .with(0);
            assertThat(ended.err())
                    .contains("the environment variable " + variable + " overrules " + key)
                    .contains("job.yaml:" + line + ":");
            assertThat(program().run(List.of(command, job)).with(0).err()).doesNotContain("overrules");
        }
    }

    @Test
    @DisplayName("B-132 XNAT_URL overrules the server, XNAT_USER and XNAT_PASS the user and the password file of a job"
            + " file: warnings; the same value, or a flag above both, is none")
    void whatOtherToolsSetOverrulesToo() throws IOException {
        String job = job("");
        program()
                .environment("XNAT_URL", scene.xnat().url() + "/")
                .run(List.of("check", job))
                .with(0)
                .saying("XNAT_URL overrules server.url");
        Ended same = program().environment("XNAT_URL", scene.xnat().url()).run(List.of("check", job));
        assertThat(same.with(0).err()).doesNotContain("overrules");
        Ended above = program()
                .environment("XNATPULL_TRANSFERS", "2")
                .run(List.of("check", job("transfer: { transfers: 7 }\n"), "--transfers", "5"));
        assertThat(above.with(0).err()).doesNotContain("overrules");
        Path secret = Files.writeString(directory.resolve("secret"), "demo\n");
        Path login = Files.writeString(
                directory.resolve("login.yaml"),
                "version: 1\nserver: { url: \"" + scene.xnat().url() + "\", user: ann, password-file: " + secret
                        + " }\nselect: { project: STUDY1 }\ndestination: data\n");
        program()
                .run(List.of("check", login.toString()))
                .with(0)
                .saying("XNAT_USER overrules server.user", "XNAT_PASS overrules server.password-file");
    }

    @ParameterizedTest(name = "B-132 the variable {0} is unknown: a warning with the nearest name, never its value")
    @CsvSource({
        "XNATPULL_TRANSFER,XNATPULL_TRANSFERS",
        "XNATPULL_SCANS,XNATPULL_SCAN",
        "XNATPULL_PASSWORD_FIEL,XNATPULL_PASSWORD_FILE",
        "XNATPULL_STRANGER,XNATPULL_STRANGERS"
    })
    void anUnknownVariable(String variable, String nearest) {
        String dest = scene.destination().toString();
        for (List<String> command : List.of(
                scene.plan(),
                List.of("list", "projects", "--server", scene.xnat().url()),
                scene.pull())) {
            Ended ended = program().environment(variable, "geheim").run(command).with(0);
            assertThat(ended.err())
                    .contains("the environment variable " + variable + " is unknown and has no effect; did you mean "
                            + nearest + "?")
                    .doesNotContain("geheim");
        }
        Ended known = program()
                .environment("XNATPULL_STRANGERS", "true")
                .environment("XNATPULL_CONFIG", directory.resolve("c.yaml").toString())
                .run(List.of("verify", dest));
        assertThat(known.with(0).err()).doesNotContain("unknown");
    }

    @ParameterizedTest(name = "B-132 --project {0} is a title: the hint names the id")
    @ValueSource(strings = {"My first study", "my first Study", "STUDY1,My first study"})
    void aTitleOfAProject(String title) {
        List<String> where = List.of(
                "--server", scene.xnat().url(), "--dest", scene.destination().toString());
        for (String command : List.of("pull", "plan")) {
            List<String> words = new java.util.ArrayList<>(List.of(command, "--project", title));
            words.addAll(where);
            program().run(words).with(2).saying("XP-NOT-FOUND", "title of the project with the id STUDY1");
        }
        assertThat(scene.everything()).isEmpty();
    }

    @ParameterizedTest(name = "B-132 a list of {0} without --project: labels need one, which the reason says")
    @ValueSource(strings = {"sessions", "subjects"})
    void aListOfLabelsWithoutAProject(String kind) throws IOException {
        String label = kind.equals("sessions") ? "STUDY1_MR1" : "STUDY1_S";
        String list =
                Files.writeString(directory.resolve("list.txt"), label + "\n").toString();
        String line =
                "plan --server " + scene.xnat().url() + " --dest " + scene.destination() + " --" + kind + " " + list;
        Ended without = run(line);
        assertThat(without.err()).contains("line 1: '" + label + "'", "need a project: --project");
        run(line + " --project STUDY1").with(0);
    }

    @Test
    @DisplayName(
            "B-132, B-130 the packaged program warns of both kinds of variable, and names the default profile first")
    void thePackagedProgram() throws IOException {
        Packaged program = new Packaged(directory).environment("HOME", directory.toString());
        program.run("profile", "add", "lab", "--server", scene.xnat().url(), "--project", "STUDY1", "--default")
                .with(0);
        program.environment("XNATPULL_RETRY", "1").environment("XNATPULL_TRANSFERS", "2");
        Path job = Files.writeString(
                directory.resolve("job.yaml"), "version: 1\ntransfer: { transfers: 3 }\ndestination: data\n");
        Ended ended = program.run("pull", job.toString()).with(0);
        assertThat(ended.err().lines().findFirst().orElse("")).contains("Using the default profile 'lab'");
        assertThat(ended.err())
                .contains("XNATPULL_TRANSFERS overrules transfer.transfers", "did you mean XNATPULL_RETRIES?");
        assertThat(scene.manifest().column("project")).containsOnly("STUDY1");
    }

    private static String firstLine(Ended ended) {
        return ended.err().lines().findFirst().orElse("");
    }

    @Test
    @DisplayName("B-130 a default profile is used where no server is named, which the first line says; flag, variable,"
            + " job file and --profile go before it; a run stays with its own")
    void theDefaultProfile() throws IOException {
        String dest = scene.destination().toString();
        run("profile add lab --server " + scene.xnat().url() + " --project STUDY1 --default")
                .with(0);
        run("profile add far --server https://xnat.invalid").with(0);
        Ended pulled = run("pull --dest " + dest + " --progress plain").with(0);
        assertThat(firstLine(pulled))
                .contains("default profile 'lab'", scene.xnat().url());
        assertThat(scene.manifest().column("project")).containsOnly("STUDY1");
        assertThat(firstLine(run("plan --dest " + dest).with(0))).contains("default profile 'lab'");
        Ended json = run("pull --progress json --dest " + dest).with(0);
        assertThat(firstLine(json)).startsWith("{").contains("default profile");

        String url = scene.xnat().url();
        for (Ended named : List.of(
                run("plan --server " + url + " --project STUDY1 --dest " + dest),
                program().environment("XNAT_URL", url).run(List.of("plan", "--project", "STUDY1", "--dest", dest)),
                run("plan --profile lab --dest " + dest),
                run("plan " + job("")))) {
            assertThat(named.with(0).err()).doesNotContain("default profile");
        }
        run("profile edit far --default").with(0);
        run("resume --dest " + dest).with(0);
        run("verify --remote --dest " + dest).with(0);
        assertThat(run("profile list").with(0).out())
                .containsPattern("far .*yes")
                .doesNotContainPattern("lab .*yes");
    }

    @Test
    @DisplayName("B-130 the default project is for who names none: a flag, a variable or a job file names another;"
            + " list projects shows all")
    void theDefaultProject() {
        String url = scene.xnat().url();
        run("profile add lab --server " + url + " --project STUDY1 --default").with(0);
        assertThat(run("list sessions --ids").with(0).out().lines()).hasSize(1);
        assertThat(run("list sessions --project OTHER").with(0).out())
                .contains("OTHER_MR1")
                .doesNotContain("STUDY1_MR1");
        assertThat(run("list projects --ids").with(0).out()).contains("OTHER", "STUDY1");
        Ended other = program().environment("XNATPULL_PROJECT", "OTHER").run(List.of("list", "sessions"));
        assertThat(other.with(0).out()).contains("OTHER_MR1").doesNotContain("STUDY1_MR1");
        assertThat(run("check --dest d").with(0).out()).containsPattern("select.projects +STUDY1 +profile lab");
    }

    @Test
    @DisplayName(
            "B-130 profile edit changes what is named and keeps the rest; --unset forgets; removing the default leaves"
                    + " none")
    void editingAProfile() {
        run("profile edit lab --user ann").with(2).saying("there is none of this name");
        run("profile add lab --server https://a.example.org --user ann --password-command pass")
                .with(0);
        run("profile edit lab").with(2).saying("nothing says what to change");
        run("profile edit lab --project A,B --password-file pw --default").with(0);
        assertThat(run("profile show lab --json").with(0).out())
                .contains("\"url\" : \"https://a.example.org\"", "\"user\" : \"ann\"", "\"password_file\"", "A,B")
                .doesNotContain("password_command");
        run("profile edit lab --unset project --unset user --no-default").with(0);
        assertThat(run("profile show lab --json").with(0).out()).doesNotContain("ann", "projects");
        assertThat(run("profile list --json").with(0).out()).contains("\"default\":false");
        run("profile edit lab --unset url").with(2);
        run("profile edit lab --unset nonsense").with(2);
        run("profile edit lab --default").with(0);
        run("profile remove lab").with(0);
        run("list projects").with(2).saying("nothing says which server to ask");
    }

    @Test
    @DisplayName(
            "B-130, B-105 a session of another project than the default one is found by its accession id: by flag, by"
                    + " list, below a variable; labels are those of the default project")
    void anAccessionIdOfAnotherProject() throws IOException {
        String dest = " --dest " + scene.destination();
        run("profile add lab --server " + scene.xnat().url() + " --project STUDY1 --default")
                .with(0);
        String other = scene.xnat().archive().session("OTHER_MR1").id();
        run("pull --session " + other + dest).with(0);
        assertThat(scene.manifest().column("session_label")).containsExactly("OTHER_MR1");
        assertThat(scene.manifest().column("project")).containsExactly("OTHER");
        String list = Files.writeString(directory.resolve("list.csv"), other + "\nSTUDY1_MR1\n")
                .toString();
        run("pull --sessions " + list + dest).with(0);
        assertThat(scene.manifest().column("project")).containsExactlyInAnyOrder("STUDY1", "OTHER");

        assertThat(run("list sessions --csv --session STUDY1_MR1," + other)
                        .with(0)
                        .out())
                .contains("STUDY1_MR1", "OTHER_MR1");
        assertThat(run("list scans --csv --session " + other).with(0).out())
                .contains("OTHER_MR1")
                .doesNotContain("STUDY1_MR1");
        run("list sessions --session OTHER_MR1").with(6).saying("no such id or label");
        String named = Files.writeString(directory.resolve("named.csv"), "Session,Project\nOTHER_MR1,OTHER\n")
                .toString();
        assertThat(run("list sessions --csv --sessions " + named).with(0).out()).contains("OTHER_MR1");
        run("list sessions --project STUDY1 --session " + other).with(6);
        Program variable = program().environment("XNATPULL_PROJECT", "STUDY1");
        variable.run(List.of("list", "sessions", "--session", other)).with(0);
        variable.environment("XNATPULL_SESSION", other)
                .run(List.of("list", "sessions"))
                .with(6);
    }

    @Test
    @DisplayName("B-130 a run that goes on says first which profile it goes on with")
    void aResumedRunNamesItsProfile() {
        run("profile add lab --server " + scene.xnat().url() + " --project STUDY1 --default")
                .with(0);
        program()
                .dyingAt("midPlan:1")
                .run(List.of("pull", "--dest", scene.destination().toString()))
                .with(Ended.KILLED);
        Ended resumed = run("resume --progress plain --dest " + scene.destination());
        assertThat(firstLine(resumed)).contains("profile 'lab'", scene.xnat().url());
    }

    @ParameterizedTest(name = "B-109 the source of a project that may not be read: {0}")
    @CsvSource({
        "flag,--project",
        "variable,XNATPULL_PROJECT",
        "job file,select.projects",
        "profile,profile lab",
        "list,:3"
    })
    void theSourceOfAProject(String way, String source) throws IOException {
        scene.xnat().on(Requests.path("/data/projects/OTHER")).then(Faults.status(403));
        String url = scene.xnat().url();
        String dest = " --dest " + scene.destination() + " --server " + url;
        String list = Files.writeString(
                        directory.resolve("list.csv"), "Session,Project\nSTUDY1_MR1,STUDY1\nOTHER_MR1,OTHER\n")
                .toString();
        switch (way) {
            case "flag" -> run("pull --project STUDY1,OTHER" + dest).with(3);
            case "variable" ->
                program()
                        .environment("XNATPULL_PROJECT", "STUDY1,OTHER")
                        .run(List.of(("pull" + dest).split(" ")))
                        .with(3);
            case "job file" -> {
                Path job = Files.writeString(
                        directory.resolve("both.yaml"),
                        "version: 1\nserver: { url: \"" + url
                                + "\" }\nselect: { projects: [STUDY1, OTHER] }\ndestination: data\n");
                run("pull " + job).with(3);
            }
            case "profile" -> {
                run("profile add lab --server " + url + " --project STUDY1,OTHER")
                        .with(0);
                run("pull --profile lab --dest " + scene.destination()).with(3);
            }
            default -> run("pull --sessions " + list + dest).with(3);
        }
        assertThat(scene.report("unmatched.csv").where("kind", "project").only())
                .containsEntry("value", "OTHER")
                .hasEntrySatisfying("source", found -> assertThat(found).endsWith(source));
    }
}
