package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known to lie at a place, as its receipts say it: whole, left by a kill, or damaged. */
class HeldReceiptsTest {
    private static final ResourceKey KEY = new ResourceKey("P", "XNAT_E00001", Level.SCAN, "1", InOut.NONE, "DICOM");
    private static final ResourceKey OTHER = new ResourceKey("P", "XNAT_E00001", Level.SCAN, "2", InOut.NONE, "DICOM");

    @TempDir
    private Path destination;

    private FileReceipts receipts;
    private final List<Fault> damaged = new ArrayList<>();

    @BeforeEach
    void home() throws IOException {
        Files.createDirectory(destination.resolve(".xnatpull"));
        receipts = new FileReceipts(destination);
    }

    private static Receipt receipt(String id, ResourceKey key) {
        ReceiptFile file = new ReceiptFile(
                "a.dcm",
                "a.dcm",
                1,
                "a".repeat(32),
                OptionalLong.of(1),
                Optional.of("a".repeat(32)),
                Proof.MD5,
                1_700_000_000_123L);
        return new Receipt(id, key, "7", "DICOM", "A/1", "run-1", Instant.EPOCH, List.of(file));
    }

    private Held held(String idInTheLedger) {
        return receipts.held(KEY, idInTheLedger, damaged::add);
    }

    private static Optional<String> id(Optional<Receipt> receipt) {
        return receipt.map(Receipt::id);
    }

    private void settled(String id) {
        receipts.intend(receipt(id, KEY));
        receipts.settle(KEY, id);
    }

    private void spoil(ResourceKey key) throws IOException {
        Files.writeString(receipts.file(key), "no receipt at all");
    }

    @Test
    void nothingIsHeldWhereNothingLanded() {
        Held held = held("");
        assertThat(held.settled()).isEmpty();
        assertThat(held.pending()).isEmpty();
        assertThat(held.isDamaged()).isFalse();
    }

    @Test
    @DisplayName("A pending receipt beside a settled one is told apart from it")
    void pendingBesideSettled() {
        settled("one");
        receipts.intend(receipt("two", KEY));
        Held held = held("one");
        assertThat(id(held.settled())).contains("one");
        assertThat(id(held.pending())).contains("two");
    }

    @Test
    @DisplayName("A pending receipt that the ledger names counts as settled, and is from then on")
    void thePendingOneThatTheLedgerNames() {
        settled("one");
        receipts.intend(receipt("two", KEY));
        Held held = held("two");
        assertThat(id(held.settled())).contains("two");
        assertThat(held.pending()).isEmpty();
        assertThat(id(receipts.settled(KEY))).contains("two");
    }

    @Test
    @DisplayName("Without a row in the ledger a pending receipt stays pending")
    void withoutARow() {
        receipts.intend(receipt("two", KEY));
        assertThat(held("").settled()).isEmpty();
        assertThat(id(held("").pending())).contains("two");
    }

    @Test
    @DisplayName("A damaged receipt is put aside, told once, and remembered until another one is settled")
    void aDamagedOneIsRemembered() throws IOException {
        settled("one");
        spoil(KEY);
        assertThat(held("one").isDamaged()).isTrue();
        assertThat(damaged).extracting(Fault::code).containsExactly(FaultCode.STATE_UNREADABLE);
        assertThat(receipts.file(KEY)).doesNotExist();
        try (var aside = Files.walk(destination.resolve(".xnatpull/damaged-receipts"))) {
            assertThat(aside.filter(Files::isRegularFile)).singleElement().satisfies(file -> assertThat(file)
                    .hasContent("no receipt at all"));
        }
        assertThat(held("one").isDamaged()).as("after a kill").isTrue();
        assertThat(damaged).hasSize(1);
        settled("two");
        assertThat(held("two").isDamaged()).isFalse();
    }

    @Test
    @DisplayName("A damaged pending receipt keeps nobody from the settled one")
    void aDamagedPendingOne() throws IOException {
        settled("one");
        receipts.intend(receipt("two", KEY));
        try (var files = Files.walk(destination.resolve(".xnatpull/receipts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(receipts.file(KEY))) {
                    Files.writeString(file, "");
                }
            }
        }
        Held held = held("one");
        assertThat(id(held.settled())).contains("one");
        assertThat(held.pending()).isEmpty();
        assertThat(held.isDamaged()).isFalse();
        assertThat(damaged).hasSize(1);
    }

    @Test
    @DisplayName("What is no file in the place of a receipt is not moved away")
    void aFolderInItsPlace() throws IOException {
        Files.createDirectories(receipts.file(KEY));
        assertThatThrownBy(() -> held("")).isInstanceOf(Fault.class);
        assertThat(receipts.file(KEY)).isDirectory();
    }

    @Test
    @DisplayName("All settled and all pending receipts are read apart; a damaged one is told with its file")
    void allOfThem() throws IOException {
        assertThat(receipts.isAny()).isFalse();
        receipts.intend(receipt("pending", OTHER));
        assertThat(receipts.isAny()).isTrue();
        settled("settled");
        List<String> seen = new ArrayList<>();
        List<Path> unreadable = new ArrayList<>();
        receipts.all(receipt -> seen.add(receipt.id()), (file, fault) -> unreadable.add(file));
        assertThat(seen).containsExactly("settled");
        receipts.allPending(receipt -> seen.add(receipt.id()), (file, fault) -> unreadable.add(file));
        assertThat(seen).containsExactly("settled", "pending");
        assertThat(unreadable).isEmpty();
        spoil(KEY);
        receipts.all(receipt -> seen.add(receipt.id()), (file, fault) -> unreadable.add(file));
        assertThat(seen).hasSize(2);
        assertThat(unreadable).containsExactly(receipts.file(KEY));
    }

    @Test
    @DisplayName("Folders hold receipts only, whatever else lies there")
    void strangersInAFolder() throws IOException {
        settled("one");
        Files.writeString(receipts.file(KEY).resolveSibling("notes.txt"), "x");
        List<Path> seen = new ArrayList<>();
        receipts.folders(seen::addAll);
        assertThat(seen).containsExactly(receipts.file(KEY));
    }

    @Test
    @DisplayName("Names of 60 and of 61 characters have receipts of their own")
    void longNames() {
        for (int length : List.of(39, 40, 41, 59, 60, 61, 79, 80, 81, 200)) {
            ResourceKey key = new ResourceKey("P", "E" + "x".repeat(length - 1), Level.SCAN, "1", InOut.NONE, "DICOM");
            ResourceKey longer = new ResourceKey("P", "E" + "x".repeat(length), Level.SCAN, "1", InOut.NONE, "DICOM");
            assertThat(receipts.file(key)).isNotEqualTo(receipts.file(longer));
            assertThat(receipts.file(key).getParent())
                    .isNotEqualTo(receipts.file(longer).getParent());
        }
    }
}
