package io.github.xnatpull.report;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.report.ReportPublisher.Published;
import io.github.xnatpull.report.RunSummary.Cause;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Pseudonyms;
import io.github.xnatpull.support.TextSafety;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person reads after a run: the result first, then the numbers, the causes, and what to do. Names accession ids,
 * never labels of people.
 */
public final class RunSummaryText {
    private static final int CAUSES = 5;

    private final Published published;
    private final RunSummary summary;
    private final boolean unicode;

    private RunSummaryText(Published published, boolean unicode) {
        this.published = published;
        this.summary = published.summary();
        this.unicode = unicode;
    }

    /** The lines, one only where nothing was new. With {@code unicode} off they are ASCII. */
    public static List<String> lines(Published published, boolean unicode) {
        return new RunSummaryText(published, unicode).lines();
    }

    /** The result and what to do next in one line. */
    public static String line(Published published, boolean unicode) {
        RunSummaryText text = new RunSummaryText(published, unicode);
        return text.printable(Headline.of(published.summary(), published.ending()) + " Next: " + text.next());
    }

    private List<String> lines() {
        if (summary.isNothingNew() && published.exitCode() == ExitCodes.OK) {
            long unchanged = summary.count(Status.UNCHANGED);
            String resources = unchanged == summary.planned()
                    ? Plural.all(unchanged, "resource")
                    : Plural.of(unchanged, "resource");
            return List.of(printable("Nothing new: " + resources + " of "
                    + Plural.of(summary.facts().planned().sessions(), "session") + " unchanged"
                    + summary.looks().ofUnchanged(unchanged) + ", " + filesAndBytes()
                    + " here" + onlyHere() + knownGaps() + published.ending().asListed() + ". Manifest: "
                    + published.manifest()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(Headline.of(summary, published.ending()));
        lines.add("");
        numbers(lines);
        unmatched(lines);
        causes(lines);
        places(lines);
        if (summary.knownGaps().all() > 0) {
            lines.add(row(
                    "Known gaps",
                    summary.knownGaps().words() + ", accepted by "
                            + summary.knownGaps().file()));
        }
        return lines.stream().map(this::printable).toList();
    }

    private String onlyHere() {
        long count = summary.facts().planned().onlyHere();
        return count == 0 ? "" : "; " + Plural.of(count, "resource") + " no longer on the server (kept)";
    }

    private String knownGaps() {
        return summary.knownGaps().all() == 0
                ? ""
                : "; known gaps: " + summary.knownGaps().words();
    }

    private void numbers(List<String> lines) {
        lines.add(row("Run", summary.facts().run() + attempts()));
        lines.add(row("Sessions", sessions(summary) + published.ending().asListed()));
        lines.add(row("Resources", byStatus(summary)));
        lines.add(row("Here now", filesAndBytes()));
        lines.add(row(
                "Moved",
                new ByteSize(summary.facts().bytesMoved()) + " in " + Durations.text(summary.active())
                        + summary.rate()
                                .map(rate -> " (" + new ByteSize(rate) + "/s)")
                                .orElse("")));
        summary.unmatched()
                .blankValues()
                .forEach((value, scans) -> lines.add(
                        row("Left out", Plural.of(scans, "scan") + " without a " + value + ", by the filter on it")));
        if (summary.facts().planned().onlyHere() > 0) {
            lines.add(row(
                    "Only here",
                    Plural.of(summary.facts().planned().onlyHere(), "resource") + " no longer on the server (kept)"));
        }
    }

    /** How many, and how many of them are complete. */
    static String sessions(RunSummary summary) {
        RunSummary.Sessions counts = summary.sessionCounts();
        long complete = counts.complete() - counts.empty();
        List<String> parts = new ArrayList<>();
        parts.add(Plural.number(summary.facts().planned().sessions()));
        if (complete > 0 || counts.empty() + counts.accepted() == 0) {
            parts.add(Plural.number(complete) + " complete");
        }
        if (counts.accepted() > 0) {
            parts.add(Plural.number(counts.accepted()) + " complete but for known gaps");
        }
        if (counts.empty() > 0) {
            parts.add(Plural.number(counts.empty()) + " with nothing to pull");
        }
        if (counts.unplanned() > 0) {
            parts.add(Plural.number(counts.unplanned()) + " not planned");
        }
        return String.join(", ", parts);
    }

    private String attempts() {
        int attempts = summary.facts().attempts().size();
        return attempts > 1 ? ", attempt " + attempts : "";
    }

    /** The plan items by status, those that there are. */
    static String byStatus(RunSummary summary) {
        String counts = java.util.Arrays.stream(Status.values())
                .filter(status -> summary.count(status) > 0)
                .map(status -> Plural.number(summary.count(status)) + " "
                        + status.word().replace('-', ' '))
                .collect(Collectors.joining(", "));
        long unchanged = summary.count(Status.UNCHANGED);
        String looks = unchanged == 0
                ? ""
                : unchanged == summary.planned()
                        ? summary.looks().ofUnchanged(unchanged)
                        : "; unchanged" + summary.looks().ofUnchanged(unchanged);
        return counts.isEmpty() ? "none" : counts + looks;
    }

    /** What was left out by the way comes with it: neither is in the plan. */
    private void unmatched(List<String> lines) {
        List<String> examples = summary.unmatched().examples();
        if (!examples.isEmpty()) {
            lines.add("");
            lines.add("Unmatched");
            examples.forEach(example -> lines.add("  " + Pseudonyms.process().quoted(example)));
            long more = summary.unmatchedRows() - examples.size();
            if (more > 0) {
                lines.add("  and " + Plural.number(more) + " more");
            }
        }
    }

    private void causes(List<String> lines) {
        if (summary.causes().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Why");
        String arrow = unicode ? "→ " : "-> ";
        for (Cause cause :
                summary.causes().subList(0, Math.min(CAUSES, summary.causes().size()))) {
            lines.add("  " + Plural.number(cause.count()) + " x " + cause.code() + meaning(cause.code()));
            String more = cause.count() > cause.examples().size() ? "; …" : "";
            lines.add("      " + arrow + String.join("; ", cause.examples()) + more);
        }
        if (summary.causes().size() > CAUSES) {
            lines.add("  and " + (summary.causes().size() - CAUSES) + " other causes");
        }
    }

    private static String meaning(String code) {
        return FaultCode.of(code).map(known -> ": " + known.summary()).orElse("");
    }

    private void places(List<String> lines) {
        lines.add("");
        lines.add(row("Data", summary.facts().destination()));
        lines.add(row("Manifest", published.manifest().toString()));
        if (!summary.isComplete() || published.exitCode() != ExitCodes.OK) {
            if (summary.unmatchedRows() > 0) {
                lines.add(row(
                        "Unmatched",
                        published.directory().resolve(UnmatchedWriter.FILE).toString()));
            }
            if (!summary.causes().isEmpty()) {
                lines.add(row(
                        "Failures",
                        published.directory().resolve(FailuresWriter.FILE).toString()));
            }
            if (summary.missing() > 0 || !summary.facts().planned().frozen()) {
                lines.add(row("Next", next()));
            }
        }
    }

    /** A resume repeats what failed; what the server cannot deliver needs somebody else first. */
    private String next() {
        if (published.exitCode() == ExitCodes.USAGE) {
            return published.ending().code().orElse(FaultCode.USAGE).advice();
        }
        String resume = "xnatpull resume --dest " + quoted(summary.facts().destination());
        boolean open = summary.count(Status.FAILED) + summary.count(Status.NOT_ATTEMPTED) > 0
                || !summary.facts().planned().frozen();
        if (open) {
            return resume;
        }
        return summary.causes().isEmpty()
                ? "see the failures"
                : "xnatpull explain " + summary.causes().get(0).code() + " tells what to do; the next pull asks again";
    }

    /** A path as it can be pasted into a shell. */
    public static String quoted(String path) {
        return path.matches("[\\w./:@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private String filesAndBytes() {
        return Plural.of(summary.files(), "file") + ", " + new ByteSize(summary.bytes());
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s", name, value);
    }

    private String printable(String line) {
        return unicode ? TextSafety.visible(line) : TextSafety.ascii(line.replace("…", "..."));
    }
}
