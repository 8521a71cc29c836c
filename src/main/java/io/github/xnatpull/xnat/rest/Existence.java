package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.List;
import java.util.Optional;

/**
 * Tells what is gone from what is ill. XNAT answers 500 to listings below a session that is not there, and an empty list
 * for a resource that is not; its listings of resources answer 404, cheaply, and are therefore the ones to ask (contract
 * §1.8).
 */
final class Existence {
    private final Listings listings;

    Existence(Listings listings) {
        this.listings = listings;
    }

    /** The fault if the session is not there, or not to be seen. */
    Optional<Fault> goneSession(String sessionId, String action) {
        UrlPath path = Addresses.session(sessionId).plus("resources");
        return resources(path, "see whether session " + sessionId + " is still there")
                        .isPresent()
                ? Optional.empty()
                : Optional.of(goneSessionFault(sessionId, action));
    }

    static Fault goneSessionFault(String sessionId, String action) {
        return gone(action, "session " + sessionId + " is not on the server any more, or not shown to this user");
    }

    /** The fault if the resource is not there, or nothing of what it hangs on. */
    Optional<Fault> goneResource(ResourceAddress address, String action) {
        return standing(address).isPresent() ? Optional.empty() : Optional.of(goneResourceFault(address, action));
    }

    /**
     * A resource as the listing of what it hangs on shows it.
     *
     * @param label that names it alone there, in any URL; empty where it has none
     * @param isKnownEmpty whether the server has counted its files, and found none
     */
    record Standing(Optional<String> label, boolean isKnownEmpty) {}

    /** Empty where the resource is not there, or nothing of what it hangs on. */
    Optional<Standing> standing(ResourceAddress address) {
        boolean generic = address.level() == Level.ASSESSOR && address.inOut() == InOut.NONE;
        UrlPath path = Addresses.owner(address).plus("resources");
        List<Row> there = resources(
                        generic ? path.with("all", "true") : path,
                        "see whether " + Addresses.inWords(address) + " is still there")
                .orElse(List.of());
        return there.stream()
                .filter(row -> number(row).equals(address.resourceId()))
                .findFirst()
                .map(row -> new Standing(
                        ownLabel(row, there), row.text("file_count").equals("0")));
    }

    private static Optional<String> ownLabel(Row resource, List<Row> there) {
        String label = resource.text("label");
        boolean alone = there.stream()
                .allMatch(row -> !row.text("label").equals(label) || number(row).equals(number(resource)));
        return alone && Addresses.isPlain(label) ? Optional.of(label) : Optional.empty();
    }

    private static String number(Row resource) {
        return resource.text("xnat_abstractresource_id");
    }

    static Fault goneResourceFault(ResourceAddress address, String action) {
        return gone(action, Addresses.inWords(address) + " is not on the server any more, or not shown to this user");
    }

    private Optional<List<Row>> resources(UrlPath path, String action) {
        try {
            return Optional.of(listings.list(ListQuery.of(path, action), row -> row));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    static Fault gone(String action, String because) {
        return Fault.fault(FaultCode.GONE_SINCE_PLAN).trying(action).because(because);
    }
}
