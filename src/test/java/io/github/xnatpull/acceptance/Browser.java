package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Chromium without a screen; tests that want it are skipped, and counted as such, where there is none. */
final class Browser {
    private static final List<String> QUIET = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private final Path program;
    private final Path work;

    private Browser(Path program, Path work) {
        this.program = program;
        this.work = work;
    }

    /** @param work an empty folder for its profile */
    static Browser orSkip(Path work) {
        Path program = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("none"));
        assumeTrue(!program.endsWith("none"), "no Chromium on this machine (Debian's package chromium)");
        return new Browser(program, work);
    }

    /** The page as the browser has it after its scripts, if any, have run. */
    String document(Path page) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                        Stream.of(program.toString()),
                        QUIET.stream(),
                        Stream.of(
                                "--user-data-dir=" + work,
                                "--dump-dom",
                                page.toUri().toString()))
                .flatMap(words -> words)
                .toList();
        Path out = Files.createTempFile(work.getParent(), "dom", ".html");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as("the browser ends by itself").isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
