package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.support.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/** The environment variables of a command, where they do something that nobody may have meant. */
final class EnvironmentVariables {
    private static final String OURS = "XNATPULL_";
    /** Those that stand for no flag. */
    private static final Set<String> OTHERS = Set.of(
            "XNATPULL_CONFIG",
            "XNATPULL_TRUST_STORE_PASSWORD",
            "XNATPULL_CLIENT_CERT_PASSWORD",
            "XNATPULL_START_ARCHIVE",
            "XNATPULL_FAILPOINT");

    private final CommandContext context;

    EnvironmentVariables(CommandContext context) {
        this.context = context;
    }

    /** A sentence for each variable that looks like one of ours and is none. Values are not shown: they may be secrets. */
    List<String> unknown() {
        Set<String> settings = new TreeSet<>(OTHERS);
        Arrays.stream(Setting.values())
                .flatMap(setting -> setting.variable().stream())
                .forEach(settings::add);
        List<String> unknown = context.environment().keySet().stream()
                .filter(name -> name.startsWith(OURS) && !settings.contains(name))
                .sorted()
                .toList();
        if (unknown.isEmpty()) {
            return List.of();
        }
        // Making all commands takes time, which only those wait for who have such a variable.
        collect(new Commands(context).all(), settings);
        return unknown.stream()
                .filter(name -> !settings.contains(name))
                .map(name -> "the environment variable " + name + " is unknown and has no effect"
                        + Nearest.of(name, settings)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("."))
                .toList();
    }

    private static void collect(CommandLine line, Set<String> names) {
        line.getCommandSpec().options().forEach(option -> EnvironmentDefaults.name(option)
                .ifPresent(names::add));
        line.getSubcommands().values().forEach(below -> collect(below, names));
    }

    /**
     * A sentence for each variable that wins over a key of the job file, by itself or because it says otherwise who logs in.
     *
     * @param outright what flags say
     */
    List<String> overruling(Settings outright, Settings environment, Settings jobFile) {
        List<String> found = new ArrayList<>();
        Settings above = outright.over(environment);
        for (Settings.Effective one : jobFile.effective()) {
            Value written = one.value();
            if (written.origin().layer() != Layer.JOB_FILE) {
                continue;
            }
            above.winner(one.setting())
                    .filter(winner -> winner.origin().layer() == Layer.ENVIRONMENT)
                    .filter(winner -> !above.value(one.setting())
                            .map(value -> value.texts().equals(written.texts()))
                            .orElse(false))
                    .map(winner -> winner.origin().place())
                    .or(() -> byTheLogin(one.setting(), above, written))
                    .ifPresent(variable -> found.add("the environment variable " + variable + " overrules "
                            + one.setting().key() + " (" + written.origin() + ")."));
        }
        return found;
    }

    /** XNAT_USER and XNAT_PASS go before the user and the password file of a job file. */
    private Optional<String> byTheLogin(Setting setting, Settings above, Value written) {
        Map<String, String> environment = context.environment();
        String user = environment.getOrDefault("XNAT_USER", "");
        boolean pair =
                !user.isBlank() && !environment.getOrDefault("XNAT_PASS", "").isEmpty();
        if (!pair || above.winner(setting).isPresent()) {
            return Optional.empty();
        }
        return switch (setting) {
            case USER -> written.texts().equals(List.of(user)) ? Optional.empty() : Optional.of("XNAT_USER");
            case PASSWORD_FILE -> Optional.of("XNAT_PASS");
            default -> Optional.empty();
        };
    }
}
