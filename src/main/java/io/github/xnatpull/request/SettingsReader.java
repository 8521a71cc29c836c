package io.github.xnatpull.request;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads settings from flags, environment variables and {@code --set}; job files are {@link JobFileReader}'s. */
public final class SettingsReader {
    /** What other tools call the server's address. */
    private static final List<String> SERVER_VARIABLES = List.of("XNAT_URL", "XNAT_HOST");

    private final PathResolver paths;
    private final Consumer<Fault> mistakes;
    private final Set<Setting> wrong = EnumSet.noneOf(Setting.class);

    /**
     * @param workingDirectory what relative paths are relative to
     * @param home what {@code ~} stands for
     */
    public SettingsReader(Path workingDirectory, Home home) {
        this(workingDirectory, home, mistake -> {
            throw mistake;
        });
    }

    /** @param mistakes is told each; what is wrong is passed over where it does not throw */
    public SettingsReader(Path workingDirectory, Home home, Consumer<Fault> mistakes) {
        this.paths = new PathResolver(workingDirectory, home);
        this.mistakes = mistakes;
    }

    /** Settings whose values could not be used. */
    public Set<Setting> wrong() {
        return wrong;
    }

    private void put(Map<Setting, Value> values, Setting setting, List<String> texts, Origin origin) {
        try {
            values.put(setting, value(setting, texts, origin));
        } catch (Fault mistake) {
            wrong.add(setting);
            mistakes.accept(mistake);
        }
    }

    /**
     * Flags as given.
     *
     * @param given by name, for example {@code --scan}; flags that are no settings are passed over
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a value that cannot be used
     */
    public Settings flags(Map<String, List<String>> given) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        given.forEach((flag, texts) -> Setting.ofFlag(flag)
                .filter(setting -> !texts.isEmpty())
                .ifPresent(setting -> put(values, setting, texts, new Origin(Layer.FLAG, flag))));
        return Settings.of(values);
    }

    /** The variables {@code XNATPULL_…}, and for the server what other tools use. A blank one counts as unset. */
    public Settings environment(Map<String, String> environment) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            List<String> names = new ArrayList<>(setting.variable().stream().toList());
            names.addAll(setting == Setting.SERVER ? SERVER_VARIABLES : List.of());
            names.stream()
                    .filter(name -> !environment.getOrDefault(name, "").isBlank())
                    .findFirst()
                    .ifPresent(name -> {
                        String written = environment.getOrDefault(name, "");
                        String text = setting.kind().isPath() ? written : written.strip();
                        put(values, setting, List.of(text), new Origin(Layer.ENVIRONMENT, name));
                    });
        }
        return Settings.of(values);
    }

    /**
     * {@code --set key=value}, which may be repeated for lists.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_UNKNOWN_KEY} with the nearest key
     */
    public Settings assignments(List<String> assignments) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        Origin origin = new Origin(Layer.FLAG, "--set");
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String key =
                    equals < 0 ? assignment : assignment.substring(0, equals).strip();
            Setting setting = Setting.ofKey(KeyTree.canonical(key))
                    .orElseThrow(() -> fault(FaultCode.CONFIG_UNKNOWN_KEY)
                            .trying("use --set " + key)
                            .meaning("Nothing was started")
                            .advice("Write --set KEY=VALUE with a key of the job file.")
                            .because("there is no key '" + key + "'"
                                    + Nearest.of(key, KeyTree.keys())
                                            .map(near -> "; the nearest is '" + near + "'")
                                            .orElse("")));
            List<String> texts = new ArrayList<>();
            if (setting.kind().isList() && values.containsKey(setting)) {
                texts.addAll(values.getOrDefault(setting, new Value(List.of(), origin))
                        .texts());
            }
            texts.add(equals < 0 ? "" : assignment.substring(equals + 1).strip());
            put(values, setting, texts, origin);
        }
        return Settings.of(values);
    }

    /**
     * One value that a run remembers, by the rules of a job file.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a value that cannot be used
     */
    Value remembered(Setting setting, List<String> texts) {
        Value value = value(setting, texts, new Origin(Layer.JOB_FILE, setting.key()));
        return new Value(value.texts(), Settings.OF_THE_RUN);
    }

    private Value value(Setting setting, List<String> texts, Origin origin) {
        List<String> split = texts;
        if (setting.kind() == SettingKind.WORDS) {
            split = texts.stream()
                    .flatMap(text -> Arrays.stream(text.split(",")))
                    .map(String::strip)
                    .toList();
        }
        List<String> checked = new ArrayList<>();
        for (String written : split) {
            String text = setting.words().isEmpty() ? written : written.toLowerCase(Locale.ROOT);
            setting.problem(text).ifPresent(why -> {
                throw fault(FaultCode.CONFIG_INVALID)
                        .trying("use " + origin.place())
                        .meaning("Nothing was started")
                        .advice(setting.kind().holdsSecret(text) ? JobFileFaults.RIGHT_WAYS : "Correct it.")
                        .because(why);
            });
            checked.add(setting.kind().isPath() ? paths.absolute(setting, text, origin.place()) : text);
        }
        return new Value(List.copyOf(checked), origin);
    }
}
