package io.github.xnatpull.cli;

import io.github.xnatpull.jobfile.PullRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that makes a new request: {@code pull} and {@code plan}. */
abstract class RequestCommand extends RequestFlags implements Callable<Integer> {
    @Mixin
    HelpFlag help = new HelpFlag();

    @Parameters(paramLabel = "JOBFILE", arity = "0..1", description = "A job file (YAML); flags win over its keys.")
    Optional<Path> jobFile = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a key of the job file: --set transfer.retries=2.")
    List<String> assignments = List.of();

    final Surroundings surroundings;
    private final String name;

    RequestCommand(String name, Surroundings surroundings) {
        this.name = name;
        this.surroundings = surroundings;
    }

    /** The request of job file, flags and environment. */
    PullRequest request() {
        RequestMerge merge = new RequestMerge(name, this, surroundings);
        if (jobFile.isEmpty() && !assignments.isEmpty()) {
            throw Usage.fault(name, "--set changes keys of a job file, and none is named", "Name the job file, or use flags.");
        }
        return jobFile.map(this::load).map(merge::onto).orElseGet(merge::alone);
    }

    private PullRequest load(Path file) {
        Path path = surroundings.absolute(file);
        if (!Files.exists(path)) {
            boolean looksLikeFile = file.toString().matches(".*\\.(ya?ml|json)");
            throw Usage.fault(
                    name,
                    "there is no job file " + file,
                    looksLikeFile ? "Check its path." : "If it is a project, write --project " + file + ".");
        }
        return surroundings.services().jobFiles().load(path, said(), assignments);
    }

    /** The environment, with the flags that a job file may leave it to: each flag is its variable, said louder. */
    private Map<String, String> said() {
        Map<String, String> said = new HashMap<>(surroundings.environment());
        server.server.ifPresent(url -> said.put("XNATPULL_SERVER", url));
        destination.destination.ifPresent(path -> said.put("XNATPULL_DEST", surroundings.absolute(path).toString()));
        if (!selection.projects.isEmpty()) {
            said.put("XNATPULL_PROJECT", String.join(",", selection.projects));
        }
        if (!selection.sessions.isEmpty()) {
            said.put("XNATPULL_SESSION", String.join(",", selection.sessions));
        }
        selection.sessionList.ifPresent(list -> said.put("XNATPULL_SESSIONS", list));
        return said;
    }

    /** Runs with progress shown, and leaves the screen tidy however it ends. */
    int invoke(ToIntFunction<Invocation> action) {
        return Invocations.run(surroundings, output, ServerAccess.of(server, tuning, surroundings.workingDirectory()), csv(), tuning, action);
    }

    boolean csv() {
        return false;
    }
}
