package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.support.ByteSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not as listed is placed only where two witnesses agree, and never for something worth more. */
class MismatchedFilesTest {
    private static final PlanItem ITEM = Bench.scan("101");
    private static final String STALE = "0".repeat(32);

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void threeFiles() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two").put("101", "3.dcm", "three");
    }

    private void archivesFail() {
        bench.server.beforeContent = () -> {
            if (bench.server.requests.get(bench.server.requests.size() - 1).startsWith("zip")) {
                throw Fault.fault(FaultCode.NOT_AN_ARCHIVE)
                        .trying("download the archive")
                        .because("the reply is no zip");
            }
        };
    }

    private void changeOnServer(String text, long listedSize) {
        bench.server.put("101", "2.dcm", text);
        bench.server.list("101", FakeXnat.row("101", "2.dcm", listedSize, STALE));
        bench.run = "next";
        bench.server.requests.clear();
    }

    @Test
    @DisplayName(
            "B-93: a lone file that is not as listed is asked for once more in an archive, and placed where both agree")
    void aLoneFileHasItsOtherWitnessInAnArchive() {
        bench.server.put("7", "only.nii", "data").list("7", FakeXnat.row("7", "only.nii", 4, STALE));
        Outcome outcome = bench.pull(Bench.scan("7"));
        assertThat(outcome.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(outcome.code()).contains(FaultCode.DIGEST_MISMATCH);
        assertThat(bench.files()).containsEntry("only.nii", "data");
        assertThat(bench.server.requests).containsExactly("list 7", "get 7 only.nii", "list 7", "zip 7");
    }

    @Test
    @DisplayName("B-93: where archives cannot be had two transfers of the file agree, or nothing is placed")
    void whereThereIsOneWayTwoTransfersAgree() {
        archivesFail();
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 3, STALE));
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.files()).hasSize(3);
        assertThat(bench.server.requests.stream().filter("get 101 2.dcm"::equals))
                .hasSize(2);
    }

    @Test
    @DisplayName("B-93: an archive and the file by itself that differ are no two witnesses")
    void anArchiveThatDiffersFromTheFileIsNoWitness() {
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 3, STALE));
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> other = new HashMap<>(entries);
            other.put(bench.server.entryPrefix + "2.dcm", "TWO".getBytes(StandardCharsets.UTF_8));
            return Zips.stored(other);
        };
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.files()).containsOnlyKeys("1.dcm", "3.dcm");
    }

    @Test
    @DisplayName(
            "B-93: an older copy that the listing no longer describes gives way to the listed size, and stays aside")
    void whatIsListedNoMoreGivesWayAndStaysAside() {
        bench.pull(ITEM);
        changeOnServer("TWO!", 4);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.files())
                .containsEntry("2.dcm", "TWO!")
                .containsEntry("withdrawn/next/2.dcm", "two")
                .hasSize(4);
    }

    @Test
    @DisplayName("B-93: a copy gives way to nothing that has not the listed size")
    void nothingGivesWayToAnotherSize() {
        bench.pull(ITEM);
        changeOnServer("TWO!", 9);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.files()).containsEntry("2.dcm", "two").hasSize(3);
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files())
                .anySatisfy(file -> assertThat(file.file()).isEqualTo("2.dcm"))
                .hasSize(3);
    }

    @Test
    @DisplayName("B-93: files that all come alike, and none as listed, are what answers in the server's place")
    void filesThatComeAllAlike() {
        bench.pull(ITEM);
        for (String file : new String[] {"1.dcm", "2.dcm", "3.dcm"}) {
            bench.server.put("101", file, "busy, really busy");
            bench.server.list("101", FakeXnat.row("101", file, 17, STALE));
        }
        bench.run = "next";
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.files()).isEqualTo(Map.of("1.dcm", "one", "2.dcm", "two", "3.dcm", "three"));
    }

    @Test
    @DisplayName("B-93: XML under a name that is none, of another type than XNAT gives that name, is no file")
    void messagesAreNoFiles() {
        bench.server.put("7", "a.nii", "<error>busy</error>").list("7", FakeXnat.row("7", "a.nii", 19, STALE));
        assertThat(bench.pull(Bench.scan("7")).status()).isEqualTo(Status.FAILED);
        bench.server.put("8", "a.nii", "data").list("8", FakeXnat.row("8", "a.nii", 4, STALE));
        bench.server.type = file -> "text/plain;charset=UTF-8";
        assertThat(bench.pull(Bench.scan("8")).status()).isEqualTo(Status.FAILED);
        assertThat(bench.tree()).isEmpty();
        bench.server.type = file -> "text/xml";
        bench.server.put("9", "a.xml", "<error>none</error>").list("9", FakeXnat.row("9", "a.xml", 19, STALE));
        assertThat(bench.pull(Bench.scan("9")).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.files()).containsEntry("a.xml", "<error>none</error>");
    }

    @ParameterizedTest
    @EnumSource(
            value = Archives.class,
            names = {"KEEP", "BOTH"})
    @DisplayName("B-93: a kept archive that loses a proven file to an unproven one stays aside")
    void aKeptArchiveStaysAside(Archives archives) {
        bench.settings = new TransferSettings(Existing.VERIFY, ByteSize.parse("1M"), archives);
        bench.pull(ITEM);
        changeOnServer("TWO!", 4);
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.tree().keySet())
                .filteredOn(path -> path.startsWith("withdrawn/next/"))
                .containsExactly("withdrawn/next/SUBJ01_MR1/scans/1/resources/DICOM"
                        + (archives == Archives.KEEP ? ".zip" : "/files/2.dcm"));
    }

    @Test
    @DisplayName(
            "B-93: a file of which nothing is listed and that no archive holds is placed unproven, and asked for again")
    void nothingListedAndNoArchive() {
        bench.server.sizes = false;
        bench.server.digests = false;
        archivesFail();
        bench.server.put("7", "only.nii", "data");
        Outcome outcome = bench.pull(Bench.scan("7"));
        assertThat(outcome.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(outcome.code()).contains(FaultCode.UNPROVEN);
        assertThat(bench.files()).containsEntry("only.nii", "data");
        bench.server.beforeContent = () -> {};
        assertThat(bench.pull(Bench.scan("7")).status()).isEqualTo(Status.LANDED);
    }
}
