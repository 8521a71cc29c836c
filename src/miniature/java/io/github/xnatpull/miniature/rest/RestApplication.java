package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpHandler;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import io.github.xnatpull.miniature.rest.ServerSessions.ServerSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The web application: firewall, login, routes, and the headers of every reply. */
public final class RestApplication implements HttpHandler {
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Site site;
    private final MiniatureArchive archive;
    private final ServerSessions sessions;
    private final AliasTokens tokens;
    private final Authentication gate;
    private final Logins logins;

    public RestApplication(Site site, MiniatureArchive archive) {
        this.site = site;
        this.archive = archive;
        this.sessions = new ServerSessions(site);
        this.tokens = new AliasTokens(site.clock());
        this.gate = new Authentication(site, sessions, tokens);
        this.logins = new Logins(sessions, tokens, gate);
    }

    public ServerSessions sessions() {
        return sessions;
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        try {
            Optional<HttpReply> stopped = Firewall.stops(request);
            return stopped.isPresent() ? stopped.get() : dressed(routed(request));
        } catch (Refusal refusal) {
            return dressed(Logins.Outcome.of(refusal.reply()));
        } catch (RuntimeException e) {
            return dressed(Logins.Outcome.of(Replies.statusPage(500, String.valueOf(e))));
        }
    }

    private Logins.Outcome routed(HttpRequest request) {
        String path = inContext(request.path());
        if (path.equals(LoginPage.PATH)) {
            return Logins.Outcome.of(LoginPage.reply());
        }
        if (site.old() && path.startsWith("/xapi")) {
            return Logins.Outcome.of(HttpReply.of(302, "text/html", Body.EMPTY)
                    .plus("Location", "http://" + request.header("Host") + site.contextPath() + LoginPage.PATH));
        }
        if (path.startsWith("/xapi/siteConfig/buildInfo")) {
            gate.admit(request, true);
            return Logins.Outcome.of(buildInfo(path));
        }
        if (path.equals("/xapi/users/username")) {
            Authentication.Visitor visitor = gate.admit(request, false);
            return outcome(HttpReply.text(200, visitor.account().name()), visitor);
        }
        String data = underData(path);
        if (data.equals("/services/auth")) {
            return logins.form(request);
        }
        if (data.equals("/JSESSION")) {
            return logins.jsession(request, gate.admit(request, true));
        }
        Authentication.Visitor visitor = gate.admit(request, false);
        return outcome(data(request, data, visitor), visitor);
    }

    private HttpReply data(HttpRequest request, String path, Authentication.Visitor visitor) {
        if (path.equals("/auth")) {
            return logins.whoAmI(request, visitor);
        }
        if (path.startsWith("/services/tokens/")) {
            return logins.token(path.substring("/services/tokens/".length()), visitor.account());
        }
        if (!READING.contains(request.method())) {
            throw Refusal.page(403, "This miniature is for reading only");
        }
        return new DataRoutes(archive, visitor.account(), site).answer(request, RouteParser.parse(archivePath(path)));
    }

    private static Logins.Outcome outcome(HttpReply reply, Authentication.Visitor visitor) {
        return new Logins.Outcome(reply, visitor.fresh() ? visitor.session() : Optional.empty());
    }

    private HttpReply buildInfo(String path) {
        if (path.endsWith("/version")) {
            return HttpReply.text(200, site.version());
        }
        return HttpReply.of(
                200,
                "application/json",
                Body.text(
                        "{\"version\":\"" + site.version()
                                + "\",\"buildNumber\":\"Manual\",\"buildDate\":\"2024-06-19T10:11:12\",\"commit\":\"v0-g93d33cbf\"}"));
    }

    private HttpReply dressed(Logins.Outcome outcome) {
        HttpReply reply = outcome.reply();
        for (HttpReply.Header header : COMMON) {
            reply = reply.plus(header.name(), header.value());
        }
        String cookiePath = site.contextPath().isEmpty() ? "/" : site.contextPath();
        reply = reply.plus("Set-Cookie", "SESSION_EXPIRATION_TIME=" + expiry() + "; Path=" + cookiePath);
        Optional<ServerSession> opened = outcome.opened();
        return opened.isPresent()
                ? reply.plus("Set-Cookie", "JSESSIONID=" + opened.get().id() + "; Path=" + cookiePath + "; HttpOnly")
                : reply;
    }

    /** Quoted and with a comma in it, which some cookie parsers trip over (contract §6.3). */
    private String expiry() {
        long now = site.clock().millis();
        long timeout = site.idleTimeout().toMillis();
        return site.hasPlainExpiryCookie()
                ? Long.toString(now + timeout)
                : "\"" + now + "," + timeout + "\"; Version=1";
    }

    private static final List<HttpReply.Header> COMMON = List.of(
            new HttpReply.Header("X-Frame-Options", "SAMEORIGIN"),
            new HttpReply.Header("Content-Security-Policy", "frame-ancestors 'self'"),
            new HttpReply.Header("X-Content-Type-Options", "nosniff"),
            new HttpReply.Header("X-XSS-Protection", "1; mode=block"));

    /** What a request is about, for counting; tolerant of any path. */
    public RouteKind kindOf(HttpRequest request) {
        String path = request.path();
        if (!path.startsWith(site.contextPath() + "/data") && !path.startsWith(site.contextPath() + "/REST")) {
            return RouteKind.SITE;
        }
        String data = underData(path.substring(site.contextPath().length()));
        boolean login = data.equals("/JSESSION") || data.equals("/auth") || data.startsWith("/services/");
        return login ? RouteKind.LOGIN : RouteParser.parse(archivePath(data)).kind();
    }

    private String inContext(String path) {
        if (!path.startsWith(site.contextPath() + "/")) {
            throw Refusal.page(404, "Not Found");
        }
        return path.substring(site.contextPath().length());
    }

    private static String underData(String path) {
        for (String root : List.of("/data/", "/REST/")) {
            if (path.startsWith(root)) {
                return path.substring(root.length() - 1);
            }
        }
        throw Refusal.page(404, "Not Found");
    }

    private static String archivePath(String path) {
        return path.startsWith("/archive/") ? path.substring("/archive".length()) : path;
    }
}
