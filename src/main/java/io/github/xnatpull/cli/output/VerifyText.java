package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.app.RepairResult;
import io.github.xnatpull.app.Verify.Scope;
import io.github.xnatpull.app.VerifyResult;
import io.github.xnatpull.app.VerifyResult.Listed;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.VerifyWriter;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what {@code verify} found: the result first, then the numbers and the first examples; or CSV, or JSON. */
public final class VerifyText implements Consumer<Difference> {
    private static final Map<Kind, String> MEANING = Map.of(
            Kind.NEW, " on the server and not here (files, or whole resources); the next pull brings them",
            Kind.GONE, " here, and not in their resource on the server any more",
            Kind.ONLY_HERE, " here, of resources that are not on the server any more",
            Kind.NOT_LOOKED, " resources could not be compared with the server; --csv lists all");
    private final Output output;
    private final List<String> strangers = new ArrayList<>();
    private final Consumer<Difference> csv;

    public VerifyText(Output output) {
        this.output = output;
        this.csv = output.csv() ? printing(output) : difference -> {};
    }

    private static Consumer<Difference> printing(Output output) {
        try {
            return VerifyWriter.printing(output.console().raw());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accept(Difference difference) {
        csv.accept(difference);
        if (difference.kind() == Kind.STRANGER && !output.csv() && !output.json()) {
            strangers.add(difference.path());
        }
    }

    /** Prints what a repair has found, while it goes on. */
    public void found(VerifyResult result) {
        if (!output.json()) {
            tell(result);
        }
    }

    /** Prints how a repair ended and gives the exit code. */
    public int end(RepairResult result) {
        if (output.json()) {
            output.progress().close();
            output.console().raw().print(JsonText.of(result) + "\n");
            output.console().flush();
        } else if (!output.csv()) {
            result.runs().forEach(run -> PullText.print(run, output));
        }
        return result.exitCode();
    }

    /** Prints it and gives the exit code. */
    public int end(VerifyResult result) {
        output.progress().close();
        if (output.json()) {
            output.console().raw().print(JsonText.of(result) + "\n");
        } else {
            tell(result);
        }
        output.console().flush();
        return result.exitCode();
    }

    private void tell(VerifyResult result) {
        if (output.csv()) {
            lines(result).forEach(output.console()::say);
        } else if (output.verbosity() != Verbosity.QUIET || !result.isEqual() || !result.isWhole()) {
            output.console().results(lines(result));
        }
    }

    private List<String> lines(VerifyResult result) {
        Scope scope = result.scope();
        List<String> lines = new ArrayList<>();
        String size = " (" + new ByteSize(result.bytes()) + ") of " + Plural.of(result.resources(), "resource");
        String all = Plural.all(result.files(), "file") + size;
        String be = result.files() == 1 ? " is" : " are";
        String how = scope.full()
                ? " here, every byte as it landed"
                : (result.files() == 1 ? " here as it landed" : " here as they landed")
                        + ", by size and time (--full hashes all)";
        lines.add(
                result.isEqual()
                        ? (result.isWhole() ? "Equal: " : "Equal as far as it could be compared: ") + all + be + how
                                + server(result) + "."
                        : different(result) + ".");
        if (!result.isEqual()) {
            lines.add(row("Looked at", Plural.of(result.files(), "file") + size));
        }
        Listed listed = result.server();
        weaker(lines, "By size only", listed.bySizeOnly(), "no MD5");
        weaker(lines, "By name only", listed.byNameOnly(), "neither size nor MD5");
        result.found().forEach((kind, count) -> {
            if (kind != Kind.STRANGER) {
                lines.add(row(kind.word(), number(count) + MEANING.getOrDefault(kind, "")));
            }
        });
        result.notLooked()
                .forEach(example -> lines.add("  " + example.status() + ": " + example.path() + ": " + example.what()));
        result.serverFault()
                .ifPresent(fault -> lines.add(row(
                        "Not whole",
                        "the comparison with the server: " + fault.because() + " (" + fault.code() + ")")));
        result.unreadable()
                .forEach(project -> lines.add(row(
                        "Not looked",
                        "at on the server: " + Plural.of(project.resources(), "resource") + " of project "
                                + project.project() + ": " + project.because())));
        count(result, Kind.UNRECORDED)
                .ifPresent(resources -> lines.add(resources
                        + " landed and are not recorded. The next pull takes them over without fetching them; so does 'xnatpull runs"
                        + " rebuild'."));
        count(result, Kind.UNFINISHED)
                .ifPresent(resources -> lines.add(resources + (resources.startsWith("1 ") ? " was" : " were")
                        + " being put into place when a run was ended; 'xnatpull resume' or the next pull ends"
                        + " it."));
        if (result.incomplete() > 0) {
            lines.add(row(
                    "Incomplete",
                    Plural.of(result.incomplete(), "resource")
                            + " landed incomplete; a pull asks again for what they lack"));
        }
        if (!result.examples().isEmpty()) {
            lines.add("");
            result.examples()
                    .forEach(example ->
                            lines.add("  " + example.status() + ": " + example.path() + ": " + example.what()));
            long more = result.found().entrySet().stream()
                            .filter(entry -> entry.getKey().counts())
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    - result.examples().size();
            if (more > 0) {
                lines.add("  and " + more + " more: --csv lists all");
            }
            lines.add("");
        }
        long foreign = result.strangers();
        if (foreign > 0) {
            lines.add(row(
                    "Strangers",
                    Plural.of(foreign, "file") + " that no receipt names; left alone"
                            + (scope.strangers()
                                    ? ""
                                    : " (--strangers lists " + (foreign == 1 ? "it" : "them") + ")")));
            strangers.forEach(path -> lines.add("  " + path));
        }
        lines.add(row("Report", result.report().toString()));
        return lines;
    }

    /** Where the look was weaker than the words above. */
    private static void weaker(List<String> lines, String how, long files, String lacking) {
        if (files > 0) {
            lines.add(how + ": " + Plural.of(files, "file") + ", of which the server lists " + lacking);
        }
    }

    /** What the sentence about equal files says of the server. */
    private static String server(VerifyResult result) {
        if (!result.scope().remote()) {
            return "";
        }
        long listed = result.server().files();
        return listed == result.files()
                ? ", and the same on the server"
                : ", and " + number(listed) + " of them the same on the server";
    }

    private static String different(VerifyResult result) {
        String of = " of " + Plural.of(result.files(), "file");
        long here = result.filesDifferent();
        long there = result.serverFilesDifferent();
        if (there == 0) {
            return "Different: " + number(here) + of + differ(here);
        }
        return "Different: "
                + (here == 0
                        ? number(there) + of + differ(there)
                        : number(here) + of + differ(here) + " here, and " + number(there) + differ(there))
                + " from the server's";
    }

    private static String differ(long files) {
        return files == 1 ? " differs" : " differ";
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static Optional<String> count(VerifyResult result, Kind kind) {
        return Optional.of(result.count(kind)).filter(count -> count > 0).map(count -> Plural.of(count, "resource"));
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s", name, value);
    }
}
