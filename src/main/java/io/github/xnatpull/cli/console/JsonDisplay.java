package io.github.xnatpull.cli.console;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Pseudonyms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line, for programs that watch. Accession ids only; new fields and events may come. */
final class JsonDisplay implements ProgressDisplay {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Console console;
    private final Duration interval;
    private final Clock clock;
    private Instant last = Instant.MIN;

    JsonDisplay(Console console, Duration interval, Clock clock) {
        this.console = console;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void event(Event event) {
        if (event instanceof Event.SessionsListed listed) {
            write(node("sessions-listed").put("sessions", listed.sessions()));
        } else if (event instanceof Event.TransferStarts start) {
            write(node("transfer-starts")
                    .put("resources", start.items())
                    .put("resources_done", start.itemsDone())
                    .put("bytes_hinted", start.hintedBytes()));
        } else if (event instanceof Event.ItemEnds end) {
            write(item(end));
        } else if (event instanceof Event.SessionEnds end) {
            write(node("session")
                    .put("session_id", Pseudonyms.process().of(end.accessionId()))
                    .put("landed", end.landed())
                    .put("failed", end.failed())
                    .put("bytes", end.bytes()));
        } else if (event instanceof Event.Notice notice) {
            write(node("notice").put("text", Pseudonyms.process().text(notice.text())));
        } else if (event instanceof Event.Warning warning) {
            write(node("warning").put("text", Pseudonyms.process().text(warning.text())));
        } else if (event instanceof Event.Skipped skipped) {
            write(node("skipped")
                    .put("resources", skipped.resources())
                    .put("sessions", skipped.sessions())
                    .put("messages", skipped.messages()));
        }
    }

    private ObjectNode item(Event.ItemEnds end) {
        var key = end.item().key();
        return node("resource")
                .put("status", end.outcome().status().word())
                .put("session_id", Pseudonyms.process().of(end.item().session().accessionId()))
                .put("level", key.level().word())
                .put("part_id", Pseudonyms.process().of(key.partId()))
                .put("resource_label", end.item().label())
                .put("files", end.outcome().extent().files())
                .put("bytes", end.outcome().extent().bytes())
                .put("error_code", end.outcome().code().map(FaultCode::id).orElse(""));
    }

    @Override
    public void moment(Snapshot now) {
        Instant instant = clock.instant();
        if (instant.isBefore(last)
                || last.equals(Instant.MIN)
                || Duration.between(last, instant).compareTo(interval) >= 0) {
            last = instant;
            write(progress(now));
        }
    }

    @Override
    public void end(Snapshot now) {
        write(progress(now));
    }

    private ObjectNode progress(Snapshot now) {
        if (!now.transferring()) {
            return node("planning")
                    .put("sessions_planned", now.planning().planned())
                    .put("sessions", now.planning().sessions())
                    .put("resources", now.planning().items())
                    .put("bytes_hinted", now.planning().hintedBytes());
        }
        ObjectNode node = node("progress")
                .put("fraction", Math.round(now.fraction() * 10_000) / 10_000.0)
                .put("resources", now.items().all())
                .put("resources_done", now.items().done())
                .put("resources_failed", now.items().failed())
                .put("bytes_moved", now.bytes().arrived())
                .put("bytes_left_hinted", now.bytes().remainingHint());
        now.rate().ifPresent(rate -> node.put("bytes_per_second", Math.round(rate)));
        now.left().ifPresent(left -> node.put("seconds_left", left.toSeconds()));
        return node;
    }

    private ObjectNode node(String event) {
        return JSON.createObjectNode()
                .put("event", event)
                .put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void write(ObjectNode node) {
        console.screen().print(JSON.writeValueAsString(node) + "\n");
        console.screen().flush();
    }
}
