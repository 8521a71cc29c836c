package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.PlanRunner;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.plan.PlanPreview.Hints;
import io.github.xnatpull.plan.PlanPreview.SessionSums;
import io.github.xnatpull.plan.PlanPreview.Sums;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.CsvDialect;
import io.github.xnatpull.support.Plural;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;

/** Prints what a pull would do: a table of sessions and the sums; or CSV, or one JSON document. */
public final class PlanText {
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
    private static final String FORMAT = "%-18s %-24s %9s %7s %7s %10s %10s %12s  %s";
    private final Output output;
    private final PullRequest request;
    private boolean headed;

    public PlanText(Output output, PullRequest request) {
        this.output = output;
        this.request = request;
    }

    public void session(SessionSums session) {
        if (output.json()) {
            json(session);
        } else if (output.csv()) {
            csv(session);
        } else {
            head();
            Sums sums = session.sums();
            String name = session.session().accessionId().isEmpty()
                    ? "("
                            + (session.session().subjectId().isEmpty()
                                    ? "project"
                                    : session.session().subjectId()) + ")"
                    : session.session().accessionId();
            line(name, session.session().label(), sums, session.note());
        }
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

    private void line(String id, String label, Sums sums, String note) {
        output.console()
                .result(output.console()
                        .readable(String.format(
                                        Locale.ROOT,
                                        FORMAT,
                                        id,
                                        label,
                                        sums.resources(),
                                        sums.actions().fetch(),
                                        sums.actions().check(),
                                        sums.actions().unchanged(),
                                        files(sums),
                                        bytes(sums),
                                        note)
                                .stripTrailing()));
    }

    private static String files(Sums sums) {
        Hints hints = sums.hints();
        return hints.unknown() == sums.resources() && sums.resources() > 0
                ? "?"
                : "~" + hints.files() + (hints.unknown() > 0 ? "+?" : "");
    }

    private static String bytes(Sums sums) {
        Hints hints = sums.hints();
        return hints.unknown() == sums.resources() && sums.resources() > 0
                ? "?"
                : "~" + new ByteSize(hints.bytes()) + (hints.unknown() > 0 ? "+?" : "");
    }

    /** One document, written as its rows come: there may be many. */
    private void json(SessionSums session) {
        output.console().raw().print((headed ? ",\n    " : "{\n  \"plan\": [\n    ") + JsonText.of(row(session)));
        headed = true;
    }

    private static Map<String, Object> row(SessionSums session) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("project", session.session().project());
        line.put("session_id", session.session().accessionId());
        line.put("session_label", session.session().label());
        put(line, session.sums());
        line.put("note", session.note());
        return line;
    }

    private static Map<String, Object> json(UnmatchedName unmatched) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("source", unmatched.source());
        line.put("kind", unmatched.kind());
        line.put("value", unmatched.value());
        line.put("reason", unmatched.reason());
        return line;
    }

    private static void put(Map<String, Object> line, Sums sums) {
        line.put("resources", sums.resources());
        line.put("fetch", sums.actions().fetch());
        line.put("check", sums.actions().check());
        line.put("unchanged", sums.actions().unchanged());
        line.put("files", sums.hints().files());
        line.put("bytes", sums.hints().bytes());
        line.put("unknown", sums.hints().unknown());
    }

    private void csv(SessionSums session) {
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

    private static List<String> values(SessionSums session) {
        Sums sums = session.sums();
        return List.of(
                session.session().project(),
                session.session().accessionId(),
                session.session().label(),
                String.valueOf(sums.resources()),
                String.valueOf(sums.actions().fetch()),
                String.valueOf(sums.actions().check()),
                String.valueOf(sums.actions().unchanged()),
                String.valueOf(sums.hints().files()),
                String.valueOf(sums.hints().bytes()),
                String.valueOf(sums.hints().unknown()),
                session.note());
    }

    public void totals(PlanRunner.Seen seen) {
        Sums sums = seen.sums();
        PlanRunner.Missing missing = seen.missing();
        if (output.json()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("sessions", seen.sessions());
            put(line, sums);
            line.put("unlisted_sessions", sums.unlisted());
            line.put("still_missing", missing.resources());
            line.put("unmatched_rows", missing.names().size());
            line.put("known_gaps", missing.knownGaps());
            line.put("only_here", seen.onlyHere());
            line.put("exit_code", seen.exitCode());
            line.put("explanation", seen.explanation());
            line.put("unmatched", missing.names().stream().map(PlanText::json).toList());
            String totals = JsonText.of(line);
            machine((headed ? "\n  ]," : "{\n  \"plan\": [],") + "\n  " + totals.substring(1));
            return;
        }
        if (output.csv()) {
            return;
        }
        List<String> lines = new java.util.ArrayList<>();
        lines.add("");
        if (sums.resources() == 0 && sums.unlisted() == 0) {
            lines.add("Nothing is selected: " + seen.explanation());
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s, %s (%s files, %s): %,d to fetch, %,d to check, %,d here and unchanged (by counts and sizes), %,d excluded.",
                Plural.of(seen.sessions(), "session"),
                Plural.of(sums.resources(), "resource"),
                files(sums),
                bytes(sums),
                sums.actions().fetch(),
                sums.actions().check(),
                sums.actions().unchanged(),
                sums.excluded()));
        if (sums.unlisted() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d of the sessions cannot be listed: the reason stands beside each.",
                    sums.unlisted()));
        }
        if (missing.resources() > 0) {
            lines.add(Plural.of(missing.resources(), "resource") + " did not land whole before and "
                    + (missing.resources() == 1 ? "has" : "have") + " not changed on the server since.");
        }
        if (missing.knownGaps() > 0) {
            lines.add(Plural.of(missing.knownGaps(), "known gap") + " accepted.");
        }
        if (!missing.names().isEmpty()) {
            lines.add(Plural.of(missing.names().size(), "name") + " that the selection, or a list, holds "
                    + (missing.names().size() == 1 ? "means" : "mean") + " nothing on the server.");
        }
        if (seen.exitCode() != ExitCodes.OK) {
            lines.add("As it stands, a pull of this would exit " + seen.exitCode() + ".");
        }
        if (seen.onlyHere() > 0) {
            lines.add(Plural.of(seen.onlyHere(), "resource") + " landed once and "
                    + (seen.onlyHere() == 1 ? "is" : "are") + " no longer on the server, but kept.");
        }
        seen.leftOut().ifPresent(lines::add);
        lines.add("Destination " + request.place().destination()
                + "; nothing was made there. Sizes are the server's hints (~).");
        output.console().results(lines.stream().map(output.console()::readable).toList());
    }
}
