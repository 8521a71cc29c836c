package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The program as a process: streams, exit codes, closed pipes. */
class MainProcessTest {
    @Test
    @DisplayName("B-76 a reader that closes its pipe early is no error")
    void aClosedPipeIsNoError() throws Exception {
        Process process = start("explain");
        try (BufferedReader out = reader(process)) {
            assertThat(out.readLine()).startsWith("XP-USAGE");
        }
        assertThat(process.waitFor()).isZero();
        assertThat(errors(process)).isEmpty();
    }

    @Test
    @DisplayName("B-76 without UTF-8 all that people read is ASCII")
    void withoutUtf8TheTextIsAscii() throws Exception {
        Process process = start("explain", "nö-such-code");
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors(process)).isPrintable().contains("there is no code");
    }

    @Test
    @DisplayName("B-91 what is printed as an error makes the exit code non-zero")
    void anErrorHasAnExitCode() throws Exception {
        Process process = start("pull", "--project", "P");
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors(process)).endsWith("[XP-USAGE]");
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("XNAT") || name.startsWith("LC_"));
        builder.environment().put("LANG", "C");
        return builder.start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
