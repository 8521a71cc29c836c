package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.app.PullResult;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.logging.LogObserver;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.report.RunSummaryText;

/** Prints how an attempt of a run ended: in words, as JSON, or, when that is wanted and all is well, not at all. */
public final class PullText {
    private PullText() {}

    /** Prints it and gives the exit code. */
    public static int print(PullResult result, Output output) {
        output.progress().close();
        Console console = output.console();
        result.fault().ifPresent(fault -> {
            LogObserver.fault(fault);
            ErrorPrinter.tell(console, fault);
        });
        if (output.json()) {
            console.raw().print(JsonText.pretty(result) + "\n");
        } else {
            result.published().ifPresent(published -> print(published, output));
            boolean quiet = output.verbosity() == Verbosity.QUIET;
            result.notBegun().filter(words -> quiet).ifPresent(console::result);
        }
        console.flush();
        return result.exitCode();
    }

    private static void print(Published published, Output output) {
        Console console = output.console();
        if (output.verbosity() != Verbosity.QUIET) {
            console.results(RunSummaryText.lines(published, console.facts().unicode()));
        } else if (published.exitCode() == ExitCodes.LIMIT) {
            // What a limit ends goes on the next night: no mail of a whole page for that.
            console.result(RunSummaryText.line(published, console.facts().unicode()));
        } else if (published.exitCode() != ExitCodes.OK) {
            console.results(RunSummaryText.lines(published, console.facts().unicode()));
        }
    }
}
