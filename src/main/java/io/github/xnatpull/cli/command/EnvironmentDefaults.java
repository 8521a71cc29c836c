package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.request.Setting;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Every flag {@code --some-name} has its environment variable {@code XNATPULL_SOME_NAME}; the flag wins. Here are those
 * that are no settings: those are read by {@link io.github.xnatpull.request.SettingsReader}.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    /** The variable that asks for JSON of every command. */
    public static final String JSON = "XNATPULL_JSON";

    private static final Set<String> WITHOUT = Set.of("--help", "--version", "--dry-run", "--set");
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0", "");

    private final Map<String, String> environment;

    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        // picocli would take a switch whose default is true as switched off where it is given.
        return argument instanceof OptionSpec option && !isSwitch(option)
                ? variable(option).map(environment::get).orElse(null)
                : null;
    }

    /** Whether the environment asks for JSON, whatever the command. */
    public boolean json() {
        return YES.contains(environment.getOrDefault(JSON, "").trim().toLowerCase(Locale.ROOT));
    }

    /** Sets the switches that only the environment names; JSON that is asked for above a command is meant for it. */
    public void applySwitches(ParseResult result) {
        boolean json = false;
        for (ParseResult level = result; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            OptionSpec wanted = level.commandSpec().findOption(JsonFlag.NAME);
            json |= level.hasMatchedOption(JsonFlag.NAME);
            if (json && wanted != null) {
                wanted.setValue(true);
            }
            for (OptionSpec option : level.commandSpec().options()) {
                Optional<String> variable = isSwitch(option) ? variable(option) : Optional.empty();
                if (variable.isPresent() && !level.hasMatchedOption(option) && !(json && option == wanted)) {
                    apply(level.commandSpec().commandLine(), option, variable.get());
                }
            }
        }
    }

    private void apply(CommandLine line, OptionSpec option, String variable) {
        String value = environment.getOrDefault(variable, "").trim().toLowerCase(Locale.ROOT);
        if (!YES.contains(value) && !NO.contains(value)) {
            throw new ParameterException(line, "'" + value + "' is neither true nor false", option, value);
        }
        option.setValue(YES.contains(value));
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.typeInfo().getType() == boolean.class || option.typeInfo().getType() == boolean[].class;
    }

    /** The variable that is set for this flag, if any. */
    public Optional<String> variable(OptionSpec option) {
        return name(option).filter(environment::containsKey);
    }

    /** The variable that stands for a flag which is no setting. */
    static Optional<String> name(OptionSpec option) {
        String flag = option.longestName();
        // XNATPULL_DEST means real data; the demonstration must not land among them.
        boolean demo = option.command() != null && option.command().name().equals("demo");
        if (demo
                || Setting.isFlag(flag)
                || WITHOUT.contains(flag)
                || option.typeInfo().getType() == boolean[].class) {
            return Optional.empty();
        }
        return Optional.of("XNATPULL_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
