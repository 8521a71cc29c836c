package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.NormalPath;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file listings of a slice. Resources that follow each other in a session are listed in one request; what is listed
 * ahead is bounded, and forgotten once used.
 */
final class SliceListings {

    private static final int MAX_RESOURCES = 64;
    private static final long MAX_FILES = 20_000;
    /** Assumed of a resource for which the server has no hint: a few of these fill a request. */
    private static final long UNKNOWN_FILES = 1_000;

    private final XnatCatalogue catalogue;
    private final EmptyListings empties;
    private final List<PlanItem> items;
    private final Map<Long, Integer> positions = new HashMap<>();
    private final Map<Long, List<FileRow>> ahead = new HashMap<>();
    private final Set<Long> asked = new HashSet<>();

    private final RowBudget.Share aheadShare;
    private long aheadRows;

    SliceListings(XnatCatalogue catalogue, EmptyListings empties, List<PlanItem> items, RowBudget budget) {
        this.catalogue = catalogue;
        this.empties = empties;
        this.aheadShare = budget.share(() -> {});
        this.items = List.copyOf(items);
        for (int i = 0; i < this.items.size(); i++) {
            positions.put(this.items.get(i).number(), i);
        }
    }

    /**
     * The files of a resource by path, each once.
     *
     * @param landed what the ledger has of it
     * @param share holds their memory from now on
     * @throws Fault {@code GONE_SINCE_PLAN} where it is not there any more; {@code LIST_TOO_LARGE} where there are too many
     */
    Map<String, FileRow> of(PlanItem item, Optional<LedgerRow> landed, RowBudget.Share share) {
        // A second try comes alone: the others that follow it had theirs.
        boolean first = asked.add(item.number());
        if (first && !ahead.containsKey(item.number())) {
            forget();
            listAhead(item);
        }
        List<FileRow> rows = ahead.remove(item.number());
        // A shared listing cannot tell "no files" from "no such resource".
        if (rows == null || rows.isEmpty()) {
            share.hinted(item.hints().count().orElse(0));
            return again(item, landed, share);
        }
        long weight = weight(rows);
        aheadRows -= weight;
        aheadShare.holds(aheadRows);
        share.holds(weight);
        return byPath(rows);
    }

    /** Lets go of what was listed ahead; it is listed again where it is needed. */
    void forget() {
        ahead.clear();
        aheadRows = 0;
        aheadShare.close();
    }

    private static long weight(Collection<FileRow> rows) {
        return rows.stream().mapToLong(RowMemory::weight).sum();
    }

    /**
     * The files of a resource as the server lists them now.
     *
     * @throws Fault {@code LIST_INCOMPLETE}, {@code EMPTY_UNCONFIRMED} where there are none and that is not to be believed
     */
    Map<String, FileRow> again(PlanItem item, Optional<LedgerRow> landed, RowMemory memory) {
        Map<String, FileRow> rows = new LinkedHashMap<>();
        catalogue.files(item.address(), memory, row -> add(rows, row));
        if (rows.isEmpty()) {
            empties.require(item, landed);
        }
        return byOwnPath(rows);
    }

    /** Several spellings of one path are one file on the server's disk. */
    private static void add(Map<String, FileRow> rows, FileRow row) {
        rows.merge(NormalPath.of(row.path()), row, SliceListings::oneOf);
    }

    /** The one that a URL can name, with what is listed of either. */
    private static FileRow oneOf(FileRow first, FileRow second) {
        boolean swap = !NormalPath.isNormal(first.path()) && NormalPath.isNormal(second.path());
        FileRow one = swap ? second : first;
        FileRow other = swap ? first : second;
        return new FileRow(
                one.resourceId(),
                one.path(),
                one.size().isPresent() ? one.size() : other.size(),
                one.md5().isPresent() ? one.md5() : other.md5());
    }

    private static Map<String, FileRow> byOwnPath(Map<String, FileRow> rows) {
        if (rows.entrySet().stream()
                .allMatch(entry -> entry.getKey().equals(entry.getValue().path()))) {
            return rows;
        }
        Map<String, FileRow> byPath = new LinkedHashMap<>();
        rows.values().forEach(row -> byPath.put(row.path(), row));
        return byPath;
    }

    private void listAhead(PlanItem first) {
        List<PlanItem> group = group(first);
        if (group.size() < 2) {
            return;
        }
        try {
            Map<String, List<FileRow>> rows =
                    catalogue.filesOf(group.stream().map(PlanItem::address).toList(), aheadShare);
            for (PlanItem item : group) {
                List<FileRow> listed = rows.getOrDefault(item.address().resourceId(), List.of());
                ahead.put(item.number(), listed);
                aheadRows += weight(listed);
            }
        } catch (Fault fault) {
            forget();
            if (TransferContext.endsRun(fault)) {
                throw fault;
            }
            // One by one tells which of them is ill.
        }
    }

    private List<PlanItem> group(PlanItem first) {
        List<PlanItem> group = new ArrayList<>();
        long files = 0;
        for (int at = positions.getOrDefault(first.number(), items.size()); at < items.size(); at++) {
            PlanItem next = items.get(at);
            files += next.hints().count().orElse(UNKNOWN_FILES);
            boolean fits = group.size() < MAX_RESOURCES && (group.isEmpty() || files <= MAX_FILES);
            if (!fits || !isBeside(first.address(), next.address())) {
                break;
            }
            group.add(next);
        }
        return group;
    }

    private static boolean isBeside(ResourceAddress one, ResourceAddress other) {
        boolean listable = one.level() != Level.PROJECT && one.level() != Level.SUBJECT;
        return listable
                && one.level() == other.level()
                && one.inOut() == other.inOut()
                && one.project().equals(other.project())
                && one.sessionId().equals(other.sessionId());
    }

    private static Map<String, FileRow> byPath(Collection<FileRow> rows) {
        Map<String, FileRow> byPath = new LinkedHashMap<>();
        rows.forEach(row -> add(byPath, row));
        return byOwnPath(byPath);
    }
}
