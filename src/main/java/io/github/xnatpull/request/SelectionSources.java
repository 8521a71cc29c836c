package io.github.xnatpull.request;

import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the values of a selection stand, for messages about them: flags, variables, or keys of a job file. */
final class SelectionSources {
    private SelectionSources() {}

    /** By filter, as {@link Selection#sources} has them. */
    static Map<String, String> of(Settings settings) {
        Map<String, String> sources = new HashMap<>();
        for (Filter filter : Filter.values()) {
            Setting setting = Setting.ofKey(filter.key()).orElseThrow();
            source(settings, setting).ifPresent(text -> sources.put(filter.name(), text));
        }
        source(settings, Setting.PROJECTS)
                .ifPresent(text ->
                        sources.put(isDefaultProject(settings) ? Selection.DEFAULT_PROJECT : Selection.PROJECT, text));
        source(settings, Setting.EXCLUDED_PROJECTS).ifPresent(text -> sources.put(Selection.EXCLUDED_PROJECT, text));
        source(settings, Setting.ASSESSOR_TYPES).ifPresent(text -> settings.texts(Setting.ASSESSOR_TYPES)
                .forEach(type -> sources.put(Filter.ASSESSOR.mark(type), text)));
        return sources;
    }

    /** A profile's project always; that of a variable where a flag names sessions. */
    private static boolean isDefaultProject(Settings settings) {
        return settings.value(Setting.PROJECTS)
                .filter(project -> switch (project.origin().layer()) {
                    case PROFILE -> true;
                    case ENVIRONMENT ->
                        Stream.of(Setting.SESSIONS, Setting.SESSION_LIST)
                                .flatMap(setting -> settings.value(setting).stream())
                                .anyMatch(value -> value.origin().layer() == Layer.FLAG);
                    case FLAG, JOB_FILE, DEFAULT -> false;
                })
                .isPresent();
    }

    private static Optional<String> source(Settings settings, Setting setting) {
        return settings.value(setting).map(value -> switch (value.origin().layer()) {
            case FLAG -> setting.flag().orElse(setting.key());
            case ENVIRONMENT -> setting.variable().orElse(setting.key());
            case PROFILE -> "profile " + value.origin().place();
            case JOB_FILE, DEFAULT -> setting.key();
        });
    }
}
