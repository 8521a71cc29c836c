package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.any;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.listings;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.fakes.BodyFaults;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.ListingFaults;
import io.github.xnatpull.fakes.ZipFaults;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project that changes, a server that fails in every way for one request in twenty, and an operator who kills: in the
 * end everything is here, once, and no process grew. {@code -Dxnatpull.soak.minutes=30} is the long form,
 * {@code -Dxnatpull.soak.seed=…} repeats one as far as the machine lets it.
 */
class SoakTest {
    private static final int MINUTES = Integer.getInteger("xnatpull.soak.minutes", 3);
    /** The long form has 2,000 sessions. */
    private static final int SESSIONS = Integer.getInteger("xnatpull.soak.sessions", Math.max(60, MINUTES * 2000 / 30));

    private static final double FAULTY = 0.05;
    private static final List<String> IMPATIENT = List.of(
            "--stall-timeout", "2s", "--response-timeout", "5s", "--retry-wait", "20ms", "--server-away", "30s");
    /** What a misbehaving server and a killing operator may make of a run; never 1, 2, 7 or 10. */
    private static final List<Integer> HONEST = List.of(0, 3, 4, 5, Ended.KILLED, 143);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("xnatpull.soak.seed", System.nanoTime());
    private final Random random = new Random(seed);
    /** Never the same twice: a change that leaves count and size alone is only seen with --recheck. */
    private int newSize = 3_000;

    private boolean completed;

    private final List<Usage> usages = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    @Tag("slow")
    @Test
    @DisplayName("B-03, B-30 Random faults of all kinds and random kills: the end equals the truth, and nothing grows")
    void theEndEqualsTheTruth() {
        say("seed %d, %d minutes, %d sessions", seed, MINUTES, SESSIONS);
        try (Scene scene =
                new Scene(MiniatureArchives.scaled(SESSIONS, 3, 2, 5, 3_000), "SCALE", directory.resolve("data"))) {
            misbehave(scene.xnat());
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
            while (System.nanoTime() < end) {
                Ended ended = attempt(scene, end);
                assertThat(ended.exit()).as("%s\n%s", story, ended).isIn(HONEST);
                completed = ended.exit() == 0;
                if (completed) {
                    change(scene.xnat());
                }
                scene.xnat().log().clear();
            }
            say("%d faults struck", scene.xnat().fired());
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(differences(scene.tree(), scene.truth())).as("%s", story).isEmpty();
            assertThat(scene.manifest().rows()).hasSize(SESSIONS * 6);
            assertThat(scene.manifest().count("status").keySet()).isSubsetOf("landed", "unchanged");
            assertThat(scene.manifest().count("proof")).isEqualTo(Map.of("md5", SESSIONS * 6L));
            nothingGrew();
        }
    }

