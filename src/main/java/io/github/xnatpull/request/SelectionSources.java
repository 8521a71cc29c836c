package io.github.xnatpull.request;

import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
        source(settings, Setting.PROJECTS).ifPresent(text -> sources.put(Selection.PROJECT, text));
        source(settings, Setting.EXCLUDED_PROJECTS).ifPresent(text -> sources.put(Selection.EXCLUDED_PROJECT, text));
        source(settings, Setting.ASSESSOR_TYPES).ifPresent(text -> settings.texts(Setting.ASSESSOR_TYPES)
                .forEach(type -> sources.put(Filter.ASSESSOR.mark(type), text)));
        return sources;
    }

    private static Optional<String> source(Settings settings, Setting setting) {
        return settings.value(setting).map(value -> switch (value.origin().layer()) {
            case FLAG -> setting.flag().orElse(setting.key());
            case ENVIRONMENT -> setting.variable().orElse(setting.key());
            case JOB_FILE, PROFILE, DEFAULT -> setting.key();
        });
    }
}
