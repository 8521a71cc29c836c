package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import io.github.xnatpull.miniature.rest.ServerSessions.ServerSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides who asks, and whether they get in (contract §6). */
final class Authentication {
    private static final Pattern COOKIE = Pattern.compile("(?:^|[;,\\s])JSESSIONID=([^;,\\s]+)");
    private static final Pattern BROWSER = Pattern.compile(".*(MSIE|Mozilla|AppleWebKit|Opera).*");

    private final Site site;
    private final ServerSessions sessions;
    private final AliasTokens tokens;

    Authentication(Site site, ServerSessions sessions, AliasTokens tokens) {
        this.site = site;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /**
     * Someone who is in.
     *
     * @param session the server session, if there is one
     * @param fresh whether this request opened it, so that its cookie must be set
     */
    record Visitor(Account account, Optional<ServerSession> session, boolean fresh) {}

    private record Basic(String user, String password) {}

    /**
     * Lets the sender in, or throws the refusal.
     *
     * @param openUrl whether nobody need log in for this path
     */
    Visitor admit(HttpRequest request, boolean openUrl) {
        Optional<ServerSession> known = cookie(request).flatMap(sessions::use);
        Optional<Basic> basic = basic(request);
        if (basic.isPresent()
                && known.filter(session -> session.belongsTo(basic.get().user()))
                        .isEmpty()) {
            return logIn(basic.get());
        }
        if (openUrl || (known.isPresent() && !known.get().account().isGuest())) {
            return new Visitor(known.map(ServerSession::account).orElse(Account.GUEST), known, false);
        }
        if (site.open()) {
            ServerSession session = known.orElseGet(sessions::openAnonymous);
            return new Visitor(Account.GUEST, Optional.of(session), known.isEmpty());
        }
        throw Refusal.with(refused(request));
    }

    /** The account behind a name and password, or alias and secret. */
    Optional<Account> authenticate(String user, String password) {
        String name = user.substring(user.indexOf('/') + 1);
        if (sessions.isLocked(name)) {
            return Optional.empty();
        }
        Optional<Account> account = site.accounts().stream()
                .filter(known -> known.name().equals(name) && known.password().equals(password))
                .findFirst()
                .or(() -> tokens.account(name, password));
        if (account.isEmpty()) {
            sessions.failed(name);
        }
        return account;
    }

    private Visitor logIn(Basic basic) {
        Optional<ServerSession> session = authenticate(basic.user(), basic.password())
                .flatMap(account -> sessions.openWithinLimit(account, basic.user()));
        if (session.isEmpty()) {
            throw Refusal.with(challenge());
        }
        return new Visitor(session.get().account(), session, true);
    }

    private HttpReply refused(HttpRequest request) {
        String agent = request.header("User-Agent");
        if (BROWSER.matcher(agent).matches() && !agent.contains("XNATDesktopClient")) {
            return HttpReply.empty(302).plus("Location", site.contextPath() + LoginPage.PATH);
        }
        return challenge();
    }

    private static HttpReply challenge() {
        return Replies.html(
                        401,
                        "<html><head><title>Status page</title></head><body><h3>Your login attempt failed because the username and "
                                + "password combination you provided was invalid or your user already has the maximum number of "
                                + "user sessions open.</h3></body></html>")
                .plus("WWW-Authenticate", "Basic realm=\"XNAT\"");
    }

    private static Optional<String> cookie(HttpRequest request) {
        Matcher matcher = COOKIE.matcher(request.header("Cookie"));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<Basic> basic(HttpRequest request) {
        String header = request.header("Authorization");
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).trim());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.of(new Basic(text, ""))
                    : Optional.of(new Basic(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Basic("", ""));
        }
    }
}
