package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Archives;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.storage.Forcer;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.WithdrawnFiles;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.transfer.ResourceTarget.Placed;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The forms in which a resource is kept, step by step: compared, fetched, prepared, placed. */
class ResourceTargetTest {

    private static final PlanItem ITEM = Bench.scan("101");
    private static final Held NOTHING_LANDED = new Held(Optional.empty(), Optional.empty(), false);

    @TempDir
    Path directory;

    private final Forcer forcer = new Forcer(2);
    private Bench bench = new Bench(Path.of("."));

    @BeforeEach
    void twoFiles() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two");
    }

    @AfterEach
    void closeForcer() {
        forcer.close();
    }

    private Listing listing() {
        Map<String, FileRow> rows = new LinkedHashMap<>();
        rows.put("1.dcm", FakeXnat.row("101", "1.dcm", 3, FakeXnat.md5("one".getBytes(StandardCharsets.UTF_8))));
        rows.put("2.dcm", FakeXnat.row("101", "2.dcm", 3, FakeXnat.md5("two".getBytes(StandardCharsets.UTF_8))));
        return new Listing(rows, () -> rows);
    }

    private ResourceTarget target(TransferContext context) {
        Placement placement = new Placement(context.target().destination(), forcer);
        FolderTarget folder = new FolderTarget(
                context,
                placement,
                new WithdrawnFiles(context.target().destination(), "test"),
                ITEM,
                Optional.empty(),
                NOTHING_LANDED);
        return switch (context.target().settings().archives()) {
            case UNPACK -> folder;
            case KEEP -> zip(context, placement);
            case BOTH -> new FolderAndZipTarget(folder, zip(context, placement));
        };
    }

    private static ZipTarget zip(TransferContext context, Placement placement) {
        return new ZipTarget(
                context,
                placement,
                new WithdrawnFiles(context.target().destination(), "test"),
                new Buffers(),
                ITEM,
                Optional.empty(),
                NOTHING_LANDED);
    }

    private void use(Archives archives) {
        bench.settings = new TransferSettings(Existing.VERIFY, ByteSize.parse("1M"), archives);
    }

    private Path zip() {
        return bench.root.resolve("SUBJ01_MR1/scans/1/resources/DICOM.zip");
    }

    private interface Meanwhile {
        void happens() throws IOException;
    }

    private record Seen(Placed placed, Comparison existing, ResourceTarget target) {}

    /** All steps; something happens after the preparation, as if somebody were quicker than the placing. */
    private Seen bring(Meanwhile meanwhile) throws IOException {
        TransferContext context = bench.context();
        Listing listing = listing();
        try (ResourceTarget target = target(context)) {
            Comparison existing = target.compare(listing);
            assertThat(existing.missing()).extracting(ExpectedFile::file).containsExactly("1.dcm", "2.dcm");
            ResourceFetch fetch = new ResourceFetch(context, new Buffers(), ITEM, listing, target);
            DownloadState download = fetch.fetch(existing.missing());
            assertThat(existing.follow(download)).isFalse();
            existing.arrived(download);
            assertThat(target.current(existing, download)).isEmpty();
            target.prepare(existing, download, fetch.names());
            assertThat(bench.tree())
                    .as("nothing is in place before it is placed")
                    .isEmpty();
            meanwhile.happens();
            return new Seen(target.place(existing, download), existing, target);
        }
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void allOfItIsPlacedWhereNothingIsInTheWay(Archives archives) throws IOException {
        use(archives);
        Seen seen = bring(() -> {});
        assertThat(seen.placed()).isEqualTo(Placed.ALL);
        assertThat(seen.existing().faults()).isEmpty();
        assertThat(seen.target().ours(seen.existing())).hasSize(2);
        assertThat(seen.target().archive().isPresent()).isEqualTo(archives != Archives.UNPACK);
        assertThat(Files.exists(zip())).isEqualTo(archives != Archives.UNPACK);
        assertThat(Files.exists(bench.folder())).isEqualTo(archives != Archives.KEEP);
        assertThat(bench.staged()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Archives.class,
            names = {"UNPACK", "BOTH"})
    void aFileOfSomebodyWhoWasQuickerIsTheirs(Archives archives) throws IOException {
        use(archives);
        Seen seen = bring(() -> {
            Files.createDirectories(bench.folder());
            Files.writeString(bench.folder().resolve("2.dcm"), "theirs");
        });
        assertThat(seen.placed()).isEqualTo(Placed.SOME);
        assertThat(seen.existing().here()).containsOnlyKeys("1.dcm");
        assertThat(seen.existing().faults()).singleElement().satisfies(fault -> assertThat(fault.code())
                .isEqualTo(FaultCode.CONFLICT));
        assertThat(bench.folder().resolve("2.dcm")).hasContent("theirs");
    }

    @Test
    void aZipOfSomebodyWhoWasQuickerLeavesTheFolder() throws IOException {
        use(Archives.BOTH);
        Seen seen = bring(this::somebodysZip);
        assertThat(seen.placed()).isEqualTo(Placed.SOME);
        assertThat(seen.existing().here()).hasSize(2);
        assertThat(seen.target().archive()).isEmpty();
        assertThat(zip()).hasContent("theirs");
    }

    @Test
    void aZipOfSomebodyWhoWasQuickerLeavesNothingOfAResourceThatIsOnlyAZip() throws IOException {
        use(Archives.KEEP);
        Seen seen = bring(this::somebodysZip);
        assertThat(seen.placed()).isEqualTo(Placed.NOTHING);
        assertThat(seen.existing().here()).isEmpty();
        assertThat(seen.target().archive()).isEmpty();
        assertThat(zip()).hasContent("theirs");
    }

    private void somebodysZip() throws IOException {
        Files.createDirectories(bench.folder().resolve("../..").normalize());
        Files.writeString(zip(), "theirs");
    }

    /** The server counts more bytes than came, and lists neither sizes nor digests. */
    private PlanItem counted(long bytes) {
        bench.server.digests = false;
        bench.server.sizes = false;
        return new PlanItem(
                ITEM.number(),
                ITEM.key(),
                ITEM.address(),
                ITEM.session(),
                ITEM.scan(),
                "",
                "",
                ITEM.label(),
                ITEM.folder(),
                ITEM.action(),
                new Hints(OptionalLong.of(2), OptionalLong.of(bytes)));
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void anArchiveThatFallsShortOfWhatTheServerCountsIsDoubtedInEveryForm(Archives archives) {
        use(archives);
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> shortened = new LinkedHashMap<>(entries);
            shortened.put(bench.server.entryPrefix + "2.dcm", "t".getBytes(StandardCharsets.UTF_8));
            return Zips.stored(shortened);
        };
        Outcome outcome = bench.pull(counted(6));
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(outcome.extent().bytes()).isEqualTo(6);
        assertThat(outcome.extent().proof()).isEqualTo(Proof.SIZE);
        assertThat(bench.warnings).singleElement().asString().contains("4 bytes came", "counts 6");
    }

    @ParameterizedTest
    @EnumSource(Archives.class)
    void whereOnlySomeFilesAreMeantNoArchiveIsAskedForThatCannotBeKept(Archives archives) {
        use(archives);
        bench.choice = new FileChoice("1.dcm"::equals, true, paths -> {});
        PlanItem counted = counted(6);
        bench.server.sizes = true; // else an archive is the only proof
        assertThat(bench.pull(counted).status()).isEqualTo(Status.LANDED);
        assertThat(bench.server.requests).containsExactly("list 101", "get 101 1.dcm");
        assertThat(bench.warnings).isEmpty();
        assertThat(bench.receipts.settled(ITEM.key()).orElseThrow().files()).hasSize(1);
        assertThat(bench.staged()).isEmpty();
    }
}
