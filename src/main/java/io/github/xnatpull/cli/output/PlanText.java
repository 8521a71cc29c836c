package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.app.PlanCounts;
import io.github.xnatpull.app.PreviewResult;
import io.github.xnatpull.app.PullPreview;
import io.github.xnatpull.app.SessionPreview;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Pseudonyms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVPrinter;

/** Prints what a pull would do: a table of sessions and the sums; or CSV, or one JSON document. */
public final class PlanText implements PullPreview.Listener {
    private static final List<String> HEADER = List.of(
            "project",
            "session_id",
            "session_label",
            "resources",
            "fetch",
            "check",
            "unchanged",
            "files",
            "bytes",
            "unknown",
            "note");
    /** So many names that nothing answers to are shown; all of them as JSON. */
    private static final int SHOWN = 10;

    private static final String FORMAT = "%-18s %-24s %9s %7s %7s %10s %10s %12s  %s";
    private final Output output;
    private final PullRequest request;
    private boolean headed;

    public PlanText(Output output, PullRequest request) {
        this.output = output;
        this.request = request;
    }

    @Override
    public void session(SessionPreview session) {
        // From the first row on the screen belongs to the result.
        output.progress().close();
        if (output.json()) {
            json(session);
        } else if (output.csv()) {
            csv(session);
        } else {
            head();
            String above = session.subjectId().isEmpty() ? "project" : session.subjectId();
            String name = session.sessionId().isEmpty() ? "(" + above + ")" : session.sessionId();
            line(name, session);
        }
    }

    @Override
    public void words(String text) {
        output.progress().close();
        output.console().say(text);
    }

    /** As it is, in UTF-8: programs read it. */
    private void machine(String text) {
        output.console().raw().print(text + "\n");
    }

    private void head() {
        if (!headed) {
            headed = true;
            output.console()
                    .result(String.format(
                                    Locale.ROOT,
                                    FORMAT,
                                    "SESSION",
                                    "LABEL",
                                    "RESOURCES",
                                    "FETCH",
                                    "CHECK",
                                    "UNCHANGED",
                                    "FILES",
                                    "BYTES",
                                    "")
                            .stripTrailing());
        }
    }

    private void line(String id, SessionPreview session) {
        PlanCounts counts = session.counts();
        output.console()
                .result(output.console()
                        .readable(String.format(
                                        Locale.ROOT,
                                        FORMAT,
                                        id,
                                        session.sessionLabel(),
                                        counts.resources(),
                                        counts.fetch(),
                                        counts.check(),
                                        counts.unchanged(),
                                        files(counts),
                                        bytes(counts),
                                        session.note())
                                .stripTrailing()));
    }

    private static String files(PlanCounts counts) {
        return hint(counts, String.valueOf(counts.files()));
    }

    private static String bytes(PlanCounts counts) {
        return hint(counts, new ByteSize(counts.bytes()).toString());
    }

    private static String hint(PlanCounts counts, String known) {
        return counts.unknown() == counts.resources() && counts.resources() > 0
                ? "?"
                : "~" + known + (counts.unknown() > 0 ? "+?" : "");
    }

    /** One document, written as its rows come: there may be many. */
    private void json(SessionPreview session) {
        output.console().raw().print((headed ? ",\n    " : "{\n  \"plan\": [\n    ") + JsonText.of(session));
        headed = true;
    }

