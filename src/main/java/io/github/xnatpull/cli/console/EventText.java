package io.github.xnatpull.cli.console;

import io.github.xnatpull.cli.console.ProgressDisplay.Event;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Pseudonyms;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Events in words. By default accession ids only; with more detail labels too. Failures beyond the first few are only
 * counted: ten thousand lines of them help nobody, and all are in failures.csv.
 */
final class EventText {
    private static final int FAILURES_SHOWN = 10;

    private final boolean quiet;
    private final boolean detailed;
    private final boolean sessions;
    private int failures;

    /** @param sessions whether ended sessions are worth a line */
    EventText(Verbosity verbosity, boolean sessions) {
        this.quiet = verbosity == Verbosity.QUIET;
        this.detailed = verbosity.isDetailed();
        this.sessions = sessions;
    }

    /** The line for an event; empty where it deserves none. */
    Optional<String> line(Event event) {
        if (event instanceof Event.Warning warning && (warning.alarm() || !quiet)) {
            return Optional.of("warning: " + warning.text());
        }
        if (quiet) {
            return Optional.empty();
        }
        if (event instanceof Event.Notice notice) {
            return Optional.of(notice.text());
        }
        if (event instanceof Event.SessionEnds session) {
            return session(session);
        }
        if (event instanceof Event.ItemEnds item) {
            return item(item.item(), item.outcome());
        }
        if (event instanceof Event.Skipped skipped) {
            return Optional.of(skipped(skipped));
        }
        if (event instanceof Event.ItemWaits item && detailed) {
            return Optional.of(named(item.item()) + ": tried again later" + cause(item.outcome()));
        }
        return Optional.empty();
    }

    private static String skipped(Event.Skipped skipped) {
        String what = Stream.of(
                        counted(skipped.resources(), "resource"),
                        counted(skipped.sessions(), "session"),
                        counted(skipped.messages(), "message"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return "the output was paused for too long: " + what + " not told here; the reports and run.log have all";
    }

    private static Optional<String> counted(long count, String noun) {
        return count == 0 ? Optional.empty() : Optional.of(Plural.of(count, noun));
    }

    private Optional<String> session(Event.SessionEnds session) {
        if (!sessions || session.landed() + session.failed() == 0) {
            return Optional.empty();
        }
        String landed = String.format(
                Locale.ROOT,
                "%s: %,d landed, %s",
                Pseudonyms.process().of(session.accessionId()),
                session.landed(),
                new ByteSize(session.bytes()));
        return Optional.of(session.failed() == 0 ? landed : landed + ", " + session.failed() + " not complete");
    }

    private Optional<String> item(PlanItem item, Outcome outcome) {
        if (outcome.status().isComplete()) {
            return detailed
                    ? Optional.of(named(item) + ": " + outcome.status().word() + size(outcome))
                    : Optional.empty();
        }
        failures++;
        if (failures == FAILURES_SHOWN + 1 && !detailed) {
            return Optional.of("further resources that are not complete are only counted; failures.csv will name all");
        }
        return failures > FAILURES_SHOWN && !detailed
                ? Optional.empty()
                : Optional.of(named(item) + ": " + outcome.status().word() + cause(outcome));
    }

    private String named(PlanItem item) {
        return detailed
                        && !item.session().label().isEmpty()
                        && !Pseudonyms.process().isOn()
                ? item.display() + " (" + item.session().label() + ")"
                : item.display();
    }

    private static String size(Outcome outcome) {
        return ", " + Plural.of(outcome.extent().files(), "file") + ", "
                + new ByteSize(outcome.extent().bytes());
    }

    private String cause(Outcome outcome) {
        return outcome.code()
                .map(FaultCode::id)
                .map(id -> ", " + outcome.code().orElseThrow().summary() + " [" + id + "]")
                .map(told -> detailed && !Pseudonyms.process().isOn() ? told + ": " + outcome.message() : told)
                .orElse("");
    }
}
