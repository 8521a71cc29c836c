package io.github.xnatpull.app;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.request.TransferSettings.Existing;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts resources of a plan that the last run did not bring whole and whose count and size on the server are those of
 * then: a pull asks for what they lack, and nothing tells that it would come. Filled by one thread.
 */
final class StillMissing {
    private final Ledger ledger;
    private final Existing existing;
    private final KnownGaps gaps;
    private long count;
    private long acceptedResources;
    private long acceptedSessions;

    StillMissing(Ledger ledger, Existing existing, KnownGaps gaps) {
        this.gaps = gaps;
        this.ledger = ledger;
        this.existing = existing;
    }

    void add(SessionPlan plan) {
        acceptedSessions += plan.unlisted()
                .filter(why -> why.status() == Status.KNOWN_GAP)
                .map(why -> 1)
                .orElse(0);
        if (plan.items().stream().noneMatch(item -> item.action() == Action.CHECK)) {
            return;
        }
        Map<ResourceKey, LedgerRow> landed = new HashMap<>();
        ledger.ofSession(plan.session().project(), ResourceKeys.idOf(plan.session()))
                .forEach(row -> landed.put(row.key(), row));
        for (PlanItem item : plan.items()) {
            LedgerRow row = landed.get(item.key());
            if (row != null && item.action() == Action.CHECK && isMissing(item, row)) {
                // What it will lack only the transfer can tell; a gap that is known there was accepted before.
                if (gaps.knows(item)) {
                    acceptedResources++;
                } else {
                    count++;
                }
            }
        }
    }

    private boolean isMissing(PlanItem item, LedgerRow row) {
        boolean lacks = row.status() == Status.INCOMPLETE || row.status() == Status.CONFLICT && !existing.overwrites();
        return lacks && item.hints().equals(row.hints());
    }

    /** Sessions that cannot be listed, and need not. */
    long acceptedSessions() {
        return acceptedSessions;
    }

    /** All that is missing and accepted as a known gap. */
    long accepted() {
        return acceptedSessions + acceptedResources;
    }

    long count() {
        return count;
    }
}
