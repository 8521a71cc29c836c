package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that somebody waits for at the terminal do not wait for minutes without a word. */
@Timeout(60)
class ImpatienceTest {
    private final FakeXnat xnat = FakeXnat.serving(MiniatureArchives.scaled(12, 2, 2, 2, 1_000));

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        xnat.close();
    }

    private LiveCli.Ended run(String words) {
        return LiveCli.run(
                directory,
                Map.of(
                        "XNAT_URL", xnat.url(),
                        "XNAT_USER", "demo",
                        "XNAT_PASS", "demo",
                        "XNATPULL_RETRY_WAIT", "10ms"),
                List.of(words.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list projects", "list scans --project SCALE", "doctor --project SCALE"})
    @DisplayName("B-22: A wish for too long a pause ends commands at the terminal soon, with exit 5 and a clear word")
    void aWishForTooLongAPauseEndsThem(String words) {
        xnat.on(words.startsWith("list scans") ? Requests.path("/scans") : Requests.listings())
                .then(Faults.status(429).header("Retry-After", "200"));
        LiveCli.Ended ended = run(words);
        assertThat(ended.exit()).isEqualTo(5);
        assertThat(ended.out() + ended.err()).contains("the server answered 429 and asks to wait 200 s");
    }

    @Test
    void aServerThatGoesAwayMeanwhileIsNotWaitedFor() {
        xnat.on(Requests.path("/scans").or(Requests.path("buildInfo"))).then(Faults.resetConnection());
        LiveCli.Ended ended = run("list scans --project SCALE");
        assertThat(ended.exit()).isEqualTo(5);
    }
}
