package io.github.xnatpull.report;

import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Records and receipts of one run, in memory. */
final class FakeRecords implements RunRecords, Receipts {
    final List<ResourceRecord> resources = new ArrayList<>();
    final List<SessionRecord> sessions = new ArrayList<>();
    final Map<ResourceKey, List<FileFault>> faults = new HashMap<>();
    final Map<ResourceKey, Receipt> receipts = new HashMap<>();
    RunFacts facts = new RunFacts(
            "nightly-20260102-020000",
            "nightly",
            new RunInfo.Server("https://xnat.example.org", "1.8.10"),
            "/data/xnat",
            Instant.parse("2026-01-02T02:00:00Z"),
            List.of(new Attempt(
                    Instant.parse("2026-01-02T02:00:00Z"),
                    Optional.of(Instant.parse("2026-01-02T02:03:20Z")),
                    "completed")),
            new RunInfo.Planned(1, true, 0),
            3_000);

    @Override
    public RunFacts facts(String run) {
        return facts;
    }

    @Override
    public void resources(String run, Consumer<ResourceRecord> each) {
        resources.forEach(each);
    }

    @Override
    public void sessions(String run, Consumer<SessionRecord> each) {
        sessions.forEach(each);
    }

    @Override
    public List<FileFault> fileFaults(String run, PlanItem item) {
        return faults.getOrDefault(item.key(), List.of());
    }

    @Override
    public Optional<Receipt> settled(ResourceKey key) {
        return Optional.ofNullable(receipts.get(key));
    }

    @Override
    public Optional<Receipt> pending(ResourceKey key) {
        return Optional.empty();
    }

    @Override
    public void intend(Receipt receipt) {
        throw new UnsupportedOperationException("reports only read");
    }

    @Override
    public void settle(ResourceKey key, String receiptId) {
        throw new UnsupportedOperationException("reports only read");
    }
}
