package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonValue;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The runs of a destination, also while one of them goes on. */
public final class RunHistory {
    private final Clock clock;

    public RunHistory(Clock clock) {
        this.clock = clock;
    }

    /** All runs, oldest first. */
    public record RunList(@JsonValue List<Entry> runs) implements Result {
        @Override
        public int exitCode() {
            return ExitCodes.OK;
        }
    }

    /**
     * One run.
     *
     * @param summary what the reports of its last attempt that ended say
     */
    public record ShownRun(@JsonValue Entry run, Optional<WrittenSummary> summary) implements Result {
        @Override
        public int exitCode() {
            return ExitCodes.OK;
        }
    }

    public RunList list(StatePlace place) {
        return new RunList(shown(place));
    }

    /** @param name of the run; empty for the last */
    public ShownRun show(StatePlace place, Optional<String> name) {
        List<Entry> runs = shown(place);
        Entry shown = runs.stream()
                .filter(entry -> name.isEmpty()
                        ? entry == runs.get(runs.size() - 1)
                        : entry.run().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> unknown(place.destination(), "it knows no run called " + name.orElse("")));
        return new ShownRun(shown, WrittenSummary.in(Path.of(shown.reports())));
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
        LockState sign = DestinationLock.look(place, clock);
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
}
