package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.ForgetResult;
import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.app.RebuildResult;
import io.github.xnatpull.app.Result;
import io.github.xnatpull.app.RunHistory.RunList;
import io.github.xnatpull.app.RunHistory.ShownRun;
import io.github.xnatpull.report.WrittenSummary;
import io.github.xnatpull.run.RunJournal.Entry;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Prints the runs of a destination, and what became of them when they were tidied. */
public final class RunsText {
    private static final String FORMAT = "%-36s %-12s %4s %8s %9s %10s  %s";
    private final Output output;

    public RunsText(Output output) {
        this.output = output;
    }

    /** Prints it and gives the exit code. */
    public int print(RunList list) {
        return print(list, RunsText::lines);
    }

    /** Prints it and gives the exit code. */
    public int print(ShownRun shown) {
        return print(shown, RunsText::lines);
    }

    /** Prints it and gives the exit code. */
    public int print(ForgetResult done) {
        return print(done, RunsText::lines);
    }

    /** Prints it and gives the exit code. */
    public int print(RebuildResult done) {
        return print(done, RunsText::lines);
    }

    private <R extends Result> int print(R result, Function<R, List<String>> lines) {
        output.progress().close();
        if (output.json()) {
            // As it is, in UTF-8: programs read it.
            output.console().raw().print(JsonText.of(result) + "\n");
        } else {
            output.console().results(lines.apply(result));
        }
        output.console().flush();
        return result.exitCode();
    }

    private static List<String> lines(RunList list) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, FORMAT, "RUN", "STATE", "EXIT", "SESSIONS", "RESOURCES", "MOVED", "STARTED"));
        for (Entry run : list.runs()) {
            lines.add(String.format(
                    Locale.ROOT,
                    FORMAT,
                    run.run(),
                    run.state(),
                    exit(run),
                    run.sessions(),
                    run.resources(),
                    new ByteSize(run.bytes()),
                    run.started()));
        }
        return lines;
    }

    private static String exit(Entry run) {
        return run.exitCode().isPresent() ? String.valueOf(run.exitCode().getAsInt()) : "";
    }

    private static List<String> lines(ShownRun result) {
        Entry shown = result.run();
        List<String> rows = new ArrayList<>(List.of(
                row("Run", shown.run() + ", attempt " + shown.attempt()),
                row("Job", shown.job()),
                row("Server", shown.server()),
                row(
                        "State",
                        shown.state()
                                + (shown.exitCode().isPresent()
                                        ? ", exit code "
                                                + shown.exitCode().getAsInt()
                                                + (shown.reason().isEmpty() ? "" : ": " + shown.reason())
                                        : "")),
                row("Started", second(shown.started())),
                row("Seen last", second(shown.updated())),
                row("Sessions", shown.sessionsPlanned() + " planned of " + shown.sessions()),
                row("Resources", shown.resourcesDone() + " done of " + shown.resources()),
                row("Moved", new ByteSize(shown.bytes()).toString()),
                row("Reports", shown.reports())));
        result.summary().ifPresent(summary -> rows.addAll(details(summary)));
        return rows;
    }

    /** What the reports of its last attempt that ended say. */
    private static List<String> details(WrittenSummary summary) {
        List<String> rows = new ArrayList<>();
        if (summary.knownGaps() > 0) {
            rows.add(row("Known gaps", summary.knownGaps() + " (status known-gap)"));
        }
        List<WrittenSummary.Attempt> attempts = summary.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            WrittenSummary.Attempt attempt = attempts.get(i);
            rows.add(row(
                    i == 0 ? "Attempts" : "",
                    (i + 1) + "  " + attempt.startedAt() + " to "
                            + (attempt.endedAt().isEmpty() ? "?" : attempt.endedAt()) + "  " + attempt.end()));
        }
        List<WrittenSummary.Cause> causes = summary.causes();
        for (int i = 0; i < causes.size(); i++) {
            WrittenSummary.Cause cause = causes.get(i);
            rows.add(row(
                    i == 0 ? "Causes" : "",
                    (cause.resources() == 0 ? "" : Plural.of(cause.resources(), "resource") + ": ") + cause.summary()
                            + " (" + cause.code() + ")"));
        }
        return rows;
    }

    private static List<String> lines(ForgetResult done) {
        List<String> lines = new ArrayList<>();
        lines.add("Forgot " + counted(done.forgotten().size(), "run") + "; " + counted(done.kept(), "run")
                + (done.kept() == 1 ? " is" : " are")
                + " left. What landed stays known, and reports stay where they are.");
        if (!done.open().isEmpty()) {
            lines.add("Kept, because unfinished: " + String.join(", ", done.open()));
        }
        return lines;
    }

    private static List<String> lines(RebuildResult done) {
        List<String> lines = new ArrayList<>();
        lines.add("The state is made anew: " + counted(done.landed(), "resource") + " landed ("
                + counted(done.files(), "file") + ", " + new ByteSize(done.bytes()) + ").");
        if (done.lacking() > 0) {
            lines.add(counted(done.lacking(), "resource")
                    + " lack files, or have changed ones; the next pull looks after them.");
        }
        if (done.damaged() > 0) {
            lines.add(counted(done.damaged(), "receipt") + " cannot be read; their files count as somebody else's.");
        }
        done.aside().ifPresent(aside -> lines.add("The old state is in " + aside + "; delete it when all is well."));
        lines.add(
                done.bound()
                        ? "Unfinished runs cannot be resumed any more; a new pull takes what they landed for landed."
                        : "Which server and layout the destination belongs to is not known any more; the next pull says so anew.");
        return lines;
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s", name, value);
    }

    private static String second(String instant) {
        return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
