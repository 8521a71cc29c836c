package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.Project;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values of experiment columns.
 *
 * @param seenFrom the project whose labels count; empty for the owner's (contract §2.12)
 */
record ExperimentCells(Optional<Project> seenFrom) {
    /** The mapped names, by any case of them and of the paths that end in them (contract §14.1). */
    private static final Map<String, String> SHORT_NAMES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        for (String name : List.of(
                "ID",
                "label",
                "project",
                "date",
                "time",
                "xsiType",
                "subject_ID",
                "subject_label",
                "subject_project",
                "insert_date",
                "insert_user",
                "last_modified",
                "modality",
                "scanner",
                "visit_id",
                "session_type",
                "UID",
                "note",
                "operator",
                "fieldStrength",
                "acquisition_site",
                "session_ID",
                "session_label",
                "duration",
                "age")) {
            SHORT_NAMES.put(name, name);
        }
    }

    /** The key under which a column that was asked for is answered; blank where it is dropped silently. */
    static String key(String asked) {
        int slash = asked.indexOf('/');
        if (slash < 0) {
            return SHORT_NAMES.getOrDefault(asked, "");
        }
        boolean image = asked.toLowerCase(Locale.ROOT).startsWith("xnat:imagesessiondata/id");
        String mapped = SHORT_NAMES.getOrDefault(asked.substring(slash + 1), "");
        return image ? "session_ID" : mapped.isEmpty() ? asked.toLowerCase(Locale.ROOT) : mapped;
    }

    String cell(Experiment experiment, String key) {
        return switch (key) {
            case "ID" -> experiment.id();
            case "label" -> label(experiment);
            case "project" -> project(experiment);
            case "xsiType" -> experiment.xsiType();
            case "subject_ID" -> experiment.subject().id();
            case "subject_label" -> subjectLabel(experiment);
            case "subject_project" -> experiment.subject().project().id();
            case "session_ID" ->
                experiment instanceof Assessor assessor ? assessor.session().id() : experiment.id();
            case "session_label" ->
                experiment instanceof Assessor assessor ? label(assessor.session()) : label(experiment);
            case "URI" -> "/data/experiments/" + experiment.id();
            default -> key.endsWith("data/id") ? experiment.id() : experiment.field(key);
        };
    }

    private String label(Experiment experiment) {
        return seenFrom.map(experiment::labelIn).orElse(experiment.label());
    }

    private String subjectLabel(Experiment experiment) {
        return seenFrom.map(project -> experiment.subject().labelIn(project))
                .orElse(experiment.subject().label());
    }

    private String project(Experiment experiment) {
        return seenFrom.filter(experiment::isIn)
                .map(Project::id)
                .orElse(experiment.project().id());
    }
}
