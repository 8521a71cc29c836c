package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report.html} as a browser shows it. */
@Tag("once")
class ReportPageTest {
    private static final String SCRIPT =
            "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("B-80, B-89 The page tells every attempt and what is missing, and runs nothing that a server sent")
    void thePageShowsTheRun() throws Exception {
        Browser browser = Browser.orSkip(directory.resolve("browser"));
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("PAGE");
        for (int number = 1; number <= 3; number++) {
            Session session = project.addSubject("S" + number).addSession("S" + number + SCRIPT);
            session.addScan(Integer.toString(number), SCRIPT)
                    .addResource("DICOM" + SCRIPT)
                    .addFiles(2, 500);
        }
        try (Scene scene = new Scene(archive, "PAGE", directory.resolve("data"))) {
            scene.xnat().on(path("/scans/3/resources/")).then(Faults.gatewayError(500));
            scene.pulls(3, "--retries", "1");
            scene.resumes(3, "--retries", "1");
            String page = browser.document(scene.latest().toRealPath().resolve("report.html"));
            assertThat(page)
                    .contains("<title>PAGE-")
                    .contains("1 of 3 resources of 3 sessions is not complete")
                    .contains("Exit code 3")
                    .contains("XP-SERVER-ERROR")
                    .contains("Sessions that are not complete")
                    .contains("<td class=\"n\">2</td>")
                    .doesNotContain("taken</title>")
                    .doesNotContain("<script")
                    .doesNotContain("<img");
            scene.xnat().behave();
            scene.resumes(0);
            assertThat(browser.document(scene.latest().toRealPath().resolve("report.html")))
                    .contains("Complete: all 3 resources")
                    .contains("<td class=\"n\">3</td>")
                    .doesNotContain("Sessions that are not complete");
        }
    }
}
