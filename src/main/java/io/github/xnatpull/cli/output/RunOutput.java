package io.github.xnatpull.cli.output;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.logging.LogObserver;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.report.RunSummaryText;
import io.github.xnatpull.report.SummaryWriter;
import io.github.xnatpull.run.RunEnd;

/** Tells how a run ended: in words, as JSON, or, when that is wanted and all is well, not at all. */
public final class RunOutput {
    private RunOutput() {}

    /** Prints it and gives the exit code. */
    public static int tell(RunEnd end, Output output) {
        output.progress().close();
        Console console = output.console();
        end.fault().ifPresent(fault -> {
            LogObserver.fault(fault);
            ErrorPrinter.tell(console, fault);
            if (output.json() && end.published().isEmpty()) {
                console.raw().print(JsonText.error(fault) + "\n");
            }
        });
        end.published().ifPresent(published -> tell(published, output));
        boolean quiet = output.verbosity() == Verbosity.QUIET && !output.json();
        end.notBegun().filter(words -> quiet).ifPresent(console::result);
        console.flush();
        return end.exitCode();
    }

    private static void tell(Published published, Output output) {
        Console console = output.console();
        if (output.json()) {
            console.raw().print(SummaryWriter.text(published.summary(), published.ending()) + "\n");
        } else if (output.verbosity() != Verbosity.QUIET) {
            console.results(RunSummaryText.lines(published, console.facts().unicode()));
        } else if (published.exitCode() == ExitCodes.LIMIT) {
            // What a limit ends goes on the next night: no mail of a whole page for that.
            console.result(RunSummaryText.line(published, console.facts().unicode()));
        } else if (published.exitCode() != ExitCodes.OK) {
            console.results(RunSummaryText.lines(published, console.facts().unicode()));
        }
    }
}
