package io.github.xnatpull.transfer;

import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A destination in a temporary directory, a server in memory, and a ledger of one row a resource. */
final class Bench {

    private static final Layout LAYOUT = Layout.of("xnat", false, false);

    final Path root;
    final FakeXnat server = new FakeXnat();
    /** Where bytes come from; listings are the server's in any case. */
    XnatContent content = server;

    final FileReceipts receipts;
    final List<String> warnings = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    final StopSignal stop = new StopSignal();
    final ArchiveRefusals refusals = new ArchiveRefusals(time::nanos, warnings::add);
    final Map<ResourceKey, LedgerRow> ledger = new java.util.HashMap<>();
    TransferSettings settings = new TransferSettings(Existing.VERIFY, ByteSize.parse("1M"));
    String run = "test-1";
    int randoms;
    /** Happens during each wait. */
    Runnable whileWaiting = () -> {};

    FileChoice choice = FileChoice.ALL;

    Bench(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve(".xnatpull"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.receipts = new FileReceipts(root);
    }

    Transfers transfer() {
        return new Transfers(context());
    }

    /** With so much memory for listings. */
    Transfers transfer(RowBudget budget) {
        return new Transfers(context(), budget);
    }

    /** Where wrong digests are waited for so long. */
    Transfers transfer(Duration digestPause) {
        return new Transfers(context(), RowBudget.ofHeap(Runtime.getRuntime().maxMemory(), stop), digestPause);
    }

    TransferContext context() {
        RunObserver observer = new RunObserver() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
        return new TransferContext(
                new TransferContext.Source(server, content),
                new TransferContext.Target(
                        new Destination(root),
                        receipts,
                        settings,
                        item -> item.folder().endsWith(".zip") ? item.folder() : LAYOUT.archive(item.folder())),
                choice,
                new TransferContext.Pace(RetrySchedule.standard(), Throttle.NONE, refusals),
                new TransferContext.Timing(this::sleep, time, time::nanos, () -> (randoms++ % 1000) / 1000.0),
                stop,
                observer);
    }

    private void sleep(Duration duration) throws InterruptedException {
        waits.add(duration);
        whileWaiting.run();
        time.sleep(duration);
    }

    /** Brings a resource as the batch does: outcome, ledger, settled receipt. */
    Outcome pull(PlanItem item) {
        Outcome outcome = transfer(item);
        record(item, outcome);
        receipts.settle(item.key(), outcome.receiptId());
        return outcome;
    }

    /** Brings a resource and dies before the ledger hears of it. */
    Outcome transfer(PlanItem item) {
        try (Transfers transfer = transfer()) {
            return transfer.slice(run, List.of(item)).transfer(item, Optional.ofNullable(ledger.get(item.key())));
        }
    }

    void record(PlanItem item, Outcome outcome) {
        if (outcome.status().isFinal() && outcome.status() != io.github.xnatpull.ledger.Status.GONE) {
            ledger.put(
                    item.key(),
                    new LedgerRow(
                            item.key(),
                            item.address().resourceId(),
                            item.label(),
                            item.folder(),
                            outcome.status() == io.github.xnatpull.ledger.Status.UNCHANGED
                                    ? io.github.xnatpull.ledger.Status.LANDED
                                    : outcome.status(),
                            outcome.extent(),
                            Hints.NONE,
                            Instant.EPOCH,
                            run,
                            run,
                            outcome.receiptId()));
        }
    }

    static PlanItem scan(String id) {
        return item(id, "1", "DICOM");
    }

    static PlanItem item(String id, String scan, String label) {
        SessionRow session = new SessionRow(
                "PILOT",
                "XNAT_E00001",
                "SUBJ01_MR1",
                "XNAT_S00001",
                "SUBJ01",
                "PILOT",
                "xnat:mrSessionData",
                "2024-01-15",
                "",
                "");
        return new PlanItem(
                Long.parseLong(id),
                new ResourceKey("PILOT", "XNAT_E00001", Level.SCAN, scan, InOut.NONE, label),
                new ResourceAddress("PILOT", "XNAT_S00001", "XNAT_E00001", Level.SCAN, scan, InOut.NONE, id),
                session,
                new ScanRow(scan, "T1w", "usable", "xnat:mrScanData", "", ""),
                "",
                "",
                label,
                "SUBJ01_MR1/scans/" + scan + "/resources/" + label + "/files",
                Action.FETCH,
                Hints.NONE);
    }

    Path folder() {
        return root.resolve("SUBJ01_MR1/scans/1/resources/DICOM/files");
    }

    /** Every file outside {@code .xnatpull} with its text. */
    Map<String, String> tree() {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                if (Files.isRegularFile(path) && !path.startsWith(root.resolve(".xnatpull"))) {
                    tree.put(root.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    /** The same, by path inside the one resource's folder. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        tree().forEach((path, text) -> files.put(path.replace("SUBJ01_MR1/scans/1/resources/DICOM/files/", ""), text));
        return files;
    }

    /** Everything in staging, which should be nothing most of the time. */
    List<Path> staged() {
        try (Stream<Path> paths = Files.walk(root.resolve(".xnatpull/staging"))) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
