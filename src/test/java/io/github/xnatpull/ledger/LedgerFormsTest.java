package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fakes.StoredForms;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts, the record beside the lock and the note of where the state is, as versions of the program have written them. */
class LedgerFormsTest {
    private static final Receipt RECEIPT = new Receipt(
            "R-20260101-020000-7-0000abcd",
            new ResourceKey("P", "XNAT_E00001", Level.ASSESSOR, "XNAT_E00002", InOut.OUT, "DATA"),
            "101",
            "DATA",
            "S1_MR1/assessors/QC/resources/DATA/files",
            "R-20260101-020000",
            Instant.parse("2026-01-02T03:04:05.006Z"),
            List.of(
                    new ReceiptFile(
                            "=1+1.txt",
                            "%3D1+1.txt",
                            5,
                            "a".repeat(32),
                            OptionalLong.of(5),
                            Optional.of("a".repeat(32)),
                            Proof.MD5,
                            1_767_323_045_006L),
                    new ReceiptFile(
                            "b/c.dcm",
                            "b/c.dcm",
                            7,
                            "b".repeat(32),
                            OptionalLong.of(7),
                            Optional.empty(),
                            Proof.SIZE_CRC,
                            1_767_323_045_007L),
                    new ReceiptFile(
                            "d",
                            "d",
                            0,
                            "c".repeat(32),
                            OptionalLong.empty(),
                            Optional.empty(),
                            Proof.CRC,
                            1_767_323_045_008L),
                    new ReceiptFile(
                            "e",
                            "e",
                            1,
                            "d".repeat(32),
                            OptionalLong.of(2),
                            Optional.of("e".repeat(32)),
                            Proof.NONE,
                            ReceiptFile.DOUBTED)),
            Optional.of(new KeptArchive(
                    "S1_MR1/assessors/QC/resources/DATA.zip",
                    1234,
                    "0123456789abcdef0123456789abcdef",
                    1_767_323_045_006L,
                    false)));

    @TempDir
    private Path destination;

    @BeforeEach
    void home() throws IOException {
        Files.createDirectory(destination.resolve(".xnatpull"));
    }

    private static Receipt read(String text) throws IOException {
        return ReceiptFormat.read(new StringReader(text));
    }

    @Test
    void aReceiptOfTheFirstFormIsRead() throws IOException {
        assertThat(read(StoredForms.text("receipt-1.csv"))).isEqualTo(RECEIPT);
    }

    @Test
    void theReceiptOfTodayHasTheNewestFormThatIsKept() throws IOException {
        StringWriter text = new StringWriter();
        ReceiptFormat.write(RECEIPT, text);
        StoredForms.assertUnchanged("receipt-1.csv", text.toString());
    }

    /** Where the receipt of a resource is found is a stored form too. */
    @Test
    void aReceiptIsKeptWhereItWasLookedForEver() throws IOException {
        FileReceipts receipts = new FileReceipts(destination);
        receipts.intend(RECEIPT);
        Path folder = destination.resolve(".xnatpull/receipts/XNAT_E00001");
        String name = "assessor-XNAT_E00002-out-DATA-2c0de62d6d20cdf2";
        assertThat(folder.resolve(name + ".pending.csv")).isRegularFile();
        receipts.settle(RECEIPT.key(), RECEIPT.id());
        assertThat(folder.resolve(name + ".csv")).hasContent(StoredForms.text("receipt-1.csv"));
    }

