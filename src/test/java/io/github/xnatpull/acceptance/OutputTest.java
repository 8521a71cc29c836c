package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.demo.MiniatureArchives;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells, to whom, and how fast it goes, through the whole program. */
class OutputTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("B-31 --bwlimit holds all transfers together to the rate")
    void theBandwidthIsLimited() {
        try (Scene scene = new Scene(MiniatureArchives.scaled(4, 1, 1, 1, 500_000), "SCALE", directory)) {
            Instant begun = Instant.now();
            scene.pulls(0, "--bwlimit", "400k").saying("Transfers are held to 400 KiB/s together.");
            assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofMillis(4500));
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
