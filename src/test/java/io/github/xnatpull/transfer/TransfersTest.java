package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource on its way into an empty folder. */
class TransfersTest {

    private static final PlanItem ITEM = Bench.scan("101");

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void threeFiles() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two two").put("101", "sub dir/a b#1.txt", "three");
    }

    private void everythingIsHere() {
        assertThat(bench.files())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1.dcm", "one", "2.dcm", "two two", "sub dir/a b#1.txt", "three"));
        assertThat(bench.staged()).isEmpty();
    }

    @Test
    @DisplayName("B-83: a resource whose listing never ends is failed, and lands when the server is well")
    void aListingBeyondAllBoundsFailsItsResource() {
        bench.server.put("101", "1.dcm", "one");
        bench.server.beforeListing = () -> {
            throw Fault.fault(FaultCode.LIST_TOO_LARGE)
                    .trying("list the files of 101")
                    .because("it has more than 2000000 rows");
        };
        Outcome outcome = bench.pull(Bench.scan("101"));
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.code()).contains(FaultCode.LIST_TOO_LARGE);
        assertThat(outcome.message()).contains("more than 2000000 rows");
        bench.server.beforeListing = () -> {};
        assertThat(bench.pull(Bench.scan("101")).status()).isEqualTo(Status.LANDED);
    }

    @Test
    void manySmallFilesComeAsOneArchive() {
        Outcome outcome = bench.pull(ITEM);
        everythingIsHere();
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().files())
                .isEqualTo(3)
                .isEqualTo(outcome.extent().filesExpected());
        assertThat(outcome.extent().bytes()).isEqualTo(15);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.MD5);
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101");
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files()).hasSize(3);
        assertThat(bench.receipts.pending(ITEM.key())).isEmpty();
    }

    @Test
    void deflatedArchivesComeRightToo() {
        bench.server.archive = (id, entries) -> Zips.deflated(entries);
        bench.server.digests = false;
        assertThat(bench.pull(ITEM).extent().proof()).isEqualTo(Proof.SIZE_CRC);
        everythingIsHere();
        assertThat(bench.server.count("get")).isZero();
    }

    @Test
    void oneFileComesByItself() {
        bench.server.put("7", "only.nii", "data");
        Outcome outcome = bench.pull(Bench.scan("7"));
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsExactly(Map.entry("only.nii", "data"));
        assertThat(bench.server.requests).containsExactly("list 7", "get 7 only.nii");
    }

    @Test
    @DisplayName("B-38: without digests size and CRC are the proof, without sizes the CRC")
    void proofWithoutDigests() {
        bench.server.digests = false;
        assertThat(bench.pull(ITEM).extent().proof()).isEqualTo(Proof.SIZE_CRC);
        Bench other = new Bench(directory.resolve("other"));
        other.server.put("101", "1", "x").put("101", "2", "y");
        other.server.digests = false;
        other.server.sizes = false;
        assertThat(other.pull(ITEM).extent().proof()).isEqualTo(Proof.CRC);
    }

    @Test
    @DisplayName("B-18: an archive cut between two entries is completed file by file")
    void archiveCutBetweenEntries() {
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> first = new LinkedHashMap<>(entries);
            first.keySet().retainAll(List.of(bench.server.entryPrefix + "1.dcm"));
            byte[] zip = Zips.stored(first);
            return java.util.Arrays.copyOf(zip, Zips.directoryStart(zip));
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.server.requests)
                .containsExactly("list 101", "zip 101", "get 101 2.dcm", "get 101 sub dir/a b#1.txt");
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .contains("XP-ZIP-TRUNCATED")
                .doesNotContain("SUBJ01");
    }

    @Test
    @DisplayName("B-17: an archive cut in the middle of an entry is completed file by file")
    void archiveCutInAnEntry() {
        bench.server.wire = bytes -> java.util.Arrays.copyOf(bytes, bytes.length / 3);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
    }

    @Test
    @DisplayName("B-16: a connection that breaks in an archive costs only what is missing")
    void connectionBreaksInArchive() {
        bench.server.wire = bytes -> java.util.Arrays.copyOf(bytes, Zips.directoryStart(bytes));
        bench.server.archiveBreaks = true;
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.server.count("get")).isZero();
    }

    @Test
    @DisplayName("B-19: a flipped bit in a stored entry is never placed, even without digests")
    void flippedBitIsFetchedAgain() {
        bench.server.digests = false;
        bench.server.wire = bytes -> {
            byte[] flipped = bytes.clone();
            int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("two two");
            flipped[at] ^= 4;
            return flipped;
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101", "get 101 2.dcm");
    }

    @Test
    @DisplayName("B-39: a resource without files is empty")
    void resourceWithoutFilesIsEmpty() {
        bench.server.resource("9");
        Outcome outcome = bench.pull(Bench.scan("9"));
        assertThat(outcome.status()).isEqualTo(Status.EMPTY);
        assertThat(bench.tree()).isEmpty();
    }

    @Test
    @DisplayName("B-34: a resource deleted since the plan is gone")
    void resourceDeletedSinceThePlan() {
        bench.server.remove("101");
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.GONE);
        assertThat(outcome.code()).contains(FaultCode.GONE_SINCE_PLAN);
    }

    @Test
    @DisplayName("B-36: a file that the server lists and cannot deliver leaves the rest placed")
    void listedButNotOnTheServersDisk() {
        bench.server.list("101", FakeXnat.row("101", "lost.dcm", 10, ""));
        Outcome outcome = bench.pull(ITEM);
        everythingIsHere();
        assertThat(outcome.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(outcome.code()).contains(FaultCode.FILE_MISSING);
        assertThat(outcome.extent().files()).isEqualTo(3);
        assertThat(outcome.extent().filesExpected()).isEqualTo(4);
        assertThat(outcome.fileFaults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("lost.dcm");
            assertThat(fault.code()).isEqualTo(FaultCode.FILE_MISSING);
            assertThat(fault.bytesExpected()).hasValue(10);
        });
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101", "get 101 lost.dcm", "list 101");
    }

    @Test
    @DisplayName("B-37: a stale digest is accepted where the second listing agrees with the bytes")
    void staleListingIsAskedForAgain() {
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 3, "0".repeat(32)));
        int[] listings = {0};
        bench.server.beforeListing = () -> {
            if (++listings[0] == 2) {
                bench.server.refresh();
            }
        };
        Outcome outcome = bench.pull(ITEM);
        everythingIsHere();
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101", "list 101");
    }

    @Test
    @DisplayName("B-37: a file that comes twice alike but not as listed is placed without proof")
    void twiceAlikeButNotAsListed() {
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 7, "0".repeat(32)));
        Outcome outcome = bench.pull(ITEM);
        everythingIsHere();
        assertThat(outcome.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.NONE);
        assertThat(outcome.code()).contains(FaultCode.DIGEST_MISMATCH);
        assertThat(outcome.extent().files()).isEqualTo(2);
        assertThat(outcome.message()).contains("the server lists 00000000000000000000000000000000");
        assertThat(bench.server.requests).containsExactly("list 101", "zip 101", "list 101", "get 101 2.dcm");
    }

    @Test
    @DisplayName("B-52: an entry that nobody asked for is left out, and looked for in a new listing")
    void unexpectedEntryIsLeftOut() {
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> more = new LinkedHashMap<>(entries);
            more.put(bench.server.entryPrefix + "evil.sh", new byte[] {1, 2, 3});
            return Zips.stored(more);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .contains("XP-ZIP-UNEXPECTED-ENTRY")
                .doesNotContain("asked for again");
    }

    @Test
    @DisplayName("B-52: an archive of another scan, with equal names and sizes and no digests, is not taken for ours")
    void archiveOfAnotherScan() {
        bench.server.digests = false;
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> other = new LinkedHashMap<>();
            entries.forEach((name, bytes) -> other.put(name.replace("/scans/1-", "/scans/2-"), new byte[bytes.length]));
            return Zips.stored(other);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.server.count("get")).isEqualTo(3);
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .contains("XP-ZIP-UNEXPECTED-ENTRY", "3 of its entries", "3 files are asked for again");
    }

    @Test
    @DisplayName("B-48: entry names that lead elsewhere are never used as paths")
    void climbingEntriesWriteNothing() {
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> more = new LinkedHashMap<>();
            for (String name : List.of("../x", "/etc/x", "C:\\x", "\\\\srv\\x", "..\\x", "a/../../x", "../../1.dcm")) {
                more.put(name, new byte[] {66});
            }
            more.putAll(entries);
            return Zips.stored(more);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(directory.toFile().list()).containsExactly("dest");
    }

    @Test
    @DisplayName("B-51: the same entry with other bytes makes neither trusted")
    void duplicateEntryWithOtherBytes() {
        bench.server.digests = false;
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> more = new LinkedHashMap<>(entries);
            more.put(
                    "SUBJ01_MR1/scans/1/resources/DICOM/files/1.dcm",
                    "onf".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return Zips.stored(more);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.server.requests).contains("get 101 1.dcm");
    }

    @Test
    @DisplayName("B-50: an archive that unpacks to far more than listed is stopped")
    void bombIsStopped() {
        byte[] zeros = new byte[70 << 20];
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> bomb = new LinkedHashMap<>();
            bomb.put(bench.server.entryPrefix + "1.dcm", zeros);
            bomb.putAll(Map.of(bench.server.entryPrefix + "2.dcm", zeros));
            return Zips.deflated(bomb);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        everythingIsHere();
        assertThat(bench.warnings.toString()).contains("bytes that could be expected");
    }

    @Test
    @DisplayName("B-53: colliding and unportable names are both kept, the mapping is in the receipt")
    void collidingNames() {
        bench.server
                .put("8", "T1.dcm", "upper")
                .put("8", "t1.dcm", "lower")
                .put("8", "a:b", "colon")
                .put("8", "aux.dcm", "device");
        assertThat(bench.pull(Bench.scan("8")).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files())
                .hasSize(4)
                .containsEntry("T1.dcm", "upper")
                .containsEntry("a%3Ab", "colon")
                .containsEntry("%61ux.dcm", "device");
        assertThat(bench.receipts.settled(Bench.scan("8").key()).orElseThrow().files())
                .anySatisfy(file -> {
                    assertThat(file.file()).isEqualTo("t1.dcm");
                    assertThat(file.path()).matches("t1-[0-9a-f]{8}\\.dcm");
                });
    }

    @Test
    @DisplayName("B-42: A file that no URL can name comes from the archive")
    void aFileThatNoUrlCanNameComesFromTheArchive() {
        bench.server.put("101", "100%.txt", "percent");
        bench.server.archive = (id, entries) -> {
            boolean first = bench.server.count("zip") == 1;
            Map<String, byte[]> some = new LinkedHashMap<>(entries);
            if (first) {
                some.remove(bench.server.entryPrefix + "100%.txt");
            }
            return Zips.stored(some);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsEntry("100%.txt", "percent");
        assertThat(bench.server.count("get")).isZero();
    }

    @Test
    void aFileThatNoUrlCanNameAndNoArchiveHoldsIsReported() {
        bench.server.list("101", FakeXnat.row("101", "a;b", 3, ""));
        Outcome outcome = bench.pull(ITEM);
        everythingIsHere();
        assertThat(outcome.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(outcome.code()).contains(FaultCode.UNADDRESSABLE);
        assertThat(bench.server.count("zip")).isEqualTo(2);
    }

    @Test
    void oneListingServesTheFollowingResourcesOfASession() {
        bench.server.put("102", "x", "x1").put("103", "y", "y1");
        List<PlanItem> items = List.of(ITEM, Bench.item("102", "2", "DICOM"), Bench.item("103", "3", "NIFTI"));
        try (Transfers transfer = bench.transfer()) {
            Transfers.Slice slice = transfer.slice("run", items);
            items.forEach(item -> assertThat(
                            slice.transfer(item, java.util.Optional.empty()).status())
                    .isEqualTo(Status.LANDED));
        }
        assertThat(bench.server.requests)
                .filteredOn(line -> line.startsWith("list"))
                .containsExactly("lists 101,102,103");
    }

    @Test
    void aSecondTryIsListedAlone() {
        bench.server.put("102", "x", "x1");
        bench.server.breakAfter = (request, length) -> request <= 5 ? 0 : Integer.MAX_VALUE;
        List<PlanItem> items = List.of(Bench.item("102", "2", "DICOM"), ITEM);
        try (Transfers transfer = bench.transfer()) {
            Transfers.Slice slice = transfer.slice("run", items);
            assertThat(slice.transfer(items.get(0), java.util.Optional.empty()).status())
                    .isEqualTo(Status.FAILED);
            assertThat(slice.transfer(ITEM, java.util.Optional.empty()).status())
                    .isEqualTo(Status.LANDED);
            assertThat(slice.transfer(items.get(0), java.util.Optional.empty()).status())
                    .isEqualTo(Status.LANDED);
        }
        assertThat(bench.server.requests)
                .filteredOn(line -> line.startsWith("list"))
                .containsExactly("lists 102,101", "list 102");
    }

    @Test
    void emptyInASharedListingIsConfirmed() {
        bench.server.resource("102");
        List<PlanItem> items = List.of(ITEM, Bench.item("102", "2", "DICOM"), Bench.item("103", "3", "NIFTI"));
        try (Transfers transfer = bench.transfer()) {
            Transfers.Slice slice = transfer.slice("run", items);
            assertThat(items.stream().map(item -> slice.transfer(item, java.util.Optional.empty())
                            .status()))
                    .containsExactly(Status.LANDED, Status.EMPTY, Status.GONE);
        }
        assertThat(bench.server.requests).contains("list 102", "list 103");
    }
}
