package io.github.xnatpull.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where on this machine. */
@Command(description = "Where to")
final class DestinationFlags {
    @Option(names = {"--dest", "-d"}, paramLabel = "DIR", description = "The destination: data, state and reports.")
    Optional<Path> destination = Optional.empty();

    @Option(names = "--state", paramLabel = "DIR|JDBC-URL", description = "Where the state is kept (DEST/.xnatpull/state).")
    Optional<String> state = Optional.empty();

    /** Where a run reports. */
    @Command(description = "Reports")
    static final class Reports {
        @Option(names = "--report-dir", paramLabel = "DIR", description = "Where reports go (DEST/reports).")
        Optional<Path> directory = Optional.empty();
    }
}
