package io.github.xnatpull.run;

import io.github.xnatpull.plan.RunInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Names of runs: {@code <job name>-<yyyymmdd>-<hhmmss>} in local time, with {@code -2}, {@code -3} when taken. */
public final class RunNames {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunNames() {}

    public static String nameFor(String jobName, Clock clock, List<RunInfo> known, Path reports) {
        String base = jobName + "-" + STAMP.format(LocalDateTime.now(clock));
        String name = base;
        for (int next = 2; isTaken(name, known, reports); next++) {
            name = base + "-" + next;
        }
        return name;
    }

    private static boolean isTaken(String name, List<RunInfo> known, Path reports) {
        return known.stream().anyMatch(run -> run.run().equals(name)) || Files.exists(reports.resolve(name));
    }
}
