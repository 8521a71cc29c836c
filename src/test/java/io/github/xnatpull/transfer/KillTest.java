package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Existing;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that dies in the middle of a transfer, and the next one that goes on. */
@Tag("slow")
class KillTest {

    @TempDir
    Path directory;

    /** What the child process runs. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) {
            pull(new Bench(Path.of(args[0])), args[1]);
        }
    }

    private static Outcome pull(Bench bench, String run) {
        bench.run = run;
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two").put("101", "sub/3.dcm", "three");
        try (Transfers transfer = bench.transfer()) {
            transfer.sweep();
        }
        return bench.pull(Bench.scan("101"));
    }

    @ParameterizedTest(name = "{0}, folder vacant: {1}")
    @DisplayName("B-03: after a kill at a fail point the next run brings the same tree")
    @CsvSource({
        "afterRequest, true, 1",
        "midBody, true, 1",
        "beforeFsync, true, 1",
        "afterIntend, true, 1",
        "afterMove, true, 0",
        "afterIntend, false, 1",
        "midPlace:1, false, 0",
        "midPlace:2, false, 0",
        "afterMove, false, 0",
    })
    void theNextRunGoesOn(String point, boolean vacant, int archives) throws IOException, InterruptedException {
        Path destination = directory.resolve("dest");
        Bench bench = new Bench(destination);
        if (!vacant) {
            Files.createDirectories(bench.folder());
            Files.writeString(bench.folder().resolve("notes.txt"), "somebody's");
        }
        assertThat(child(destination, point)).isEqualTo(137);
        Outcome outcome = pull(bench, "after");
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(bench.files())
                .containsEntry("1.dcm", "one")
                .containsEntry("2.dcm", "two")
                .containsEntry("sub/3.dcm", "three");
        assertThat(bench.files()).hasSize(vacant ? 3 : 4);
        assertThat(bench.staged()).isEmpty();
        assertThat(bench.receipts.settled(Bench.scan("101").key()).orElseThrow().files())
                .hasSize(3);
        assertThat(bench.receipts.pending(Bench.scan("101").key())).isEmpty();
        assertThat(bench.server.count("zip")).isEqualTo(archives);
    }

    @Test
    @DisplayName("A file edited before its receipt was lost outlives a kill in the mending and --existing replace")
    void anEditedFileOfALostReceiptIsNeverReplaced() throws IOException {
        Bench bench = new Bench(directory.resolve("dest"));
        bench.server.digests = false;
        PlanItem item = Bench.scan("101");
        pull(bench, "first");
        Receipt landed = bench.receipts.settled(item.key()).orElseThrow();
        try (Stream<Path> receipts = Files.walk(bench.root.resolve(".xnatpull/receipts"))) {
            for (Path receipt : receipts.filter(Files::isRegularFile).toList()) {
                Files.delete(receipt);
            }
        }
        Path edited = Files.writeString(bench.folder().resolve("1.dcm"), "ONE");
        // What the run that mends writes down before it places anything, and is killed.
        bench.receipts.intend(new Receipt(
                "killed",
                landed.key(),
                landed.resourceId(),
                landed.label(),
                landed.folder(),
                "killed",
                landed.writtenAt(),
                landed.files(),
                landed.archive()));
        bench.settings = new TransferSettings(Existing.REPLACE, bench.settings.singleFrom());
        assertThat(pull(bench, "after").status()).isEqualTo(Status.CONFLICT);
        assertThat(edited).hasContent("ONE");
    }

    private static int child(Path destination, String point) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        List<String> command = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Dxnatpull.failpoint=" + point,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                destination.toString(),
                "killed");
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
