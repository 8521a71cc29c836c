package io.github.xnatpull.acceptance;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A server with one project of interest, a destination, and the program between them. */
final class Scene implements AutoCloseable {
    /** Waits of tests, not of nights. */
    private static final Map<String, String> IMPATIENT =
            Map.of("--retry-wait", "50ms", "--stall-timeout", "10s", "--server-away", "5s", "--grace", "2s");

    private final FakeXnat xnat;
    private final String project;
    private final Path destination;

    Scene(MiniatureArchive archive, String project, Path destination) {
        this(archive, project, destination, settings -> {});
    }

    Scene(MiniatureArchive archive, String project, Path destination, Consumer<MiniatureXnat.Settings> server) {
        this.xnat = FakeXnat.serving(archive, server);
        this.project = project;
        this.destination = destination;
    }

    FakeXnat xnat() {
        return xnat;
    }

    Path destination() {
        return destination;
    }

    /** A pull of the project, with what sessions have themselves. */
    List<String> pull(String... more) {
        return command("pull", List.of("--server", xnat.url(), "--project", project, "--session-resources"), more);
    }

    List<String> plan(String... more) {
        List<String> command = new ArrayList<>(List.of(
                "plan",
                "--server",
                xnat.url(),
                "--project",
                project,
                "--session-resources",
                "--dest",
                destination.toString()));
        command.addAll(List.of(more));
        return command;
    }

    List<String> resume(String... more) {
        return command("resume", List.of(), more);
    }

    private List<String> command(String name, List<String> own, String... more) {
        List<String> command = new ArrayList<>(List.of(name, "--dest", destination.toString(), "--progress", "plain"));
        command.addAll(own);
        command.addAll(List.of(more));
        IMPATIENT.forEach((flag, value) -> {
            if (!command.contains(flag)) {
                command.addAll(List.of(flag, value));
            }
        });
        return command;
    }

    /** Pulls, and sees it end so. */
    Ended pulls(int exit, String... more) {
        return new Program().run(pull(more)).with(exit);
    }

    Ended resumes(int exit, String... more) {
        return new Program().run(resume(more)).with(exit);
    }

    Map<String, String> tree() {
        return Tree.at(destination);
    }

    /** What the archive has now. */
    Map<String, String> truth() {
        return Tree.of(xnat.archive());
    }

    Manifest manifest() {
        return report("manifest.csv");
    }

    /** A report of the newest run. */
    Manifest report(String name) {
        return Manifest.read(latest().resolve(name));
    }

    /** The newest run's reports, by the link that says so. */
    Path latest() {
        return destination.resolve("reports").resolve("latest");
    }

    Fetches fetches() {
        return Fetches.in(xnat.log());
    }

    /** Where a resource's files lie. */
    Path files(String session, String scan, String resource) {
        return destination
                .resolve(session)
                .resolve("scans")
                .resolve(scan)
                .resolve("resources")
                .resolve(resource)
                .resolve("files");
    }

    /** Everything there is, our own files too: for what must not have made anything. */
    List<String> everything() {
        if (!Files.exists(destination)) {
            return List.of();
        }
        try (var paths = Files.walk(destination)) {
            return paths.map(path -> destination.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        xnat.close();
    }
}
