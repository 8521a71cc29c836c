package io.github.xnatpull.request;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was set, and by whom. Values are texts as written, checked to be of their kind; paths are absolute. Immutable. */
public final class Settings {
    /** Whoever speaks of one of a group from above silences the rest of the group below. */
    private static final List<Set<Setting>> GROUPS = List.of(
            EnumSet.of(Setting.SERVER, Setting.PROFILE),
            EnumSet.of(Setting.PASSWORD_FILE, Setting.PASSWORD_COMMAND),
            EnumSet.of(Setting.SCANS, Setting.SCAN_TYPES),
            EnumSet.of(Setting.EXCLUDED_SCANS, Setting.EXCLUDED_SCAN_TYPES),
            EnumSet.of(Setting.RESOURCES, Setting.EXCLUDED_RESOURCES),
            EnumSet.of(Setting.ASSESSORS, Setting.ASSESSOR_TYPES),
            EnumSet.of(Setting.ON_FAILURE, Setting.MAX_FAILURES));

    /** Of what a run remembers. */
    static final Origin OF_THE_RUN = new Origin(Layer.JOB_FILE, "of the run");

    private static final Set<Setting> HOW_TO_LOG_IN =
            EnumSet.of(Setting.USER, Setting.PASSWORD_FILE, Setting.PASSWORD_COMMAND);

    private final Map<Setting, Value> values;
    private final Map<Setting, Value> lasting;

    private Settings(Map<Setting, Value> values, Map<Setting, Value> lasting) {
        this.values = values;
        this.lasting = lasting;
    }

    /** Who said something, the strongest first. */
    public enum Layer {
        FLAG,
        ENVIRONMENT,
        JOB_FILE,
        PROFILE,
        DEFAULT;

        /** Whether it says the same again the next time; flags and variables speak of one command. */
        boolean isLasting() {
            return compareTo(JOB_FILE) >= 0;
        }
    }

    /**
     * Where a value comes from.
     *
     * @param place a flag, a variable, {@code file:line:column}, a profile's name; blank for defaults
     */
    public record Origin(Layer layer, String place) {
        /** For example {@code job file nightly.yaml:12:5}. */
        @Override
        public String toString() {
            String word =
                    switch (layer) {
                        case FLAG -> "flag";
                        case ENVIRONMENT -> "environment";
                        case JOB_FILE -> "job file";
                        case PROFILE -> "profile";
                        case DEFAULT -> "default";
                    };
            return place.isEmpty() ? word : word + " " + place;
        }
    }

    /** A value: one text, or several where the setting is a list. */
    public record Value(List<String> texts, Origin origin) {}

    /** One line of {@code check}. */
    public record Effective(Setting setting, Value value) {}

    /** Nothing. */
    public static Settings none() {
        return of(Map.of());
    }

    static Settings of(Map<Setting, Value> values) {
        Map<Setting, Value> lasting = new EnumMap<>(Setting.class);
        values.forEach((setting, value) -> {
            if (value.origin().layer().isLasting()) {
                lasting.put(setting, value);
            }
        });
        return new Settings(copy(values), lasting);
    }

    private static Map<Setting, Value> copy(Map<Setting, Value> values) {
        return values.isEmpty() ? Map.of() : new EnumMap<>(values);
    }

    /** What was said by a job file or a profile, or is the default, whatever flags and variables say over it. */
    public Settings lasting() {
        return new Settings(lasting, lasting);
    }

    /** The defaults. */
    public static Settings defaults() {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (!setting.standard().isEmpty()) {
                values.put(setting, new Value(setting.standard(), new Origin(Layer.DEFAULT, "")));
            }
        }
        return of(values);
    }

    /** These, and where they are silent, those below. */
    public Settings over(Settings below) {
        return new Settings(merged(values, below.values), merged(lasting, below.lasting));
    }

    private static Map<Setting, Value> merged(Map<Setting, Value> above, Map<Setting, Value> below) {
        Map<Setting, Value> merged = new EnumMap<>(Setting.class);
        below.forEach((setting, value) -> {
            if (!isSilenced(setting, above)) {
                merged.put(setting, value);
            }
        });
        merged.putAll(above);
        return merged;
    }

    /** These without some. */
    public Settings without(Set<Setting> some) {
        Map<Setting, Value> left = new EnumMap<>(Setting.class);
        values.forEach((setting, value) -> {
            if (!some.contains(setting)) {
                left.put(setting, value);
            }
        });
        return of(left);
    }

    /** These, and where they are silent the profile that they name: what names it does not silence its address. */
    public Settings overProfile(Settings profile) {
        return new Settings(overProfile(values, profile.values), overProfile(lasting, profile.lasting));
    }

    private static Map<Setting, Value> overProfile(Map<Setting, Value> above, Map<Setting, Value> profile) {
        Map<Setting, Value> unnamed = new EnumMap<>(Setting.class);
        unnamed.putAll(above);
        Value name = unnamed.remove(Setting.PROFILE);
        Map<Setting, Value> merged = merged(unnamed, profile);
        if (name != null) {
            merged.put(Setting.PROFILE, name);
        }
        return merged;
    }

    /** What was said about reaching the server, by key. Neither a profile's own words, which may change, nor how to log in. */
    Map<String, List<String>> reach() {
        Map<String, List<String>> reach = new LinkedHashMap<>();
        values.forEach((setting, value) -> {
            // Which profile was the default may be another tomorrow; a run stays with its own.
            boolean said = setting == Setting.PROFILE
                    || value.origin().layer() != Layer.PROFILE && value.origin().layer() != Layer.DEFAULT;
            if (said && isReach(setting)) {
                reach.put(setting.key(), value.texts());
            }
        });
        return reach;
    }

    /** Whether it says how to reach the server, and not how to log in there, which no run remembers. */
    static boolean isReach(Setting setting) {
        return setting.key().startsWith("server.") && !HOW_TO_LOG_IN.contains(setting);
    }

    /** What a run remembers of how its server was reached; a command found at a destination is never one to run. */
    public static Settings remembered(PullRequest run) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        run.site().reach().forEach((key, texts) -> Setting.ofKey(key)
                .filter(Settings::isReach)
                .ifPresent(setting -> values.put(setting, new Value(texts, OF_THE_RUN))));
        return of(values);
    }

    private static boolean isSilenced(Setting setting, Map<Setting, Value> above) {
        return GROUPS.stream().filter(group -> group.contains(setting)).anyMatch(group -> group.stream()
                .anyMatch(above::containsKey));
    }

    /** The value that decides about a setting: its own, or that of another of its group, which silences it. */
    public Optional<Value> winner(Setting setting) {
        return value(setting).or(() -> GROUPS.stream()
                .filter(group -> group.contains(setting))
                .flatMap(Set::stream)
                .flatMap(other -> value(other).stream())
                .findFirst());
    }

    /** The value, if anybody gave one. */
    public Optional<Value> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The single text, if anybody gave one. */
    public Optional<String> text(Setting setting) {
        return value(setting).map(value -> value.texts().get(0));
    }

    /** All texts, none where nobody gave one. */
    public List<String> texts(Setting setting) {
        return value(setting).map(Value::texts).orElse(List.of());
    }

    /** Whether it is set and true. */
    public boolean isTrue(Setting setting) {
        return text(setting).filter("true"::equals).isPresent();
    }

    /** Everything that has a value, in the order of declaration. */
    public List<Effective> effective() {
        List<Effective> all = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            value(setting).ifPresent(value -> all.add(new Effective(setting, value)));
        }
        return all;
    }
}
