package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.command.RunCommands.RunsRequest;
import io.github.xnatpull.cli.output.JsonText;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.DestinationLock;
import io.github.xnatpull.ledger.LockState;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.report.WrittenSummary;
import io.github.xnatpull.run.RunJournal;
import io.github.xnatpull.run.RunJournal.Entry;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells the runs of a destination. */
final class RunHistory {
    private static final String FORMAT = "%-36s %-12s %4s %8s %9s %10s  %s";
    private final Invocation invocation;

    RunHistory(Invocation invocation) {
        this.invocation = invocation;
    }

    private int list(StatePlace place) {
        List<Entry> runs = shown(place);
        if (invocation.output().json()) {
            machine(runs);
            return ExitCodes.OK;
        }
        invocation
                .output()
                .console()
                .result(String.format(
                        Locale.ROOT, FORMAT, "RUN", "STATE", "EXIT", "SESSIONS", "RESOURCES", "MOVED", "STARTED"));
        for (Entry run : runs) {
            invocation
                    .output()
                    .console()
                    .result(String.format(
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
        invocation.output().console().flush();
        return ExitCodes.OK;
    }

    private int show(StatePlace place, Optional<String> name) {
        Destination destination = place.destination();
        List<Entry> runs = shown(place);
        Entry shown = runs.stream()
                .filter(entry -> name.isEmpty()
                        ? entry == runs.get(runs.size() - 1)
                        : entry.run().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> unknown(destination, "it knows no run called " + name.orElse("")));
        if (invocation.output().json()) {
            machine(shown);
            return ExitCodes.OK;
        }
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
        WrittenSummary.in(Path.of(shown.reports())).ifPresent(summary -> rows.addAll(details(summary)));
        invocation.output().console().results(rows);
        return ExitCodes.OK;
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

    /** As it is, in UTF-8: programs read it. */
    private void machine(Object runs) {
        invocation.output().console().raw().print(JsonText.of(runs) + "\n");
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s", name, value);
    }

    private static String second(String instant) {
        return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String exit(Entry run) {
        return run.exitCode().isPresent() ? String.valueOf(run.exitCode().getAsInt()) : "";
    }

    /**
     * The runs as they are. One that says it is running while nothing is seen of its process was killed; one whose process
     * cannot be seen from here, because it runs on another machine or in another container, seems to run.
     */
    private List<Entry> shown(StatePlace place) {
        List<Entry> before = entries(place.destination());
        if (before.stream().noneMatch(RunHistory::isRunning)) {
            return before;
        }
        LockState sign = DestinationLock.look(place, invocation.clock());
        // One that ended between the two looks has noted so before it let go.
        return entries(place.destination()).stream()
                .map(run -> isRunning(run) && before.stream().anyMatch(run::isOfSameAttempt) ? seen(run, sign) : run)
                .toList();
    }

    private static boolean isRunning(Entry run) {
        return run.state().equals("running");
    }

    private static Entry seen(Entry run, LockState sign) {
        return switch (sign) {
            case HELD -> run;
            case SEEMS_HELD -> run.in("seems to run");
            case NONE -> run.in("killed");
        };
    }

    private static List<Entry> entries(Destination destination) {
        try {
            List<Entry> runs = new RunJournal(destination.runs()).all();
            if (runs.isEmpty()) {
                throw unknown(destination, "it has no run yet");
            }
            return runs;
        } catch (IOException e) {
            throw Fault.fault(FaultCode.LOCAL_IO)
                    .trying("read the runs of " + destination.root())
                    .cause(e)
                    .because(LocalFaults.words(e));
        }
    }

    private static Fault unknown(Destination destination, String why) {
        return Fault.fault(FaultCode.NO_SUCH_RUN)
                .trying("look up runs at " + destination.root())
                .because(why);
    }

    int answer(RunsRequest request) {
        StatePlace place = StatePlace.of(new Destination(request.destination()), request.state());
        if (request instanceof RunsRequest.ListRuns) {
            return list(place);
        }
        if (request instanceof RunsRequest.ShowRun show) {
            return show(place, show.run());
        }
        return request instanceof RunsRequest.ForgetRuns forget
                ? new RunUpkeep(invocation).forget(place, forget.keepLast())
                : new RunUpkeep(invocation).rebuild(place);
    }
}
