package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReceiptsTest {

    private static final ResourceKey KEY =
            new ResourceKey("PILOT", "XNAT_E00001", Level.SCAN, "1", InOut.NONE, "DICOM");

    @TempDir
    Path destination;

    private FileReceipts receipts;

    @BeforeEach
    void home() throws IOException {
        Files.createDirectory(destination.resolve(".xnatpull"));
        receipts = new FileReceipts(destination);
    }

    private static Receipt receipt(String id, ResourceKey key) {
        return new Receipt(
                id,
                key,
                "101",
                "DICOM",
                "A/scans/1",
                "run-1",
                Instant.parse("2026-01-02T03:04:05.006Z"),
                List.of(
                        new ReceiptFile(
                                "=1+1\n\"x\".dcm",
                                "'%3D1",
                                5,
                                "a".repeat(32),
                                OptionalLong.of(5),
                                Optional.of("a".repeat(32)),
                                Proof.MD5,
                                1_700_000_000_123L),
                        new ReceiptFile(
                                "b", "b", 0, "c".repeat(32), OptionalLong.empty(), Optional.empty(), Proof.CRC, 1)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(destination.resolve(".xnatpull/receipts"))) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatIsWrittenIsRead() {
        Receipt receipt = receipt("run-1-7-0000abcd", KEY);
        receipts.intend(receipt);
        assertThat(receipts.settled(KEY)).isEmpty();
        assertThat(receipts.pending(KEY)).contains(receipt);
        receipts.settle(KEY, receipt.id());
        assertThat(receipts.settled(KEY)).contains(receipt);
        assertThat(receipts.pending(KEY)).isEmpty();
    }

    @Test
    void onlyTheReceiptThatTheLedgerNamesIsSettled() {
        receipts.intend(receipt("one", KEY));
        receipts.settle(KEY, "one");
        receipts.intend(receipt("two", KEY));
        receipts.settle(KEY, "other");
        receipts.settle(KEY, "");
        assertThat(receipts.settled(KEY).orElseThrow().id()).isEqualTo("one");
        assertThat(receipts.recorded(KEY, "one").orElseThrow().id()).isEqualTo("one");
        assertThat(receipts.recorded(KEY, "two").orElseThrow().id()).isEqualTo("two");
        assertThat(receipts.settled(KEY).orElseThrow().id()).isEqualTo("two");
        assertThat(receipts.recorded(KEY, "three")).isEmpty();
    }

    @Test
    void receiptsArePrivate() throws IOException {
        receipts.intend(receipt("one", KEY));
        Path file = files().get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(io.github.xnatpull.support.Disk.parent(file))))
                .isEqualTo("rwx------");
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        receipts.intend(receipt("one", KEY));
        receipts.settle(KEY, "one");
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> receipts.settled(KEY))
                    .as("cut after %s bytes", length)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_UNREADABLE));
        }
    }

    @Test
    void keysThatLookAlikeHaveReceiptsOfTheirOwn() {
        List<ResourceKey> keys = List.of(
                KEY,
                new ResourceKey("OTHER", "XNAT_E00001", Level.SCAN, "1", InOut.NONE, "DICOM"),
                new ResourceKey("PILOT", "XNAT_E00001", Level.SCAN, "1", InOut.NONE, "dicom"),
                new ResourceKey("PILOT", "XNAT_E00001", Level.SCAN, "1", InOut.NONE, "DICOM/../.."),
                new ResourceKey("PILOT", "XNAT_E00001", Level.ASSESSOR, "1", InOut.IN, "x".repeat(300)),
                new ResourceKey("PILOT", "XNAT_E00001", Level.ASSESSOR, "1", InOut.OUT, "x".repeat(300)),
                new ResourceKey("PILOT", "../../escape", Level.SESSION, "", InOut.NONE, "NOTES"),
                new ResourceKey("PILOT", "", Level.PROJECT, "", InOut.NONE, "NOTES"));
        for (ResourceKey key : keys) {
            receipts.intend(receipt("of " + key, key));
            receipts.settle(key, "of " + key);
        }
        for (ResourceKey key : keys) {
            assertThat(receipts.settled(key).orElseThrow().id()).isEqualTo("of " + key);
        }
        List<ResourceKey> found = new ArrayList<>();
        receipts.all(receipt -> found.add(receipt.key()), (path, fault) -> {
            throw fault;
        });
        assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(destination.resolve("escape")).doesNotExist();
    }

    @Test
    void oneDamagedReceiptDoesNotHideTheOthers() throws IOException {
        receipts.intend(receipt("one", KEY));
        receipts.settle(KEY, "one");
        Files.writeString(files().get(0), "damaged");
        ResourceKey other = new ResourceKey("PILOT", "XNAT_E00002", Level.SCAN, "1", InOut.NONE, "DICOM");
        receipts.intend(receipt("two", other));
        receipts.settle(other, "two");
        List<String> found = new ArrayList<>();
        List<Path> damaged = new ArrayList<>();
        receipts.all(receipt -> found.add(receipt.id()), (path, fault) -> damaged.add(path));
        assertThat(found).containsExactly("two");
        assertThat(damaged).hasSize(1);
    }
}
