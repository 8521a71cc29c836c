package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.rest.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of types that the site has not set up: no listing of their project shows them (contract §16.1). */
class HiddenTypesTest {
    private static final String DX = "xnat:dxSessionData";
    private static final String BEYOND = "/data/experiments?";

    @TempDir
    private Path directory;

    private final MiniatureArchive archive = new MiniatureArchive();
    private final Project project = archive.addProject("CLINIC");
    private final Session shown = addSession("SEEN", "xnat:mrSessionData");
    private final Session hidden = addSession("XRAY", DX);

    @SuppressWarnings("NullAway.Init") // each test serves first
    private Scene scene;

    private Session addSession(String label, String xsiType) {
        Session session = project.addSubject("S_" + label).addSession(label, xsiType);
        session.addScan("1", "T1w").addResource("DICOM").addFiles(3, 400);
        session.addScan("2", "T2w").addResource("DICOM").addFiles(2, 400);
        session.addResource("NOTES").addFiles(1, 300);
        return session;
    }

    private Scene serve() {
        return serve(settings -> {});
    }

    private Scene serve(Consumer<MiniatureXnat.Settings> more) {
        scene = new Scene(archive, "CLINIC", directory.resolve("data"), settings -> {
            settings.withoutType(DX);
            more.accept(settings);
        });
        return scene;
    }