    private void csv(SessionPreview session) {
        StringBuilder text = new StringBuilder();
        try {
            CSVPrinter printer = CsvDialect.printer(text, headed ? values(session) : HEADER);
            if (!headed) {
                CsvDialect.print(printer, values(session));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        headed = true;
        machine(text.toString().stripTrailing());
    }

    private static List<String> values(SessionPreview session) {
        PlanCounts counts = session.counts();
        return List.of(
                session.project(),
                session.sessionId(),
                session.sessionLabel(),
                String.valueOf(counts.resources()),
                String.valueOf(counts.fetch()),
                String.valueOf(counts.check()),
                String.valueOf(counts.unchanged()),
                String.valueOf(counts.files()),
                String.valueOf(counts.bytes()),
                String.valueOf(counts.unknown()),
                session.note());
    }

    /** Prints the sums and gives the exit code. */
    public int end(PreviewResult result) {
        output.progress().close();
        if (output.json()) {
            String totals = JsonText.of(result);
            machine((headed ? "\n  ]," : "{\n  \"plan\": [],") + "\n  " + totals.substring(1));
        } else if (!output.csv()) {
            output.console()
                    .results(lines(result).stream()
                            .map(output.console()::readable)
                            .toList());
        }
        return result.exitCode();
    }

    private static String adoption(PreviewResult.Adoption adoption) {
        return Plural.of(adoption.files(), "file") + " of somebody else's "
                + (adoption.files() == 1 ? "is" : "are") + " here that may become ours"
                + (adoption.streamed() == 0
                        ? ", by size and MD5: no byte is moved for " + (adoption.files() == 1 ? "it" : "them")
                        : "; of " + Plural.number(adoption.streamed()) + " the server lists no MD5, and sends about "
                                + new ByteSize(adoption.streamedBytes()) + " to be compared, which are not stored")
                + (adoption.unlisted() == 0
                        ? "."
                        : ". " + Plural.of(adoption.unlisted(), "resource") + " could not be looked at.");
    }

    private List<String> lines(PreviewResult result) {
        PlanCounts counts = result.counts();
        PreviewResult.Missing missing = result.missing();
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (counts.resources() == 0 && missing.unlistedSessions() == 0) {
            lines.add("Nothing is selected: " + result.explanation());
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s (%s files, %s): %,d to fetch, %,d to check, %,d here and unchanged (by counts and sizes), %,d excluded.",
                Plural.of(result.sessions(), "session"),
                Plural.of(counts.resources(), "resource"),
                files(counts),
                bytes(counts),
                counts.fetch(),
                counts.check(),
                counts.unchanged(),
                result.excluded()));
        result.adoption().map(PlanText::adoption).ifPresent(lines::add);
        if (missing.unlistedSessions() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d of the sessions cannot be listed: the reason stands beside each.",
                    missing.unlistedSessions()));
        }
        if (missing.stillMissing() > 0) {
            lines.add(Plural.of(missing.stillMissing(), "resource") + " did not land whole before and "
                    + (missing.stillMissing() == 1 ? "has" : "have") + " not changed on the server since.");
        }
        if (missing.knownGaps() > 0) {
            lines.add(Plural.of(missing.knownGaps(), "known gap") + " accepted.");
        }
        if (missing.unmatchedRows() > 0) {
            lines.add(Plural.of(missing.unmatchedRows(), "name") + " that the selection, or a list, holds "
                    + (missing.unmatchedRows() == 1 ? "means" : "mean") + " nothing on the server"
                    + (result.unmatched().isEmpty() ? "." : ":"));
            result.unmatched().stream()
                    .limit(SHOWN)
                    .map(one -> "  " + one.source() + " '" + one.value() + "': " + one.reason())
                    .map(Pseudonyms.process()::quoted)
                    .forEach(lines::add);
            if (missing.unmatchedRows() > SHOWN) {
                lines.add("  and " + Plural.number(missing.unmatchedRows() - SHOWN) + " more");
            }
        }
        if (result.exitCode() != ExitCodes.OK) {
            lines.add("As it stands, a pull of this would exit " + result.exitCode() + ".");
        }
        if (result.onlyHere() > 0) {
            lines.add(Plural.of(result.onlyHere(), "resource") + " landed once and "
                    + (result.onlyHere() == 1 ? "is" : "are") + " no longer on the server, but kept.");
        }
        result.leftOut().ifPresent(lines::add);
        lines.add("Destination " + request.place().destination()
                + "; nothing was made there. Sizes are the server's hints (~).");
        return lines;
    }
}
