package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.PullRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pulls what is selected. */
@Command(
        name = "pull",
        description =
                "Pulls what is selected: plans, transfers, and writes a manifest. What landed before and has not changed is not"
                        + " pulled again. Every flag has an environment variable: --name-by is XNATPULL_NAME_BY.",
        customSynopsis = "xnatpull pull [FLAGS] [JOBFILE]",
        footerHeading = "%nExamples%n",
        footer = {
            "  A project:",
            "    xnatpull pull --server https://xnat.example.org --project TEST --dest data",
            "  One session, by its accession id:",
            "    xnatpull pull --session XNAT_E00001 --dest data",
            "  Some scans and resources of some sessions:",
            "    xnatpull pull --project TEST --session 'MR*' --scan T1w,1 --resource DICOM --dest data",
            "  The sessions of a list:",
            "    xnatpull pull --project TEST --sessions wave2.csv --dest data",
            "  Every night, from a job file, until the morning:",
            "    xnatpull pull jobs/nightly.yaml --until 06:00 -q",
            "  Only what failed last time:",
            "    xnatpull pull --project TEST --sessions data/reports/latest/failures.csv --dest data"
        },
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "  0:all that was selected is landed and proven (but for what --known-gaps names), or nothing was new",
            "  1:internal error",
            "  2:command line, job file or list invalid; layout collision",
            "  3:finished, but some items failed or are missing, or nothing answers to a name or a row of a list",
            "  4:login or permission refused; secret file unsafe",
            "  5:server unreachable or failing after retries",
            "  6:the selection is empty",
            "  7:local storage full, read-only or gone",
            "  8:stopped at a limit; resumable",
            " 10:no such run, or state unreadable",
            " 11:another run holds the destination",
            "130:stopped by Ctrl-C; 143: by SIGTERM; both resumable"
        })
public final class PullCommand extends RequestCommand {
    @Option(
            names = {"--dry-run", "-n"},
            description = "Only show what would be done, like 'xnatpull plan'.")
    boolean dryRun;

    public PullCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(RunCommands runs, PullRequest request, Invocation invocation) {
        return dryRun ? runs.plan(request, invocation) : runs.pull(request, invocation);
    }
}
