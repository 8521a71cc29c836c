package io.github.xnatpull.cli.console;

import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.Plural;
import java.util.Locale;

/** The parts that a line of progress is made of. Hints of the server bear a {@code ~}. */
final class ProgressWords {
    private ProgressWords() {}

    /** A plan without work has no progress that could be told. */
    static final String NOTHING = "Nothing to transfer";

    static String planning(Snapshot now) {
        if (now.planning().sessions() == 0) {
            return "Asking the server what it has";
        }
        String sessions = String.format(
                Locale.ROOT,
                "%,d of %s",
                now.planning().planned(),
                Plural.of(now.planning().sessions(), "session"));
        return "Planning: " + sessions
                + ", " + Plural.of(now.planning().items(), "resource")
                + hinted(now.planning().hintedBytes());
    }

    private static String hinted(long bytes) {
        return bytes > 0 ? ", ~" + new ByteSize(bytes) : "";
    }

    static String percent(Snapshot now) {
        return now.percent() + "%";
    }

    static String items(Snapshot now) {
        return Plural.number(now.items().done()) + " of "
                + Plural.of(now.items().all(), "resource");
    }

    static String failed(Snapshot now) {
        return now.items().failed() == 0
                ? ""
                : String.format(Locale.ROOT, "%,d not complete", now.items().failed());
    }

    static String bytes(Snapshot now) {
        return ByteSize.ofWhole(
                now.bytes().done(), now.bytes().done() + now.bytes().remainingHint());
    }

    static String rate(Snapshot now) {
        return now.rate().isPresent() ? new ByteSize((long) now.rate().getAsDouble()) + "/s" : "";
    }

    static String left(Snapshot now) {
        return now.left().map(time -> Durations.text(time) + " left").orElse("");
    }
}
