package io.github.xnatpull.cli;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.jobfile.JobFileReader;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.jobfile.Requests;
import io.github.xnatpull.jobfile.Setting;
import io.github.xnatpull.jobfile.Settings;
import io.github.xnatpull.jobfile.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Job files in YAML; what the environment says wins over their keys. */
final class YamlJobFiles implements JobFiles {
    private final Path workingDirectory;
    private final Path home;

    YamlJobFiles(Path workingDirectory, Path home) {
        this.workingDirectory = workingDirectory;
        this.home = home;
    }

    @Override
    public PullRequest load(Path file, Map<String, String> environment) {
        return load(file, environment, List.of());
    }

    @Override
    public PullRequest load(Path file, Map<String, String> environment, List<String> assignments) {
        return Requests.of(settings(file, environment, assignments));
    }

    @Override
    public Path destination(Path file, Map<String, String> environment) {
        return settings(file, environment, List.of())
                .text(Setting.DESTINATION)
                .map(Path::of)
                .orElseThrow(() -> Fault.fault(FaultCode.USAGE)
                        .trying("find the destination of " + file)
                        .advice("Name it with --dest DIR.")
                        .because("it names none"));
    }

    private Settings settings(Path file, Map<String, String> environment, List<String> assignments) {
        SettingsReader reader = new SettingsReader(workingDirectory, home);
        Settings job = new JobFileReader(environment, home).read(file);
        return reader.assignments(assignments).over(reader.environment(environment)).over(job);
    }
}
