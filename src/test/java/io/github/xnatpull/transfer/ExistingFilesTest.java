package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.FilesOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource on its way into a folder where something is already. */
class ExistingFilesTest {

    private static final PlanItem ITEM = Bench.scan("101");

    @TempDir
    Path directory;

    private Bench bench;
    private int runs;

    @BeforeEach
    void threeFiles() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two").put("101", "sub/3.dcm", "three");
    }

    private void nextRun() {
        bench.run = "test-2";
        bench.server.requests.clear();
    }

    private void write(String place, String text) throws IOException {
        Path path = bench.folder().resolve(place);
        Files.createDirectories(path.getParent() == null ? path : path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(10)));
    }

    private void use(Existing existing) {
        bench.settings = new TransferSettings(existing, bench.settings.singleFrom());
    }

    @Test
    void nothingNewMovesNothing() {
        Outcome first = bench.pull(ITEM);
        nextRun();
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.UNCHANGED);
        assertThat(outcome.receiptId()).isEqualTo(first.receiptId());
        assertThat(outcome.extent().files()).isEqualTo(3);
        assertThat(outcome.bytesMoved()).isZero();
        assertThat(bench.server.requests).containsExactly("list 101");
    }

    @Test
    void onlyWhatDiffersIsFetched() {
        bench.pull(ITEM);
        nextRun();
        bench.server.put("101", "2.dcm", "two, but new").put("101", "4.dcm", "four");
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 2.dcm", "get 101 4.dcm");
        assertThat(bench.files())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1.dcm", "one", "2.dcm", "two, but new", "sub/3.dcm", "three", "4.dcm", "four"));
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files()).hasSize(4);
        nextRun();
        assertThat(bench.pull(ITEM).bytesMoved()).isZero();
    }

    @Test
    void whatTheServerListsNoMoreStaysOurs() {
        bench.pull(ITEM);
        nextRun();
        bench.server.removeFile("101", "2.dcm");
        bench.server.put("101", "4.dcm", "four");
        assertThat(bench.pull(ITEM).extent().files()).isEqualTo(3);
        assertThat(bench.files()).hasSize(4).containsEntry("2.dcm", "two");
        nextRun();
        bench.server.put("101", "2.dcm", "it is back, changed");
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsEntry("2.dcm", "it is back, changed");
    }

    @Test
    @DisplayName("B-62: deleted and truncated files are fetched again")
    void deletedAndTruncatedFilesComeBack() throws IOException {
        bench.pull(ITEM);
        nextRun();
        Files.delete(bench.folder().resolve("1.dcm"));
        write("2.dcm", "t");
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsEntry("1.dcm", "one").containsEntry("2.dcm", "two");
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 1.dcm", "get 101 2.dcm");
    }

    @Test
    @DisplayName("B-62: an edited file is left alone as a conflict, replaced only where asked to")
    void editedFilesStay() throws IOException {
        bench.pull(ITEM);
        nextRun();
        write("1.dcm", "mine");
        write("2.dcm", "2wo");
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.CONFLICT);
        assertThat(outcome.extent().files()).isEqualTo(1);
        assertThat(outcome.message()).contains("edited here");
        assertThat(bench.files()).containsEntry("1.dcm", "mine").containsEntry("2.dcm", "2wo");
        nextRun();
        use(Existing.REPLACE);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsEntry("1.dcm", "one").containsEntry("2.dcm", "two");
    }

    @Test
    void touchingAFileIsNoEdit() throws IOException {
        bench.pull(ITEM);
        nextRun();
        write("1.dcm", "one");
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void rehashSeesWhatAStatCannot() throws IOException {
        bench.pull(ITEM);
        Path path = bench.folder().resolve("1.dcm");
        FileTime time = Files.getLastModifiedTime(path);
        Files.writeString(path, "ohn");
        Files.setLastModifiedTime(path, time);
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
        use(Existing.REHASH);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
    }

    /** Changes a file and leaves its size and time as they were. */
    private void rot(String place, String text) throws IOException {
        Path path = bench.folder().resolve(place);
        FileTime time = Files.getLastModifiedTime(path);
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, time);
    }

    private Outcome pullWith(Existing existing) {
        nextRun();
        bench.run = "run-" + ++runs;
        use(existing);
        return bench.pull(ITEM);
    }

    @Test
    @DisplayName("B-62: what was once found to differ is not taken for right by its size and time")
    void aKnownConflictStaysOneUntilItIsMended() throws IOException {
        bench.pull(ITEM);
        rot("1.dcm", "ohn");
        assertThat(pullWith(Existing.REHASH).status()).isEqualTo(Status.CONFLICT);
        for (Existing existing : List.of(Existing.VERIFY, Existing.KEEP, Existing.VERIFY, Existing.REHASH)) {
            Outcome outcome = pullWith(existing);
            assertThat(outcome.status()).as(existing.name()).isEqualTo(Status.CONFLICT);
            assertThat(outcome.extent().files()).isEqualTo(2);
            assertThat(outcome.receiptId()).isNotEmpty();
        }
        assertThat(pullWith(Existing.REPLACE).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 1.dcm");
        assertThat(bench.files()).containsEntry("1.dcm", "one");
        assertThat(pullWith(Existing.VERIFY).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void theDoubtIsInTheReceiptSoThatNeitherAnEmptyListingNorALostLedgerHidesIt() throws IOException {
        bench.pull(ITEM);
        rot("1.dcm", "ohn");
        assertThat(pullWith(Existing.REHASH).status()).isEqualTo(Status.CONFLICT);
        bench.ledger.clear();
        assertThat(pullWith(Existing.VERIFY).status()).isEqualTo(Status.CONFLICT);
        bench.ledger.clear();
        assertThat(pullWith(Existing.KEEP).status()).isEqualTo(Status.CONFLICT);
        assertThat(FilesOnDisk.all(
                        new Destination(bench.root),
                        bench.receipts.settled(ITEM.key()).orElseThrow(),
                        FilesOnDisk.Look.STAT))
                .isFalse();
        rot("1.dcm", "one");
        assertThat(pullWith(Existing.VERIFY).status()).isEqualTo(Status.LANDED);
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files()).noneMatch(ReceiptFile::isDoubted);
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files())
                .extracting(ReceiptFile::proof)
                .containsOnly(Proof.MD5);
    }

    @Test
    void theOnlyFileOfAResourceIsDoubtedToo() throws IOException {
        bench.server.removeFile("101", "2.dcm");
        bench.server.removeFile("101", "sub/3.dcm");
        bench.pull(ITEM);
        rot("1.dcm", "ohn");
        assertThat(pullWith(Existing.REHASH).receiptId()).isNotEmpty();
        assertThat(pullWith(Existing.VERIFY).status()).isEqualTo(Status.CONFLICT);
        assertThat(pullWith(Existing.REPLACE).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsEntry("1.dcm", "one");
    }

    @Test
    void replaceSeesWhatAStatCannot() throws IOException {
        bench.pull(ITEM);
        rot("1.dcm", "ohn");
        assertThat(pullWith(Existing.REPLACE).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 1.dcm");
        assertThat(bench.files()).containsEntry("1.dcm", "one");
    }

    @Test
    void aLedgerThatOnlyKnowsOfAConflictIsEnoughToHash() throws IOException {
        bench.pull(ITEM);
        rot("1.dcm", "ohn");
        bench.record(ITEM, Outcome.without(Status.CONFLICT, 1, FaultCode.CONFLICT, "something was in the way"));
        assertThat(pullWith(Existing.VERIFY).status()).isEqualTo(Status.CONFLICT);
    }

    @Test
    void keepDoesNotLook() throws IOException {
        bench.pull(ITEM);
        nextRun();
        Files.delete(bench.folder().resolve("1.dcm"));
        use(Existing.KEEP);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    @DisplayName("B-63: a foreign file is never overwritten, not even by --existing replace")
    void foreignFilesStay() throws IOException {
        write("2.dcm", "somebody's");
        use(Existing.REPLACE);
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.CONFLICT);
        assertThat(outcome.code()).contains(FaultCode.CONFLICT);
        assertThat(outcome.extent().files()).isEqualTo(2);
        assertThat(bench.files()).containsEntry("1.dcm", "one").containsEntry("2.dcm", "somebody's");
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files())
                .extracting(ReceiptFile::file)
                .containsExactlyInAnyOrder("1.dcm", "sub/3.dcm");
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
        assertThat(bench.server.requests).containsExactly("list 101");
        Files.delete(bench.folder().resolve("2.dcm"));
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsEntry("2.dcm", "two");
    }

    @Test
    void aForeignFileThatTurnsUpLateStays() throws IOException {
        write("other.txt", "so the folder is not vacant");
        bench.server.beforeContent = () -> {
            try {
                write("2.dcm", "quicker");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
        assertThat(bench.files()).containsEntry("2.dcm", "quicker").containsEntry("1.dcm", "one");
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files()).hasSize(2);
    }

    @Test
    @DisplayName("B-49: nothing is written through a link in the destination")
    void linksAreNotFollowed() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createDirectories(bench.root.resolve("SUBJ01_MR1"));
        Files.createSymbolicLink(bench.root.resolve("SUBJ01_MR1/scans"), outside);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
        assertThat(outside).isEmptyDirectory();
        Files.delete(bench.root.resolve("SUBJ01_MR1/scans"));
        Files.createDirectories(bench.folder());
        Files.createSymbolicLink(bench.folder().resolve("sub"), outside);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
        assertThat(outside).isEmptyDirectory();
        assertThat(bench.folder().resolve("1.dcm")).hasContent("one");
    }

    @Test
    void anEmptyFolderIsTakenOver() throws IOException {
        Files.createDirectories(bench.folder());
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).hasSize(3);
    }

    @Test
    @DisplayName("B-04: what was moved before a kill is adopted with its proof, not downloaded twice")
    void placedFilesAreAdopted() {
        Outcome killed = bench.transfer(ITEM);
        assertThat(bench.receipts.pending(ITEM.key()).orElseThrow().id()).isEqualTo(killed.receiptId());
        nextRun();
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.MD5);
        assertThat(bench.server.requests).containsExactly("list 101");
        assertThat(bench.receipts.pending(ITEM.key())).isEmpty();
    }

    @Test
    void afterAKillBetweenTwoMovesOnlyTheRestIsFetched() throws IOException {
        bench.transfer(ITEM);
        Files.delete(bench.folder().resolve("2.dcm"));
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 2.dcm");
    }

    @Test
    void aForeignFileAtAPlaceThatWasOnlyMeantStays() throws IOException {
        bench.transfer(ITEM);
        write("2.dcm", "not what was meant");
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
        assertThat(bench.files()).containsEntry("2.dcm", "not what was meant");
    }

    @Test
    void aKillWhileReplacingLeavesOldOrNewAndBothAreKnown() throws IOException {
        bench.pull(ITEM);
        bench.server.put("101", "1.dcm", "ONE!").put("101", "2.dcm", "TWO!");
        bench.run = "test-2";
        bench.transfer(ITEM);
        write("2.dcm", "two");
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 2.dcm");
        assertThat(bench.files()).containsEntry("1.dcm", "ONE!").containsEntry("2.dcm", "TWO!");
    }

    @Test
    void aKillBetweenLedgerAndReceiptIsMended() {
        Outcome outcome = bench.transfer(ITEM);
        bench.record(ITEM, outcome);
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().id()).isEqualTo(outcome.receiptId());
        assertThat(bench.receipts.pending(ITEM.key())).isEmpty();
    }

    @Test
    @DisplayName("B-36: every later pull asks again for what is missing")
    void incompleteResourcesAreAskedForAgain() {
        bench.server.list("101", FakeXnat.row("101", "lost.dcm", 4, ""));
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 lost.dcm", "list 101");
        nextRun();
        bench.server.put("101", "lost.dcm", "back");
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().files()).isEqualTo(4);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 lost.dcm");
    }

    @Test
    void aFileNotAsListedIsAskedForOnceANight() {
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 3, "0".repeat(32)));
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.server.count("get")).isEqualTo(1);
        nextRun();
        bench.server.refresh();
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.MD5);
        assertThat(bench.server.count("get")).isZero();
    }

    @Test
    void digestsThatTheServerLearnsLaterProveWhatIsHere() {
        bench.server.digests = false;
        assertThat(bench.pull(ITEM).extent().proof()).isEqualTo(Proof.SIZE_CRC);
        nextRun();
        bench.server.digests = true;
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.bytesMoved()).isZero();
        assertThat(outcome.extent().proof()).isEqualTo(Proof.MD5);
    }

    @Test
    void placesOfCollidingNamesStayFromRunToRun() {
        bench.server.put("101", "A", "upper").put("101", "a", "lower");
        bench.pull(ITEM);
        Map<String, String> before = bench.files();
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
        bench.server.put("101", "1.DCM", "another");
        bench.pull(ITEM);
        assertThat(bench.files()).containsAllEntriesOf(before).hasSize(before.size() + 1);
    }

    @Test
    @DisplayName("B-61: a destination that is gone ends the run")
    void vanishedDestination() throws IOException {
        bench.server.beforeContent = () -> {
            try {
                Files.move(bench.root, directory.resolve("unmounted"));
                Files.createDirectory(bench.root);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThatThrownBy(() -> bench.pull(ITEM))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.DESTINATION_GONE))
                .hasMessageContaining("the destination is not there any more");
        assertThat(bench.root).isEmptyDirectory();
    }

    @Test
    void aReceiptOfTheWholeTreeIsEnoughForANewLedger() {
        bench.pull(ITEM);
        List<Receipt> all = new ArrayList<>();
        bench.receipts.all(all::add, (path, fault) -> {
            throw fault;
        });
        assertThat(all).singleElement().satisfies(receipt -> {
            assertThat(receipt.key()).isEqualTo(ITEM.key());
            assertThat(receipt.folder()).isEqualTo(ITEM.folder());
        });
        bench.ledger.clear();
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101");
        assertThat(Optional.of(bench.files().size())).contains(3);
    }
}
