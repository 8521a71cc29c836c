package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.StoredForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenTypeLooksTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final String SERVER = "https://xnat.example.org";

    @TempDir
    private Path directory;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(directory.resolve(".xnatpull"));
    }

    private HiddenTypeLooks after(Duration time) {
        return at(SERVER, false, time);
    }

    private HiddenTypeLooks at(String server, boolean always, Duration time) {
        Clock clock = Clock.fixed(THEN.plus(time), ZoneOffset.UTC);
        return HiddenTypeLooks.at(new Destination(directory), server, always, clock);
    }

    private Path file() {
        return directory.resolve(".xnatpull").resolve("hidden-types.csv");
    }

    private void saved() {
        HiddenTypeLooks looks = after(Duration.ZERO);
        looks.read("demo", "CLINIC", 0);
        looks.read("demo", "TRIAL", 2);
        looks.save();
    }

    @Test
    void aListingThatAddedNothingIsDueAfterAWeek() {
        saved();
        assertThat(after(Duration.ofDays(7).minusMillis(1)).isDue("demo", "CLINIC"))
                .isFalse();
        assertThat(after(Duration.ofDays(7)).isDue("demo", "CLINIC")).isTrue();
        assertThat(after(Duration.ofMillis(-1)).isDue("demo", "CLINIC")).isTrue();
        assertThat(after(Duration.ZERO).isDue("demo", "TRIAL")).isTrue();
    }

    @Test
    void itIsRememberedOfThisServerUserAndProjectOnly() {
        saved();
        assertThat(after(Duration.ZERO).isDue("another", "CLINIC")).isTrue();
        assertThat(after(Duration.ZERO).isDue("demo", "OTHER")).isTrue();
        assertThat(at("https://another", false, Duration.ZERO).isDue("demo", "CLINIC"))
                .isTrue();
        assertThat(at(SERVER, true, Duration.ZERO).isDue("demo", "CLINIC")).isTrue();
        assertThat(after(Duration.ZERO).isShownHidden("demo")).isTrue();
        assertThat(after(Duration.ZERO).isShownHidden("another")).isFalse();
        assertThat(at("https://another", false, Duration.ZERO).isShownHidden("demo"))
                .isFalse();
    }

    @Test
    void itIsWrittenAndReadAsKept() throws IOException {
        saved();
        StoredForms.assertUnchanged("hidden-types-1.csv", Files.readString(file()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "server,user\n",
                "another,form\n1,2\n",
                "server,user,project,asked_at,added\nhttps://xnat.example.org,demo,CLINIC,yesterday,0\n",
                "server,user,project,asked_at,added\nhttps://xnat.example.org,demo,CLI"
            })
    void whatIsDamagedIsForgotten(String text) throws IOException {
        Files.writeString(file(), text);
        assertThat(after(Duration.ZERO).isDue("demo", "CLINIC")).isTrue();
    }

    @Test
    void whereNothingCanBeWrittenNothingFails() throws IOException {
        Files.createDirectories(file().resolve("in the way"));
        saved();
        assertThat(after(Duration.ZERO).isDue("demo", "CLINIC")).isTrue();
        Path nowhere = directory.resolve("nowhere");
        HiddenTypeLooks looks = HiddenTypeLooks.at(new Destination(nowhere), SERVER, false, Clock.systemUTC());
        looks.read("demo", "CLINIC", 0);
        looks.save();
        assertThat(nowhere).doesNotExist();
    }
}
