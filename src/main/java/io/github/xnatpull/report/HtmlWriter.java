package io.github.xnatpull.report;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.Attempt;
import io.github.xnatpull.plan.RunRecords.Counts;
import io.github.xnatpull.plan.RunRecords.SessionRecord;
import io.github.xnatpull.report.RunSummary.Cause;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.AtomicFile.Access;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Pseudonyms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes {@code report.html}: the run to look at, in one file without scripts that asks nobody for anything. Names
 * accession ids only, so that it can be shown around.
 */
final class HtmlWriter {
    static final String FILE = "report.html";

    private static final int SESSIONS_SHOWN = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            """;

    private final RunRecords records;
    private final ZoneId zone;

    HtmlWriter(RunRecords records, ZoneId zone) {
        this.records = records;
        this.zone = zone;
    }

    void write(Path file, RunSummary summary, RunEnding ending) throws IOException {
        AtomicFile.replace(file, Access.GROUP, out -> page(new HtmlText(out), summary, ending));
    }

    private void page(HtmlText html, RunSummary summary, RunEnding ending) throws IOException {
        html.raw(HEAD)
                .element("title", summary.facts().run())
                .raw("<style>\n" + styles() + "</style>\n</head>\n<body>\n");
        html.element("h1", summary.facts().run());
        html.element(
                "p class=\"verdict " + verdict(summary, ending) + "\"",
                Headline.of(summary, ending) + " Exit code " + ending.exitCode() + ".");
        numbers(html, summary);
        attempts(html, summary);
        causes(html, summary);
        sessions(html, summary);
        html.raw("<p>All rows: <code>manifest.csv</code>, <code>files.csv</code>, <code>sessions.csv</code>,")
                .raw(" <code>failures.csv</code> in the folder of this file.</p>\n</body>\n</html>\n");
    }

    private static String verdict(RunSummary summary, RunEnding ending) {
        if (summary.isComplete() && ending.exitCode() == ExitCodes.OK) {
            return "complete";
        }
        return summary.facts().planned().frozen() && summary.count(Status.NOT_ATTEMPTED) == 0 ? "gaps" : "open";
    }

    private static void numbers(HtmlText html, RunSummary summary) throws IOException {
        html.raw("<h2>Numbers</h2>\n<table>\n");
        html.row("td", List.of("Server", summary.facts().server().address() + version(summary)));
        html.row("td", List.of("Destination", summary.facts().destination()));
        html.row("td", List.of("Sessions", RunSummaryText.sessions(summary)));
        html.row("td", List.of("Resources", RunSummaryText.byStatus(summary)));
        if (summary.knownGaps().all() > 0) {
            html.row(
                    "td",
                    List.of(
                            "Known gaps",
                            summary.knownGaps().words() + ", accepted by "
                                    + summary.knownGaps().file()));
        }
        html.row("td", List.of("Here now", Plural.of(summary.files(), "file") + ", " + new ByteSize(summary.bytes())));
        html.row("td", List.of("Moved", new ByteSize(summary.facts().bytesMoved()) + rate(summary)));
        long onlyHere = summary.facts().planned().onlyHere();
        html.row("td", List.of("Only here", Plural.of(onlyHere, "resource") + " no longer on the server"));
        html.raw("</table>\n");
    }

    private static String version(RunSummary summary) {
        String version = summary.facts().server().version();
        return version.isBlank() ? "" : " (XNAT " + version + ")";
    }

    private static String rate(RunSummary summary) {
        return summary.rate().map(rate -> ", " + new ByteSize(rate) + "/s").orElse("");
    }

    private void attempts(HtmlText html, RunSummary summary) throws IOException {
        html.raw("<h2>Attempts</h2>\n<table>\n").row("th", List.of("No.", "Started", "Took", "Ended"));
        int number = 0;
        for (Attempt attempt : summary.facts().attempts()) {
            Duration took =
                    Duration.between(attempt.startedAt(), attempt.endedAt().orElse(summary.endedAt()));
            html.row(
                    "td",
                    List.of(
                            "" + ++number,
                            TIME.format(ZonedDateTime.ofInstant(attempt.startedAt(), zone)),
                            Durations.text(took),
                            attempt.end()));
        }
        html.raw("</table>\n");
    }

    private static void causes(HtmlText html, RunSummary summary) throws IOException {
        if (summary.causes().isEmpty()) {
            return;
        }
        html.raw("<h2>Why resources are not complete</h2>\n<table>\n")
                .row("th", List.of("Count", "Code", "Meaning", "What to do", "For example"));
        for (Cause cause : summary.causes()) {
            Optional<FaultCode> code = FaultCode.of(cause.code());
            html.row(
                    "td",
                    List.of(
                            Plural.number(cause.count()),
                            cause.code(),
                            code.map(FaultCode::summary).orElse(""),
                            code.map(FaultCode::advice).orElse(""),
                            String.join("; ", cause.examples())));
        }
        html.raw("</table>\n");
    }

    private void sessions(HtmlText html, RunSummary summary) throws IOException {
        if (summary.sessionCounts().all()
                == summary.completeSessions() + summary.sessionCounts().accepted()) {
            return;
        }
        html.raw("<h2>Sessions that are not complete</h2>\n<table>\n");
        html.row("th", List.of("Session", "Type", "Planned", "Here", "Incomplete", "Failed", "Not attempted", "Note"));
        AtomicInteger shown = new AtomicInteger();
        records.sessions(summary.facts().run(), row -> {
            if (!SessionsWriter.isComplete(row) && shown.incrementAndGet() <= SESSIONS_SHOWN) {
                session(html, row);
            }
        });
        html.raw("</table>\n");
        if (shown.get() > SESSIONS_SHOWN) {
            html.element("p", Plural.number(shown.get() - SESSIONS_SHOWN) + " more are in sessions.csv.");
        }
    }

    private static void session(HtmlText html, SessionRecord row) {
        Counts counts = row.counts();
        try {
            html.row(
                    "td",
                    List.of(
                            Pseudonyms.process().of(row.session().accessionId()),
                            row.session().xsiType(),
                            Plural.number(counts.planned()),
                            Plural.number(counts.landed() + counts.unchanged() + counts.empty()),
                            Plural.number(counts.incomplete()),
                            Plural.number(counts.failed()),
                            Plural.number(counts.notAttempted()),
                            Pseudonyms.process().text(SessionsWriter.note(row))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String styles() throws IOException {
        try (InputStream in = HtmlWriter.class.getResourceAsStream("report.css")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
