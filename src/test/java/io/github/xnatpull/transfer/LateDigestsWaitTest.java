package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long digests are waited for that may come right, and when no more. */
class LateDigestsWaitTest {
    private static final String STALE = "0".repeat(32);
    private static final Duration PAUSE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void server() {
        bench = new Bench(directory.resolve("dest"));
    }

    private PlanItem stale(int number) {
        String id = Integer.toString(number);
        bench.server.put(id, "1.dcm", "one " + id).put(id, "2.dcm", "two " + id);
        bench.server.list(id, FakeXnat.row(id, "2.dcm", 7, STALE));
        return Bench.item(id, "1", "R" + id);
    }

    private Duration slept() {
        return bench.time.slept();
    }

    @Test
    @DisplayName(
            "B-113: a wrong digest is listed again two minutes later; the file that was proven does not come again")
    void twoMinutesLater() {
        PlanItem item = stale(101);
        try (Transfers transfers = bench.transfer(PAUSE)) {
            Transfers.Slice slice = transfers.slice(bench.run, List.of(item));
            assertThat(slice.transfer(item, Optional.empty(), false).status()).isEqualTo(Status.FAILED);
            assertThat(bench.tree()).isEmpty();
            bench.server.refresh();
            bench.server.requests.clear();
            assertThat(slice.transfer(item, Optional.empty(), true).status()).isEqualTo(Status.LANDED);
            assertThat(slept()).isEqualTo(PAUSE);
            assertThat(bench.server.requests).containsExactly("list 101", "get 101 2.dcm");
        }
    }

    @Test
    @DisplayName("B-113: where the run is to stop it is listed at once")
    void whereTheRunStops() {
        PlanItem item = stale(101);
        try (Transfers transfers = bench.transfer(PAUSE)) {
            Transfers.Slice slice = transfers.slice(bench.run, List.of(item));
            slice.transfer(item, Optional.empty(), false);
            bench.stop.request(StopSignal.Reason.LIMIT);
            assertThat(slice.transfer(item, Optional.empty(), true).status()).isEqualTo(Status.INCOMPLETE);
            assertThat(slept()).isZero();
        }
    }

    @Test
    @DisplayName("B-113: digests that are wrong for good are waited for no more after three in vain")
    void wrongForGood() {
        try (Transfers transfers = bench.transfer(PAUSE)) {
            for (int number = 101; number < 104; number++) {
                PlanItem item = stale(number);
                Transfers.Slice slice = transfers.slice(bench.run, List.of(item));
                assertThat(slice.transfer(item, Optional.empty(), false).status())
                        .isEqualTo(Status.FAILED);
                assertThat(slice.transfer(item, Optional.empty(), true).status())
                        .isEqualTo(Status.INCOMPLETE);
            }
            PlanItem item = stale(104);
            Transfers.Slice slice = transfers.slice(bench.run, List.of(item));
            assertThat(slice.transfer(item, Optional.empty(), false).status()).isEqualTo(Status.INCOMPLETE);
            assertThat(slept()).isEqualTo(PAUSE.multipliedBy(3));
        }
    }
}