    private static List<String> differences(Map<String, String> here, Map<String, String> there) {
        Map<String, String> different = new TreeMap<>();
        there.forEach((name, md5) -> {
            if (!md5.equals(here.get(name))) {
                different.put(name, here.containsKey(name) ? "differs" : "is missing");
            }
        });
        here.keySet().stream()
                .filter(name -> !there.containsKey(name))
                .forEach(name -> different.put(name, "is not on the server"));
        return different.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private void misbehave(FakeXnat xnat) {
        strike(
                xnat,
                any(),
                Faults.gatewayError(502),
                Faults.gatewayError(503),
                Faults.status(429).header("Retry-After", "1"),
                Faults.resetConnection(),
                Faults.dropConnection(),
                Faults.junk(),
                Faults.loginPage(),
                Faults.expireSessions(),
                Faults.latency(Duration.ofSeconds(1)));
        strike(
                xnat,
                archives(),
                BodyFaults.truncateAfter(9_000),
                BodyFaults.stallAfter(5_000),
                BodyFaults.endCleanlyAfter(9_000),
                ZipFaults.endAfterEntries(2),
                ZipFaults.flipBitInEntry(1),
                ZipFaults.noCentralDirectory(),
                ZipFaults.extraEntry("stranger.dcm", 10),
                ZipFaults.doubleEntry(2),
                ZipFaults.omitEntry(1));
        strike(xnat, singleFiles(), BodyFaults.truncateAfter(500), BodyFaults.resetAfter(300), BodyFaults.flipBit(100));
        strike(
                xnat,
                listings(),
                ListingFaults.truncatedJson(),
                ListingFaults.doubledRows(),
                ListingFaults.shuffledRows(seed),
                Faults.emptyBody());
    }

    /** Half of the faults strike any request, half those of one kind. */
    private void strike(FakeXnat xnat, Predicate<HttpRequest> requests, Fault... faults) {
        for (Fault fault : faults) {
            xnat.on(requests)
                    .withProbability(FAULTY / 2 / faults.length, random.nextLong())
                    .then(fault);
        }
    }

    /** One process: to its own end, or killed, or asked to stop. */
    private Ended attempt(Scene scene, long end) {
        boolean run = !completed && Files.exists(scene.destination().resolve(".xnatpull/state"));
        List<String> command = new ArrayList<>(run && random.nextInt(5) > 0 ? scene.resume() : scene.pull());
        override(command);
        long life = TimeUnit.SECONDS.toNanos(10 + random.nextInt(Math.max(30, MINUTES * 6)));
        long until = Math.min(end, System.nanoTime() + life);
        Usage usage = new Usage();
        try (Running running =
                new Program().with("-Xmx128m").forLong(Duration.ofMinutes(10)).start(command)) {
            while (running.isAlive() && System.nanoTime() < until) {
                usage.look(running.pid());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
            if (running.isAlive() && random.nextBoolean()) {
                running.terminate();
            } else if (running.isAlive()) {
                running.kill();
            }
            Ended ended = running.end();
            usages.add(usage);
            say("%-6s exit %3d  %s", command.get(0), ended.exit(), usage);
            if (ended.exit() == 10 || ended.exit() == 2) {
                // Nothing to resume is no lie; then a pull is due.
                return resumedNothing(ended) ? new Ended(ended.command(), 3, ended.out(), ended.err()) : ended;
            }
            return ended;
        }
    }

    private static boolean resumedNothing(Ended ended) {
        return ended.command().startsWith("resume") && ended.err().contains("XP-NO-SUCH-RUN");
    }

    private static void override(List<String> command) {
        for (int i = 0; i < IMPATIENT.size(); i += 2) {
            int at = command.indexOf(IMPATIENT.get(i));
            if (at >= 0) {
                command.set(at + 1, IMPATIENT.get(i + 1));
            } else {
                command.addAll(IMPATIENT.subList(i, i + 2));
            }
        }
    }

    /** New content for some files, so that the next pull has something to do. */
    private void change(FakeXnat xnat) {
        List<Session> sessions = xnat.archive().project("SCALE").experiments().stream()
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .toList();
        for (int i = 0; i < Math.max(5, SESSIONS / 10); i++) {
            Session session = sessions.get(random.nextInt(sessions.size()));
            session.scan("1").resource("DICOM").files().get(0).replaceWith(Content.noise(random.nextLong(), ++newSize));
        }
        say("some files change on the server");
    }

    private void nothingGrew() {
        List<Usage> seen = usages.stream().filter(Usage::isSeen).toList();
        assertThat(seen).isNotEmpty().allSatisfy(usage -> {
            assertThat(usage.files).as("open files: %s", usage).isLessThan(200);
            assertThat(usage.sockets).as("sockets: %s", usage).isLessThanOrEqualTo(40);
            assertThat(usage.threads).as("threads: %s", usage).isLessThan(90);
            assertThat(usage.megabytes).as("resident: %s", usage).isLessThan(450);
        });
    }

    private void say(String format, Object... arguments) {
        String line = String.format(format, arguments);
        story.add(line);
        System.out.println("soak: " + line);
    }

    /** The most that a process was seen to use. */
    private static final class Usage {
        private long files;
        private long sockets;
        private long threads;
        private long megabytes;

        void look(long pid) {
            Path proc = Path.of("/proc", Long.toString(pid));
            try (var open = Files.list(proc.resolve("fd"))) {
                List<String> targets = open.map(Usage::target).toList();
                files = Math.max(files, targets.size());
                sockets = Math.max(
                        sockets,
                        targets.stream()
                                .filter(target -> target.startsWith("socket:"))
                                .count());
                for (String line : Files.readAllLines(proc.resolve("status"))) {
                    String[] words = line.split("\\s+");
                    switch (words[0]) {
                        case "Threads:" -> threads = Math.max(threads, Long.parseLong(words[1]));
                        case "VmRSS:" -> megabytes = Math.max(megabytes, Long.parseLong(words[1]) / 1024);
                        default -> {}
                    }
                }
            } catch (java.io.IOException | java.io.UncheckedIOException e) {
                // It ended while being looked at.
                return;
            }
        }

        private static String target(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString();
            } catch (java.io.IOException e) {
                return "";
            }
        }

        boolean isSeen() {
            return threads > 0;
        }

        @Override
        public String toString() {
            return files + " files, " + sockets + " sockets, " + threads + " threads, " + megabytes + " MiB resident";
        }
    }
}
