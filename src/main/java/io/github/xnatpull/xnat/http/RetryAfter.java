package io.github.xnatpull.xnat.http;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads Retry-After (RFC 9110 §10.2.3): a number of seconds, or a date in one of the three forms of §5.6.7. */
final class RetryAfter {
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    /** Beyond this the number means "never"; it keeps arithmetic with it safe. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private RetryAfter() {}

    /**
     * How long to wait; zero for a date that has passed, empty for what is neither (a negative number too), which then
     * means the usual back-off.
     */
    static Optional<Duration> parse(String header, Instant now) {
        String text = header.trim();
        if (text.matches("\\d+")) {
            return Optional.of(seconds(text));
        }
        for (DateTimeFormatter format : DATES) {
            try {
                Instant then = LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
                Duration wait = Duration.between(now, then);
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeParseException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static Duration seconds(String digits) {
        return digits.length() > 10 ? FOR_EVER : Duration.ofSeconds(Long.parseLong(digits));
    }
}
