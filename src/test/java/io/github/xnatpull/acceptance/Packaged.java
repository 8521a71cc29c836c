package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xnatpull.acceptance.Program.Ended;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** {@code bin/xnatpull} as it is delivered, in an environment of which nothing is the tests' own. */
final class Packaged {
    private static final Path PROGRAM = Path.of(System.getProperty("xnatpull.program", "target/xnatpull/bin/xnatpull"))
            .toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;

    /** @param directory that it starts in */
    Packaged(Path directory) {
        this.directory = directory;
        environment.put("JAVA_HOME", System.getProperty("xnatpull.java.home", System.getProperty("java.home")));
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.put("LANG", "C.UTF-8");
        environment.put("XNATPULL_START_ARCHIVE", "off");
        environment.put("XNAT_USER", "demo");
        environment.put("XNAT_PASS", "demo");
    }

    Packaged environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Packaged without(String... names) {
        environment.keySet().removeAll(List.of(names));
        return this;
    }

    Ended run(List<String> words) {
        return end(command(words, List.of()), ProcessBuilder.Redirect.PIPE);
    }

    Ended run(String... words) {
        return run(List.of(words));
    }

    /** Started by another command: as another user, for example. */
    Ended runBy(List<String> starter, List<String> words) {
        return end(command(words, starter), ProcessBuilder.Redirect.PIPE);
    }

    /** With its standard output in a file. */
    Ended into(File file, List<String> words) {
        return end(command(words, List.of()), ProcessBuilder.Redirect.to(file));
    }

    /** A line of a shell, in which {@code xnatpull} is the program. */
    Ended shell(String line) {
        return end(
                List.of("/bin/bash", "-c", "xnatpull() { '" + PROGRAM + "' \"$@\"; }\n" + line),
                ProcessBuilder.Redirect.PIPE);
    }

    private static List<String> command(List<String> words, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.add(PROGRAM.toString());
        command.addAll(words);
        return command;
    }

    private Ended end(List<String> command, ProcessBuilder.Redirect out) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            FutureTask<String> errors = new FutureTask<>(() -> text(process.getErrorStream()));
            new Thread(errors, "errors").start();
            String printed = text(process.getInputStream());
            return new Ended(String.join(" ", command), process.waitFor(), printed, errors.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
