package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an XNAT near an address at which there is none: the address of a page that was copied from the browser, one
 * without its context path, one that is plain http. Asks a few questions that need no login, and only proposes what it
 * finds: credentials go nowhere that nobody named.
 */
public final class AddressSearch {
    private static final int MOST_REQUESTS = 5;
    private static final int PAGE_START = 64 * 1024;
    /** The first words of paths below an XNAT's context path (contract §1.1). */
    private static final Set<String> OWN_WORDS = Set.of("app", "data", "rest", "xapi", "screen", "archive");

    private static final String VERSION = "\"version\"";
    private static final String NAME = "xnat";
    private static final UrlPath BUILD_INFO = UrlPath.of("xapi", "siteConfig", "buildInfo");
    private static final UrlPath LOGIN_PAGE = UrlPath.of("app", "template", "Login.vm");
    private static final UrlPath WHO = UrlPath.of("data", "auth");

    private final Wire wire;
    private final ServerAddress typed;
    private int requests;

    AddressSearch(Wire wire, ServerAddress typed) {
        this.wire = wire;
        this.typed = typed;
    }

    /** Whether what answers at the address knows XNAT's question for who asks: servers without {@code /xapi} do. */
    public boolean isXnat() {
        if (!beforeOwnWords(typed.contextPath()).equals(typed.contextPath())) {
            return false; // below its data paths XNAT answers 401 to whatever is asked for (contract §16.4)
        }
        return switch (status(typed, WHO, "User '")) {
            case 200, 401 -> true;
            default -> false;
        };
    }

    /** The fault of an address near which there is an XNAT, with that one's; empty where none is found. */
    public Optional<Fault> wrongAddress() {
        return nearest().map(this::proposal);
    }

    /** The fault of an address that gives no connection, with the plain one at which an XNAT answers, if one does. */
    public Fault unreached(Fault fault) {
        requests = 0;
        return first(plain(), BUILD_INFO, VERSION)
                .or(() -> first(plain(), LOGIN_PAGE, NAME))
                .map(right -> Fault.fault(fault.code())
                        .trying(fault.action())
                        .meaning(fault.meaning())
                        .cause(fault)
                        .advice("An XNAT answers at " + right + ". " + use(right))
                        .because(fault.because()))
                .orElse(fault);
    }

    private Fault proposal(ServerAddress right) {
        return Fault.fault(FaultCode.CONFIG_INVALID)
                .trying("use the server address " + typed)
                .meaning("No login was sent")
                .advice(use(right))
                .because("an XNAT answers at " + right);
    }

    private static String use(ServerAddress right) {
        return right.scheme().equals("http") && !right.isLoopback()
                ? "Use --server " + right + " only on a network that you trust, with --allow-http: over plain http"
                        + " everybody on the way could read password and data."
                : "Use --server " + right + ".";
    }

    /** An XNAT that shows itself by its version, or by its page for logins. */
    private Optional<ServerAddress> nearest() {
        requests = 0;
        List<ServerAddress> candidates = candidates();
        List<ServerAddress> others = candidates.subList(1, candidates.size());
        // The page is in every version; what a site puts before it leaves the version.
        return first(candidates.subList(0, 1), BUILD_INFO, VERSION)
                .or(() -> first(candidates, LOGIN_PAGE, NAME))
                .or(() -> first(others, BUILD_INFO, VERSION));
    }

    private Optional<ServerAddress> first(List<ServerAddress> candidates, UrlPath path, String sign) {
        return candidates.stream()
                .filter(candidate -> requests < MOST_REQUESTS)
                .filter(candidate -> status(candidate, path, sign) == 200)
                .findFirst();
    }

    /** The likeliest first: what stands before a word of XNAT's, the folders above, the usual context path. */
    private List<ServerAddress> candidates() {
        Set<String> paths = new LinkedHashSet<>();
        String path = beforeOwnWords(typed.contextPath());
        for (String above = path; !above.isEmpty(); above = above.substring(0, above.lastIndexOf('/'))) {
            paths.add(above);
        }
        paths.add("");
        paths.add("/xnat");
        List<ServerAddress> candidates = new ArrayList<>();
        paths.forEach(one -> candidates.add(new ServerAddress(typed.scheme(), typed.host(), typed.port(), one)));
        return candidates;
    }

    private List<ServerAddress> plain() {
        int port = typed.port() == 443 ? 80 : typed.port();
        return typed.scheme().equals("http")
                ? List.of()
                : List.of(new ServerAddress("http", typed.host(), port, beforeOwnWords(typed.contextPath())));
    }

    private static String beforeOwnWords(String path) {
        StringBuilder before = new StringBuilder();
        for (String word : path.split("/", -1)) {
            if (OWN_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
                break;
            }
            before.append(word.isEmpty() ? "" : "/" + word);
        }
        return before.toString();
    }

    /** The status of a reply; 0 for none, and for a 200 without the sign. */
    private int status(ServerAddress at, UrlPath path, String sign) {
        requests++;
        Request request = Request.get(path, "look for an XNAT").within(HttpLimits.PROBE_DEADLINE);
        try (Reply reply = wire.exchange(request, at.resolve(path), "")) {
            if (reply.status() != 200) {
                return reply.status();
            }
            byte[] start = reply.unpacked(request.action()).body().readNBytes(PAGE_START);
            String text = new String(start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            return text.contains(sign.toLowerCase(Locale.ROOT)) ? 200 : 0;
        } catch (IOException | Fault | MaybeLoggedOut e) {
            return 0;
        }
    }
}
