package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

    @ParameterizedTest(name = "B-22 ''{0}'' means {1} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "30|30",
                "0|0",
                " 7 |7",
                "86400|86400",
                "Sun, 06 Nov 1994 08:49:37 GMT|37",
                "Sun, 6 Nov 1994 08:49:37 GMT|37",
                "Sun Nov  6 08:49:37 1994|37",
                "Sun, 06 Nov 1994 08:40:00 GMT|0",
                "99999999999999999999|3153600000"
            })
    @DisplayName("B-22: Seconds and dates are understood")
    void secondsAndDatesAreUnderstood(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "B-22 ''{0}'' means the usual back-off")
    @ValueSource(strings = {"", "-5", "soon", "1.5", "Sun, 06 Nov 1994", "0x10", "30 seconds"})
    @DisplayName("B-22: Garbage is no wait of the server's")
    void garbageIsNoWaitOfTheServers(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
