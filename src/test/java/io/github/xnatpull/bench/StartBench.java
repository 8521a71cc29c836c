package io.github.xnatpull.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a start takes: {@code version} and {@code --help} beside a class that says hello, on the same Java, turn by turn.
 * Only ratios of one run mean something; the best of many turns is what the machine can do.
 */
public final class StartBench {
    private static final int TURNS = Integer.getInteger("bench.turns", 25);

    private StartBench() {}

    /** What it is compared with. */
    public static final class Hello {
        private Hello() {}

        /** Says hello. */
        @SuppressWarnings("SystemOut")
        public static void main(String[] args) {
            System.out.println("hello");
        }
    }

    /** Arguments: a working folder, the program. */
    public static void main(String[] args) throws Exception {
        Path cache = Files.createDirectories(Path.of(args[0]).toAbsolutePath().resolve("cache"));
        String program = Path.of(args[1]).toAbsolutePath().toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Map<String, List<String>> commands = new TreeMap<>(Map.of(
                "hello", List.of(java, "-cp", System.getProperty("java.class.path"), Hello.class.getName()),
                "version", List.of(program, "version"),
                "--help", List.of(program, "--help")));
        // The first start makes the archive of classes.
        say("first start: %.0f ms", millis(List.of(program, "version"), cache));
        Map<String, Double> best = new TreeMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                best.merge(command.getKey(), millis(command.getValue(), cache), Math::min);
            }
        }
        double hello = best.getOrDefault("hello", 1.0);
        say("hello world: %.0f ms (Java %s)", hello, Runtime.version());
        for (String command : List.of("version", "--help")) {
            double own = best.getOrDefault(command, 0.0);
            say("Ratio xnatpull %s / hello world: %.2f (%.0f ms)", command, own / hello, own);
        }
    }

    private static double millis(List<String> command, Path cache) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long start = System.nanoTime();
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @SuppressWarnings("SystemOut")
    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
