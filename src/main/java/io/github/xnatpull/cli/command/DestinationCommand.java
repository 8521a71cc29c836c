package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command on a destination that exists: it finds there all else that it needs. */
abstract class DestinationCommand implements Callable<Integer> {
    @Mixin
    OutputFlags output = new OutputFlags();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    final CommandContext context;
    private Optional<SettingsResolver> resolver = Optional.empty();

    DestinationCommand(CommandContext context) {
        this.context = context;
    }

    /** What was said, with the job file among the arguments where there is one. */
    Settings said(List<String> arguments) {
        resolver = Optional.of(new SettingsResolver(spec, context));
        return resolver.get().settingsOfDestination(jobFile(arguments));
    }

    /** What that was made of. */
    SettingsResolver resolver() {
        return resolver.orElseThrow();
    }

    /** The destination that was named, else the working directory where it is one. */
    Path root(Settings said) {
        return said.text(Setting.DESTINATION)
                .map(Path::of)
                .or(this::here)
                .orElseThrow(() -> UsageFaults.fault(
                        command(), "nothing says which destination is meant", "Name it with --dest DIR."));
    }

    /** Its name, with those of the commands above it. */
    String command() {
        return spec.qualifiedName().replaceFirst("^xnatpull ", "");
    }

    private Optional<Path> here() {
        Path here = context.workingDirectory();
        return Files.isDirectory(here.resolve(".xnatpull")) ? Optional.of(here) : Optional.empty();
    }

    /** Of several arguments the one that is a job file. */
    static Optional<Path> jobFile(List<String> arguments) {
        return arguments.stream()
                .filter(DestinationCommand::isJobFile)
                .map(Path::of)
                .findFirst();
    }

    /** Of several arguments those that are none. */
    static List<String> others(List<String> arguments) {
        return arguments.stream().filter(argument -> !isJobFile(argument)).toList();
    }

    private static boolean isJobFile(String argument) {
        return argument.matches("(?i).*\\.(ya?ml)");
    }
}
