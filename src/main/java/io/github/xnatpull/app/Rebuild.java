package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.run.OpenDestination;
import io.github.xnatpull.run.RunFile;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.storage.DirectoryTrees;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.support.OrderedParallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the state of a destination anew from its receipts and files, for when it is damaged or lost. The old state is put
 * aside, never deleted; until the new one is whole nothing changes. What the old one knew of runs is lost: an unfinished
 * one cannot be resumed, but a new pull takes all it landed for landed.
 */
public final class Rebuild {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int LOOKERS = 8;
    private final RunObserver observer;
    private final Clock clock;

    public Rebuild(RunObserver observer, Clock clock) {
        this.observer = observer;
        this.clock = clock;
    }

    /** Makes it anew. */
    public RebuildResult rebuild(StatePlace place) {
        Destination destination = place.destination();
        OpenDestination.requireDestination(destination, "make the state anew");
        try (OpenDestination open = new OpenDestination(place, "runs rebuild", clock)) {
            open.lock();
            Path next = place.directory().resolveSibling(place.directory().getFileName() + ".rebuilding");
            Counts counts = new Counts();
            boolean bound = fill(destination, next, counts);
            Optional<Path> aside = swap(place.directory(), next);
            place.remember();
            return new RebuildResult(
                    counts.landed, counts.files, counts.bytes, counts.lacking, counts.damaged, bound, aside);
        } catch (IOException e) {
            throw LocalFaults.of("make the state in " + place.directory() + " anew", place.directory(), e);
        }
    }

    private boolean fill(Destination destination, Path next, Counts counts) throws IOException {
        DirectoryTrees.delete(next);
        StatePlace.create(next);
        Optional<RunFile> last = RunFile.newest(destination, observer::warning);
        try (StateDatabase state = StateDatabase.open(next, 2)) {
            LedgerRestore restore = new LedgerRestore(state, last.flatMap(RunFile::layout));
            FileReceipts receipts = new FileReceipts(destination.root());
            restoreSettled(destination, receipts, restore, counts);
            receipts.allPending(restore::claim, (file, fault) -> counts.damaged(fault, observer));
            restore.finish();
            last.ifPresent(file -> new JdbcRuns(state).bind(file.binding()));
            return last.filter(file -> !file.binding().isEmpty()).isPresent();
        }
    }

    private void restoreSettled(Destination destination, FileReceipts receipts, LedgerRestore restore, Counts counts) {
        try (OrderedParallel<Receipt, Looked> looks = new OrderedParallel<>(
                LOOKERS,
                receipt -> look(destination, receipt),
                looked -> {
                    counts.add(looked);
                    restore.add(looked.receipt(), looked.inPlace());
                },
                Fault::stopped)) {
            receipts.all(looks::next, (file, fault) -> counts.damaged(fault, observer));
            looks.finish();
            restore.finish();
        }
    }

    private static Looked look(Destination destination, Receipt receipt) {
        try {
            return new Looked(receipt, FilesOnDisk.all(destination, receipt, FilesOnDisk.Look.STAT));
        } catch (IOException e) {
            throw destination.trouble("look at " + destination.root().resolve(receipt.folder()), e);
        } catch (IllegalArgumentException e) {
            // A receipt that somebody edited: its path leads nowhere below the destination.
            return new Looked(receipt, false);
        }
    }

    private Optional<Path> swap(Path directory, Path next) throws IOException {
        Optional<Path> aside = Optional.empty();
        if (Files.exists(directory)) {
            Path old = directory.resolveSibling(
                    directory.getFileName() + ".aside-" + STAMP.format(LocalDateTime.now(clock)));
            Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
            aside = Optional.of(old);
        }
        Files.move(next, directory, StandardCopyOption.ATOMIC_MOVE);
        return aside;
    }

    private record Looked(Receipt receipt, boolean inPlace) {}

    /** Sums; filled by one thread. */
    private static final class Counts {
        private long landed;
        private long files;
        private long bytes;
        private long lacking;
        private long damaged;

        void damaged(Fault fault, RunObserver observer) {
            damaged++;
            observer.warning(String.valueOf(fault.getMessage()));
        }

        void add(Looked looked) {
            if (!looked.inPlace()) {
                lacking++;
                return;
            }
            landed++;
            files += looked.receipt().files().size();
            bytes += looked.receipt().files().stream()
                    .mapToLong(file -> file.bytes())
                    .sum();
        }
    }
}
