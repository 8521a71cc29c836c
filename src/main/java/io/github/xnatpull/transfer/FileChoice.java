package io.github.xnatpull.transfer;

import io.github.xnatpull.catalogue.FileRow;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.plan.PlanItem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which files of a resource are meant. What landed of it before always is: it is ours, and stays looked after.
 *
 * @param wanted by the path inside the resource
 * @param partial whether files may be left out at all
 */
public record FileChoice(Predicate<String> wanted, boolean partial) {
    /** Every file. */
    public static final FileChoice ALL = new FileChoice(path -> true, false);

    /** The rows of a listing that are meant. */
    Map<String, FileRow> of(
            Map<String, FileRow> listing, PlanItem item, Optional<LedgerRow> landed, Receipts receipts) {
        if (!partial) {
            return listing;
        }
        Set<String> ours = new HashSet<>();
        Stream.of(
                        landed.flatMap(row -> receipts.recorded(item.key(), row.receiptId())),
                        receipts.settled(item.key()),
                        receipts.pending(item.key()))
                .flatMap(Optional::stream)
                .map(Receipt::files)
                .forEach(files -> files.stream().map(ReceiptFile::file).forEach(ours::add));
        Map<String, FileRow> kept = new LinkedHashMap<>(listing);
        kept.keySet().removeIf(path -> !wanted.test(path) && !ours.contains(path));
        return kept;
    }
}
