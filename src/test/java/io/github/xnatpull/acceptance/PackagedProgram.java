package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xnatpull.acceptance.Program.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program as it is delivered: {@code bin/xnatpull} with its own class path. */
final class PackagedProgram {
    private static final String LAUNCHER = System.getProperty("xnatpull.program", "target/xnatpull/bin/xnatpull");

    private final Map<String, String> environment = new HashMap<>(Map.of("XNAT_USER", "demo", "XNAT_PASS", "demo"));

    PackagedProgram environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Ended run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("xnatpull", ".out");
            Path err = Files.createTempFile("xnatpull", ".err");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
                builder.environment()
                        .keySet()
                        .removeIf(name -> name.startsWith("XNAT") || name.endsWith("JAVA_OPTIONS"));
                builder.environment()
                        .put("JAVA_HOME", System.getProperty("xnatpull.java.home", System.getProperty("java.home")));
                builder.environment().putAll(environment);
                int exit = builder.start().waitFor();
                return new Ended(
                        String.join(" ", arguments), exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
