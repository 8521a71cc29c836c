package io.github.xnatpull.fakes;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.xnat.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A ledger in memory. */
public final class InMemoryLedger implements Ledger {
    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::project)
            .thenComparing(ResourceKey::accessionId)
            .thenComparing(key -> key.level().word())
            .thenComparing(ResourceKey::partId)
            .thenComparing(key -> key.inOut().word())
            .thenComparing(ResourceKey::name);

    private final Map<ResourceKey, LedgerRow> rows = new LinkedHashMap<>();
    private final List<ResourceKey> seen = new ArrayList<>();

    /** The keys that were noted as found on the server, in order. */
    public List<ResourceKey> seen() {
        return seen;
    }

    /** Every row, in the order recorded first. */
    public List<LedgerRow> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public List<LedgerRow> ofSession(String project, String accessionId) {
        return rows.values().stream()
                .filter(row -> row.key().project().equals(project)
                        && row.key().accessionId().equals(accessionId))
                .toList();
    }

    @Override
    public List<LedgerRow> inFolder(String folder) {
        return rows.values().stream().filter(row -> row.folder().equals(folder)).toList();
    }

    @Override
    public long countOutside(String project, Set<String> accessionIds) {
        return rows.keySet().stream()
                .filter(key -> key.project().equals(project)
                        && key.level() != Level.PROJECT
                        && key.level() != Level.SUBJECT
                        && !accessionIds.contains(key.accessionId()))
                .count();
    }

    @Override
    public List<String> sessionsOutside(String project, Set<String> accessionIds, int most) {
        return rows.keySet().stream()
                .filter(key -> key.project().equals(project)
                        && key.level() != Level.PROJECT
                        && key.level() != Level.SUBJECT
                        && !accessionIds.contains(key.accessionId()))
                .map(ResourceKey::accessionId)
                .distinct()
                .sorted()
                .limit(most)
                .toList();
    }

    @Override
    public void record(LedgerRow row) {
        rows.put(row.key(), row);
    }

    @Override
    public void seen(Collection<ResourceKey> keys, String run) {
        seen.addAll(keys);
        keys.forEach(key -> rows.computeIfPresent(key, (same, row) -> seen(row, run)));
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public void forEach(Consumer<LedgerRow> each) {
        rows.values().stream()
                .sorted(Comparator.comparing(LedgerRow::key, ORDER))
                .toList()
                .forEach(each);
    }

    private static LedgerRow seen(LedgerRow row, String run) {
        return new LedgerRow(
                row.key(),
                row.resourceId(),
                row.label(),
                row.folder(),
                row.status(),
                row.extent(),
                row.hints(),
                row.landedAt(),
                row.landedInRun(),
                run,
                row.receiptId());
    }
}
