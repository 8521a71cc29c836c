package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.app.OnlineCheckResult;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Effective;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.selection.ListFile;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.SessionLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code check} found, as text while it goes on, or as one JSON object at the end. */
public final class CheckText {
    private final Console console;
    private final SettingsText text;
    private final boolean json;
    private final boolean quiet;
    private final ObjectNode result = JsonMapper.shared().createObjectNode();
    private List<Effective> pending = List.of();

    public CheckText(Console console, Map<String, String> environment, boolean json, boolean quiet) {
        this.console = console;
        this.text = new SettingsText(console, environment);
        this.json = json;
        this.quiet = quiet;
        result.put("valid", false);
    }

    /** What was said; shown with what follows from it as soon as that is known, or that it follows is refused. */
    public void settings(Settings said) {
        pending = every(said.over(Settings.defaults()), Map.of());
    }

    /** What the request adds: the values that are derived from others. */
    public void request(Settings said, PullRequest request) {
        String state = request.place()
                .state()
                .orElseGet(() ->
                        request.place().destination().resolve(".xnatpull/state").toString());
        pending = every(
                said.over(Settings.defaults()),
                Map.of(
                        Setting.NAME, request.jobName(),
                        Setting.STATE, state,
                        Setting.REPORT_DIRECTORY,
                                request.reporting().directory().toString()));
        show();
    }

    private static List<Effective> every(Settings settings, Map<Setting, String> derived) {
        List<Effective> every = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String text = derived.get(setting);
            Effective otherwise = text == null
                    ? SettingsText.unset(setting)
                    : new Effective(setting, new Value(List.of(text), new Origin(Layer.DEFAULT, "")));
            every.add(settings.value(setting)
                    .map(value -> new Effective(setting, value))
                    .orElse(otherwise));
        }
        return every;
    }

    private void show() {
        if (json) {
            result.set("settings", text.json(pending));
        } else if (!quiet && !pending.isEmpty()) {
            text.table(pending);
        }
        pending = List.of();
    }

    public void lists(SessionLists lists) {
        for (ListFile list : lists.files()) {
            boolean later =
                    list.name().equals(ListSource.STANDARD_INPUT) && list.rows().isEmpty();
            result.withArray("lists")
                    .addObject()
                    .put("file", list.name())
                    .put("kind", list.kind().name().toLowerCase(Locale.ROOT))
                    .put("column", list.column())
                    .put("rows", list.rows().size());
            if (later) {
                line("The list on standard input is read when it is pulled.");
            } else {
                list.notes().forEach(this::line);
                line(list.name() + ": " + counted(list.rows().size(), "row") + " with an id");
            }
        }
    }

    /** What the server says. */
    public void online(OnlineCheckResult found) {
        result.set("online", JsonText.tree(found));
        line("Logged in at " + found.server() + " as " + found.user() + " (XNAT "
                + (found.version().isBlank() ? "of unknown version" : found.version()) + ").");
        found.reports().forEach(report -> line(report.summary()));
        found.projects()
                .forEach(project -> line(
                        "Project " + project.project() + ": " + counted(project.sessions(), "session") + " selected"));
        found.missed().forEach(name -> console.say(name.text()));
        found.notes().forEach(this::note);
    }

    /** Something that is no error, but should be known. */
    public void note(String words) {
        result.withArray("notes").add(words);
        if (!json && !quiet) {
            console.say(words);
        }
    }

    public void problem(Fault fault) {
        show();
        ObjectNode problem = result.withArray("problems")
                .addObject()
                .put("code", fault.code().id())
                .put("message", fault.getMessage());
        fault.place().ifPresent(place -> problem.put("file", place.file())
                .put("line", place.line())
                .put("column", place.column()));
        boolean told = fault.place()
                .map(place -> String.valueOf(fault.getMessage()).contains(place.toString()))
                .orElse(true);
        ErrorPrinter.tell(
                console,
                fault,
                told ? "" : fault.place().map(place -> place + ": ").orElse(""));
    }

    public void end(int exitCode) {
        result.put("valid", exitCode == 0).put("exit_code", exitCode);
        if (json) {
            console.raw().print(result.toPrettyString() + "\n");
        } else if (exitCode == 0) {
            line("Nothing is wrong with it.");
        }
        console.flush();
    }

    private void line(String words) {
        if (!json && !quiet) {
            console.result(words);
        }
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
