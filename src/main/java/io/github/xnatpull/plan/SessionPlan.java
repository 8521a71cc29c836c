package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.SessionRow;
import java.util.List;

/**
 * What one session needs.
 *
 * @param items selected resources; numbers and folders are given when the plan is stored
 * @param scans listed
 * @param resources listed at the selected levels
 * @param excluded listed and not selected
 * @param onlyHere landed once, and not on the server any more
 * @param note why it is skipped, else blank
 */
public record SessionPlan(
        SessionRow session,
        List<PlanItem> items,
        long scans,
        long resources,
        long excluded,
        long onlyHere,
        String note) {

    /** The same with other items. */
    public SessionPlan with(List<PlanItem> others) {
        return new SessionPlan(session, others, scans, resources, excluded, onlyHere, note);
    }
}
