package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTest {
    /** A Monday. */
    private static final LocalDateTime MONDAY = LocalDateTime.parse("2026-01-05T00:00");

    private static OptionalLong at(String text, int day, int hour, int minute) {
        return Bandwidth.parse(text).at(MONDAY.plusDays(day).plusHours(hour).plusMinutes(minute));
    }

    @ParameterizedTest
    @CsvSource({
        "2M, 2097152",
        "512k, 524288",
        "1.5G, 1610612736",
        "100B, 100",
        "10, 10240",
        "1Mi, 1048576",
        "1MiB, 1048576",
        "10M:1M, 1048576",
        "10M:off, 0",
        "off, 0",
        "0, 0"
    })
    void ratesAreThoseOfRclone(String text, long bytes) {
        assertThat(at(text, 3, 12, 0).orElse(0)).isEqualTo(bytes);
    }

    @Test
    void aTimetableRepeatsEveryDay() {
        String text = "08:00,2M 19:00,off";
        assertThat(at(text, 0, 7, 59)).as("since yesterday evening").isEmpty();
        assertThat(at(text, 0, 8, 0)).hasValue(2 << 20);
        assertThat(at(text, 5, 18, 59)).hasValue(2 << 20);
        assertThat(at(text, 5, 19, 0)).isEmpty();
    }

    @Test
    void aTimetableMayNameDaysAndGoesRoundTheWeek() {
        String text = "Mon-08:00,1M Fri-19:00,10M Sun-20:00,512k";
        assertThat(at(text, 0, 7, 0)).as("since Sunday evening").hasValue(512 << 10);
        assertThat(at(text, 2, 0, 0)).hasValue(1 << 20);
        assertThat(at(text, 5, 12, 0)).hasValue(10 << 20);
        assertThat(at(text, 6, 21, 0)).hasValue(512 << 10);
    }

    @Test
    void unlimitedIsKnownAsSuch() {
        assertThat(Bandwidth.parse("off").isUnlimited()).isTrue();
        assertThat(Bandwidth.parse("08:00,off 19:00,1M").isUnlimited()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "2X", "24:00,1M", "8,1M", "Foo-08:00,1M", "08:00,1M,09:00,2M", "-1M", "1M 2M"})
    void whatIsNoRateIsRefused(String text) {
        assertThatThrownBy(() -> Bandwidth.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no rate; write for example 10M");
    }
}
