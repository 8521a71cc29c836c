package io.github.xnatpull.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;

/** A command on a destination that exists: it finds there all else that it needs. */
abstract class DestinationCommand implements Callable<Integer> {
    @Mixin
    DestinationFlags destination = new DestinationFlags();

    @Mixin
    OutputFlags output = new OutputFlags();

    @Mixin
    HelpFlag help = new HelpFlag();

    final Surroundings surroundings;
    private final String name;

    DestinationCommand(String name, Surroundings surroundings) {
        this.name = name;
        this.surroundings = surroundings;
    }

    /** The destination of the flag, else that of a job file, else the working directory where it is one. */
    Path root(Optional<Path> jobFile) {
        Optional<Path> named = destination.destination
                .map(surroundings::absolute)
                .or(() -> jobFile.map(file -> surroundings.services()
                        .jobFiles()
                        .destination(surroundings.absolute(file), surroundings.environment())));
        return named.or(this::here)
                .orElseThrow(() -> Usage.fault(name, "nothing says which destination is meant", "Name it with --dest DIR."));
    }

    private Optional<Path> here() {
        Path here = surroundings.workingDirectory();
        return Files.isDirectory(here.resolve(".xnatpull")) ? Optional.of(here) : Optional.empty();
    }

    Optional<String> state() {
        return destination.state.map(
                state -> state.startsWith("jdbc:") ? state : surroundings.absolute(Path.of(state)).toString());
    }

    /** Of several arguments those that are job files. */
    static Optional<Path> jobFile(List<String> arguments) {
        return arguments.stream().filter(DestinationCommand::isJobFile).map(Path::of).findFirst();
    }

    static boolean isJobFile(String argument) {
        return argument.matches("(?i).*\\.ya?ml");
    }

    int invoke(ServerFlags server, ServerFlags.Tuning tuning, boolean csv, ToIntFunction<Invocation> action) {
        ServerAccess access = ServerAccess.of(server, tuning, surroundings.workingDirectory());
        return Invocations.run(surroundings, output, access, csv, tuning, action);
    }

    int invoke(ToIntFunction<Invocation> action) {
        return invoke(new ServerFlags(), new ServerFlags.Tuning(), false, action);
    }
}
