package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.request.PullRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real job file under real flags. */
class JobFileRequestTest {
    private final Cli cli = new Cli();

    @TempDir
    Path directory;

    @BeforeEach
    void realJobFiles() {
        cli.workingDirectory = directory;
    }

    private void job(String text) throws IOException {
        Files.createDirectories(directory.resolve("jobs"));
        Files.writeString(directory.resolve("jobs/wave2.yaml"), "version: 1\n" + text);
    }

    private PullRequest pulled() {
        List<Object> asked = cli.runs.asked;
        return (PullRequest) asked.get(asked.size() - 1);
    }

    @Test
    void whatTheJobFileLeavesOpenFlagsSay() throws IOException {
        job("select: { project: P, scans: { type: [T1w] } }\n");
        assertThat(cli.run("pull jobs/wave2.yaml --server https://xnat.example.org --dest d"))
                .as(cli.err())
                .isZero();
        assertThat(pulled().jobName()).isEqualTo("wave2");
        assertThat(pulled().site().address()).isEqualTo(URI.create("https://xnat.example.org"));
        assertThat(pulled().place().destination()).isEqualTo(directory.resolve("d"));
        assertThat(pulled().selection().scanTypes()).containsExactly("T1w");
    }

    @Test
    void theServerMayComeFromTheEnvironment() throws IOException {
        job("select: { project: P }\ndestination: ../data\n");
        cli.environment.put("XNAT_URL", "https://xnat.example.org/xnat");
        assertThat(cli.run("pull jobs/wave2.yaml")).as(cli.err()).isZero();
        assertThat(pulled().site().address()).isEqualTo(URI.create("https://xnat.example.org/xnat"));
        assertThat(pulled().place().destination()).isEqualTo(directory.resolve("data"));
    }

    @Test
    void keysCanBeSet() throws IOException {
        job("server: https://xnat.example.org\nselect: { project: P }\ndestination: d\ntransfer: { transfers: 3 }\n");
        assertThat(cli.run("pull jobs/wave2.yaml --set transfer.transfers=5 --set select.scans=T1w,2"))
                .as(cli.err())
                .isZero();
        assertThat(pulled().load().transfers()).isEqualTo(5);
        assertThat(pulled().selection().scans()).containsExactly("T1w,2");
        assertThat(cli.run("pull --set transfer.transfers=5 --project P --server x --dest d"))
                .isZero();
        assertThat(pulled().load().transfers()).isEqualTo(5);
    }

    @Test
    void aMistakeEndsItWithPlaceAndNearestKey() throws IOException {
        job("select: { projct: P }\n");
        assertThat(cli.run("pull jobs/wave2.yaml")).isEqualTo(2);
        assertThat(cli.err())
                .contains("wave2.yaml:2:11: there is no key 'projct' in 'select'; the nearest is 'project'");
        assertThat(cli.runs.asked).isEmpty();
    }

    @Test
    void theDestinationIsReadFromAJobFileWithoutServer() throws IOException {
        job("select: { project: P }\ndestination: ../data\n");
        assertThat(cli.run("resume jobs/wave2.yaml")).as(cli.err()).isZero();
        assertThat(cli.runs.asked.toString()).contains(directory.resolve("data").toString());
    }
}
