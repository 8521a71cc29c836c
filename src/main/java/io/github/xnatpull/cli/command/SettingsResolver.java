package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.console.ConsoleProgress;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.SourcePosition;
import io.github.xnatpull.request.JobFileReader;
import io.github.xnatpull.request.JobFileReader.Found;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the user said about a command: flags over {@code --set}, over the environment, over the job file, over the profile. */
final class SettingsResolver {
    private final String command;
    private final CommandSpec spec;
    private final CommandContext context;
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> notice = Optional.empty();

    SettingsResolver(CommandSpec spec, CommandContext context) {
        this.command = spec.qualifiedName().replaceFirst("^xnatpull ", "");
        this.spec = spec;
        this.context = context;
    }

    /**
     * What could be understood.
     *
     * @param wrong what something is wrong with, and which therefore may have no value
     */
    record Resolved(Settings settings, Set<Setting> wrong) {}

    /** All that was said; without a server, the default profile's. */
    Settings settings(Optional<Path> jobFile, List<String> assignments) {
        return resolved(
                outspoken(jobFile, assignments, SettingsResolver::refuse).settings());
    }

    /**
     * The same, whatever is wrong with it.
     *
     * @param mistakes is told each
     */
    Resolved hear(Optional<Path> jobFile, List<String> assignments, Consumer<Fault> mistakes) {
        Resolved resolved = outspoken(jobFile, assignments, mistakes);
        try {
            return new Resolved(resolved(resolved.settings()), resolved.wrong());
        } catch (Fault mistake) {
            mistakes.accept(resolved.settings()
                    .value(Setting.PROFILE)
                    .flatMap(value -> SourcePosition.of(value.origin().place()))
                    .map(mistake::at)
                    .orElse(mistake));
            resolved.wrong().addAll(SettingFlags.stored());
            return resolved;
        }
    }

    private static void refuse(Fault mistake) {
        throw mistake;
    }

    private Settings resolved(Settings said) {
        // Who has no use for a server must not stumble over a profile.
        if (spec.findOption("--profile") == null) {
            return said;
        }
        Settings resolved = context.profiles().resolveOrDefault(said);
        notice = resolved.value(Setting.PROFILE)
                .filter(value -> value.origin().layer() == Layer.DEFAULT)
                .map(value -> "Using the default profile '" + value.texts().get(0) + "' ("
                        + resolved.text(Setting.SERVER).orElse("") + "), as no server is named.");
        return resolved;
    }

    Settings settings(Optional<Path> jobFile) {
        return settings(jobFile, List.of());
    }

    /** All that was said about a destination, whose runs know their own servers. */
    Settings settingsOfDestination(Optional<Path> jobFile) {
        Settings said = outspoken(jobFile, List.of(), SettingsResolver::refuse).settings();
        return spec.findOption("--profile") == null ? said : context.profiles().resolve(said);
    }

    private Resolved outspoken(Optional<Path> jobFile, List<String> assignments, Consumer<Fault> mistakes) {
        SettingsReader reader = new SettingsReader(context.workingDirectory(), context.home(), mistakes);
        Settings flags = reader.flags(SettingFlags.given(spec.commandLine().getParseResult()))
                .over(reader.assignments(assignments));
        Settings environment = reader.environment(context.environment());
        Found found = jobFile.map(file -> read(file, mistakes)).orElse(new Found(Settings.none(), Set.of()));
        EnvironmentVariables variables = new EnvironmentVariables(context);
        warnings.addAll(variables.unknown());
        warnings.addAll(variables.overruling(flags, environment, found.settings()));
        Set<Setting> wrong = EnumSet.noneOf(Setting.class);
        wrong.addAll(reader.wrong());
        wrong.addAll(found.wrong());
        return new Resolved(flags.over(environment).over(found.settings()), wrong);
    }

    private Found read(Path file, Consumer<Fault> mistakes) {
        Path path = context.absolute(file);
        if (!Files.exists(path)) {
            boolean looksLikeFile = file.toString().matches(".*\\.(ya?ml|json)");
            throw UsageFaults.fault(
                    command,
                    "there is no job file " + file,
                    looksLikeFile ? "Check its path." : "If it is a project, write --project " + file + ".");
        }
        return new JobFileReader(context.environment(), context.home()).read(path, mistakes);
    }

    /** Which profile is used unasked, and what is odd about the environment: before anything else is said. */
    void tellFirst(ConsoleProgress progress) {
        notice.ifPresent(progress::notice);
        warnings.forEach(progress::warning);
    }

    /** The same to somebody who shows both alike. */
    void tell(Consumer<String> listener) {
        notice.ifPresent(listener);
        warnings.forEach(text -> listener.accept("Warning: " + text));
    }

    /** The same on the console, of a command without progress. */
    void tell() {
        OptionSpec quiet = spec.findOption("--quiet");
        if (quiet == null || !spec.commandLine().getParseResult().hasMatchedOption(quiet)) {
            tell(context.console()::say);
        }
    }
}
