package io.github.xnatpull.cli;

import io.github.xnatpull.batch.Verification.Scope;
import io.github.xnatpull.batch.Verification.Verified;
import io.github.xnatpull.cli.console.Verbosity;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.VerifyWriter;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Tells what {@code verify} found: the result first, then the numbers and the first examples; or CSV, or JSON. */
final class VerifyText implements Consumer<Difference> {
    private static final int EXAMPLES = 10;
    private final Invocation invocation;
    private final Scope scope;
    private final List<Difference> examples = new ArrayList<>();
    private final Consumer<Difference> csv;

    VerifyText(Invocation invocation, Scope scope) {
        this.invocation = invocation;
        this.scope = scope;
        this.csv = invocation.csv() ? printing(invocation) : difference -> {};
    }

    private static Consumer<Difference> printing(Invocation invocation) {
        try {
            return VerifyWriter.printing(invocation.console().raw());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void accept(Difference difference) {
        csv.accept(difference);
        if (examples.size() < EXAMPLES) {
            examples.add(difference);
        }
    }

    void end(Verified verified) {
        invocation.progress().close();
        if (invocation.json()) {
            invocation.console().raw().print(JsonMapper.shared().writeValueAsString(json(verified)) + "\n");
        } else if (invocation.csv()) {
            lines(verified).forEach(invocation.console()::say);
        } else if (invocation.verbosity() != Verbosity.QUIET || !verified.isEqual()) {
            invocation.console().results(lines(verified));
        }
        invocation.console().flush();
    }

    private List<String> lines(Verified verified) {
        List<String> lines = new ArrayList<>();
        String size = " (" + new ByteSize(verified.bytes()) + ") of " + Counted.of(verified.resources(), "resource");
        String all = Counted.all(verified.files(), "file") + size;
        String be = verified.files() == 1 ? " is" : " are";
        String how = scope.disk()
                ? (scope.full()
                        ? " here, every byte as it landed"
                        : (verified.files() == 1 ? " here as it landed" : " here as they landed"))
                : "";
        String server =
                scope.remote() ? (scope.disk() ? ", and the server has the same" : " the same on the server") : "";
        lines.add(
                verified.isEqual()
                        ? "Equal: " + all + be + how + server + "."
                        : "Different: not " + all + be + how + server + ".");
        verified.differences().forEach((kind, count) -> lines.add(row(kind.word(), String.valueOf(count))));
        if (verified.incomplete() > 0) {
            lines.add(row(
                    "Incomplete",
                    Counted.of(verified.incomplete(), "resource")
                            + " landed incomplete; a pull asks again for what they lack"));
        }
        if (!examples.isEmpty()) {
            lines.add("");
            examples.forEach(
                    example -> lines.add("  " + example.kind().word() + ": " + named(example) + ": " + example.what()));
            long more = verified.differences().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    - examples.size();
            if (more > 0) {
                lines.add("  and " + more + " more");
            }
            lines.add("");
        }
        lines.add(row("Report", verified.report().toString()));
        return lines;
    }

    /** Paths may bear labels of people: only when asked for. */
    private String named(Difference example) {
        boolean labels = invocation.verbosity() == Verbosity.VERBOSE || invocation.verbosity() == Verbosity.DEBUG;
        return labels && !example.path().isEmpty() ? example.path() : example.display();
    }

    private Map<String, Object> json(Verified verified) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("equal", verified.isEqual());
        line.put("resources", verified.resources());
        line.put("files", verified.files());
        line.put("bytes", verified.bytes());
        line.put("incomplete", verified.incomplete());
        Map<String, Long> differences = new LinkedHashMap<>();
        verified.differences().forEach((kind, count) -> differences.put(kind.word(), count));
        line.put("differences", differences);
        line.put("report", verified.report().toString());
        return line;
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s", name, value);
    }
}
