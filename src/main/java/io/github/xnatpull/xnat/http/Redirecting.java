package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Follows redirects where that is safe: a GET, to the same origin or from http to https on the same host, five times at
 * most. Anything else, and any login page, is not contacted: cookies and passwords never leave the server they are for.
 */
final class Redirecting implements Wire {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private final Wire next;

    Redirecting(Wire next) {
        this.next = next;
    }

    /** Sends the request and follows where it is sent to. */
    @Override
    public Reply exchange(Request request, URI first, String cookie) {
        URI target = first;
        Set<URI> seen = new HashSet<>();
        while (true) {
            seen.add(target);
            Reply reply = next.exchange(request, target, cookie);
            if (!STATUSES.contains(reply.status())) {
                return reply;
            }
            String location = reply.header("Location");
            reply.close();
            URI further = further(request, target, location);
            if (seen.contains(further) || seen.size() > HttpLimits.REDIRECTS) {
                throw fault(
                        FaultCode.REPLY_UNEXPECTED, request, location, "the server sends it round in circles, last");
            }
            target = further;
        }
    }

    private URI further(Request request, URI from, String location) {
        Optional<URI> resolved = resolve(from, location);
        if (resolved.isEmpty() || !isOurs(from, resolved.get())) {
            throw new MaybeLoggedOut(
                    fault(FaultCode.REDIRECT_OFF_ORIGIN, request, location, "the server sends it elsewhere,"));
        }
        URI next = resolved.get();
        if (isForPeople(next)) {
            throw new MaybeLoggedOut(
                    fault(FaultCode.AUTH_EXPIRED, request, location, "the server sends it to a page for people,"));
        }
        if (request.method() != Request.Method.GET) {
            throw fault(
                    FaultCode.REDIRECT_OFF_ORIGIN,
                    request,
                    location,
                    "only reading may be redirected, not this, which is sent");
        }
        return next;
    }

    private static Optional<URI> resolve(URI from, String location) {
        try {
            return location.isBlank() ? Optional.empty() : Optional.of(from.resolve(new URI(location.trim())));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(URI from, URI to) {
        if (to.getHost() == null || to.getRawUserInfo() != null || !to.getHost().equalsIgnoreCase(from.getHost())) {
            return false;
        }
        boolean sameOrigin = from.getScheme().equalsIgnoreCase(to.getScheme()) && port(from) == port(to);
        boolean upgrade = "http".equalsIgnoreCase(from.getScheme()) && "https".equalsIgnoreCase(to.getScheme());
        return sameOrigin || upgrade;
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static boolean isForPeople(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().toLowerCase(Locale.ROOT);
        return path.contains("/app/template/") || path.contains("/app/action/") || path.endsWith("/login");
    }

    private Fault fault(FaultCode code, Request request, String location, String because) {
        return Fault.fault(code)
                .trying(request.action())
                .advice("If that is where the server lives now, give its final address with --server.")
                .because(because + " to '" + TextSafety.visible(shown(location), 200) + "'");
    }

    /** Without what may be a secret: anything after the path. */
    private static String shown(String location) {
        return location.replaceAll("[?#;].*$", "").replaceAll("//[^/@]*@", "//***@");
    }

    @Override
    public void close() {
        next.close();
    }
}
