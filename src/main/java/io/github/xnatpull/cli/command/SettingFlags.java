package io.github.xnatpull.cli.command;

import static io.github.xnatpull.request.Setting.*;

import io.github.xnatpull.request.Setting;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of settings: made from their declarations, put into the sections of the help. */
public enum SettingFlags {
    SERVER_SECTION(
            "Server",
            PROFILE,
            SERVER,
            USER,
            PASSWORD_FILE,
            PASSWORD_COMMAND,
            CA_FILE,
            TRUST_STORE,
            CLIENT_CERT,
            PROXY,
            INSECURE,
            ALLOW_HTTP,
            CREDENTIALS_OVER_HTTP),
    SELECTION(
            "What (a value is a name, else a glob such as 'T1*', else a regular expression behind re:; repeat, or part by commas)",
            PROJECTS,
            EXCLUDED_PROJECTS,
            SUBJECTS,
            SESSIONS,
            EXCLUDED_SESSIONS,
            SUBJECT_LIST,
            SESSION_LIST,
            LIST_COLUMN,
            SESSION_TYPES,
            SINCE,
            UNTIL_DATE,
            SCANS,
            EXCLUDED_SCANS,
            SCAN_QUALITIES,
            RESOURCES,
            EXCLUDED_RESOURCES,
            LEVELS,
            SESSION_RESOURCES,
            ASSESSORS,
            FILES,
            LIMIT),
    PLACE("Where to", DESTINATION, STATE),
    REPORTS("Reports and logs", REPORT_DIRECTORY, METRICS_FILE, LOG_FILE, LOG_FORMAT, PRIVACY),
    FOLDERS("Layout", LAYOUT, NAME_BY, ARCHIVES),
    REUSE("What is here already", EXISTING, RECHECK, RECHECK_EVERY, RECHECK_ROWS, REBIND),
    GAPS("What is missing for good", KNOWN_GAPS),
    LOAD("How much at a time", TRANSFERS, CHECKERS, BANDWIDTH, RETRIES),
    LIMITS(
            "When to stop (what is in hand is finished within --limit-grace; resumable)",
            UNTIL,
            FROM,
            OUTSIDE,
            MAX_DURATION,
            MAX_BYTES,
            MAX_SHRINK,
            LIMIT_GRACE,
            ON_FAILURE,
            MAX_FAILURES),
    SAFETY("Safety", FAIL_IF_EMPTY, STRICT_LIST),
    SHOWN("Progress (on standard error)", PROGRESS),
    TUNING(
            "Tuning (rarely needed)",
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            STALL_TIMEOUT,
            SERVER_AWAY,
            RETRY_WAIT,
            GRACE,
            PROGRESS_INTERVAL),
    /** What a profile may hold. */
    STORED(
            "What is stored",
            PROJECTS,
            SERVER,
            USER,
            PASSWORD_FILE,
            PASSWORD_COMMAND,
            CA_FILE,
            TRUST_STORE,
            CLIENT_CERT,
            PROXY,
            INSECURE,
            ALLOW_HTTP,
            CREDENTIALS_OVER_HTTP,
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            STALL_TIMEOUT,
            SERVER_AWAY),
    /** What a new job file begins with. */
    SKETCH("What the job file is about", PROJECTS, DESTINATION);

    /** Of a command that makes requests. */
    public static final SettingFlags[] ALL =
            EnumSet.complementOf(EnumSet.of(STORED, SKETCH)).toArray(SettingFlags[]::new);

    private static final Map<Setting, String> SHORT = Map.of(DESTINATION, "-d");

    private final String title;
    private final List<Setting> settings;

    SettingFlags(String title, Setting... settings) {
        this.title = title;
        this.settings = List.of(settings);
    }

    /** What a profile may hold. */
    static List<Setting> stored() {
        return STORED.settings;
    }

    /** Gives a command the flags of some sections. */
    public static CommandLine with(Object command, SettingFlags... sections) {
        CommandLine line = new CommandLine(command);
        for (SettingFlags section : sections) {
            CommandSpec group = CommandSpec.create();
            group.usageMessage().description(section.title);
            section.settings.forEach(setting -> group.addOption(option(setting)));
            line.getCommandSpec().addMixin(section.name(), group);
        }
        return line;
    }

    private static OptionSpec option(Setting setting) {
        String flag = setting.flag().orElseThrow();
        OptionSpec.Builder option = SHORT.containsKey(setting)
                ? OptionSpec.builder(flag, SHORT.getOrDefault(setting, ""))
                : OptionSpec.builder(flag);
        option.description(description(setting)).paramLabel(setting.placeholder());
        if (setting.isSwitch()) {
            return option.type(boolean.class).arity("0").build();
        }
        return setting.isList()
                ? option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .build()
                : option.type(String.class).arity("1").build();
    }

    /** In ASCII, because helps are read everywhere; with what holds where nobody says anything. */
    private static String description(Setting setting) {
        String standard = String.join(",", setting.standard());
        boolean told = setting.isSwitch() || standard.isEmpty();
        boolean named = setting.words().isEmpty() || setting.placeholder().contains("|");
        String words = named ? "" : " " + String.join(", ", setting.words()) + ".";
        String text = setting.description() + words + (told ? "" : " [" + standard + "]");
        return text.replace("…", "...").replace("%", "%%");
    }

    /** The flags that were given, with their values as written. */
    static Map<String, List<String>> given(ParseResult parsed) {
        Map<String, List<String>> given = new TreeMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (Setting.isFlag(option.longestName())) {
                given.put(option.longestName(), isSwitch(option) ? List.of("true") : option.originalStringValues());
            }
        }
        return given;
    }

    /** Where the group of this name stands in helps: settings first, what is rarely needed last. */
    static int place(String group) {
        if (group.equals(TUNING.name())) {
            return 2;
        }
        return Arrays.stream(values()).anyMatch(section -> section.name().equals(group)) ? 0 : 1;
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.typeInfo().getType() == boolean.class;
    }
}
