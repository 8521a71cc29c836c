package io.github.xnatpull.app;

import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.job.JobHistory;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.RunJournal;
import io.github.xnatpull.state.JdbcPlanStore;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.storage.DirectoryTrees;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forgets old runs: their rows and their folders below {@code .xnatpull/runs}. What they landed stays known, their reports
 * stay where they are, and an unfinished run is never forgotten.
 */
public final class Forget {
    private static final String TRYING = "forget runs";
    private static final int CONNECTIONS = 4;
    private final Clock clock;

    public Forget(Clock clock) {
        this.clock = clock;
    }

    /** Forgets all but the newest runs. */
    public ForgetResult forget(StatePlace place, int keepLast) {
        try (OpenDestination destination = new OpenDestination(place, "runs forget", clock)) {
            StateDatabase state = destination.existing(TRYING, CONNECTIONS);
            Runs runs = new JdbcRuns(state);
            List<String> all = oldestFirst(runs, place.destination());
            List<String> old = all.subList(0, Math.max(0, all.size() - keepLast));
            List<String> open = runs.all().stream()
                    .filter(run -> run.state() == RunInfo.State.OPEN)
                    .map(RunInfo::run)
                    .filter(old::contains)
                    .toList();
            List<String> forgotten =
                    old.stream().filter(run -> !open.contains(run)).toList();
            forget(place.destination(), state, runs, forgotten);
            return new ForgetResult(forgotten, all.size() - forgotten.size(), open);
        } catch (IOException e) {
            throw LocalFaults.of(TRYING + " of " + place.destination().root(), place.directory(), e);
        }
    }

    /** Those of the state, and those of which only the folder is left. */
    private static List<String> oldestFirst(Runs runs, Destination destination) throws IOException {
        Map<String, Instant> started = new HashMap<>();
        new RunJournal(destination.runs())
                .all()
                .forEach(entry -> started.put(entry.run(), Instant.parse(entry.started())));
        runs.all().forEach(run -> started.put(run.run(), run.startedAt()));
        List<String> names = new ArrayList<>(started.keySet());
        names.sort(Comparator.comparing((String name) -> started.getOrDefault(name, Instant.EPOCH))
                .thenComparing(name -> name));
        return names;
    }

    /** A run's own row goes last: until then it can be forgotten once more. */
    private static void forget(Destination destination, StateDatabase state, Runs runs, List<String> names)
            throws IOException {
        JobHistory history = JobHistory.of(state, TRYING);
        PlanStore plan = new JdbcPlanStore(state);
        for (String name : names) {
            DirectoryTrees.delete(destination.runs().resolve(name));
            history.forget(name);
            if (runs.find(name).isPresent()) {
                plan.forget(name);
                runs.forget(name);
            }
        }
        state.compact();
    }
}
