package io.github.xnatpull.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A screen that knows line feeds, "up n" and "clear to the end", which is all that is used; and a clock that moves when
 * told.
 */
final class FakeTerminal {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    int columns = 80;
    private Duration elapsed = Duration.ZERO;

    Console console(boolean ansi, boolean unicode) {
        return console(new PrintStream(written, true, StandardCharsets.UTF_8), ansi, unicode);
    }

    /** One whose standard error goes elsewhere. */
    Console console(PrintStream err) {
        return console(err, true, true);
    }

    private Console console(PrintStream err, boolean ansi, boolean unicode) {
        TerminalFacts facts = new TerminalFacts(ansi, ansi, ansi, () -> columns, unicode, ansi, false);
        return new Console(new PrintStream(new ByteArrayOutputStream()), err, facts);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone is enough here");
            }

            @Override
            public Instant instant() {
                return Instant.parse("2026-01-02T02:00:00Z").plus(elapsed);
            }
        };
    }

    long nanos() {
        return elapsed.toNanos();
    }

    void pass(Duration time) {
        elapsed = elapsed.plus(time);
    }

    /** What a person sees. */
    List<String> screen() {
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
        String text = written.toString(StandardCharsets.UTF_8);
        int row = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                row++;
                if (row == rows.size()) {
                    rows.add(new StringBuilder());
                }
            } else if (c == '\u001b') {
                int end = at + 2;
                while (Character.isDigit(text.charAt(end))) {
                    end++;
                }
                if (text.charAt(end) == 'A') {
                    row -= Integer.parseInt(text.substring(at + 2, end));
                } else {
                    rows.subList(row, rows.size()).clear();
                    rows.add(new StringBuilder());
                }
                at = end;
            } else if (c != '\r') {
                rows.get(row).append(c);
            }
        }
        return rows.stream()
                .map(StringBuilder::toString)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
