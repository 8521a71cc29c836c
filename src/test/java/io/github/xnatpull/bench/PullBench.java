package io.github.xnatpull.bench;

import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.http.RequestLog;
import io.github.xnatpull.support.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How fast a pull is, beside curl on the same resources of the same server in the same run. Every variant writes to an empty
 * folder and ends with a {@code sync -f} of it, which is shown apart. Ratios only mean something within one run.
 */
public final class PullBench {
    private static final int SESSIONS = Integer.getInteger("bench.sessions", 10);
    private static final int SCANS = 8;
    private static final int RESOURCES = 2;
    private static final int FILES = 30;
    private static final int BYTES = Integer.getInteger("bench.bytes", 128 * 1024);
    private final Path work;
    private final MiniatureXnat xnat;
    private final Path program;

    private PullBench(Path work, MiniatureXnat xnat, Path program) {
        this.work = work;
        this.xnat = xnat;
        this.program = program;
    }

    /** Arguments: a working folder, the program. */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(work);
        try (MiniatureXnat xnat =
                MiniatureXnat.start(MiniatureArchives.scaled(SESSIONS, SCANS, RESOURCES, FILES, BYTES))) {
            new PullBench(work, xnat, Path.of(args[1]).toAbsolutePath()).run();
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        long resources = (long) SESSIONS * SCANS * RESOURCES;
        long bytes = resources * FILES * BYTES;
        say(
                "Setting: %d resources of %d files of %s, %s in all; server and client on this machine (%d processors), Java %s",
                resources,
                FILES,
                new ByteSize(BYTES),
                new ByteSize(bytes),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        // Warms the server and the page cache, and tells the addresses that curl is to ask for.
        Timing warm = pull("warm-up", 4);
        Path urls = urls();
        Map<String, Timing> timings = new TreeMap<>();
        for (int round = 1; round <= 3; round++) {
            for (int transfers : new int[] {1, 4, 8}) {
                keep(timings, "pull --transfers " + transfers, pull("pull" + transfers, transfers));
                keep(
                        timings,
                        "curl, zips kept, " + transfers + " at a time",
                        curl("curl" + transfers, urls, transfers, false));
            }
            keep(timings, "curl | unzip, 4 at a time", curl("unzip4", urls, 4, true));
        }
        say("%-32s %12s %14s %10s", "best of 3", "bytes/s", "resources/s", "sync");
        timings.forEach((name, timing) -> say(
                "%-32s %12s %14.0f %8.2f s",
                name,
                new ByteSize((long) (bytes / timing.seconds())) + "/s",
                resources / timing.seconds(),
                timing.sync()));
        for (int transfers : new int[] {1, 4, 8}) {
            double ratio =
                    timings.get("curl, zips kept, " + transfers + " at a time").seconds()
                            / timings.get("pull --transfers " + transfers).seconds();
            say("Ratio pull / curl that only stores the zips, %d at a time: %.2f", transfers, ratio);
        }
        say(
                "Ratio pull --transfers 4 / curl | unzip, 4 at a time: %.2f",
                timings.get("curl | unzip, 4 at a time").seconds()
                        / timings.get("pull --transfers 4").seconds());
        say("(warm-up took %.1f s)", warm.seconds());
    }

    private static void keep(Map<String, Timing> timings, String name, Timing timing) {
        timings.merge(name, timing, (old, now) -> now.seconds() < old.seconds() ? now : old);
    }

    private Path urls() throws IOException {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (RequestLog.Line line : xnat.log().matching(any -> any.target().contains("format=zip"))) {
            lines.add(xnat.url() + line.target() + " " + ++number);
        }
        return Files.write(work.resolve("urls"), lines);
    }

    private Timing pull(String name, int transfers) throws IOException, InterruptedException {
        Path destination = fresh(name);
        return timed(
                destination,
                List.of(
                        program.toString(),
                        "pull",
                        "--server",
                        xnat.url(),
                        "--project",
                        "SCALE",
                        "--dest",
                        destination.toString(),
                        "--transfers",
                        String.valueOf(transfers),
                        "-q"));
    }

    private Timing curl(String name, Path urls, int parallel, boolean unzip) throws IOException, InterruptedException {
        Path destination = fresh(name);
        String one = unzip
                ? "curl -sS -b cookies -o z$2.zip \"$1\" && mkdir r$2 && unzip -q z$2.zip -d r$2 && rm z$2.zip"
                : "curl -sS -b cookies -o z$2.zip \"$1\"";
        String all = "cd " + destination + " && curl -sS -u demo:demo -c cookies -o /dev/null " + xnat.url()
                + "/data/JSESSION && xargs -P " + parallel + " -L 1 sh -c '" + one + "' sh < " + urls;
        return timed(destination, List.of("sh", "-c", all));
    }

    private Timing timed(Path destination, List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        execute(command);
        long synced = System.nanoTime();
        execute(List.of("sync", "-f", destination.toString()));
        long end = System.nanoTime();
        delete(destination);
        return new Timing((end - start) / 1e9, (end - synced) / 1e9);
    }

    private static void execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("XNAT_USER", "demo");
        builder.environment().put("XNAT_PASS", "demo");
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit);
        }
    }

    private Path fresh(String name) throws IOException {
        Path destination = work.resolve(name);
        delete(destination);
        return Files.createDirectories(destination);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Seconds with the sync, and the sync's share. */
    private record Timing(double seconds, double sync) {}
}
