package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.support.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --archives keep} and {@code both}. */
class KeptArchiveTest {

    private static final PlanItem ITEM = Bench.scan("101");
    private static final String PREFIX = "SUBJ01_MR1/scans/1-T1w/resources/DICOM/files/";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void threeFiles() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two").put("101", "1/ü b#.txt", "three");
        use(Archives.KEEP, Existing.VERIFY);
    }

    private void use(Archives archives, Existing existing) {
        bench.settings = new TransferSettings(existing, ByteSize.parse("1M"), archives);
    }

    private void nextRun() {
        bench.run = "next";
        bench.server.requests.clear();
        bench.warnings.clear();
    }

    private Path zip() {
        return bench.root.resolve("SUBJ01_MR1/scans/1/resources/DICOM.zip");
    }

    private byte[] own() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(PREFIX + "1.dcm", "one".getBytes(StandardCharsets.UTF_8));
        entries.put(PREFIX + "2.dcm", "two".getBytes(StandardCharsets.UTF_8));
        entries.put(PREFIX + "1/ü b#.txt", "three".getBytes(StandardCharsets.UTF_8));
        return Zips.stored(entries);
    }

    private Map<String, String> content() {
        Map<String, String> content = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(zip().toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                content.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }

    @Test
    void theServersOwnBytesAreKeptWhereTheyProveComplete() throws IOException {
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.MD5);
        assertThat(outcome.extent().files()).isEqualTo(3);
        assertThat(bench.tree()).containsOnlyKeys("SUBJ01_MR1/scans/1/resources/DICOM.zip");
        assertThat(Files.readAllBytes(zip())).isEqualTo(own());
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101");
        assertThat(bench.staged()).isEmpty();
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
        assertThat(bench.server.requests).containsExactly("list 101");
    }

    @ParameterizedTest
    @EnumSource(
            value = Archives.class,
            names = {"KEEP", "BOTH"})
    void aBrokenArchiveIsMadeAnewUnderTheSameNames(Archives archives) {
        use(archives, Existing.VERIFY);
        bench.server.wire = bytes -> Arrays.copyOf(bytes, bytes.length / 3);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(PREFIX + "1.dcm", "one", PREFIX + "2.dcm", "two", PREFIX + "1-T1w/ü b#.txt", "three"));
        assertThat(bench.server.count("zip")).isEqualTo(1);
        assertThat(bench.server.count("get")).isBetween(1L, 3L);
        assertThat(bench.staged()).isEmpty();
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Archives.class,
            names = {"KEEP", "BOTH"})
    void aZipThatWasFoundToDifferIsHashedUntilItIsMended(Archives archives) throws IOException {
        use(archives, Existing.VERIFY);
        bench.pull(ITEM);
        byte[] bytes = Files.readAllBytes(zip());
        bytes[bytes.length / 2] ^= 1;
        FileTime time = Files.getLastModifiedTime(zip());
        Files.write(zip(), bytes);
        Files.setLastModifiedTime(zip(), time);
        for (Existing existing : new Existing[] {Existing.REHASH, Existing.VERIFY, Existing.KEEP, Existing.VERIFY}) {
            nextRun();
            use(archives, existing);
            assertThat(bench.pull(ITEM).status()).as(existing.name()).isEqualTo(Status.CONFLICT);
        }
        nextRun();
        use(archives, Existing.REPLACE);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).containsValues("one", "two", "three").hasSize(3);
    }

    @Test
    void anIncompleteResourceIsKeptAsFarAsItGoes() {
        bench.server.list("101", FakeXnat.row("101", "lost.dcm", 4, ""));
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(outcome.extent().files()).isEqualTo(3);
        assertThat(content()).hasSize(3);
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 lost.dcm", "list 101");
        nextRun();
        bench.server.put("101", "lost.dcm", "back");
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).hasSize(4).containsEntry(PREFIX + "lost.dcm", "back");
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 lost.dcm");
    }

    @Test
    void onlyWhatDiffersIsFetchedForANewArchive() {
        bench.pull(ITEM);
        nextRun();
        bench.server.put("101", "2.dcm", "two, but new");
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 2.dcm");
        assertThat(content()).hasSize(3).containsEntry(PREFIX + "2.dcm", "two, but new");
    }

    @Test
    void aListingThatChangesWhileAnArchiveIsAmendedIsFollowed() {
        bench.pull(ITEM);
        nextRun();
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 3, FakeXnat.md5("old".getBytes(StandardCharsets.UTF_8))));
        int[] listings = {0};
        bench.server.beforeListing = () -> {
            if (++listings[0] == 2) {
                bench.server.refresh();
                // Told otherwise, and yet what the old archive has: it comes from one of both, not from both.
                bench.server.list("101", FakeXnat.row("101", "1.dcm", 3, ""));
                bench.server.put("101", "4.dcm", "four");
            }
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).hasSize(4).containsValues("one", "two", "three", "four");
        assertThat(bench.server.count("zip")).isZero();
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @EnumSource(
            value = Archives.class,
            names = {"KEEP", "BOTH"})
    void anArchiveThatFailsLeavesNoFileOpen(Archives archives) {
        use(archives, Existing.VERIFY);
        for (FaultCode code : List.of(FaultCode.SERVER_AWAY, FaultCode.SERVER_ERROR, FaultCode.AUTH_FORBIDDEN)) {
            bench.server.beforeContent = () -> {
                throw Fault.fault(code).trying("download it").because("it never began");
            };
            try {
                assertThat(bench.pull(ITEM).status()).isEqualTo(Status.FAILED);
            } catch (Fault fault) {
                assertThat(fault.code()).isEqualTo(FaultCode.SERVER_AWAY);
            }
        }
        assertThat(openBelow(bench.root)).isEmpty();
        assertThat(bench.staged()).isEmpty();
    }

    private static List<String> openBelow(Path root) {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(KeptArchiveTest::target)
                    .filter(target -> target.startsWith(root.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Archives.class,
            names = {"KEEP", "BOTH"})
    void whereArchivesAreRefusedTheyAreMadeOfSingleFiles(Archives archives) {
        use(archives, Existing.VERIFY);
        bench.server.beforeContent = () -> {
            if (bench.server.requests.get(bench.server.requests.size() - 1).startsWith("zip")) {
                throw Fault.fault(FaultCode.SERVER_BUSY).trying("download it").because("the server answered 429");
            }
        };
        for (String id : List.of("102", "103", "104")) {
            bench.server.put(id, "1.dcm", "one").put(id, "2.dcm", "two");
            assertThat(bench.pull(Bench.item(id, id, "DICOM")).status()).isEqualTo(Status.LANDED);
        }
        assertThat(bench.server.count("zip")).isEqualTo(2);
        assertThat(bench.tree().keySet())
                .filteredOn(path -> path.endsWith(".zip"))
                .hasSize(3);
    }

    @Test
    void foreignAndEditedArchivesStay() throws IOException {
        Files.createDirectories(zip().resolveSibling("x"));
        Files.writeString(zip(), "somebody's");
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.CONFLICT);
        assertThat(outcome.code()).contains(FaultCode.CONFLICT);
        assertThat(zip()).hasContent("somebody's");
        assertThat(bench.server.count("zip")).isZero();
        Files.delete(zip());
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        Files.writeString(zip(), "edited".repeat(1000));
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.CONFLICT);
        use(Archives.KEEP, Existing.REPLACE);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Archives.class,
            names = {"KEEP", "BOTH"})
    void anArchivePlacedBeforeAKillIsAdopted(Archives archives) {
        use(archives, Existing.VERIFY);
        bench.transfer(ITEM);
        nextRun();
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101");
        assertThat(bench.receipts.pending(ITEM.key())).isEmpty();
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().archive()).isPresent();
    }

    @Test
    void bothMeansTheZipAndTheFolder() throws IOException {
        use(Archives.BOTH, Existing.VERIFY);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(Files.readAllBytes(zip())).isEqualTo(own());
        assertThat(bench.tree()).hasSize(4);
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101");
        Receipt receipt = bench.receipts.settled(ITEM.key()).orElseThrow();
        assertThat(FilesOnDisk.all(new Destination(bench.root), receipt, FilesOnDisk.Look.HASH))
                .isTrue();
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
        Files.delete(zip());
        assertThat(FilesOnDisk.all(new Destination(bench.root), receipt, FilesOnDisk.Look.STAT))
                .isFalse();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).hasSize(3);
        nextRun();
        bench.server.put("101", "2.dcm", "two, but new");
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).containsEntry(PREFIX + "2.dcm", "two, but new");
        assertThat(bench.server.count("zip")).isZero();
    }

    private void loseReceipt() throws IOException {
        try (Stream<Path> paths = Files.walk(bench.root.resolve(".xnatpull/receipts"))) {
            for (Path receipt : paths.filter(Files::isRegularFile).toList()) {
                Files.delete(receipt);
            }
        }
    }

    @Test
    void aZipWhoseReceiptIsLostIsAdoptedWhereItsContentIsTheServers() throws IOException {
        bench.pull(ITEM);
        loseReceipt();
        nextRun();
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101");
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().archive()).isPresent();
        nextRun();
        bench.run = "third";
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void aZipWhoseReceiptIsLostAndThatProvesNothingStaysAndSaysHowToGoOn() throws IOException {
        bench.pull(ITEM);
        loseReceipt();
        nextRun();
        Map<String, byte[]> edited = new LinkedHashMap<>();
        edited.put(PREFIX + "1.dcm", "one".getBytes(StandardCharsets.UTF_8));
        edited.put(PREFIX + "2.dcm", "TWO".getBytes(StandardCharsets.UTF_8));
        edited.put(PREFIX + "1/ü b#.txt", "three".getBytes(StandardCharsets.UTF_8));
        Files.write(zip(), Zips.stored(edited));
        use(Archives.KEEP, Existing.REPLACE);
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.CONFLICT);
        assertThat(outcome.fileFaults()).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("whose receipt is lost", "move it away"));
        assertThat(content()).containsEntry(PREFIX + "2.dcm", "TWO");
        Files.delete(zip());
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(content()).containsEntry(PREFIX + "2.dcm", "two");
    }
}
