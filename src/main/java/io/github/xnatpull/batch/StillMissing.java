package io.github.xnatpull.batch;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.transfer.TransferSettings.Existing;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts resources of a plan that the last run did not bring whole and whose count and size on the server are those of
 * then: a pull asks for what they lack, and nothing tells that it would come. Filled by one thread.
 */
final class StillMissing {
    private final Ledger ledger;
    private final Existing existing;
    private long count;

    StillMissing(Ledger ledger, Existing existing) {
        this.ledger = ledger;
        this.existing = existing;
    }

    void add(SessionPlan plan) {
        if (plan.items().stream().noneMatch(item -> item.action() == Action.CHECK)) {
            return;
        }
        Map<ResourceKey, LedgerRow> landed = new HashMap<>();
        ledger.ofSession(plan.session().project(), ResourceKeys.idOf(plan.session()))
                .forEach(row -> landed.put(row.key(), row));
        for (PlanItem item : plan.items()) {
            LedgerRow row = landed.get(item.key());
            if (row != null && item.action() == Action.CHECK && isMissing(item, row)) {
                count++;
            }
        }
    }

    private boolean isMissing(PlanItem item, LedgerRow row) {
        boolean lacks = row.status() == Status.INCOMPLETE
                || row.status() == Status.CONFLICT && existing != Existing.REPLACE;
        return lacks
                && item.countHint().equals(row.countHint())
                && item.sizeHint().equals(row.sizeHint());
    }

    long count() {
        return count;
    }
}
