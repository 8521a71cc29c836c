package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Retry-After, whatever a server or a proxy puts there. */
class RetryAfterPropertyTest {
    private static final Instant NOW = Instant.parse("2026-11-01T03:00:00Z");

    @Property
    @Label("B-22: No text of a server's is an error, and no wait is negative")
    void anyTextIsAWaitOrNone(@ForAll String header) {
        assertThat(RetryAfter.parse(header, NOW).filter(Duration::isNegative)).isEmpty();
    }

    @Property
    @Label("B-22: Seconds are meant as they are written")
    void secondsAreMeantAsWritten(@ForAll @LongRange(min = 0, max = 9_999_999_999L) long seconds) {
        assertThat(RetryAfter.parse(" " + seconds, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @Property
    @Label("B-22: A date is the time until then, and nothing where it has passed")
    void datesAreTheTimeUntilThen(@ForAll @LongRange(min = -10_000_000, max = 10_000_000) long seconds) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));
        assertThat(RetryAfter.parse(date, NOW)).contains(Duration.ofSeconds(Math.max(0, seconds)));
    }
}
