package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.ResultTable;
import io.github.xnatpull.cli.output.ResultTable.Column;
import io.github.xnatpull.cli.output.ResultTable.Format;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.run.LevelsNotice;
import io.github.xnatpull.run.ListOpener;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.xnat.Level;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Browses the server. */
@Command(
        name = "list",
        description =
                "Lists what the server has: projects, subjects, sessions, scans, assessors, resources or files, chosen by the"
                        + " same flags as pull.",
        customSynopsis = "xnatpull list projects|subjects|sessions|scans|assessors|resources|files [FLAGS]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull list projects --server https://xnat.example.org",
            "  xnatpull list sessions --project TEST --since 2026-01-01",
            "  xnatpull list resources --project TEST --session MR1 --levels scan,session --csv",
            "  xnatpull list files --project TEST --session MR1 --levels all --csv",
            "  xnatpull list sessions --project TEST --ids | xnatpull pull --project TEST --sessions - --dest data"
        })
public final class ListCommand implements Callable<Integer> {
    /** What can be listed. */
    enum What {
        PROJECTS,
        SUBJECTS,
        SESSIONS,
        SCANS,
        ASSESSORS,
        RESOURCES,
        FILES
    }

    private static final String WORDS = "projects, subjects, sessions, scans, assessors, resources or files.";

    @Parameters(paramLabel = "WHAT", arity = "0..1", description = WORDS)
    Optional<What> what = Optional.empty();

    @Option(names = "--csv", description = "Print CSV with a header.")
    boolean csv;

    @Option(names = "--json", description = "Print a JSON array.")
    boolean json;

    @Option(names = "--ids", description = "Print only ids, one row a line.")
    boolean ids;

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    HelpFlag help = new HelpFlag();

    private final CommandContext context;
    private long rows;

    public ListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        What wanted = what.orElseThrow(() -> UsageFaults.fault("list", "nothing says what to list", "Say " + WORDS));
        Format format = format();
        SettingsResolver resolver = new SettingsResolver(spec, context);
        Settings said = filters(wanted, resolver.settings(Optional.empty()));
        resolver.tell();
        Selection filters = withAssessors(wanted, Requests.selectionOf(said));
        check(wanted, filters);
        SessionLists lists = SessionLists.read(filters, ListOpener.ofProcess());
        URI address = said.text(Setting.SERVER)
                .map(Requests::address)
                .orElseThrow(() -> UsageFaults.fault(
                        "list",
                        "nothing says which server to ask",
                        "Give its address with --server URL, or in XNAT_URL."));
        ServerBrowser browser;
        try (Server open = context.open(address, ServerAccess.of(said, noInput.noInput))) {
            browser = new ServerBrowser(open.catalogue(), filters, lists);
            list(wanted, format, browser);
            browser.warnings().forEach(context.console()::say);
        }
        if ((wanted == What.RESOURCES || wanted == What.FILES) && Requests.takesScansByDefault(said)) {
            context.console().say(LevelsNotice.SCANS_ONLY);
        }
        return RunVerdict.ofPlan(browser.isPartial(), browser.unmatched(), rows == 0, false);
    }

    /** The projects that a profile names are for who names none; whoever lists projects wants to see all. */
    private static Settings filters(What wanted, Settings said) {
        boolean ofProfile = said.value(Setting.PROJECTS)
                .filter(value -> value.origin().layer() == Layer.PROFILE)
                .isPresent();
        return wanted == What.PROJECTS && ofProfile ? said.without(Set.of(Setting.PROJECTS)) : said;
    }

    /** Whoever lists assessors wants those that a list names beside its sessions. */
    private static Selection withAssessors(What wanted, Selection filters) {
        EnumSet<Level> levels = EnumSet.of(Level.ASSESSOR);
        levels.addAll(filters.levels());
        return wanted == What.ASSESSORS ? filters.toBuilder().levels(levels).build() : filters;
    }

    private static void check(What wanted, Selection filters) {
        boolean noSessions = wanted == What.PROJECTS || wanted == What.SUBJECTS;
        if (noSessions && filters.sessionList().isPresent()
                || wanted == What.PROJECTS && filters.subjectList().isPresent()) {
            throw UsageFaults.fault(
                    "list",
                    "a list of " + (filters.sessionList().isPresent() ? "sessions" : "subjects") + " chooses no "
                            + wanted.name().toLowerCase(Locale.ROOT),
                    "Leave it out; 'list subjects' takes --subjects, what is below takes --sessions too.");
        }
        boolean needsProject = wanted == What.SUBJECTS
                || wanted != What.PROJECTS
                        && filters.sessions().isEmpty()
                        && filters.sessionList().isEmpty();
        boolean listed = filters.subjectList().isPresent();
        if (needsProject && !listed && filters.projects().isEmpty()) {
            throw UsageFaults.fault(
                    "list",
                    "nothing says of which project",
                    "Name it with --project; 'xnatpull list projects' shows all.");
        }
    }

    private void list(What wanted, Format format, ServerBrowser browser) {
        switch (wanted) {
            case PROJECTS -> print(format, ServerBrowser.PROJECTS, browser::projects);
            case SUBJECTS -> print(format, ServerBrowser.SUBJECTS, browser::subjects);
            case SESSIONS -> print(format, ServerBrowser.SESSIONS, browser::sessions);
            case SCANS -> print(format, ServerBrowser.SCANS, browser::scans);
            case ASSESSORS -> print(format, ServerBrowser.ASSESSORS, browser::assessors);
            case FILES -> print(format, FileBrowser.FILES, browser::files);
            case RESOURCES -> print(format, ServerBrowser.RESOURCES, browser::resources);
        }
    }

    private <T> void print(Format format, List<Column<T>> columns, Consumer<ResultTable<T>> rows) {
        ResultTable<T> table = new ResultTable<>(context.console(), format, columns);
        rows.accept(table);
        table.finish();
        this.rows = table.rows();
        if (table.rows() == 0) {
            context.console().say("Nothing that this user can see matches.");
        }
    }

    private Format format() {
        if ((csv ? 1 : 0) + (json ? 1 : 0) + (ids ? 1 : 0) > 1) {
            throw UsageFaults.value("--csv, --json and --ids", "only one of them can be used at a time");
        }
        return csv ? Format.CSV : json ? Format.JSON : ids ? Format.IDS : Format.TABLE;
    }
}
