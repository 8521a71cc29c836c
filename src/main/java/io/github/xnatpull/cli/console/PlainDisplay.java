package io.github.xnatpull.cli.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines for logs: one now and then, and one per event worth it. Each bears the local time. */
final class PlainDisplay implements ProgressDisplay {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Console console;
    private final EventText text;
    private final Duration interval;
    private final Clock clock;
    private final ZoneId zone;
    private Instant last;

    PlainDisplay(Console console, EventText text, Duration interval, Clock clock) {
        this.console = console;
        this.text = text;
        this.interval = interval;
        this.clock = clock;
        this.zone = clock.getZone();
        this.last = clock.instant();
    }

    @Override
    public void event(Event event) {
        text.line(event).ifPresent(this::say);
    }

    @Override
    public void moment(Snapshot now) {
        Instant instant = clock.instant();
        // A clock that jumped back must not silence the log until it has caught up.
        if (instant.isBefore(last)) {
            last = instant;
        }
        if (Duration.between(last, instant).compareTo(interval) >= 0) {
            last = instant;
            say(line(now));
        }
    }

    @Override
    public void end(Snapshot now) {
        // Each line is whole already.
    }

    private static String line(Snapshot now) {
        if (!now.transferring()) {
            return ProgressWords.planning(now);
        }
        if (now.items().all() == 0) {
            return ProgressWords.NOTHING;
        }
        return parts(now).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private static List<String> parts(Snapshot now) {
        return Stream.of(
                        ProgressWords.percent(now),
                        ProgressWords.items(now),
                        ProgressWords.failed(now),
                        ProgressWords.bytes(now),
                        ProgressWords.rate(now),
                        ProgressWords.left(now))
                .toList();
    }

    private void say(String line) {
        console.say(TIME.format(clock.instant().atZone(zone)) + " " + line);
    }
}
