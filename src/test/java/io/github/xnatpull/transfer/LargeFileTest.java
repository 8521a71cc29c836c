package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.StopSignal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come by themselves, and go on after a break. */
class LargeFileTest {

    private static final PlanItem ITEM = Bench.scan("5");
    private static final int SIZE = 3 << 20;

    @TempDir
    Path directory;

    private Bench bench;
    private final byte[] data = new byte[SIZE];

    @BeforeEach
    void twoLargeFiles() {
        bench = new Bench(directory.resolve("dest"));
        new Random(1).nextBytes(data);
        bench.server.put("5", "a.nii.gz", data).put("5", "b.nii.gz", data.clone());
    }

    private void isHere() throws IOException {
        assertThat(Files.readAllBytes(bench.folder().resolve("a.nii.gz"))).isEqualTo(data);
        assertThat(Files.readAllBytes(bench.folder().resolve("b.nii.gz"))).isEqualTo(data);
        assertThat(bench.staged()).isEmpty();
    }

    @Test
    @DisplayName("B-21: a connection that resets goes on by range where that is proven")
    void goesOnByRange() throws IOException {
        bench.randoms = 1;
        bench.server.breakAfter = (request, length) -> request <= 3 ? 1_000_000 : Integer.MAX_VALUE;
        Outcome outcome = bench.pull(ITEM);
        isHere();
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.MD5);
        assertThat(bench.server.requests)
                .containsExactly(
                        "list 5",
                        "get 5 a.nii.gz",
                        "get 5 a.nii.gz @1000000",
                        "get 5 a.nii.gz @2000000",
                        "get 5 a.nii.gz @3000000",
                        "get 5 b.nii.gz");
        assertThat(outcome.bytesMoved()).isEqualTo(2L * SIZE);
        assertThat(bench.waits).hasSize(3);
    }

    @Test
    @DisplayName("B-21: without ranges the file starts anew, and gives up after its tries")
    void startsAnewWithoutRanges() throws IOException {
        bench.server.ranges = false;
        bench.server.breakAfter = (request, length) -> request == 1 ? 1_000_000 : Integer.MAX_VALUE;
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        isHere();
        assertThat(bench.server.requests)
                .containsExactly("list 5", "get 5 a.nii.gz", "get 5 a.nii.gz", "get 5 b.nii.gz");

        Bench hopeless = new Bench(directory.resolve("hopeless"));
        hopeless.server.put("5", "a.nii.gz", data);
        hopeless.server.ranges = false;
        hopeless.server.breakAfter = (request, length) -> 10;
        Outcome outcome = hopeless.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.code()).contains(FaultCode.CONNECTION_LOST);
        assertThat(outcome.message())
                .startsWith("Tried to download a file of XNAT_E00001 scan 1 DICOM, but the connection broke");
        assertThat(hopeless.server.count("get")).isEqualTo(5);
        assertThat(hopeless.tree()).isEmpty();
        assertThat(hopeless.staged()).isEmpty();
    }

    @Test
    @DisplayName("B-21: hours of a body that breaks and goes on end in one run; only tries without progress count")
    void timeThatBringsBytesIsNobodysBudget() throws IOException {
        bench.server.breakAfter = (request, length) -> {
            lasts(Duration.ofMinutes(20));
            return request <= 10 ? 300_000 : Integer.MAX_VALUE;
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        isHere();
        assertThat(bench.server.count("get")).isEqualTo(12);
        assertThat(bench.server.requests).contains("get 5 a.nii.gz @3000000");
    }

    @Test
    @DisplayName("B-21: a body that brings nothing new is given up after its tries, or after its time")
    void aBodyWithoutProgressIsGivenUp() {
        bench.server.breakAfter = (request, length) -> request == 1 ? 1_000_000 : 0;
        assertThat(bench.pull(ITEM).code()).contains(FaultCode.CONNECTION_LOST);
        assertThat(bench.server.count("get")).isEqualTo(5);

        bench.server.requests.clear();
        bench.server.breakAfter = (request, length) -> {
            lasts(Duration.ofMinutes(6));
            return 0;
        };
        assertThat(bench.pull(ITEM).code()).contains(FaultCode.CONNECTION_LOST);
        assertThat(bench.server.count("get")).isEqualTo(3);
    }

    @Test
    void aStopEndsTheWaitForTheNextTry() {
        bench.server.breakAfter = (request, length) -> 10;
        bench.randoms = 999;
        bench.whileWaiting = () -> bench.stop.request(Reason.SIGTERM);
        assertThatThrownBy(() -> bench.pull(ITEM)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.STOPPED));
        assertThat(bench.waits).containsExactly(Duration.ofMillis(250));
    }

    private void lasts(Duration duration) {
        try {
            bench.time.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("B-25: a file that changed meanwhile starts anew, never spliced")
    void changedFileIsNotSpliced() throws IOException {
        bench.server.breakAfter = (request, length) -> request == 1 ? 1_000_000 : Integer.MAX_VALUE;
        bench.server.beforeContent = () -> {
            if (bench.server.count("get") == 2) {
                data[0] ^= 1;
                bench.server.put("5", "a.nii.gz", data.clone()).put("5", "b.nii.gz", data.clone());
                bench.server.lastModified = "Wed, 02 Oct 2024 10:00:00 GMT";
            }
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        isHere();
    }

    @Test
    void whatCameOfALargeFileOutlivesTheProcess() throws IOException {
        bench.server.breakAfter = (request, length) -> {
            if (request == 1) {
                return 2_000_000;
            }
            bench.stop.cut(Reason.SIGTERM);
            return 0;
        };
        assertThatThrownBy(() -> bench.pull(ITEM)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.STOPPED));
        assertThat(bench.tree()).isEmpty();

        Bench again = new Bench(bench.root);
        again.server.put("5", "a.nii.gz", data).put("5", "b.nii.gz", data.clone());
        try (Transfers transfer = again.transfer()) {
            transfer.sweep();
        }
        assertThat(again.staged()).hasSize(2);
        assertThat(again.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(again.server.requests).containsExactly("list 5", "get 5 a.nii.gz @2000000", "get 5 b.nii.gz");
        isHere();
    }

    @Test
    void aPartialFileThatWasTamperedWithIsFetchedAnew() throws IOException {
        whatCameOfALargeFileIsCut();
        Path part = bench.staged().stream()
                .filter(path -> path.toString().endsWith(".part"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(part);
        bytes[0] ^= 1;
        Files.write(part, bytes);
        Bench again = new Bench(bench.root);
        again.server.put("5", "a.nii.gz", data).put("5", "b.nii.gz", data.clone());
        assertThat(again.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(again.server.requests)
                .containsExactly("list 5", "get 5 a.nii.gz @2000000", "list 5", "get 5 a.nii.gz", "get 5 b.nii.gz");
        assertThat(Files.readAllBytes(bench.folder().resolve("a.nii.gz"))).isEqualTo(data);
    }

    private void whatCameOfALargeFileIsCut() {
        bench.server.breakAfter = (request, length) -> {
            if (request == 1) {
                return 2_000_000;
            }
            bench.stop.cut(Reason.SIGTERM);
            return 0;
        };
        assertThatThrownBy(() -> bench.pull(ITEM)).isInstanceOf(Fault.class);
    }

    @Test
    @DisplayName("B-17: a body without a length that is cut is found out by the listing")
    void cutBodyWithoutLength() throws IOException {
        bench.server.lengths = false;
        byte[] half = java.util.Arrays.copyOf(data, SIZE / 2);
        bench.server.put("5", "a.nii.gz", half);
        bench.server.list("5", FakeXnat.row("5", "a.nii.gz", SIZE, FakeXnat.md5(data)));
        bench.server.beforeContent = () -> {
            if (bench.server.count("get") == 2) {
                bench.server.put("5", "a.nii.gz", data);
            }
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        isHere();
    }

    @Test
    void oneLargeFileAmongMissingOnesIsNoReasonToFail() {
        bench.server.removeFile("5", "b.nii.gz");
        bench.server.list("5", FakeXnat.row("5", "b.nii.gz", SIZE, ""));
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.staged()).isEmpty();
        assertThat(bench.tree()).hasSize(1);
    }
}
