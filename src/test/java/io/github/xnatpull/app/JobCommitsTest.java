package io.github.xnatpull.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job as it is wired: every commit of its steps, of Spring Batch and of the run looks for room first. */
class JobCommitsTest {
    private static final long PLENTY = Long.MAX_VALUE;

    @TempDir
    private Path directory;

    private AppScene scene;

    @BeforeEach
    void prepare() throws IOException {
        scene = new AppScene(directory, MiniatureArchives.scaled(2, 2, 1, 3, 2_000));
        scene.destination().create();
        Files.createDirectories(state());
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private Path state() {
        return scene.destination().home().resolve("state");
    }

    @Test
    @DisplayName("B-64: No commit of a whole run, Spring Batch's own included, is made without a look at the room")
    void everyCommitLooksForRoom() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        try (StateDatabase state = StateDatabase.open(state(), 20, () -> {
            looks.incrementAndGet();
            return PLENTY;
        })) {
            long before = commits();
            looks.set(0);
            PullResult end = run(state);
            assertThat(end.exitCode()).isEqualTo(ExitCodes.OK);
            assertThat(commits() - before).as("forced to the log").isGreaterThan(40);
            assertThat((long) looks.get()).isGreaterThanOrEqualTo(commits() - before);
        }
    }

    @ParameterizedTest(
            name = "B-64: Room that ends before commit {0}: exit 7, and all that is called landed is known afterwards")
    @ValueSource(ints = {1, 4, 6, 9, 26})
    void noRoomBeforeACommit(int last) throws IOException {
        AtomicInteger left = new AtomicInteger(last);
        List<String> landed = new ArrayList<>();
        try (StateDatabase state =
                StateDatabase.open(state(), 20, once(() -> left.decrementAndGet() >= 0 ? PLENTY : 0))) {
            try {
                PullResult end = run(state);
                assertThat(end.exitCode()).as(end.fault().toString()).isEqualTo(ExitCodes.LOCAL);
                assertThat(end.fault().map(Fault::code)).contains(FaultCode.DISK_FULL);
                end.published().ifPresent(published -> landed.addAll(landed(published.manifest())));
            } catch (Fault fault) {
                // The run had not begun.
                assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL);
            }
        }
        try (StateDatabase state = StateDatabase.open(state(), 20)) {
            assertThat(ledger(state)).containsAll(landed);
            if (new JdbcRuns(state).find(AppScene.RUN).isPresent()) {
                PullResult resumed = attempt(state);
                assertThat(resumed.exitCode()).as(resumed.fault().toString()).isEqualTo(ExitCodes.OK);
                assertThat(ledger(state)).hasSize(4);
            }
        }
    }

    /** Opening the state looks too: that is not counted here. */
    private static LongSupplier once(LongSupplier then) {
        AtomicInteger opened = new AtomicInteger();
        return () -> opened.getAndIncrement() == 0 ? PLENTY : then.getAsLong();
    }

    private long commits() throws IOException {
        try (Stream<String> lines = Files.lines(state().resolve("xnatpull.log"))) {
            return lines.filter(line -> line.endsWith("COMMIT")).count();
        }
    }

    private static List<String> landed(Path manifest) {
        try {
            return Files.readAllLines(manifest).stream()
                    .filter(line -> line.startsWith("landed,"))
                    .map(line -> line.split(",")[5])
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> ledger(StateDatabase state) {
        List<String> rows = new ArrayList<>();
        new JdbcLedger(state).forEach(row -> rows.add(session(row)));
        return rows;
    }

    private static String session(LedgerRow row) {
        assertThat(row.status()).isEqualTo(Status.LANDED);
        return row.key().accessionId();
    }

    private PullResult run(StateDatabase state) {
        scene.begin(state, scene.request());
        return attempt(state);
    }

    private PullResult attempt(StateDatabase state) {
        RunContext context = scene.context(RunObserver.NONE, new StopSignal());
        return scene.attempt(state, scene.request(), context);
    }
}
