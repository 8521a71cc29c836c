package io.github.xnatpull.cli.console;

import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import java.util.Locale;

/** The parts that a line of progress is made of. Hints of the server bear a {@code ~}. */
final class ProgressWords {
    private ProgressWords() {}

    static String planning(Snapshot now) {
        if (now.planning().sessions() == 0) {
            return "Asking the server what it has";
        }
        String sessions = String.format(
                Locale.ROOT,
                "%,d of %,d sessions",
                now.planning().planned(),
                now.planning().sessions());
        return "Planning: " + sessions
                + String.format(Locale.ROOT, ", %,d resources", now.planning().items())
                + hinted(now.planning().hintedBytes());
    }

    private static String hinted(long bytes) {
        return bytes > 0 ? ", ~" + new ByteSize(bytes) : "";
    }

    static String percent(Snapshot now) {
        return now.percent() + "%";
    }

    static String items(Snapshot now) {
        return String.format(Locale.ROOT, "%,d of %,d resources", now.itemsDone(), now.items());
    }

    static String failed(Snapshot now) {
        return now.itemsFailed() == 0 ? "" : String.format(Locale.ROOT, "%,d not complete", now.itemsFailed());
    }

    static String bytes(Snapshot now) {
        return new ByteSize(now.arrivedBytes())
                + (now.remainingHint() > 0 ? " + ~" + new ByteSize(now.remainingHint()) : "");
    }

    static String rate(Snapshot now) {
        return now.rate().isPresent() ? new ByteSize((long) now.rate().getAsDouble()) + "/s" : "";
    }

    static String left(Snapshot now) {
        return now.left().map(time -> Durations.text(time) + " left").orElse("");
    }
}
