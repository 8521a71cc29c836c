package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.VerifyRunner.Listed;
import io.github.xnatpull.app.VerifyRunner.Scope;
import io.github.xnatpull.app.VerifyRunner.Unreadable;
import io.github.xnatpull.app.VerifyRunner.Verified;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.report.VerifyWriter;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Pseudonyms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what {@code verify} found: the result first, then the numbers and the first examples; or CSV, or JSON. */
public final class VerifyText implements Consumer<Difference> {
    private static final int EXAMPLES = 5;
    private final Output output;
    private final Scope scope;
    private final List<Difference> examples = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private final Consumer<Difference> csv;

    public VerifyText(Output output, Scope scope) {
        this.output = output;
        this.scope = scope;
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
        if (difference.kind() == Kind.STRANGER) {
            if (!output.csv() && !output.json()) {
                strangers.add(difference.path());
            }
        } else if (examples.size() < EXAMPLES) {
            examples.add(difference);
        }
    }

    public void end(Verified verified) {
        output.progress().close();
        if (output.json()) {
            output.console().raw().print(JsonText.of(json(verified)) + "\n");
        } else if (output.csv()) {
            lines(verified).forEach(output.console()::say);
        } else if (output.verbosity() != Verbosity.QUIET
                || !verified.isEqual()
                || !verified.unreadable().isEmpty()) {
            output.console().results(lines(verified));
        }
        output.console().flush();
    }

    private List<String> lines(Verified verified) {
        List<String> lines = new ArrayList<>();
        String size = " (" + new ByteSize(verified.bytes()) + ") of " + Plural.of(verified.resources(), "resource");
        String all = Plural.all(verified.files(), "file") + size;
        String be = verified.files() == 1 ? " is" : " are";
        String how = scope.disk()
                ? (scope.full()
                        ? " here, every byte as it landed"
                        : (verified.files() == 1 ? " here as it landed" : " here as they landed")
                                + ", by size and time (--full hashes all)")
                : "";
        String server =
                scope.remote() ? (scope.disk() ? ", and the server lists the same" : " the same on the server") : "";
        String equal = verified.unreadable().isEmpty() ? "Equal: " : "Equal as far as it could be compared: ";
        lines.add(verified.isEqual() ? equal + all + be + how + server + "." : different(verified) + size + ".");
        Listed listed = verified.server();
        weaker(lines, "By size only", listed.bySize(), "no MD5");
        weaker(lines, "By name only", listed.byName(), "neither size nor MD5");
        verified.differences().forEach((kind, count) -> {
            if (kind != Kind.STRANGER) {
                lines.add(row(kind.word(), String.valueOf(count)));
            }
        });
        verified.unreadable()
                .forEach(project -> lines.add(row(
                        "Not looked",
                        "at on the server: " + Plural.of(project.resources(), "resource") + " of project "
                                + project.project() + ": " + project.because())));
        count(verified, Kind.UNRECORDED)
                .ifPresent(resources -> lines.add(resources
                        + " landed and are not recorded. The next pull takes them over without fetching them; so does 'xnatpull runs"
                        + " rebuild'."));
        count(verified, Kind.UNFINISHED)
                .ifPresent(
                        resources -> lines.add(
                                resources
                                        + " were being put into place when a run was ended; 'xnatpull resume' or the next pull ends it."));
        if (verified.incomplete() > 0) {
            lines.add(row(
                    "Incomplete",
                    Plural.of(verified.incomplete(), "resource")
                            + " landed incomplete; a pull asks again for what they lack"));
        }
        if (!examples.isEmpty()) {
            lines.add("");
            examples.forEach(
                    example -> lines.add("  " + example.kind().word() + ": " + named(example) + ": " + example.what()));
            long more = verified.differences().entrySet().stream()
                            .filter(entry -> entry.getKey() != Kind.STRANGER)
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    - examples.size();
            if (more > 0) {
                lines.add("  and " + more + " more: --csv lists all");
            }
            lines.add("");
        }
        long foreign = verified.differences().getOrDefault(Kind.STRANGER, 0L);
        if (foreign > 0) {
            lines.add(row(
                    "Strangers",
                    Plural.of(foreign, "file") + " that no receipt names; left alone"
                            + (scope.strangers()
                                    ? ""
                                    : " (--strangers lists " + (foreign == 1 ? "it" : "them") + ")")));
            strangers.forEach(path -> lines.add("  " + path));
        }
        lines.add(row("Report", verified.report().toString()));
        return lines;
    }

    /** Where the look was weaker than the words above. */
    private static void weaker(List<String> lines, String how, long files, String lacking) {
        if (files > 0) {
            lines.add(how + ": " + Plural.of(files, "file") + ", of which the server lists " + lacking);
        }
    }

    /** How many files differ: of what landed on the disk, of what is listed now on the server. */
    private String different(Verified verified) {
        long files = differing(verified);
        return "Different: " + String.format(Locale.ROOT, "%,d", files) + " of " + Plural.of(verified.files(), "file")
                + (files == 1 ? " differs" : " differ")
                + (scope.disk() ? "" : " from the server's");
    }

    private long differing(Verified verified) {
        return verified.differences().entrySet().stream()
                .filter(entry -> scope.disk()
                        ? entry.getKey().isOnDisk()
                        : entry.getKey() == Kind.CHANGED || entry.getKey() == Kind.GONE)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** By its path, without which nobody finds it; strict privacy shows none, as it may bear labels of people. */
    private static String named(Difference example) {
        return Pseudonyms.process().isOn() || example.path().isEmpty() ? example.display() : example.path();
    }

    private static Map<String, Object> json(Difference example) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("status", example.kind().word());
        row.put("path", named(example));
        row.put("file", example.file());
        row.put("what", example.what());
        return row;
    }

    private static Map<String, Object> json(Unreadable project) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("project", project.project());
        row.put("resources", project.resources());
        row.put("because", project.because());
        return row;
    }

    private static Optional<String> count(Verified verified, Kind kind) {
        return Optional.ofNullable(verified.differences().get(kind)).map(count -> Plural.of(count, "resource"));
    }

    private Map<String, Object> json(Verified verified) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("equal", verified.isEqual());
        line.put("resources", verified.resources());
        line.put("files", verified.files());
        line.put("bytes", verified.bytes());
        line.put("incomplete", verified.incomplete());
        line.put("looked_at", scope.full() ? "bytes" : scope.disk() ? "size and time" : "");
        line.put("server_files", verified.server().files());
        line.put("server_by_size_only", verified.server().bySize());
        line.put("server_by_name_only", verified.server().byName());
        Map<String, Long> differences = new LinkedHashMap<>();
        verified.differences().forEach((kind, count) -> {
            if (kind != Kind.STRANGER) {
                differences.put(kind.word().replace('-', '_'), count);
            }
        });
        line.put("files_different", differing(verified));
        line.put("differences", differences);
        line.put("examples", examples.stream().map(VerifyText::json).toList());
        line.put(
                "unreadable",
                verified.unreadable().stream().map(VerifyText::json).toList());
        line.put("strangers", verified.differences().getOrDefault(Kind.STRANGER, 0L));
        line.put("report", verified.report().toString());
        return line;
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s", name, value);
    }
}
