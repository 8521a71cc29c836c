package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people paste them, and servers without a version page. */
class AddressTest {
    private static final int MOST_PROBES = 5;

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // each test serves first
    private Scene scene;

    private void serve(String contextPath, boolean old) {
        MiniatureArchive archive = new MiniatureArchive();
        archive.addProject("P")
                .addSubject("S")
                .addSession("S_MR1", "xnat:mrSessionData")
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFiles(2, 400);
        scene = new Scene(archive, "P", directory.resolve("data"), settings -> {
            settings.contextPath(contextPath);
            if (old) {
                settings.old();
            }
        });
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private String origin() {
        return "http://127.0.0.1:" + scene.xnat().xnat().port();
    }

    private Ended with(String address, String command, int exit) {
        List<String> words = new ArrayList<>(List.of(command, "--server", address));
        words.addAll(
                command.equals("pull")
                        ? List.of(
                                "--project",
                                "P",
                                "--dest",
                                directory.resolve("data").toString(),
                                "--retry-wait",
                                "50ms")
                        : command.equals("doctor") ? List.of("--project", "P") : List.of("projects"));
        return new Program().run(words).with(exit);
    }

    @ParameterizedTest(name = "B-116: {1} below context path ''{0}'' is told, with the right address, before any login")
    @CsvSource({
        "/xnat, /xnat/app/template/Login.vm",
        "'', /app/template/Login.vm",
        "'', /data/projects/P",
        "/xnat, /xnat/data/projects/P",
        "'', /data/projects/P?format=json",
        "'', /?",
        "'', /app/action/DisplayItemAction/search_value/P#tab",
        "/xnat, ''",
        "/xnat, /",
        "'', /xnat",
        "/imaging, /imaging/portal/start",
        "'', /REST/projects"
    })
    void pastedAddresses(String contextPath, String pasted) {
        for (boolean old : List.of(false, true)) {
            serve(contextPath, old);
            for (String command : List.of("pull", "list")) {
                int before = scene.xnat().log().lines().size();
                Ended ended = with(origin() + pasted, command, 2);
                assertThat(ended.err())
                        .contains("an XNAT answers at " + origin() + contextPath)
                        .doesNotContain("user and password");
                assertThat(scene.xnat().log().lines().size() - before).isLessThanOrEqualTo(MOST_PROBES + 2);
            }
            assertThat(scene.xnat()
                            .log()
                            .matching(line -> line.request().method().equals("POST")))
                    .isEmpty();
            scene.close();
        }
    }

    @Test
    @DisplayName(
            "B-116: an address without scheme at which only plain http answers: it is proposed, and nothing is sent there")
    void plainHttpIsProposed() {
        serve("", false);
        Ended ended = with("127.0.0.1:" + scene.xnat().xnat().port(), "pull", 5);
        assertThat(ended.err()).contains("An XNAT answers at " + origin(), "Use --server " + origin());
        assertThat(scene.xnat().log().matching(line -> line.request().method().equals("POST")))
                .isEmpty();
    }

    @Test
    @DisplayName("B-116: doctor proposes the address too, and check names what is no address")
    void doctorAndCheck() {
        serve("/xnat", false);
        Ended ended = with(origin() + "/xnat/app/template/Index.vm", "doctor", 2);
        assertThat(ended.out() + ended.err()).contains("an XNAT answers at " + origin() + "/xnat");
    }

    @ParameterizedTest(name = "B-116: where no XNAT is near (pages: {0}) the words stay those of what was found")
    @ValueSource(strings = {"page", "503"})
    void nothingIsNear(String how) {
        serve("", false);
        scene.xnat()
                .on(path("/"))
                .then(how.equals("page") ? Faults.body("<html><body>It works</body></html>") : Faults.status(503));
        Ended ended = with(origin() + "/some/where", "list", 5);
        assertThat(ended.err()).doesNotContain("an XNAT answers", "user and password");
    }

    @ParameterizedTest(name = "B-113: a server without /xapi ({0}) is one of unknown version, and all of it comes")
    @ValueSource(strings = {"leads to the login page, no digest keys", "404", "403", "401"})
    void withoutXapi(String how) {
        serve("", how.startsWith("leads"));
        if (!how.startsWith("leads")) {
            scene.xnat().on(path("/xapi/")).then(Faults.status(Integer.parseInt(how)));
        }
        Ended ended = scene.pulls(0);
        assertThat(ended.err()).contains("XNAT of unknown version");
        assertThat(scene.tree()).isEqualTo(scene.truth());
        assertThat(scene.pulls(0).out()).startsWith("Nothing new");
        new Program()
                .run(List.of("verify", scene.destination().toString(), "--remote"))
                .with(0);
    }

    @Test
    @DisplayName(
            "B-113, B-116: the packaged program pulls from a server of 2017, and proposes the address of a pasted page")
    void thePackagedProgram() {
        serve("/xnat", true);
        Packaged program = new Packaged(directory).environment("HOME", directory.toString());
        program.run("pull", "--server", scene.xnat().url(), "--project", "P", "--session-resources", "--dest", "data")
                .with(0);
        assertThat(scene.tree()).isEqualTo(scene.truth());
        Ended pasted = program.run("list", "projects", "--server", scene.xnat().url() + "/app/template/Login.vm?x=1")
                .with(2);
        assertThat(pasted.err()).contains("Use --server " + scene.xnat().url());
    }
}
