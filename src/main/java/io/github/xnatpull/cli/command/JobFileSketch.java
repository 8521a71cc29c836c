package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.command.ProjectSurvey.Amount;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes a job file for people: what it does stands in keys, what it could do in comments, with what the server has. */
final class JobFileSketch {
    private static final int MOST_NAMED = 12;
    private static final JsonMapper QUOTES = JsonMapper.builder().build();

    private final StringBuilder text = new StringBuilder();
    private final Optional<ProjectSurvey> survey;

    private JobFileSketch(Optional<ProjectSurvey> survey) {
        this.survey = survey;
    }

    /**
     * What it is about.
     *
     * @param file what the file will be called, for the examples in its head
     * @param name of the job
     * @param server keys of the group server with their values, as they stand in a job file
     * @param projects at least one
     * @param visible other projects that could stand there; none where the server was not asked
     */
    record Subject(
            String file,
            String name,
            Map<String, List<String>> server,
            List<String> projects,
            List<String> visible,
            String destination) {}

    static String of(Subject subject, Optional<ProjectSurvey> survey) {
        JobFileSketch sketch = new JobFileSketch(survey);
        sketch.head(subject);
        sketch.server(subject);
        sketch.selection(subject);
        sketch.rest(subject);
        return sketch.text.toString();
    }

    private void head(Subject subject) {
        line("# A job of xnatpull. Lines that begin with '#' are suggestions: take the mark away to use one.");
        line("#   xnatpull check " + comment(subject.file())
                + "     is it valid, and what holds? (--online: what matches?)");
        line("#   xnatpull plan  " + comment(subject.file()) + "     what would be pulled");
        line("#   xnatpull pull  " + comment(subject.file()) + "     pull it; again for what is new since");
        line("version: 1");
        line("name: " + quoted(subject.name()) + "   # names the runs");
        line("");
    }

    private void server(Subject subject) {
        line(
                "# How to log in does not stand here: set XNAT_USER and XNAT_PASS, or use a profile ('xnatpull profile add'),");
        line("# password-file, password-command, or ~/.netrc.");
        line("server:");
        subject.server().forEach((key, values) -> line("  " + key + ": " + quoted(values)));
        if (!subject.server().containsKey("profile")) {
            line("  # profile: NAME                 # in place of url");
        }
        if (!subject.server().containsKey("ca-file")) {
            line("  # ca-file: authority.pem        # where the certificate is of an authority of your own");
        }
        line("");
    }

    private void selection(Subject subject) {
        line("select:");
        line("  " + (subject.projects().size() == 1 ? "project: " : "projects: ") + quoted(subject.projects())
                + (subject.visible().isEmpty() ? "" : "   # or: " + named(subject.visible())));
        survey.ifPresent(seen -> line("  # There: " + counted(seen.sessions(), "session") + " of "
                + counted(seen.subjects(), "subject") + (seen.dates().isEmpty() ? "" : ", " + seen.dates()) + "."
                + (seen.looked() < seen.sessions()
                        ? " Scans and resources were counted in " + seen.looked() + " of them."
                        : "")));
        line("  # subjects: { list: subjects.csv }            # a spreadsheet, one row each; also a list of sessions");
        sessions();
        scans();
        resources();
        assessors();
        line("  # fail-if-empty: true                         # exit 6 where nothing matches");
        line("");
    }

    private void sessions() {
        line("  # sessions:");
        line("  #   type: " + example(survey.map(seen -> seen.sessionTypes), "[mr, pet]", 2)
                + seen(survey.map(seen -> counts(seen.sessionTypes))));
        line("  #   date: { from: "
                + survey.map(ProjectSurvey::firstDate)
                        .filter(date -> !date.isEmpty())
                        .orElse("2026-01-01") + " }");
        line("  #   label: { include: [\"*_MR*\"], exclude: [\"*_phantom*\"] }");
        line("  #   list: sessions.csv");
    }

    private void scans() {
        line("  # scans:");
        line("  #   type: { include: " + example(survey.map(seen -> seen.scanTypes), "[\"T1w*\", \"re:^rfMRI_.*\"]", 2)
                + " }" + seen(survey.map(seen -> counts(seen.scanTypes))));
        line("  #   quality: [usable, questionable]" + seen(survey.map(seen -> counts(seen.qualities))));
    }

