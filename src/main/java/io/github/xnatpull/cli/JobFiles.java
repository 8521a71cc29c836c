package io.github.xnatpull.cli;

import io.github.xnatpull.jobfile.PullRequest;
import java.nio.file.Path;
import java.util.List;
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
    PullRequest load(Path file, Map<String, String> environment);

    /**
     * The same with some keys changed.
     *
     * @param assignments {@code key=value}
     */
    default PullRequest load(Path file, Map<String, String> environment, List<String> assignments) {
        return load(file, environment);
    }

    /** The destination that a job file names; nothing else in it need be complete. */
    default Path destination(Path file, Map<String, String> environment) {
        return load(file, environment).destination();
    }
}
