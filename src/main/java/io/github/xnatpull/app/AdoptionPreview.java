package io.github.xnatpull.app;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.layout.CollisionIndex;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.ledger.LandedReceipts;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.FolderAssigner;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.storage.FilesOnDisk;
import io.github.xnatpull.support.SafePath;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a pull that adopts would compare with what is here: one listing of files for each resource that is new to the destination
 * and in whose place there is something. Filled by one thread.
 */
final class AdoptionPreview {
    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final LandedReceipts receipts;
    private final Destination destination;
    private final PullRequest.Archives archives;
    private final FolderAssigner folders;
    private long here;
    private long streamed;
    private long streamedBytes;
    private long unlisted;

    AdoptionPreview(XnatCatalogue catalogue, Ledger ledger, Destination destination, PullRequest request) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.receipts = new LandedReceipts(new FileReceipts(destination.root()));
        this.destination = destination;
        this.archives = request.layout().archives();
        this.folders = new FolderAssigner(
                RunComponents.layout(request),
                new FoldersInMemory(),
                archives == PullRequest.Archives.KEEP,
                told -> {});
    }

    void add(SessionPlan plan) {
        for (PlanItem item : folders.assign(plan).items()) {
            Optional<LedgerRow> row = landed(item);
            if (item.action() == Action.FETCH || row.isPresent()) {
                try {
                    look(item, row.flatMap(receipts::of));
                } catch (Fault | IOException e) {
                    unlisted++;
                }
            }
        }
    }

    /** What came into conflict with files of somebody else's before. */
    private Optional<LedgerRow> landed(PlanItem item) {
        return item.action() == Action.CHECK
                ? ledger.ofSession(item.key().project(), item.key().accessionId()).stream()
                        .filter(row -> row.key().equals(item.key()) && row.status() == Status.CONFLICT)
                        .findFirst()
                : Optional.empty();
    }

    private void look(PlanItem item, Optional<Receipt> receipt) throws IOException {
        Set<String> ours = new HashSet<>();
        receipt.ifPresent(known -> known.files().forEach(file -> ours.add(file.file())));
        if (FilesOnDisk.find(destination.folder(item.folder())).isEmpty()) {
            return;
        }
        List<FileRow> rows = new ArrayList<>();
        catalogue.files(item.address(), rows::add);
        CollisionIndex places = new CollisionIndex();
        for (FileRow row : rows) {
            Optional<FilesOnDisk.Found> found = archives == PullRequest.Archives.KEEP
                    ? FilesOnDisk.find(destination.folder(item.folder()))
                    : FilesOnDisk.find(SafePath.below(destination.folder(item.folder()), places.place(row.path())));
            boolean alike = found.filter(FilesOnDisk.Found::isFile).isPresent()
                    && (archives == PullRequest.Archives.KEEP
                            || row.size().isEmpty()
                            || row.size().getAsLong() == found.get().bytes());
            if (alike && !ours.contains(row.path())) {
                here++;
                if (row.md5().isEmpty()) {
                    streamed++;
                    streamedBytes += row.size().orElse(0);
                }
            }
        }
    }

    PreviewResult.Adoption sums() {
        return new PreviewResult.Adoption(here, streamed, streamedBytes, unlisted);
    }

    /** Gives folders as a destination would that has none yet, and remembers them as long as the plan is made. */
    private static final class FoldersInMemory implements Folders {
        private final Map<String, String> owners = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        @Override
        public String claim(String owner, List<String> candidates) {
            return owners.computeIfAbsent(owner, any -> candidates.stream()
                    .filter(taken::add)
                    .findFirst()
                    .orElse(candidates.get(candidates.size() - 1)));
        }

        @Override
        public void clear() {
            owners.clear();
            taken.clear();
        }
    }
}
