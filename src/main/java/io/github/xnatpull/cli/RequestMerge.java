package io.github.xnatpull.cli;

import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.jobfile.PullRequest.Archives;
import io.github.xnatpull.jobfile.PullRequest.LayoutSettings;
import io.github.xnatpull.jobfile.PullRequest.Limits;
import io.github.xnatpull.jobfile.PullRequest.Load;
import io.github.xnatpull.jobfile.PullRequest.NameBy;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.transfer.TransferSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A request from flags, upon that of the job file, or of the run, where there is one. */
final class RequestMerge {
    private static final int MOST_AT_A_TIME = 64;

    private final String command;
    private final RequestFlags flags;
    private final Surroundings surroundings;

    RequestMerge(String command, RequestFlags flags, Surroundings surroundings) {
        this.command = command;
        this.flags = flags;
        this.surroundings = surroundings;
    }

    /** The request of flags alone. */
    PullRequest alone() {
        Selection selection = new SelectionMerge(flags.selection, surroundings::absolute).onto(Selection.builder().build());
        if (selection.projects().isEmpty() && selection.sessions().isEmpty() && selection.sessionList().isEmpty()) {
            throw Usage.fault(command, "nothing says what to pull", "Name a --project, a --session by its accession id, or a job file.");
        }
        URI server = flags.server.address().orElseThrow(() -> Usage.fault(
                command, "nothing says which server to ask", "Give its address with --server URL, or in XNAT_URL."));
        Path destination = flags.destination.destination.map(this::destination).orElseThrow(() -> Usage.fault(
                command, "nothing says where the data go", "Name a directory with --dest DIR."));
        return new PullRequest(
                JobNames.of(selection),
                server,
                selection,
                destination,
                state(),
                layout(new LayoutSettings("xnat", NameBy.LABEL, Archives.UNPACK)),
                transfer(TransferSettings.standard()),
                load(new Load(4, 8, 5)),
                limits(Limits.none()),
                reports(destination),
                flags.reuse.recheck,
                flags.reuse.rebind,
                flags.safety.failIfEmpty,
                flags.safety.strictList);
    }

    /** The request of a job file with the flags on top. */
    PullRequest onto(PullRequest base) {
        Path destination = flags.destination.destination.map(this::destination).orElse(base.destination());
        boolean reportsFollow = base.reportDirectory().equals(defaultReports(base.destination()));
        Path baseReports = reportsFollow ? defaultReports(destination) : base.reportDirectory();
        return new PullRequest(
                base.jobName(),
                flags.server.address().orElse(base.server()),
                new SelectionMerge(flags.selection, surroundings::absolute).onto(base.selection()),
                destination,
                state().or(base::state),
                layout(base.layout()),
                transfer(base.transfer()),
                load(base.load()),
                limits(base.limits()),
                flags.reports.directory.map(surroundings::absolute).orElse(baseReports),
                base.recheck() || flags.reuse.recheck,
                base.rebind() || flags.reuse.rebind,
                base.failIfEmpty() || flags.safety.failIfEmpty,
                base.strictList() || flags.safety.strictList);
    }

    Path destination(Path path) {
        if (path.toString().isBlank()) {
            throw Usage.value("--dest", "its value is blank; is a variable of the shell unset?");
        }
        return surroundings.absolute(path);
    }

    private Path reports(Path destination) {
        return flags.reports.directory.map(surroundings::absolute).orElse(defaultReports(destination));
    }

    private static Path defaultReports(Path destination) {
        return destination.resolve("reports");
    }

    Optional<String> state() {
        return flags.destination.state.map(
                state -> state.startsWith("jdbc:") ? state : surroundings.absolute(Path.of(state)).toString());
    }

    private LayoutSettings layout(LayoutSettings base) {
        return new LayoutSettings(
                flags.layout.layout.orElse(base.template()),
                flags.layout.nameBy.orElse(base.nameBy()),
                flags.layout.archives.orElse(base.archives()));
    }

    private TransferSettings transfer(TransferSettings base) {
        return new TransferSettings(flags.reuse.existing.orElse(base.existing()), base.singleFrom());
    }

    private Load load(Load base) {
        return new Load(
                atATime("--transfers", flags.load.transfers.orElse(base.transfers())),
                atATime("--checkers", flags.load.checkers.orElse(base.checkers())),
                within("--retries", flags.load.retries.orElse(base.retries()), 1, 100));
    }

    private static int atATime(String flag, int number) {
        return within(flag, number, 1, MOST_AT_A_TIME);
    }

    private static int within(String flag, int number, int least, int most) {
        if (number < least || number > most) {
            throw Usage.value(flag, number + " is not between " + least + " and " + most);
        }
        return number;
    }

    private Limits limits(Limits base) {
        return new Limits(
                flags.limits.until.or(base::until),
                flags.limits.maxDuration.or(base::maxDuration),
                flags.limits.maxBytes.or(base::maxBytes),
                maxFailures().or(base::maxFailures));
    }

    private Optional<Integer> maxFailures() {
        boolean stop = flags.limits.onFailure.filter(word -> word == Converters.OnFailure.STOP).isPresent();
        if (stop && flags.limits.maxFailures.isPresent()) {
            throw Usage.value("--on-failure stop and --max-failures", "only one of them can be used at a time");
        }
        return stop ? Optional.of(1) : flags.limits.maxFailures.map(FailureLimit::encoded);
    }

    /** What names the job where no job file does. */
    private static final class JobNames {
        static String of(Selection selection) {
            String name = first(selection.projects())
                    .or(() -> first(selection.sessions()))
                    .or(() -> selection.sessionList().map(list -> stem(list.place())))
                    .orElse("pull");
            String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._-]+|[._-]+$", "");
            return safe.isEmpty() ? "pull" : safe.substring(0, Math.min(60, safe.length()));
        }

        private static Optional<String> first(List<String> values) {
            return values.stream().map(value -> value.split(",", 2)[0].strip()).findFirst();
        }

        private static String stem(String place) {
            return place.replaceAll(".*[/\\\\]", "").replaceAll("\\.[A-Za-z0-9]*$", "");
        }
    }
}
