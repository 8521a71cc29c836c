package io.github.xnatpull.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link LockTrial} in a process of its own. */
final class LockProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    /**
     * @param locks {@code with} or {@code without}
     * @param prefix what the command line begins with, for example {@code unshare}
     */
    LockProcess(String locks, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockTrial.class.getName(),
                locks));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        orders = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    void order(Path destination) {
        orders.println(destination);
    }

    String answer() throws IOException {
        return answers.readLine();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL, and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
