package io.github.xnatpull.plan;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one session needs.
 *
 * @param position of the session in the stored list; 0 where the list is not stored
 * @param items selected resources; numbers and folders are given when the plan is stored
 * @param onlyHere landed once, and not on the server any more
 * @param note what people should know of it, mostly blank
 * @param apart those of the items that need a folder of their own, though the layout would let them share one
 * @param unlisted why its resources are not known, where they are not
 * @param answers which of the names that the user gave it answers to
 */
public record SessionPlan(
        long position,
        SessionRow session,
        List<PlanItem> items,
        Listed listed,
        long onlyHere,
        String note,
        Set<ResourceKey> apart,
        Optional<Unlisted> unlisted,
        NameMatches answers) {
    /** One of which all is known, whose items lie where the layout says, for names that nobody gave. */
    public SessionPlan(long position, SessionRow session, List<PlanItem> items, Listed listed) {
        this(position, session, items, listed, 0, "", Set.of(), Optional.empty(), new NameMatches());
    }

    /**
     * What the server lists of a session.
     *
     * @param resources at the selected levels
     * @param excluded those of the resources that are not selected
     */
    public record Listed(long scans, long resources, long excluded) {
        /** Nothing, or nothing that is known. */
        public static final Listed NOTHING = new Listed(0, 0, 0);
    }

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
            SessionRow session, List<PlanItem> items, Listed listed, long onlyHere, NameMatches answers) {
        long sharing = items.stream().filter(PlanItem::sharesLabel).count();
        String note = sharing == 0 ? "" : sharing + " resources share a label; their folders bear their ids";
        return new SessionPlan(0, session, items, listed, onlyHere, note, Set.of(), Optional.empty(), answers);
    }

    /** A session that could not be listed. */
    static SessionPlan unlisted(SessionRow session, Unlisted why) {
        return new SessionPlan(
                0, session, List.of(), Listed.NOTHING, 0, why.because(), Set.of(), Optional.of(why), new NameMatches());
    }

    /** The same at its place in the stored list. */
    SessionPlan at(long place) {
        return new SessionPlan(place, session, items, listed, onlyHere, note, apart, unlisted, answers);
    }

    /** The same with other items. */
    public SessionPlan with(List<PlanItem> others) {
        return new SessionPlan(position, session, others, listed, onlyHere, note, apart, unlisted, answers);
    }

    /** The same, with these in folders of their own. */
    SessionPlan apart(Set<ResourceKey> keys) {
        String more = Plural.of(keys.size(), "resource") + " would share paths with others; "
                + (keys.size() == 1 ? "its folder bears its id" : "their folders bear their ids");
        return new SessionPlan(
                position,
                session,
                items,
                listed,
                onlyHere,
                note.isEmpty() ? more : note + "; " + more,
                Set.copyOf(keys),
                unlisted,
                answers);
    }
}