    private static void asMember(MiniatureXnat.Settings settings) {
        settings.user(Account.of("demo", "demo").reading("CLINIC"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest(
            name = "B-111 a data administrator gets them too, by their resources'' labels, with --archives {0}")
    @ValueSource(strings = {"unpack", "keep", "both"})
    void theyComeToo(String archives) {
        serve();
        scene.pulls(0, "--archives", archives);
        assertThat(scene.manifest().column("session_label")).contains("SEEN", "XRAY");
        if (archives.equals("unpack")) {
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
        assertThat(scene.pulls(0, "--archives", archives).out()).startsWith("Nothing new");
        new Program()
                .run(List.of("verify", scene.destination().toString(), "--full"))
                .with(0);
    }

    @Test
    @DisplayName("B-111 single files come by the label as well, and verify --remote finds them as they are")
    void singleFilesComeByTheLabel() {
        serve();
        scene.xnat().on(io.github.xnatpull.fakes.Requests.archives()).then(Faults.status(500));
        scene.pulls(0, "--retries", "0");
        assertThat(scene.tree()).isEqualTo(scene.truth());
        new Program()
                .run(List.of("verify", scene.destination().toString(), "--remote"))
                .with(0);
    }

    @ParameterizedTest(name = "B-111 whose resources have {0} is failed with the true reason; the others come")
    @ValueSource(strings = {"no label", "one label twice", "a number as label", "a label that no URL can name"})
    void whatNeitherNumberNorLabelReaches(String labels) {
        Session other = project.addSubject("S_ODD").addSession("ODD", DX);
        var scan = other.addScan("1", "T1w");
        switch (labels) {
            case "no label" -> scan.addResource("").addFiles(1, 200);
            case "one label twice" -> {
                scan.addResource("A").addFiles(1, 200);
                scan.addResource("A").addFiles(1, 200);
            }
            case "a number as label" -> scan.addResource("77").addFiles(1, 200);
            default -> scan.addResource("two words").addFiles(1, 200);
        }
        serve();
        Ended ended = scene.pulls(3);
        assertThat(ended.err() + ended.out()).contains("refuses its number (404)");
        assertThat(scene.report("failures.csv").column("error_code")).containsOnly("XP-NUMBER-REFUSED");
        assertThat(scene.manifest().column("session_label")).contains("SEEN", "XRAY");
    }

    @ParameterizedTest(name = "B-111 where the listing that shows them fails with {0}, the others come, with a warning")
    @ValueSource(strings = {"500", "403", "404", "empty", "page"})
    void anExtraNeverFailsARun(String how) {
        serve();
        scene.xnat().on(path(BEYOND)).then(fault(how));
        Ended ended = scene.pulls(0);
        assertThat(ended.err()).contains("types that the server has not set up are not looked for");
        assertThat(scene.manifest().column("session_label")).containsOnly("SEEN");
    }

    private static Fault fault(String how) {
        return switch (how) {
            case "empty" -> Faults.body("");
            case "page" -> Faults.body("<html><body>Request Rejected</body></html>");
            default -> Faults.status(Integer.parseInt(how));
        };
    }

    @Test
    @DisplayName(
            "B-111 who does not read all data gets one that is named by its id, by flag and by list, without --project too")
    void aNamedOneIsFetchedItself() throws IOException {
        serve(HiddenTypesTest::asMember);
        scene.pulls(0);
        assertThat(scene.manifest().column("session_label")).containsOnly("SEEN");
        scene.pulls(0, "--session", hidden.id());
        assertThat(scene.manifest().column("session_label")).containsOnly("XRAY");
        Path list = Files.writeString(
                directory.resolve("list.csv"), "session_id\n" + hidden.id() + "\n" + shown.id() + "\n");
        for (List<String> where : List.of(List.of("--project", "CLINIC"), List.<String>of())) {
            Path dest = directory.resolve("listed" + where.size());
            var command = new java.util.ArrayList<>(
                    List.of("pull", "--server", scene.xnat().url()));
            command.addAll(List.of("--dest", dest.toString(), "--sessions", list.toString()));
            command.addAll(where);
            new Program().run(command).with(0);
            assertThat(Manifest.read(dest.resolve("reports/latest/manifest.csv"))
                            .column("session_label"))
                    .contains("SEEN", "XRAY");
        }
    }

    @Test
    @DisplayName("B-111 an id that is no session's, and a session of another project, stay unmatched")
    void othersStayUnmatched() {
        Session elsewhere = archive.addProject("OTHER").addSubject("T").addSession("FAR", DX);
        elsewhere.addScan("1", "T1w").addResource("DICOM").addFiles(1, 200);
        String assessor = shown.addAssessor("QC", "xnat:qcManualAssessorData").id();
        serve();
        for (String id : List.of("XNAT_E99999", elsewhere.id(), assessor)) {
            scene.pulls(3, "--session", shown.id(), "--session", id);
            assertThat(scene.report("unmatched.csv").column("value")).containsExactly(id);
        }
    }

    @Test
    @DisplayName("B-111 it is asked once a project; with more than twenty projects once in all")
    void itIsAskedOnce() {
        for (int i = 0; i < 21; i++) {
            archive.addProject("P" + i)
                    .addSubject("S" + i)
                    .addSession("E" + i, DX)
                    .addScan("1", "T1w")
                    .addResource("DICOM")
                    .addFiles(1, 100);
        }
        serve();
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(1);
        long before = beyond();
        new Program()
                .run(List.of(
                        "pull",
                        "--server",
                        scene.xnat().url(),
                        "--project",
                        "*",
                        "--dest",
                        directory.resolve("all").toString()))
                .with(0);
        assertThat(beyond() - before).isEqualTo(1);
        assertThat(Manifest.read(directory.resolve("all/reports/latest/manifest.csv"))
                        .column("session_label"))
                .contains("XRAY", "E0", "E20");
    }

    @Test
    @DisplayName("B-111 where it added nothing it is asked again after seven days, with --recheck, or by another user")
    void whatAddsNothingIsAskedOnceAWeek() throws IOException {
        serve(settings -> {
            asMember(settings);
            settings.user("admin", "admin");
        });
        scene.pulls(0);
        scene.pulls(0);
        new Program().run(scene.plan()).with(0);
        assertThat(beyond()).isEqualTo(1);
        scene.pulls(0, "--recheck");
        assertThat(beyond()).isEqualTo(2);
        Path memory = scene.destination().resolve(".xnatpull/hidden-types.csv");
        String now = Files.readString(memory);
        age(memory, Duration.ofDays(6).plusHours(23));
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(2);
        age(memory, Duration.ofDays(7).plusMinutes(1));
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(3);
        age(memory, Duration.ofDays(-1)); // the clock was set back
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(4);
        Files.writeString(memory, now.substring(0, now.length() / 2)); // damaged
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(5);
        new Program()
                .environment("XNAT_USER", "admin")
                .environment("XNAT_PASS", "admin")
                .run(scene.pull())
                .with(0);
        assertThat(beyond()).isEqualTo(6);
        assertThat(scene.manifest().column("session_label")).contains("XRAY");
    }

    private static void age(Path memory, Duration by) throws IOException {
        String then = Instant.now().minus(by).toString();
        Files.writeString(memory, Files.readString(memory).replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", then));
    }

    @Test
    @DisplayName("B-111 where it adds some it is asked each time, and after an error or a plan too")
    void whatAddsIsAskedEachTime() {
        serve();
        new Program().run(scene.plan()).with(0);
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(2);
        scene.xnat().on(path(BEYOND)).times(1).then(Faults.status(500));
        scene.pulls(0);
        scene.pulls(0);
        assertThat(beyond()).isEqualTo(4);
        assertThat(scene.manifest().column("session_label")).contains("SEEN", "XRAY");
    }

    @ParameterizedTest(name = "B-111 the summary says to whom the project was listed: {0}")
    @ValueSource(strings = {"a member", "an administrator"})
    void theSummarySaysToWhom(String who) throws IOException {
        boolean member = who.equals("a member");
        serve(member ? HiddenTypesTest::asMember : settings -> {});
        String words = "as the project's listing shows it to demo";
        for (String first : List.of("Complete", "Nothing new")) {
            String out = scene.pulls(0).out();
            assertThat(out).startsWith(first);
            assertThat(out.contains(words)).isEqualTo(member);
            assertThat(Files.readString(scene.latest().resolve("summary.json")).contains("\"as_listed_to\" : \"demo\""))
                    .isEqualTo(member);
        }
        assertThat(scene.pulls(0, "--session", shown.id()).out()).doesNotContain(words);
    }

    @ParameterizedTest(name = "B-111 a session that is shared into the project is fetched by its id, {0}")
    @ValueSource(strings = {"under a label of its own", "under its owner's label"})
    void aSharedOneIsFetchedItself(String how) {
        boolean relabelled = how.endsWith("own");
        var subject = archive.addProject("OWNER").addSubject("THEIRS").shareInto(project, "OURS");
        Session shared = subject.addSession("FAR", DX);
        shared.addScan("1", "T1w").addResource("DICOM").addFiles(2, 300);
        if (relabelled) {
            shared.shareInto(project, "NEAR");
        } else {
            shared.shareInto(project);
        }
        serve(HiddenTypesTest::asMember);
        scene.pulls(0, "--session", shared.id());
        assertThat(scene.manifest().column("session_label")).containsOnly(relabelled ? "NEAR" : "FAR");
        assertThat(scene.manifest().column("subject_label")).containsOnly("OURS");
        assertThat(scene.manifest().column("project")).containsOnly("CLINIC");
        new Program()
                .run(List.of("verify", scene.destination().toString(), "--remote"))
                .with(0);
    }

    @Test
    @DisplayName("B-111 what landed of one that no listing shows is not called gone while it is there")
    void whatIsThereIsNotCalledGone() {
        serve(HiddenTypesTest::asMember);
        scene.pulls(0, "--session", hidden.id());
        Ended ended = scene.pulls(0);
        assertThat(ended.out()).doesNotContain("no longer on the server");
        new Program()
                .run(List.of("verify", scene.destination().toString(), "--remote"))
                .with(0);
        hidden.delete();
        assertThat(scene.pulls(0).out()).contains("3 resources no longer on the server");
    }

    private long beyond() {
        return scene.xnat()
                .xnat()
                .log()
                .matching(line -> line.request().path().equals("/data/experiments")
                        && line.request().parameter("ID").isEmpty())
                .size();
    }

    @ParameterizedTest(name = "B-111 doctor always asks: {0}")
    @ValueSource(strings = {"an administrator", "a member", "a listing that fails"})
    void doctorAsks(String who) {
        serve(who.equals("a member") ? HiddenTypesTest::asMember : settings -> {});
        if (who.startsWith("a listing")) {
            scene.xnat().on(path(BEYOND)).then(Faults.status(500));
        }
        String line = new Program()
                .run(List.of("doctor", "--server", scene.xnat().url(), "--project", "CLINIC"))
                .with(0)
                .out()
                .lines()
                .filter(one -> one.contains("data types"))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains(
                        switch (who) {
                            case "an administrator" -> "1 session of type " + DX + " in no listing of the project";
                            case "a member" -> "no session is hidden, as far as demo can see";
                            default -> "did not come";
                        });
    }

    @Test
    @DisplayName("B-111 the packaged program brings them and says what it brought")
    void thePackagedProgram() {
        serve();
        new Packaged(directory)
                .environment("HOME", directory.toString())
                .run(
                        "pull",
                        "--server",
                        scene.xnat().url(),
                        "--project",
                        "CLINIC",
                        "--session-resources",
                        "--dest",
                        "data")
                .with(0);
        assertThat(scene.tree()).isEqualTo(scene.truth());
    }
}
