package io.github.xnatpull.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.HoldingClock;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.run.StatusFile.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How others see that a run goes on, and how it ended. */
@Timeout(60)
class StatusFileTest {
    @TempDir
    private Path runs;

    private static RunInfo run() {
        return new RunInfo(
                "nightly-1",
                "nightly",
                new RunInfo.Server("https://xnat.example.org", "1.9"),
                "",
                Path.of("reports"),
                Instant.EPOCH,
                new RunInfo.Stage(RunInfo.State.OPEN, Optional.empty(), OptionalInt.empty(), ""),
                new RunInfo.Planned(0, false, 0));
    }

    @Test
    @DisplayName("What is written while the run ends does not say afterwards that it goes on")
    void theEndIsTheLastWord() throws Exception {
        HoldingClock clock = new HoldingClock("status");
        Standing nothing = new Standing(new PlanStore.Counts(0, 0, 0, 0), new PlanStore.Work(0, 0, 0, 0), 0);
        try (StatusFile status = new StatusFile(runs, run(), 1, () -> nothing, clock)) {
            assertThat(text()).contains("\"running\"");
            clock.awaitThread();
            Thread end = new Thread(() -> status.end(RunInfo.State.COMPLETED, 0, ""));
            end.start();
            end.join(300);
            clock.release();
            end.join();
            Thread.sleep(300);
        }
        assertThat(text()).contains("\"completed\"").doesNotContain("\"running\"");
    }

    private String text() throws Exception {
        return Files.readString(runs.resolve("nightly-1/status.json"));
    }
}
