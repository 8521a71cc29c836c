package io.github.xnatpull.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.plan.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and windows by clocks that jump. */
class RunTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    private Path reports;

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), BERLIN);
    }

    @Test
    @DisplayName("B-14: The same second of the clock twice makes two names of runs")
    void namesOfRunsAreUnique() throws IOException {
        Clock clock = at("2026-10-25T00:30:00Z");
        Clock anHourLater = at("2026-10-25T01:30:00Z");
        String first = RunNames.nameFor("nightly", clock, List.of(), reports);
        assertThat(first).isEqualTo("nightly-20261025-023000");
        Files.createDirectories(reports.resolve(first));
        assertThat(RunNames.nameFor("nightly", anHourLater, List.of(), reports)).isEqualTo(first + "-2");
        assertThat(RunNames.nameFor("nightly", anHourLater, List.of(known(first + "-2")), reports))
                .isEqualTo(first + "-3");
    }

    @ParameterizedTest(name = "B-14: At {0} a window until {1} is {2} long, as the clock on the wall shows it")
    @CsvSource({
        "2026-03-28T23:00:00Z, 06:00, PT5H", // the night in which an hour is left out
        "2026-10-24T22:00:00Z, 06:00, PT7H", // the night that has one twice
        "2026-06-01T20:00:00Z, 06:00, PT8H",
        "2026-06-01T02:00:00Z, 06:00, PT2H"
    })
    void windowsFollowTheWallClock(String now, LocalTime end, Duration length) {
        assertThat(TimeWindow.until(end, at(now))).isEqualTo(length);
    }

    private static RunInfo known(String run) {
        return new RunInfo(
                run,
                "nightly",
                new RunInfo.Server("https://xnat.example.org", "1.9"),
                "",
                Path.of(run),
                Instant.EPOCH,
                new RunInfo.Stage(RunInfo.State.COMPLETED, Optional.empty(), OptionalInt.empty(), ""),
                new RunInfo.Planned(0, false, 0));
    }
}
