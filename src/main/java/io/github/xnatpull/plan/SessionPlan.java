package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import java.util.List;
import java.util.Optional;

/**
 * What one session needs.
 *
 * @param items selected resources; numbers and folders are given when the plan is stored
 * @param scans listed
 * @param resources listed at the selected levels
 * @param excluded listed and not selected
 * @param onlyHere landed once, and not on the server any more
 * @param note what people should know of it, mostly blank
 * @param unlisted why its resources are not known, where they are not
 */
public record SessionPlan(
        SessionRow session,
        List<PlanItem> items,
        long scans,
        long resources,
        long excluded,
        long onlyHere,
        String note,
        Optional<Unlisted> unlisted) {

    /**
     * Why nothing is known of what a session has.
     *
     * @param status {@code FAILED}, which a resumed run tries again, {@code GONE} or {@code KNOWN_GAP}
     */
    public record Unlisted(Status status, FaultCode code, String because) {
        /** The same, accepted as a known gap for a reason. */
        Unlisted accepted(String reason) {
            return new Unlisted(Status.KNOWN_GAP, code, because + " (known gap: " + reason + ")");
        }
    }

    /** A session that was listed. */
    static SessionPlan listed(
            SessionRow session, List<PlanItem> items, long scans, long resources, long excluded, long onlyHere) {
        long sharing = items.stream().filter(PlanItem::sharesLabel).count();
        String note = sharing == 0 ? "" : sharing + " resources share a label; their folders bear their ids";
        return new SessionPlan(session, items, scans, resources, excluded, onlyHere, note, Optional.empty());
    }

    /** A session that could not be listed. */
    static SessionPlan unlisted(SessionRow session, Unlisted why) {
        return new SessionPlan(session, List.of(), 0, 0, 0, 0, why.because(), Optional.of(why));
    }

    /** The same with other items. */
    public SessionPlan with(List<PlanItem> others) {
        return new SessionPlan(session, others, scans, resources, excluded, onlyHere, note, unlisted);
    }
}
