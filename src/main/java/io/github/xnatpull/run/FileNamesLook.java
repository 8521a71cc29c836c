package io.github.xnatpull.run;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames.ListedFiles;
import io.github.xnatpull.support.Pseudonyms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells of names of files that no file of the selection bears. Listings of files come with the transfers, so this is known
 * only when all is transferred; files of resources that are unchanged, and were not listed, stand in their receipts.
 */
public final class FileNamesLook {
    private final String run;
    private final PlanStore plan;
    private final RunRecords records;
    private final Receipts receipts;
    private final KnownGaps gaps;
    private final FileNames files;
    private final List<RequestedName> named;
    private final RunObserver observer;

    /**
     * @param files what the listings of this attempt showed
     * @param named the names that the user gave
     */
    public FileNamesLook(
            String run,
            PlanStore plan,
            RunRecords records,
            Receipts receipts,
            KnownGaps gaps,
            FileNames files,
            List<RequestedName> named,
            RunObserver observer) {
        this.run = run;
        this.plan = plan;
        this.records = records;
        this.receipts = receipts;
        this.gaps = gaps;
        this.files = files;
        this.named = named;
        this.observer = observer;
    }

    /** Judges the names, when nothing is left to be transferred. */
    public void settle() {
        if (named.isEmpty()) {
            return;
        }
        if (!plan.openFiles(run).isEmpty()) {
            List<UnmatchedName> before = plan.unmatched(run);
            Resources resources = new Resources();
            records.resources(run, resources::look);
            plan.learn(run, files.take());
            plan.filesListed(run, new ListedFiles(resources.known, resources.others));
            ListReportPrinter.tellPlanned(gaps.missed(plan.unmatched(run)), before, List.of(), Map.of(), observer);
        }
        List<UnmatchedName> asked =
                named.stream().map(name -> name.unmatched("")).toList();
        KnownGapsNotice.tellFound(gaps, asked, plan.unmatched(run), observer);
    }

    /** Says of names that have no answer yet that not every resource was listed: nothing else is known of them. */
    public void tellOpen() {
        List<RequestedName> open = named.isEmpty() ? List.of() : plan.openFiles(run);
        if (!open.isEmpty()) {
            String names = open.stream()
                    .map(name -> name.source() + " '" + name.value() + "'")
                    .collect(Collectors.joining(", "));
            observer.notice(Pseudonyms.process()
                    .quoted(names + (open.size() == 1 ? ": not found so far, but" : ": none found so far, but")
                            + " it could not be looked for everywhere, as not every resource was listed."));
        }
    }

    /** Counts of how many resources the files are known; those that nobody listed in this run are looked up. */
    private final class Resources {
        private long known;
        private long others;

        void look(ResourceRecord row) {
            if (!isListed(row.status())) {
                others++;
                return;
            }
            boolean unlisted = row.item().action() == Action.UNCHANGED && !files.isDone();
            Optional<Receipt> receipt = unlisted ? receipt(row) : Optional.empty();
            if (unlisted && receipt.isEmpty()) {
                others++;
                return;
            }
            receipt.ifPresent(found ->
                    files.look(found.files().stream().map(ReceiptFile::file).toList()));
            known++;
        }

        private Optional<Receipt> receipt(ResourceRecord row) {
            return row.landed()
                    .map(LedgerRow::receiptId)
                    .flatMap(id -> receipts.recorded(row.item().key(), id));
        }
    }

    private static boolean isListed(Status status) {
        return switch (status) {
            case LANDED, UNCHANGED, EMPTY, INCOMPLETE, CONFLICT -> true;
            case GONE, FAILED, NOT_ATTEMPTED, KNOWN_GAP -> false;
        };
    }
}
