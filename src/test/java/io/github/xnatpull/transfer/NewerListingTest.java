package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.support.ByteSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listing that changes in the middle of a fetch means the same in every form in which a resource is kept. */
class NewerListingTest {

    private static final PlanItem ITEM = Bench.scan("101");
    private static final String WRONG = "0".repeat(32);

    @TempDir
    Path directory;

    private Bench bench = new Bench(Path.of("."));

    private void use(Archives archives) {
        bench = new Bench(directory.resolve("dest"));
        bench.settings = new TransferSettings(Existing.VERIFY, ByteSize.parse("1M"), archives);
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two").put("101", "3.dcm", "three");
    }

    private void nextRun() {
        bench.run = "next";
        bench.server.requests.clear();
    }

    private void atTheSecondListing(Runnable change) {
        int[] listings = {0};
        bench.server.beforeListing = () -> {
            if (++listings[0] == 2) {
                change.run();
            }
        };
    }

    /** The files that are kept, whether in the folder or in the zip; the same in both where there are both. */
    private Map<String, String> kept(Archives archives) {
        Map<String, String> folder = new TreeMap<>(bench.files());
        folder.keySet().removeIf(file -> file.endsWith(".zip"));
        if (archives == Archives.UNPACK) {
            return folder;
        }
        Map<String, String> packed = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(
                Files.readAllBytes(bench.root.resolve("SUBJ01_MR1/scans/1/resources/DICOM.zip"))))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                packed.put(
                        entry.getName().substring(entry.getName().lastIndexOf("/files/") + 7),
                        new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (archives == Archives.BOTH) {
            assertThat(packed).isEqualTo(folder);
        } else {
            assertThat(folder).isEmpty();
        }
        return packed;
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void aFileThatIsListedNoMoreIsNoFault(Archives archives) {
        use(archives);
        bench.server.list("101", FakeXnat.row("101", "gone.dcm", 4, ""));
        atTheSecondListing(bench.server::refresh);
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.fileFaults()).isEmpty();
        assertThat(outcome.extent().filesExpected()).isEqualTo(3);
        assertThat(kept(archives)).containsOnlyKeys("1.dcm", "2.dcm", "3.dcm");
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void aResourceThatIsEmptyByNowIsEmpty(Archives archives) {
        use(archives);
        bench.server.resource("7");
        bench.server.list("7", FakeXnat.row("7", "gone.dcm", 4, ""));
        atTheSecondListing(bench.server::refresh);
        assertThat(bench.pull(Bench.scan("7")).status()).isEqualTo(Status.EMPTY);
        assertThat(bench.tree()).isEmpty();
        assertThat(bench.staged()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void anArchiveWithAFileThatIsNotListedYetBringsTheListingUpToDate(Archives archives) {
        use(archives);
        bench.server.archive = (id, entries) -> {
            bench.server.put("101", "late.dcm", "late");
            Map<String, byte[]> more = new LinkedHashMap<>(entries);
            more.put(bench.server.entryPrefix + "late.dcm", "late".getBytes(StandardCharsets.UTF_8));
            return Zips.stored(more);
        };
        Outcome outcome = bench.pull(ITEM);
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(kept(archives)).hasSize(4).containsEntry("late.dcm", "late");
        assertThat(bench.server.count("list")).isEqualTo(2);
        assertThat(bench.server.count("zip")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void aFileThatIsHereAndChangesWhileAnotherIsFetchedIsFetchedToo(Archives archives) {
        use(archives);
        bench.pull(ITEM);
        nextRun();
        bench.server.list("101", FakeXnat.row("101", "2.dcm", 3, WRONG));
        atTheSecondListing(() -> {
            bench.server.refresh();
            bench.server.put("101", "1.dcm", "one, but new");
            bench.server.removeFile("101", "3.dcm");
        });
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 2.dcm", "list 101", "get 101 1.dcm");
        Map<String, String> kept = archives == Archives.KEEP ? kept(archives) : bench.files();
        assertThat(kept).containsEntry("1.dcm", "one, but new").containsEntry("2.dcm", "two");
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void aFileThatIsHereAndIsOnlyListedOtherwiseStays(Archives archives) {
        use(archives);
        bench.pull(ITEM);
        nextRun();
        bench.server.list("101", FakeXnat.row("101", "lost.dcm", 4, ""));
        atTheSecondListing(() -> bench.server.list("101", FakeXnat.row("101", "1.dcm", 3, "")));
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.INCOMPLETE);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 lost.dcm", "list 101");
        assertThat(kept(archives)).containsOnlyKeys("1.dcm", "2.dcm", "3.dcm");
    }
}
