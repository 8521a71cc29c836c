package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a resource makes the disk write, and reads its receipt, as the JVM itself counts: numbers that must not grow
 * unnoticed. The state's own commit comes on top: one a resource.
 */
class ForcedWritesTest {
    private static final PlanItem FIRST = Bench.item("101", "1", "DICOM");
    private static final PlanItem SECOND = Bench.item("102", "2", "DICOM");

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void threeFiles() throws IOException {
        bench = new Bench(directory.toRealPath().resolve("dest"));
        for (String id : new String[] {"101", "102"}) {
            bench.server.put(id, "1.dcm", "one").put(id, "2.dcm", "two two").put(id, "sub/3.dcm", "three");
        }
    }

    /** What was forced, or read, while something was done: how often by path below the destination. */
    private Map<String, Long> during(String event, Runnable work) throws IOException {
        Path dump = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(event).withoutThreshold().withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(dump);
        }
        return RecordingFile.readAllEvents(dump).stream()
                .filter(one -> one.getEventType().getName().equals(event))
                .filter(one -> String.valueOf(one.getString("path")).startsWith(bench.root.toString()))
                .collect(Collectors.groupingBy(
                        this::place,
                        TreeMap::new,
                        Collectors.summingLong(one -> event.equals("jdk.FileForce") ? 1 : one.getLong("bytesRead"))));
    }

    private String place(RecordedEvent event) {
        String path = bench.root.relativize(Path.of(event.getString("path"))).toString();
        return path.replaceAll("/r\\d+/", "/r/").replaceAll("-[0-9a-f]{16}", "");
    }

    private Map<String, Long> forcedBy(Runnable work) throws IOException {
        return during("jdk.FileForce", work);
    }

    @Test
    @DisplayName("B-03: a resource that lands is forced to the disk in 12 writes, each of which has its reason")
    void aResourceThatLands() throws IOException {
        bench.pull(FIRST);
        assertThat(forcedBy(() -> bench.pull(SECOND)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        // The bytes, and their names in the directory that is renamed as a whole.
                        Map.entry(".xnatpull/staging/r/files/1.dcm", 1L),
                        Map.entry(".xnatpull/staging/r/files/2.dcm", 1L),
                        Map.entry(".xnatpull/staging/r/files/sub/3.dcm", 1L),
                        Map.entry(".xnatpull/staging/r/files", 1L),
                        Map.entry(".xnatpull/staging/r/files/sub", 1L),
                        // The receipt, and its name.
                        Map.entry(".xnatpull/receipts/XNAT_E00001/scan-2-DICOM.pending.csv.tmp", 1L),
                        Map.entry(".xnatpull/receipts/XNAT_E00001", 1L),
                        // Each directory that got a new name in it.
                        Map.entry("SUBJ01_MR1/scans", 1L),
                        Map.entry("SUBJ01_MR1/scans/2", 1L),
                        Map.entry("SUBJ01_MR1/scans/2/resources", 1L),
                        Map.entry("SUBJ01_MR1/scans/2/resources/DICOM", 1L)));
    }

    @Test
    void aFileThatIsAddedToAFolderForcesNoStagingDirectory() throws IOException {
        bench.pull(FIRST);
        bench.server.put("101", "4.dcm", "four");
        assertThat(forcedBy(() -> bench.pull(FIRST)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ".xnatpull/staging/r/files/4.dcm",
                        1L,
                        ".xnatpull/receipts/XNAT_E00001/scan-1-DICOM.pending.csv.tmp",
                        1L,
                        // Once more than for a new resource: the receipt that is replaced was renamed unforced.
                        ".xnatpull/receipts/XNAT_E00001",
                        2L,
                        "SUBJ01_MR1/scans/1/resources/DICOM/files",
                        1L));
    }

    @Test
    @DisplayName("B-30: a resource that is only checked writes nothing, and its receipt is read once")
    void aCheckedResourceReadsItsReceiptOnce() throws IOException {
        bench.pull(FIRST);
        bench.run = "second";
        Map<String, Long> forced =
                forcedBy(() -> assertThat(bench.pull(FIRST).status()).isEqualTo(Status.UNCHANGED));
        assertThat(forced).isEmpty();

        Map<String, Long> read = during("jdk.FileRead", () -> bench.pull(FIRST));
        Path receipt = receipt();
        assertThat(read.entrySet().stream()
                        .filter(one -> one.getKey().startsWith(".xnatpull/receipts"))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .as("bytes of receipts that were read")
                .isEqualTo(Files.size(receipt));
    }

    @Test
    @DisplayName(
            "B-03: a receipt whose settling a power cut took back is settled by the next run, and nothing is fetched")
    void aSettlingThatWasTakenBack() throws IOException {
        bench.pull(FIRST);
        Path settled = receipt();
        Path pending = settled.resolveSibling(settled.getFileName().toString().replace(".csv", ".pending.csv"));
        Files.move(settled, pending);
        LedgerRow row = Objects.requireNonNull(bench.ledger.get(FIRST.key()));
        assertThat(bench.receipts.recorded(FIRST.key(), row.receiptId())).isPresent();
        Files.move(settled, pending);
        bench.run = "second";
        bench.server.requests.clear();
        assertThat(bench.pull(FIRST).status()).isEqualTo(Status.UNCHANGED);
        assertThat(bench.server.requests).containsExactly("list 101");
        assertThat(settled).exists();
        assertThat(pending).doesNotExist();
        assertThat(bench.receipts
                        .held(FIRST.key(), row.receiptId(), fault -> {})
                        .settled())
                .map(receipt -> receipt.id())
                .isEqualTo(Optional.of(row.receiptId()));
    }

    private Path receipt() throws IOException {
        try (var files = Files.walk(bench.root.resolve(".xnatpull/receipts"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }
}
