package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.doingAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import io.github.xnatpull.cli.CommandLineRun;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs beside others at one destination. */
class LockTest {
    private static final int PULLS = 200;
    private static final String ELSEWHERE =
            "id=theirs\npurpose=pull of job nightly\nhost=node7.cluster\npid=12\nboot=x\nrenewed=2026-01-01T00:00:00Z\n";

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(1, 1, 2, 2, 1_000), "SCALE", directory.resolve("data"));
    }

    /** Lists the runs of a destination every millisecond, until its input ends; any other exit code than 0 ends it. */
    static final class ListingAllTheTime {
        private ListingAllTheTime() {}

        public static void main(String[] args) throws Exception {
            Thread list = new Thread(() -> list(args[0]));
            list.setDaemon(true);
            list.start();
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }

        private static void list(String destination) {
            try {
                for (int exit = 0; exit == 0; Thread.sleep(1)) {
                    ByteArrayOutputStream said = new ByteArrayOutputStream();
                    exit = CommandLineRun.run(List.of("runs", "list", "--dest", destination), Map.of(), said, said);
                    System.err.println("listed");
                }
                System.exit(1);
            } catch (InterruptedException e) {
                System.exit(1);
            }
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("B-07 runs list every millisecond beside 200 pulls that begin: none is refused")
    void listingRefusesNobody() {
        try (Scene scene = scene()) {
            scene.pulls(0);
            try (Running listing = new Program()
                    .running(ListingAllTheTime.class)
                    .start(List.of(scene.destination().toString()))) {
                listing.awaitError("listed");
                for (int pull = 0; pull < PULLS; pull++) {
                    scene.pulls(0);
                }
                assertThat(listing.isAlive()).isTrue();
            }
        }
    }

    @Test
    @Tag("slow")
    @DisplayName(
            "B-07 Another machine's record in the place of a run's own ends that run within half a minute: exit 11")
    void aRunThatLostItsLockEnds() throws Exception {
        try (Scene scene = scene()) {
            CountDownLatch stuck = new CountDownLatch(1);
            scene.xnat().on(archives()).nth(2).then(doingAfter(1, stuck::countDown), stallAfter(1));
            Path owner = scene.destination().resolve(".xnatpull/lock.owner");
            try (Running running = new Program().start(scene.pull("--stall-timeout", "5m"))) {
                assertThat(stuck.await(1, TimeUnit.MINUTES)).isTrue();
                Files.writeString(owner, ELSEWHERE);
                Ended ended = running.end().with(11).saying("XP-LOCKED", "node7.cluster", "xnatpull resume");
                assertThat(ended.err()).doesNotContain("XP-INTERNAL");
            }
            assertThat(owner).hasContent(ELSEWHERE);
            scene.xnat().behave();
            Files.delete(owner);
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
