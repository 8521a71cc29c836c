package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.VerifyWriter;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.PullRequest.Choice;
import io.github.xnatpull.request.PullRequest.LimitPair;
import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.request.PullRequest.Place;
import io.github.xnatpull.request.PullRequest.Strictness;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Verifies a destination, and pulls anew what differs of it, whatever run brought it: a run of the job {@code repair}. What
 * differed goes to {@code withdrawn/<run>/}; files of somebody else's stay.
 */
public final class Repair {
    private static final String JOB = "repair";
    private static final String LIST = "repair.csv";
    private final RunContext context;

    public Repair(RunContext context) {
        this.context = context;
    }

    /**
     * Verifies and repairs.
     *
     * @param each is told of every difference
     * @param verified is told what was found, before anything is pulled
     */
    public RepairResult repair(
            StatePlace place, Verify.Scope scope, Consumer<Difference> each, Consumer<VerifyResult> verified) {
        Map<ResourceKey, Difference> wrong = new LinkedHashMap<>();
        RunObserver observer = context.observer();
        VerifyResult found = new Verify(context.connector(), context.clock(), observer::warning)
                .verify(place, scope, each.andThen(difference -> {
                    if (difference.kind().isMendedByPull()) {
                        wrong.putIfAbsent(difference.key(), difference.ofResource());
                    }
                }));
        verified.accept(found);
        if (wrong.isEmpty()) {
            return new RepairResult(found, List.of());
        }
        Known known = known(place, scope.server());
        List<PullResult> runs = new ArrayList<>();
        for (Map.Entry<List<String>, List<Difference>> group :
                known.grouped(wrong.values()).entrySet()) {
            Path list = place.destination().home().resolve(LIST);
            VerifyWriter.write(list, rows -> group.getValue().forEach(rows));
            runs.add(new Pull(context).pull(request(place, known.last(), group.getKey(), list)));
        }
        return new RepairResult(found, runs);
    }

    /**
     * What the state says that a repair needs.
     *
     * @param several whether folders of the destination bear the project's name
     * @param projects of all that landed
     */
    private record Known(PullRequest last, boolean several, Set<String> projects) {
        /** By the projects that a pull is to name: it must not take the destination for one of another kind. */
        Map<List<String>, List<Difference>> grouped(Iterable<Difference> wrong) {
            Map<List<String>, List<Difference>> groups = new LinkedHashMap<>();
            for (Difference difference : wrong) {
                List<String> together = several
                        ? List.copyOf(projects)
                        : List.of(difference.key().project());
                groups.computeIfAbsent(together, any -> new ArrayList<>()).add(difference);
            }
            return groups;
        }
    }

    private Known known(StatePlace place, Optional<URI> server) {
        try (OpenDestination open = new OpenDestination(place, "verify --repair", context.clock())) {
            StateDatabase state = open.existingForReading("repair what landed", 2);
            Runs runs = new JdbcRuns(state);
            RunInfo last = runs.all().stream().reduce((before, after) -> after).orElseThrow(() -> Fault.fault(
                            FaultCode.NO_SUCH_RUN)
                    .trying("repair " + place.destination().root())
                    .meaning("Nothing was repaired")
                    .advice("Pull once more, then verify.")
                    .because("no run is known that says from which server it came"));
            PullRequest request = StoredRequest.read(last.request(), "run " + last.run(), context.observer()::warning);
            Set<String> projects = new TreeSet<>(request.selection().projects());
            new JdbcLedger(state).forEach(row -> projects.add(row.key().project()));
            boolean several = runs.binding().getOrDefault("projects", "one").equals("several");
            return new Known(server.map(request::at).orElse(request), several, projects);
        }
    }

    private static PullRequest request(StatePlace place, PullRequest last, List<String> projects, Path list) {
        Selection selection = Selection.builder()
                .projects(projects)
                .sessionList(Optional.of(new ListSource(list.toString(), Optional.empty())))
                .build();
        return new PullRequest(
                JOB,
                last.site(),
                new Choice(selection, Set.of()),
                new Place(place.destination().root(), last.place().state(), false),
                last.layout(),
                new TransferSettings(
                        Existing.REPAIR,
                        last.transfer().singleFrom(),
                        last.transfer().archives()),
                last.load(),
                LimitPair.ofBoth(Limits.none()),
                last.reporting(),
                Strictness.standard());
    }
}
