package io.github.xnatpull.cli;

import io.github.xnatpull.cli.console.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The process around the command line; everything in it is given, nothing is looked up.
 *
 * @param home of the user: what {@code ~} stands for
 * @param nanos the monotonic clock
 */
record Surroundings(
        Console console,
        Map<String, String> environment,
        Path workingDirectory,
        Path home,
        Clock clock,
        LongSupplier nanos,
        Services services) {

    /** A path as the user wrote it, made absolute. */
    Path absolute(Path path) {
        return workingDirectory.resolve(path).normalize();
    }
}
