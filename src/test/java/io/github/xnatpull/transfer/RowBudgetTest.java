package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings longer than there is memory for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RowBudgetTest {
    private static final int TOTAL = 900;
    private static final int MOST = 2_000;

    @TempDir
    Path directory;

    private final StopSignal stop = new StopSignal();
    private final RowBudget budget = new RowBudget(TOTAL, MOST, "a little", stop);
    private Bench bench;

    @BeforeEach
    void resources() {
        bench = new Bench(directory.resolve("dest"));
        fill("1", 20);
        fill("2", MOST + 1);
        fill("3", 20);
    }

    private void fill(String id, int files) {
        for (int file = 0; file < files; file++) {
            bench.server.put(id, file + ".dcm", "x" + file);
        }
    }

    private static PlanItem item(String id, OptionalLong hint) {
        PlanItem item = Bench.item(id, id, "DICOM");
        return new PlanItem(
                item.number(),
                item.key(),
                item.address(),
                item.session(),
                item.scan(),
                "",
                "",
                item.label(),
                item.folder(),
                item.action(),
                new Hints(hint, OptionalLong.empty()));
    }

    private List<Outcome> transfer(List<PlanItem> items) {
        List<Outcome> outcomes = new ArrayList<>();
        try (Transfers transfer = bench.transfer(budget);
                Transfers.Slice slice = transfer.slice("run", items)) {
            items.forEach(item -> outcomes.add(slice.transfer(item, Optional.empty())));
        }
        return outcomes;
    }

    @ParameterizedTest(name = "the server hints at {0}")
    @ValueSource(longs = {-1, 0, 3, MOST + 1, Long.MAX_VALUE})
    @DisplayName("B-83: a resource with more files than there is memory for fails alone, whatever the server counts")
    void tooManyFilesFailTheirResourceAlone(long hint) {
        OptionalLong counted = hint < 0 ? OptionalLong.empty() : OptionalLong.of(hint);
        List<Outcome> outcomes = transfer(List.of(item("1", counted), item("2", counted), item("3", counted)));
        assertThat(outcomes).extracting(Outcome::status).containsExactly(Status.LANDED, Status.FAILED, Status.LANDED);
        assertThat(outcomes.get(1).code()).contains(FaultCode.LIST_TOO_LARGE);
        assertThat(outcomes.get(1).message()).contains("more than 2,000 files", "a little of memory", "JAVA_OPTS");
        assertThat(bench.tree()).hasSize(40);
        assertThat(budget.free()).as("what was taken was given back").isEqualTo(TOTAL);
    }

    @Test
    @DisplayName("B-83: one resource alone may have more files than all together may otherwise")
    void oneAloneMayHaveMore() {
        fill("4", MOST);
        assertThat(transfer(List.of(item("4", OptionalLong.empty()))))
                .extracting(Outcome::status)
                .containsExactly(Status.LANDED);
        assertThat(budget.free()).isEqualTo(TOTAL);
    }

    @Test
    @DisplayName("B-43: transfers whose listings turn out long do not wait for each other for ever")
    void manyLongListingsAtATimeComeOneAfterTheOther() throws Exception {
        int transfers = 4;
        ExecutorService pool = Executors.newFixedThreadPool(transfers);
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            List<Bench> benches = new ArrayList<>();
            for (int number = 0; number < transfers; number++) {
                Bench own = new Bench(directory.resolve("dest" + number));
                for (int file = 0; file < 1_600; file++) {
                    own.server.put("7", file + ".dcm", "x" + file);
                }
                benches.add(own);
            }
            for (Bench own : benches) {
                outcomes.add(pool.submit(() -> {
                    try (Transfers transfer = own.transfer(budget)) {
                        PlanItem item = item("7", OptionalLong.empty());
                        return transfer.slice("run", List.of(item)).transfer(item, Optional.empty());
                    }
                }));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get().status()).isEqualTo(Status.LANDED);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(budget.free()).isEqualTo(TOTAL);
    }

    @Test
    @DisplayName("B-83: a listing that has grown between two looks is bounded too")
    void aListingThatGrows() {
        fill("5", 10);
        // Not in the archive and not as a file: looked at again, and then there are too many.
        bench.server.list("5", FakeXnat.row("5", "lost.dcm", 3, "0".repeat(32)));
        int[] listings = {0};
        bench.server.beforeListing = () -> {
            if (++listings[0] == 2) {
                fill("5", MOST + 10);
            }
        };
        Outcome outcome = transfer(List.of(item("5", OptionalLong.empty()))).get(0);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.code()).contains(FaultCode.LIST_TOO_LARGE);
        assertThat(budget.free()).isEqualTo(TOTAL);
    }

    @Test
    @DisplayName("Who waits for memory hears that the run is stopped")
    void aStopEndsTheWaiting() throws Exception {
        RowBudget.Share all = budget.share(() -> {});
        assertThat(all.grow(MOST)).isTrue();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> waiting = pool.submit(() -> budget.share(() -> {}).await(MOST));
            Assertions.assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            stop.request(StopSignal.Reason.SIGTERM);
            assertThat(waiting)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withMessageContaining("asked to stop");
        } finally {
            pool.shutdownNow();
        }
    }
}
