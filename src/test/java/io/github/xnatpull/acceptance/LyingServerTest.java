package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.any;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.fileListings;
import static io.github.xnatpull.fakes.Requests.listings;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.BodyFaults;
import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.ListingFaults;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that tells lies: one reply in twenty is replaced by a text, cut, emptied, or speaks of digests that are not yet
 * right, while the project changes. {@code -Dxnatpull.lies.seed=…} repeats a sequence.
 */
class LyingServerTest {
    private static final int PULLS = Integer.getInteger("xnatpull.lies.pulls", 200);
    private static final double LYING = 0.05;
    private static final int SESSIONS = 6;
    private static final int QUIET_EVERY = 20;
    /** Never success that is none, nor our own mistake, nor a full disk. */
    private static final List<Integer> HONEST = List.of(0, 3, 4, 5);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("xnatpull.lies.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final MiniatureArchive archive = new MiniatureArchive();
    private final Project project = archive.addProject("LIES");
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, Set<String>> everHad = new HashMap<>();
    private final List<StoredFile> stale = new ArrayList<>();
    private int size = 2_000;
    private int added;

    @Test
    @Tag("slow")
    @DisplayName(
            "B-93, B-112, B-113: 200 pulls from a server that lies: nothing on disk that it never had, no exit 0 with a gap")
    void nothingIsBelievedThatIsNotSo() {
        for (int i = 0; i < SESSIONS; i++) {
            addSession();
        }
        Map<Integer, Integer> exits = new TreeMap<>();
        try (Scene scene = new Scene(archive, "LIES", directory.resolve("data"))) {
            for (int pull = 1; pull <= PULLS; pull++) {
                boolean quiet = pull % QUIET_EVERY == 0;
                scene.xnat().behave();
                if (quiet) {
                    settle();
                } else {
                    lie(scene.xnat());
                }
                String what = "seed " + seed + ", pull " + pull;
                exits.merge(once(scene, quiet, what), 1, Integer::sum);
                scene.xnat().log().clear();
                change();
            }
        }
        System.out.println("lies: seed " + seed + ", exits " + exits);
        assertThat(exits).containsKeys(0, 3);
    }

    private int once(Scene scene, boolean quiet, String what) {
        Map<String, String> truth = scene.truth();
        truth.forEach((name, md5) ->
                everHad.computeIfAbsent(name, any -> new HashSet<>()).add(md5));
        Map<String, String> before = scene.tree();
        Ended ended = new Program().run(scene.pull("--recheck", "--retries", "1", "--retry-wait", "1ms"));
        assertThat(ended.exit()).as("%s%n%s", what, ended).isIn(quiet ? List.of(0) : HONEST);
        Map<String, String> after = scene.tree();
        after.forEach((name, md5) -> {
            if (!name.startsWith("withdrawn/")) {
                assertThat(everHad.getOrDefault(name, Set.of()))
                        .as("%s: %s%n%s", what, name, ended)
                        .contains(md5);
            }
        });
        before.forEach((name, md5) -> {
            if (md5.equals(truth.get(name))) {
                assertThat(after.get(name))
                        .as("%s: %s was right before%n%s", what, name, ended)
                        .isEqualTo(md5);
            }
        });
        if (ended.exit() == 0) {
            assertThat(after).as("%s ended 0%n%s", what, ended).containsAllEntriesOf(truth);
        }
        return ended.exit();
    }

    private void addSession() {
        Session session = project.addSubject("S" + ++added).addSession("E" + added, "xnat:mrSessionData");
        resources.add(session.addScan("1", "T1w").addResource("DICOM").addFiles(4, ++size));
        resources.add(session.addScan("2", "T2w").addResource("NIFTI").addFiles(1, ++size, "t%d.nii.gz"));
        Resource bare = session.addResource("NOTES").addFiles(2, ++size, "n%d.txt");
        bare.files().forEach(file -> file.withoutDigest().withoutSize());
        resources.add(bare);
        Resource unsized = session.addScan("3", "bold").addResource("DICOM").addFiles(2, ++size);
        unsized.files().forEach(StoredFile::withoutDigest);
        resources.add(unsized);
    }

    /** Digests that were late are there by now. */
    private void settle() {
        stale.forEach(file -> file.replaceWith(file.content()));
        stale.clear();
    }

    private void change() {
        settle();
        for (int i = 0; i < 3; i++) {
            Resource resource = resources.get(random.nextInt(resources.size()));
            StoredFile file =
                    resource.files().get(random.nextInt(resource.files().size()));
            if (file.listedSize().isEmpty()) {
                continue; // nobody can see that it changed
            }
            boolean hasDigest = !file.listedDigest().isEmpty();
            file.replaceWith(Content.noise(random.nextLong(), ++size));
            if (!hasDigest) {
                file.withoutDigest();
            }
            if (hasDigest && random.nextInt(4) == 0) {
                file.withStaleDigest();
                stale.add(file);
            }
        }
        if (random.nextInt(10) == 0) {
            addSession();
        }
    }

    private void lie(FakeXnat xnat) {
        tell(
                xnat,
                any(),
                text("text/plain", "upstream busy"),
                text("application/json", "{\"error\":\"upstream busy\"}"),
                text("text/xml", "<?xml version=\"1.0\"?><error>busy</error>"),
                text(
                        "text/html",
                        "<html><head><title>Request Rejected</title></head><body>Request Rejected</body></html>"),
                Faults.emptyBody(),
                Faults.loginPage());
        tell(xnat, archives(), BodyFaults.endCleanlyAfter(700), BodyFaults.truncateAfter(900), BodyFaults.flipBit(300));
        tell(xnat, singleFiles(), BodyFaults.endCleanlyAfter(500), BodyFaults.truncateAfter(300));
        tell(xnat, listings(), ListingFaults.truncatedJson());
        tell(
                xnat,
                fileListings(),
                text(
                        "application/json",
                        "{\"ResultSet\":{\"Columns\":[{\"key\":\"URI\",\"serverRoot\":\"\"}],\"Result\":[], \"title\": \"Files\"}}"));
    }

    private static Fault text(String type, String body) {
        return Faults.status(200).body(type, body);
    }

    private void tell(FakeXnat xnat, Predicate<HttpRequest> requests, Fault... lies) {
        for (Fault lie : lies) {
            xnat.on(requests)
                    .withProbability(LYING / lies.length, random.nextLong())
                    .then(lie);
        }
    }
}
