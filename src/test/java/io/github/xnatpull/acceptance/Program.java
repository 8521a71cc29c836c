package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.cli.CommandLineRun;
import io.github.xnatpull.support.Pseudonyms;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The real program. What is started runs in a process of its own, on the JDK that the system property
 * {@code xnatpull.java.home} names, else on the tests' own: it can be killed and signalled like any other. What is only
 * run to its end, and asks nothing of a process, runs in the tests' own, where the classes are warm.
 */
final class Program {
    /** For machines that have much else to do; nothing waits so long where all is well. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int SIGINT = 2;
    private static final String MAIN = "io.github.xnatpull.cli.Main";
    /** Digests that may come right are waited for as long as this, not for minutes. */
    private static final String DIGEST_PAUSE = "xnatpull.digest-pause";

    private static final String SHORT = "PT0.1S";
    private static final String FAIL_POINT = "XNATPULL_FAILPOINT";

    /** The variables of {@link Language}. */
    private static volatile Map<String, String> spoken = Map.of();

    private final List<String> flags =
            new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-D" + DIGEST_PAUSE + "=" + SHORT));
    private final Map<String, String> environment = new HashMap<>(Map.of("XNAT_USER", "demo", "XNAT_PASS", "demo"));
    private Duration patience = PATIENCE;
    private String main = MAIN;
    private boolean alone = !spoken.isEmpty();
    private boolean packaged;

    static {
        System.setProperty(DIGEST_PAUSE, SHORT);
    }

    Program() {
        environment.putAll(spoken);
    }

    /** Sets the language of the system for every program from here on, which then runs in a process of its own. */
    static void speak(Map<String, String> variables) {
        spoken = Map.copyOf(variables);
    }

    /** Another class than the program's, with the same class path. */
    Program running(Class<?> mainClass) {
        alone = true;
        main = mainClass.getName();
        return this;
    }

    /** The built program, by its own launcher. */
    Program packaged() {
        alone = true;
        packaged = true;
        return this;
    }

    /** JVM flags. */
    Program with(String... more) {
        alone = true;
        flags.addAll(List.of(more));
        return this;
    }

    /** Full optimisation: for long runs. */
    Program forLong(Duration atMost) {
        alone = true;
        flags.remove("-XX:TieredStopAtLevel=1");
        patience = atMost;
        return this;
    }

    Program environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Without a variable that it usually has. */
    Program without(String name) {
        environment.remove(name);
        return this;
    }

    /** Halts at a named place, the n-th time it is reached: {@code afterMove:3}. */
    Program dyingAt(String failPoint) {
        alone = true;
        return environment(FAIL_POINT, failPoint);
    }

    /** In a process of its own, always. */
    Program alone() {
        alone = true;
        return this;
    }

    Ended run(List<String> arguments) {
        if (!alone) {
            return here(arguments);
        }
        try (Running running = start(arguments)) {
            return running.end();
        }
    }

    private Ended here(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> variables = new HashMap<>(System.getenv());
        adapt(variables);
        FutureTask<Integer> run = new FutureTask<>(() -> CommandLineRun.run(arguments, variables, out, err));
        Thread thread = new Thread(run, "main");
        thread.setDaemon(true);
        thread.start();
        try {
            int exit = run.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(Pseudonyms.process().isOn())
                    .as("strict privacy, which lasts as long as its process and needs one alone")
                    .isFalse();
            return new Ended(String.join(" ", arguments), exit, out.toString(UTF_8), err.toString(UTF_8));
        } catch (TimeoutException e) {
            String where = Arrays.stream(thread.getStackTrace())
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("Not ended after " + patience + ": " + arguments + "\n" + err + "\n" + where);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void adapt(Map<String, String> variables) {
        variables.keySet().removeIf(key -> key.startsWith("XNAT") || key.endsWith("JAVA_OPTIONS"));
        variables.putAll(environment);
        if (packaged) {
            variables.put("JAVA_HOME", System.getProperty("xnatpull.java.home", System.getProperty("java.home")));
        }
    }

    /** The whole command line. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(defaultSignals());
        if (packaged) {
            command.add(System.getProperty("xnatpull.program", "target/xnatpull/bin/xnatpull"));
            command.addAll(arguments);
            return command;
        }
        command.add(Path.of(System.getProperty("xnatpull.java.home", System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    Running start(List<String> arguments) {
        return start(command(arguments), String.join(" ", arguments));
    }

    /** Another program in this one's environment. */
    Running only(String... command) {
        return start(List.of(command), String.join(" ", command));
    }

    private Running start(List<String> command, String name) {
        ProcessBuilder builder = new ProcessBuilder(command);
        adapt(builder.environment());
        try {
            return new Running(builder.start(), patience, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shell starts what it puts into the background with SIGINT ignored, and a JVM leaves it so. */
    private static List<String> defaultSignals() {
        Path self = Path.of("/proc/self/status");
        if (!Files.isReadable(self)) {
            return List.of();
        }
        try {
            boolean ignored = Files.readAllLines(self).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(
                            line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & (1L << (SIGINT - 1))) != 0);
            return ignored ? List.of("env", "--default-signal=INT") : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that has been started. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Duration patience;
        private final String command;
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();
        private final List<Thread> pumps;

        private Running(Process process, Duration patience, String command) {
            this.process = process;
            this.patience = patience;
            this.command = command;
            this.pumps = List.of(pump(process.getInputStream(), out), pump(process.getErrorStream(), err));
        }

        private Thread pump(InputStream from, StringBuilder to) {
            Thread thread = new Thread(() -> copy(from, to), "pump");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        private void copy(InputStream from, StringBuilder to) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (this) {
                        to.append(line).append('\n');
                        notifyAll();
                    }
                }
            } catch (IOException e) {
                // A killed process leaves a broken pipe.
                return;
            }
        }

        long pid() {
            return process.pid();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** Waits for words on standard error. */
        void awaitError(String words) {
            long deadline = System.nanoTime() + patience.toNanos();
            synchronized (this) {
                while (err.indexOf(words) < 0) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    assertThat(left > 0 && (process.isAlive() || pumps.get(1).isAlive()))
                            .as("'%s' never came: %s", words, err)
                            .isTrue();
                    await(Math.min(left, 1000));
                }
            }
        }

        private void await(long millis) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** SIGKILL. */
        void kill() {
            process.toHandle().destroyForcibly();
        }

        /** SIGTERM. */
        void terminate() {
            // Process.destroy would close our ends of the pipes too, and we would miss its last words.
            process.toHandle().destroy();
        }

        /** Ctrl-C. */
        void interrupt() {
            signal("INT");
        }

        /** Another signal, by its name: STOP, CONT. */
        void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Waits for its end. */
        Ended end() {
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    close();
                    throw new AssertionError("Not ended after " + patience + ": " + command + "\n" + err);
                }
                for (Thread pump : pumps) {
                    pump.join();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (this) {
                return new Ended(command, process.exitValue(), out.toString(), err.toString());
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** How it ended, and what it said. */
    record Ended(String command, int exit, String out, String err) {
        /** What a process has for an exit code that was killed: 128 + SIGKILL. */
        static final int KILLED = 137;

        Ended with(int code) {
            assertThat(exit).as(toString()).isEqualTo(code);
            return this;
        }

        /** It said all of this on standard error. */
        Ended saying(String... words) {
            assertThat(err).contains(words);
            return this;
        }
    }
}
