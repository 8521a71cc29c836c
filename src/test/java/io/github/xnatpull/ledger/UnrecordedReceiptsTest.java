package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnrecordedReceiptsTest {
    @TempDir
    Path destination;

    private final Rows ledger = new Rows();
    private FileReceipts receipts;

    @BeforeEach
    void home() throws IOException {
        Files.createDirectory(destination.resolve(".xnatpull"));
        receipts = new FileReceipts(destination);
    }

    private static ResourceKey key(String project, String session, String scan) {
        return new ResourceKey(project, session, Level.SCAN, scan, InOut.NONE, "DICOM");
    }

    private void settled(String id, ResourceKey key) {
        pending(id, key);
        receipts.settle(key, id);
    }

    private void pending(String id, ResourceKey key) {
        receipts.intend(new Receipt(id, key, "101", "DICOM", "A", "run", Instant.EPOCH, List.of()));
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        new UnrecordedReceipts(receipts, ledger)
                .forEach(
                        receipt -> found.add("settled " + receipt.id()),
                        receipt -> found.add("pending " + receipt.id()));
        return found;
    }

    @Test
    @DisplayName(
            "B-64: Receipts whose rows are lost are found, in a session of which other rows are there, and by itself")
    void settledReceiptsWithoutRows() {
        for (String scan : List.of("1", "2", "3")) {
            settled("a" + scan, key("P", "E1", scan));
        }
        ledger.add("a2", key("P", "E1", "2"));
        settled("b", key("P", "E2", "1"));
        assertThat(found()).containsExactlyInAnyOrder("settled a1", "settled a3", "settled b");
    }

    @Test
    void allRecordedIsNothing() {
        assertThat(found()).as("no folder of receipts").isEmpty();
        settled("a", key("P", "E1", "1"));
        settled("b", new ResourceKey("P", "", Level.PROJECT, "", InOut.NONE, "NOTES"));
        settled("c", key("P", "E 1/ä", "1"));
        ledger.add("a", key("P", "E1", "1"));
        ledger.add("b", new ResourceKey("P", "", Level.PROJECT, "", InOut.NONE, "NOTES"));
        ledger.add("c", key("P", "E 1/ä", "1"));
        assertThat(found()).isEmpty();
    }

    @Test
    void aSessionSharedIntoTwoProjectsHasRowsOfBoth() {
        settled("p", key("P", "E1", "1"));
        settled("q", key("Q", "E1", "1"));
        ledger.add("p", key("P", "E1", "1"));
        assertThat(found()).containsExactly("settled q");
        ledger.add("q", key("Q", "E1", "1"));
        assertThat(found()).isEmpty();
    }

    @Test
    @DisplayName("B-64: A pending receipt that a kill left is told apart, unless a row names it")
    void pendingReceipts() {
        pending("begun", key("P", "E1", "1"));
        pending("late", key("P", "E1", "2"));
        ledger.add("late", key("P", "E1", "2"));
        settled("old", key("P", "E1", "3"));
        pending("new", key("P", "E1", "3"));
        ledger.add("old", key("P", "E1", "3"));
        assertThat(found()).containsExactlyInAnyOrder("pending begun", "pending new");
    }

    @Test
    @DisplayName("Receipts of a session that are recorded are not read one by one")
    void oneReadASession() throws IOException {
        for (int scan = 1; scan <= 9; scan++) {
            settled("a" + scan, key("P", "E1", String.valueOf(scan)));
            ledger.add("a" + scan, key("P", "E1", String.valueOf(scan)));
        }
        assertThat(found()).isEmpty();
        assertThat(ledger.asked).as("queries of a session").isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsNobodys() throws IOException {
        settled("a", key("P", "E1", "1"));
        Files.writeString(receipts.file(key("P", "E1", "1")), "garbage");
        settled("b", key("P", "E1", "2"));
        assertThat(found()).containsExactly("settled b");
    }

    /** Rows by key. */
    private static final class Rows implements Ledger {
        private final List<LedgerRow> rows = new ArrayList<>();
        private int asked;

        @Override
        public List<LedgerRow> inFolder(String folder) {
            return rows.stream().filter(row -> row.folder().equals(folder)).toList();
        }

        void add(String receiptId, ResourceKey key) {
            rows.add(new LedgerRow(
                    key,
                    "101",
                    "DICOM",
                    "A",
                    Status.LANDED,
                    new Extent(1, 1, 1, OptionalLong.empty(), Proof.MD5),
                    Hints.NONE,
                    Instant.EPOCH,
                    "run",
                    "run",
                    receiptId));
        }

        @Override
        public List<LedgerRow> ofSession(String project, String accessionId) {
            asked++;
            return rows.stream()
                    .filter(row -> row.key().project().equals(project)
                            && row.key().accessionId().equals(accessionId))
                    .toList();
        }

        @Override
        public long countOutside(String project, Set<String> accessionIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> sessionsOutside(String project, Set<String> accessionIds, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void record(LedgerRow row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seen(Collection<ResourceKey> keys, String run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isEmpty() {
            return rows.isEmpty();
        }

        @Override
        public void forEach(Consumer<LedgerRow> each) {
            throw new AssertionError("the whole ledger is not read");
        }
    }
}
