package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.PullRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a pull would do. */
@Command(
        name = "plan",
        description =
                "Shows what pull would do, and why not the rest. Makes nothing at the destination. Sizes are the server's"
                        + " hints (~), or unknown (?).",
        customSynopsis = "xnatpull plan [FLAGS] [JOBFILE]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull plan --server https://xnat.example.org --project TEST --dest data",
            "  xnatpull plan jobs/nightly.yaml --csv > plan.csv",
            "  xnatpull plan --project TEST --since 2026-01-01 --resource NIFTI --dest data"
        })
public final class PlanCommand extends RequestCommand {
    @Option(names = "--csv", description = "Print one line per session as CSV.")
    boolean csv;

    public PlanCommand(CommandContext context) {
        super(context);
    }

    @Override
    boolean csv() {
        return csv;
    }

    @Override
    int run(RunCommands runs, PullRequest request, Invocation invocation) {
        return runs.plan(request, invocation);
    }
}
