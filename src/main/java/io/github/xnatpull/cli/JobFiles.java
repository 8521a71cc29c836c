package io.github.xnatpull.cli;

import io.github.xnatpull.jobfile.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Reads job files. */
@FunctionalInterface
public interface JobFiles {
    /**
     * Reads and checks a job file.
     *
     * @param environment what {@code ${NAME}} is filled from
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID}, {@code CONFIG_UNKNOWN_KEY} with line and column
     */
    Settings read(Path file, Map<String, String> environment);
}
