package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.transfer.place.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives every planned resource its folder: the one it has, else one by the layout. Used by one thread, in the plan's
 * transaction.
 */
public final class FolderAssigner {
    private final Layout layout;
    private final Folders folders;

    public FolderAssigner(Layout layout, Folders folders) {
        this.layout = layout;
        this.folders = folders;
    }

    /** The plan with folders. */
    public SessionPlan assign(SessionPlan plan) {
        List<PlanItem> items = new ArrayList<>();
        for (PlanItem item : plan.items()) {
            items.add(item.folder().isEmpty() ? item.in(folder(plan.session(), item)) : item);
        }
        return plan.with(items);
    }

    private String folder(SessionRow session, PlanItem item) {
        throw new UnsupportedOperationException();
    }
}
