package io.github.xnatpull.cli;

import io.github.xnatpull.jobfile.Settings;
import io.github.xnatpull.jobfile.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What the user said about a command: flags over {@code --set}, over the environment, over the job file, over the profile. */
final class Speech {
    private final String command;
    private final CommandSpec spec;
    private final Surroundings surroundings;

    Speech(CommandSpec spec, Surroundings surroundings) {
        this.command = spec.qualifiedName().replaceFirst("^xnatpull ", "");
        this.spec = spec;
        this.surroundings = surroundings;
    }

    /** All that was said. */
    Settings settings(Optional<Path> jobFile, List<String> assignments) {
        SettingsReader reader = new SettingsReader(surroundings.workingDirectory(), surroundings.home());
        Settings flags = reader.flags(SettingFlags.given(spec.commandLine().getParseResult()));
        Settings environment = reader.environment(surroundings.environment());
        Settings said = flags.over(reader.assignments(assignments))
                .over(environment)
                .over(jobFile.map(this::read).orElse(Settings.none()));
        // Who has no use for a server must not stumble over a profile.
        return spec.findOption("--profile") == null ? said : resolved(said);
    }

    /** With the profile that they name, where they name one. */
    Settings resolved(Settings said) {
        return surroundings.profiles().resolve(said);
    }

    Settings settings(Optional<Path> jobFile) {
        return settings(jobFile, List.of());
    }

    private Settings read(Path file) {
        Path path = surroundings.absolute(file);
        if (!Files.exists(path)) {
            boolean looksLikeFile = file.toString().matches(".*\\.(ya?ml|json)");
            throw Usage.fault(
                    command,
                    "there is no job file " + file,
                    looksLikeFile ? "Check its path." : "If it is a project, write --project " + file + ".");
        }
        return surroundings.services().jobFiles().read(path, surroundings.environment());
    }
}
