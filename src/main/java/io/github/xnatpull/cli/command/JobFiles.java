package io.github.xnatpull.cli.command;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.request.JobFileReader.Found;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Reads job files. */
@FunctionalInterface
public interface JobFiles {
    /**
     * Reads and checks a job file.
     *
     * @param environment what {@code ${NAME}} is filled from
     * @param mistakes is told each {@code CONFIG_INVALID} and {@code CONFIG_UNKNOWN_KEY}, with its place; reading goes on
     *     where it does not throw
     */
    Found read(Path file, Map<String, String> environment, Consumer<Fault> mistakes);
}
