package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told of runs that ended before their work was done. */
class EarlyEndTest {
    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(12, 1, 1, 1, 10_000), "SCALE", directory.resolve("data"));
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    @Test
    @DisplayName("A run that ended before planning finished calls no session complete, and names what ended it")
    void beforeThePlan() throws IOException {
        try (Scene scene = scene()) {
            scene.xnat()
                    .on(Requests.matching(".*/experiments/XNAT_E00001/.*"))
                    .times(1)
                    .then(Faults.doing(() -> scene.xnat().on(Requests.any()).then(Faults.dropConnection())));
            Ended ended = scene.pulls(5, "--server-away", "1s", "--retries", "2");
            assertThat(ended.out())
                    .startsWith("Not finished: the run ended before its plan was made: the server stopped answering and"
                            + " did not come back (XP-SERVER-AWAY).")
                    .contains("Sessions   12, 0 complete, 12 not planned")
                    .doesNotContain("failures.csv");
            ended.saying("did not come back within 1 s");
            assertThat(scene.report("sessions.csv").count("status")).containsOnlyKeys("not-attempted");
            JsonNode summary = json(scene.latest().resolve("summary.json"));
            assertThat(summary.get("complete").asBoolean()).isFalse();
            assertThat(summary.get("sessions").get("complete").asInt()).isZero();
            assertThat(summary.get("errors").get(0).get("error_code").asString())
                    .isEqualTo("XP-SERVER-AWAY");
            assertThat(summary.get("attempts").get(0).get("end").asString())
                    .isEqualTo("exit 5: the server stopped answering and did not come back (XP-SERVER-AWAY)");
            assertThat(summary.get("attempts").get(0).get("ended_at").asString())
                    .isEqualTo(summary.get("ended_at").asString());
        }
    }

    @Test
    @DisplayName("B-89 runs list and runs show tell of the run over all its attempts")
    void runsOverAllAttempts() throws IOException {
        try (Scene scene = scene()) {
            Ended first = scene.pulls(8, "--max-bytes", "25k", "--transfers", "1");
            assertThat(first.out())
                    .startsWith("Not finished: ")
                    .contains("not attempted, as the run reached its limit of bytes (25.0 KiB).");
            JsonNode before = shown(scene);
            assertThat(before.get("bytes").asLong()).isBetween(25_000L, 119_000L);
            scene.resumes(0, "--max-bytes", "1g");
            JsonNode after = shown(scene);
            assertThat(after.get("attempt").asInt()).isEqualTo(2);
            assertThat(after.get("sessions").asInt()).isEqualTo(12);
            assertThat(after.get("sessions_planned").asInt()).isEqualTo(12);
            assertThat(after.get("resources_done").asInt()).isEqualTo(12);
            assertThat(after.get("bytes").asLong())
                    .isEqualTo(json(scene.latest().resolve("summary.json"))
                            .get("bytes_moved")
                            .asLong());
        }
    }

    private static JsonNode shown(Scene scene) {
        return JsonMapper.shared()
                .readTree(new Program()
                        .run(List.of(
                                "runs",
                                "show",
                                "--json",
                                "--dest",
                                scene.destination().toString()))
                        .with(0)
                        .out());
    }
}