    private void resources() {
        line("  resources:");
        line("    # include: " + example(survey.map(seen -> seen.resources), "[DICOM, NIFTI]", 2)
                + seen(survey.map(seen -> amounts(seen.resources))));
        line("    # exclude: [SNAPSHOTS]                      # never together with include");
        Map<String, Amount> levels = new LinkedHashMap<>();
        survey.ifPresent(seen -> seen.levels.forEach((level, amount) -> levels.put(level.word(), amount)));
        boolean scans = levels.isEmpty() || levels.containsKey(Level.SCAN.word());
        line("    levels: " + (scans ? "[scan]" : levels.keySet().stream().collect(Collectors.joining(", ", "[", "]")))
                + (levels.isEmpty()
                        ? "   # also: session, assessor, reconstruction, subject, project"
                        : seen(Optional.of(amounts(levels)))));
    }

    private void assessors() {
        line("  # assessors:");
        line("  #   type: " + example(survey.map(seen -> seen.assessorTypes), "[\"fs:fsData\"]", 1)
                + seen(survey.map(seen -> counts(seen.assessorTypes))));
    }

    private void rest(Subject subject) {
        line("destination:");
        line("  root: " + quoted(subject.destination()) + "   # relative paths are beside this file");
        line("  # " + Setting.LAYOUT.description());
        line("  # layout: \"{subject.label}/{session.label}/{scan.id}-{scan.type}/{resource.label}/{file.path}\"");
        line("  # name-by: label                # or id: accession ids in place of labels");
        line("  # archives: unpack              # or keep, both: one zip per resource");
        line("");
        line("transfer:");
        line("  transfers: 4                    # resources at a time; fewer for a weak server");
        line("  # bandwidth: \"08:00,2M 19:00,off\"");
        line("  # max-failures: 5%");
        line("");
        line("# limits: { until: \"06:00\" }       # finish the files in hand then; 'xnatpull resume' goes on");
        line("# report: { directory: reports }");
    }

    /** Values seen, the most frequent or largest first; for a server without any, or none asked, what could stand there. */
    private static String example(Optional<? extends Map<String, ?>> seen, String otherwise, int most) {
        return seen.filter(map -> !map.isEmpty())
                .map(map -> map.entrySet().stream()
                        .sorted(Comparator.comparing((Map.Entry<String, ?> entry) -> weight(entry.getValue()))
                                .reversed())
                        .limit(most)
                        .map(entry -> quoted(entry.getKey()))
                        .collect(Collectors.joining(", ", "[", "]")))
                .orElse(otherwise);
    }

    private static long weight(Object value) {
        return value instanceof Amount amount ? amount.bytes() : value instanceof Long count ? count : 0;
    }

    private static String seen(Optional<List<String>> names) {
        return names.map(all -> "   # there: " + (all.isEmpty() ? "none" : named(all)))
                .orElse("");
    }

    private static List<String> counts(Map<String, Long> counts) {
        List<String> texts = new ArrayList<>();
        counts.forEach((name, count) -> texts.add(name + " (" + count + ")"));
        return texts;
    }

    private static List<String> amounts(Map<String, Amount> amounts) {
        List<String> texts = new ArrayList<>();
        amounts.forEach((name, amount) -> texts.add(name + " (" + amount.count()
                + (amount.unknown() == amount.count() ? "" : ", ~" + new ByteSize(amount.bytes())) + ")"));
        return texts;
    }

    private static String named(List<String> all) {
        String shown =
                all.stream().limit(MOST_NAMED).map(JobFileSketch::comment).collect(Collectors.joining(", "));
        return all.size() > MOST_NAMED ? shown + " and " + (all.size() - MOST_NAMED) + " more" : shown;
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String quoted(List<String> values) {
        return values.size() == 1
                ? quoted(values.get(0))
                : values.stream().map(JobFileSketch::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A string of JSON is one of YAML; what looks like a reference is none, unless we wrote it. */
    private static String quoted(String value) {
        return QUOTES.writeValueAsString(value.startsWith("${XNAT_URL") ? value : value.replace("${", "$${"));
    }

    /** The server's words cannot end the comment that they stand in. */
    private static String comment(String words) {
        return TextSafety.visible(words, 80);
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
