package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The URLs of resources. Below a session only the global form is used: other routes that look right answer 200 with
 * something else (contract §1.3), or with the parent's resources where an id is unknown (§1.8).
 */
final class Addresses {
    /** Ids that mean just themselves in a URL: no list, no escape, no path (contract §1.4, §1.5). */
    private static final Pattern PLAIN = Pattern.compile("(?!(?:ALL|NULL|\\.{1,2})$)[A-Za-z0-9_.-]+");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final String EVERY = "ALL";

    private Addresses() {}

    static UrlPath session(String sessionId) {
        return UrlPath.of("data", "experiments", sessionId);
    }

    /** What the resource hangs on, as a URL that has {@code /resources} below it. */
    static UrlPath owner(ResourceAddress address) {
        return switch (address.level()) {
            case PROJECT -> UrlPath.of("data", "projects", address.project());
            case SUBJECT -> UrlPath.of("data", "projects", address.project(), "subjects", address.subjectId());
            case SESSION -> session(address.sessionId());
            case SCAN -> session(address.sessionId()).plus("scans", part(address.partId()));
            case RECONSTRUCTION ->
                inOut(session(address.sessionId()).plus("reconstructions", part(address.partId())), address.inOut());
            case ASSESSOR -> assessor(address, part(address.partId()));
        };
    }

    /** All siblings of the same level, for listings of several resources. */
    static UrlPath siblings(ResourceAddress address) {
        return switch (address.level()) {
            case PROJECT, SUBJECT, SESSION -> owner(address);
            case SCAN -> session(address.sessionId()).plus("scans", EVERY);
            case RECONSTRUCTION -> inOut(session(address.sessionId()).plus("reconstructions", EVERY), address.inOut());
            case ASSESSOR -> assessor(address, EVERY);
        };
    }

    /** An assessor's generic resources are only found through the session, by their number (contract §1.6). */
    private static UrlPath assessor(ResourceAddress address, String part) {
        UrlPath session = session(address.sessionId());
        return address.inOut() == InOut.NONE ? session : inOut(session.plus("assessors", part), address.inOut());
    }

    private static UrlPath inOut(UrlPath path, InOut map) {
        return map == InOut.NONE ? path : path.plus(map.word());
    }

    private static String part(String id) {
        return PLAIN.matcher(id).matches() ? id : EVERY;
    }

    /** The files of one resource. */
    static UrlPath files(ResourceAddress address) {
        return owner(address)
                .plus("resources")
                .plusIds(List.of(address.resourceId()))
                .plus("files");
    }

    /** The same by its label, which must be {@link #isPlain} and nobody else's there. */
    static UrlPath files(ResourceAddress address, String label) {
        return owner(address).plus("resources", label, "files");
    }

    /** Whether a URL can name this label, and does not mean a number by it (contract §1.4, §1.7). */
    static boolean isPlain(String label) {
        return PLAIN.matcher(label).matches() && !NUMBER.matcher(label).matches();
    }

    /** The files of several resources of one level. */
    static UrlPath files(ResourceAddress any, Collection<String> resourceIds) {
        return siblings(any).plus("resources").plusIds(resourceIds).plus("files");
    }

    /**
     * Whether a URI of a listing, up to its {@code /resources}, is about what this address names; if not, the server speaks
     * of the parent's resources instead (contract §1.8). Where an id equals another scan's type, the URI names both.
     */
    static boolean isAbout(ResourceAddress address, String uri) {
        return switch (address.level()) {
            case PROJECT -> uri.contains("/projects/") && !uri.contains("/subjects/") && !uri.contains("/experiments/");
            case SUBJECT -> uri.contains("/subjects/" + address.subjectId() + "/") && !uri.contains("/experiments/");
            case SESSION -> isOfSession(address, uri);
            case SCAN -> isOfSession(address, uri) && hasPart(uri, "/scans/", address.partId());
            case RECONSTRUCTION -> isOfSession(address, uri) && hasPart(uri, "/reconstructions/", address.partId());
            case ASSESSOR ->
                isOfSession(address, uri)
                        && (address.inOut() == InOut.NONE || hasPart(uri, "/assessors/", address.partId()));
        };
    }

    private static boolean isOfSession(ResourceAddress address, String uri) {
        return uri.contains("/experiments/" + address.sessionId() + "/");
    }

    private static boolean hasPart(String uri, String kind, String partId) {
        int start = uri.indexOf(kind);
        if (start < 0) {
            return false;
        }
        if (!PLAIN.matcher(partId).matches()) {
            return true;
        }
        String rest = uri.substring(start + kind.length());
        return List.of(rest.split("/", 2)[0].split(",")).contains(partId);
    }

    /** The resource in words, for messages. */
    static String inWords(ResourceAddress address) {
        String where =
                switch (address.level()) {
                    case PROJECT -> "of project " + address.project();
                    case SUBJECT -> "of subject " + address.subjectId();
                    case SESSION -> "of session " + address.sessionId();
                    case SCAN -> "of scan " + address.partId() + " of session " + address.sessionId();
                    case RECONSTRUCTION ->
                        "of reconstruction " + address.partId() + " of session " + address.sessionId();
                    case ASSESSOR -> "of assessor " + address.partId() + " of session " + address.sessionId();
                };
        return "resource " + address.resourceId() + " " + where;
    }
}