    static Stream<String> names() {
        return Stream.of(StoredForms.text("receipt-1.csv").split("\n", 4))
                .limit(3)
                .filter(line -> !line.startsWith("R-"))
                .flatMap(line -> Stream.of(line.split(",")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReceiptWithoutAnyOfItsNamesIsWithoutArchiveOrDamaged(String name) throws IOException {
        String text = StoredForms.text("receipt-1.csv").replaceFirst("\\b" + name + "\\b", "later_" + name);
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
        if (name.startsWith("archive")) {
            assertThatThrownBy(() -> read(text)).hasMessageContaining("later_" + name);
        } else {
            assertThatThrownBy(() -> read(text)).hasMessage("it is no receipt");
        }
    }

    @Test
    void aReceiptFromBeforeArchivesWereKeptHasNone() throws IOException {
        String text = StoredForms.text("receipt-1.csv")
                .replace(",archive,archive_bytes,archive_md5,archive_modified_ms,archive_only", "")
                .replaceFirst(",S1_MR1/assessors/QC/resources/DATA.zip.*\n", "\n");
        Receipt read = read(text);
        assertThat(read.archive()).isEmpty();
        assertThat(read.files()).isEqualTo(RECEIPT.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive_only\n", "modified_ms\n"})
    void aReceiptThatSaysMoreIsOfANewerVersionAndNotDamaged(String last) throws IOException {
        boolean head = last.startsWith("archive");
        String text = StoredForms.text("receipt-1.csv").replace(last, last.strip() + ",withdrawn\n");
        text = head
                ? text.replace(",false\n", ",false,yes\n")
                : text.replaceAll("(\\d{13}|808\"?)\n(?!file)", "$1,yes\n");
        FileReceipts receipts = new FileReceipts(destination);
        receipts.intend(RECEIPT);
        receipts.settle(RECEIPT.key(), RECEIPT.id());
        Path file = only(destination.resolve(".xnatpull/receipts/XNAT_E00001"));
        Files.writeString(file, text);
        assertThatThrownBy(() -> receipts.settled(RECEIPT.key()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_NEWER))
                .hasMessageContaining("withdrawn")
                .hasMessageContaining("Use the newer xnatpull that wrote it");
        assertThatThrownBy(() -> receipts.held(RECEIPT.key(), RECEIPT.id(), fault -> {}))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> receipts.all(receipt -> {}, (path, fault) -> {}))
                .isInstanceOf(Fault.class);
        assertThat(file).hasContent(text);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void theRecordBesideTheLockIsToldToPeople() throws IOException {
        Path owner = Files.writeString(destination.resolve("lock.owner"), StoredForms.text("lock-owner-1.txt"));
        assertThat(LockOwner.words(owner)).startsWith("purpose pull of job killed, host workstation.example.org, pid ");
    }

    @Test
    void theRecordBesideTheLockHasTheKeysOfTheNewestFormThatIsKept() throws IOException {
        Path file = destination.resolve("lock.owner");
        try (LockOwner owner = LockOwner.write(file, "pull of job killed", Clock.systemUTC(), lost -> {})) {
            assertThat(Files.readString(file).replaceAll("(?m)^(?!purpose)(\\w+)=.*$", "$1="))
                    .isEqualTo(StoredForms.text("lock-owner-2.txt").replaceAll("(?m)^(?!purpose)(\\w+)=.*$", "$1="));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theNoteOfWhereTheStateIsIsFoundAndWrittenAsEver() throws IOException {
        Path note = destination.resolve(".xnatpull/state.location");
        Files.writeString(note, StoredForms.text("state-location-1.txt"));
        assertThat(StatePlace.of(new Destination(destination)).directory()).isEqualTo(Path.of("/elsewhere/state"));
        Files.delete(note);
        Path elsewhere = Files.createDirectory(destination.resolve("elsewhere"));
        StatePlace.of(new Destination(destination), Optional.of(elsewhere.toString()))
                .remember();
        assertThat(note).hasContent(elsewhere + "\n");
        assertThat(elsewhere.resolve("destination")).hasContent(destination + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0", "state", "{\"version\": 2}"})
    void aDamagedNoteOfWhereTheStateIsIsRefusedInWords(String text) throws IOException {
        Path note = Files.writeString(destination.resolve(".xnatpull/state.location"), text);
        assertThatThrownBy(() -> StatePlace.of(new Destination(destination)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_UNREADABLE))
                .hasMessageContaining(note.toString())
                .hasMessageContaining("no full path");
    }

    private Path mark() {
        Path receipt = new FileReceipts(destination).file(RECEIPT.key());
        return receipt.resolveSibling(receipt.getFileName().toString().replaceFirst("\\.csv$", ".recheck"));
    }

    @Test
    void notesOfWhatCameOtherwiseThanListedAreWrittenAndReadAsKept() throws IOException {
        FileReceipts receipts = new FileReceipts(destination);
        receipts.intend(RECEIPT);
        List<FaultNote> notes = List.of(
                new FaultNote(
                        "17",
                        "a/1.dcm",
                        OptionalLong.of(700),
                        Optional.of("0cc175b9c0f1b6a831c399e269772661"),
                        "92eb5ffee6ae2fec3ad71c777531578f",
                        "Fri, 02 Jan 2026 03:04:05 GMT",
                        OptionalLong.of(700),
                        "XP-DIGEST-MISMATCH",
                        "MD5 differs, also when asked again"),
                new FaultNote(
                        "17",
                        "=2.dcm",
                        OptionalLong.empty(),
                        Optional.empty(),
                        "",
                        "",
                        OptionalLong.empty(),
                        "XP-FILE-MISSING",
                        "the server answers 'not found'"));
        receipts.note(RECEIPT.key(), notes);
        Path file = mark().resolveSibling(mark().getFileName().toString().replace(".recheck", ".incomplete"));
        StoredForms.assertUnchanged("incomplete-1.csv", Files.readString(file));
        assertThat(receipts.notes(RECEIPT.key())).isEqualTo(notes);
        receipts.note(RECEIPT.key(), List.of());
        assertThat(file).doesNotExist();
        assertThat(receipts.notes(RECEIPT.key())).isEmpty();
    }

    @Test
    void aNoteThatTheServerListsOtherFilesIsWrittenAsKept() throws IOException {
        FileReceipts receipts = new FileReceipts(destination);
        receipts.intend(RECEIPT);
        receipts.settle(RECEIPT.key(), RECEIPT.id());
        receipts.suspect(RECEIPT.key(), RECEIPT.id(), Instant.parse("2026-01-02T03:04:05.006Z"));
        StoredForms.assertUnchanged("recheck-1.csv", Files.readString(mark()));
    }

    @Test
    void aNoteOfFormOneIsAboutItsReceiptUntilThatIsSettledAgain() throws IOException {
        FileReceipts receipts = new FileReceipts(destination);
        receipts.intend(RECEIPT);
        receipts.settle(RECEIPT.key(), RECEIPT.id());
        Files.writeString(mark(), StoredForms.text("recheck-1.csv"));
        assertThat(receipts.isSuspected(RECEIPT.key(), RECEIPT.id())).isTrue();
        assertThat(receipts.isSuspected(RECEIPT.key(), "another")).isFalse();
        assertThat(receipts.isAny()).isTrue();
        receipts.settle(RECEIPT.key(), RECEIPT.id());
        assertThat(receipts.isSuspected(RECEIPT.key(), RECEIPT.id())).isFalse();
        assertThat(receipts.settled(RECEIPT.key())).contains(RECEIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "receipt", "receipt,found_at\n", "another,form\n1,2\n"})
    void aDamagedNoteIsAboutEveryReceipt(String text) throws IOException {
        FileReceipts receipts = new FileReceipts(destination);
        receipts.intend(RECEIPT);
        Files.writeString(mark(), text);
        assertThat(receipts.isSuspected(RECEIPT.key(), "another")).isTrue();
    }

    @Test
    void aReceiptThatSaysMoreReplacesTheOneOfItsIdWhereverThatIs() {
        FileReceipts receipts = new FileReceipts(destination);
        Receipt doubted = RECEIPT.with(
                RECEIPT.files().stream().map(ReceiptFile::doubted).toList(),
                RECEIPT.archive().map(zip -> zip.at(ReceiptFile.DOUBTED)));
        receipts.intend(RECEIPT);
        receipts.amend(doubted);
        assertThat(receipts.pending(RECEIPT.key())).contains(doubted);
        receipts.settle(RECEIPT.key(), RECEIPT.id());
        receipts.amend(RECEIPT);
        assertThat(receipts.settled(RECEIPT.key())).contains(RECEIPT);
        assertThat(receipts.pending(RECEIPT.key())).isEmpty();
    }
}
