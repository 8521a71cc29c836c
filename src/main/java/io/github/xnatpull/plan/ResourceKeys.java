package io.github.xnatpull.plan;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the resources of one listing the ledger's keys: named within their part by their label, or by their id where the
 * label is blank or doubled (contract Q9, Q10). The listing must be whole at each of its levels.
 */
public final class ResourceKeys {
    private final SessionRow session;
    private final List<ResourceRow> listing;
    private final Map<Place, Set<String>> idsByPlace = new HashMap<>();

    public ResourceKeys(SessionRow session, List<ResourceRow> listing) {
        this.session = session;
        this.listing = listing;
        listing.forEach(row ->
                idsByPlace.computeIfAbsent(place(row), any -> new HashSet<>()).add(row.id()));
    }

    /** The key of a resource of the listing. */
    public ResourceKey of(ResourceRow row) {
        return new ResourceKey(session.project(), idOf(session), row.level(), row.partId(), row.inOut(), name(row));
    }

    /** Every resource of the listing, each once: listings can repeat rows (contract Q42). */
    public Map<ResourceKey, ResourceRow> all() {
        Map<ResourceKey, ResourceRow> all = new LinkedHashMap<>();
        listing.forEach(row -> all.putIfAbsent(of(row), row));
        return all;
    }

    /** Under which id the resources of a row of the session list stand in the ledger: the session's, the subject's, or none. */
    public static String idOf(SessionRow session) {
        return session.accessionId().isEmpty() ? session.subjectId() : session.accessionId();
    }

    /** Whether, by the server's hints, nothing of a landed resource has changed. Hints that are not there agree with nothing. */
    public static boolean hintsAgree(ResourceRow row, LedgerRow landed) {
        boolean same = landed.status() == Status.LANDED
                && row.id().equals(landed.resourceId())
                && row.label().equals(landed.label());
        return same
                && row.fileCount().isPresent()
                && row.fileSize().isPresent()
                && row.fileCount().equals(landed.hints().count())
                && row.fileSize().equals(landed.hints().size());
    }

    private String name(ResourceRow row) {
        Set<String> ids = idsByPlace.getOrDefault(place(row), Set.of());
        return row.label().isBlank() || ids.size() > 1 ? row.id() : row.label();
    }

    private static Place place(ResourceRow row) {
        return new Place(row.level(), row.partId(), row.inOut(), row.label());
    }

    private record Place(Level level, String partId, InOut inOut, String label) {}
}
