package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import io.github.xnatpull.miniature.rest.ServerSessions.ServerSession;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSESSION, auth and tokens (contract §6.1, §6.2). */
final class Logins {
    private final ServerSessions sessions;
    private final AliasTokens tokens;
    private final Authentication gate;

    Logins(ServerSessions sessions, AliasTokens tokens, Authentication gate) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.gate = gate;
    }

    /** A reply, and the session whose cookie goes with it. */
    record Outcome(HttpReply reply, Optional<ServerSession> opened) {
        static Outcome of(HttpReply reply) {
            return new Outcome(reply, Optional.empty());
        }
    }

    /** Gives the session's id, an anonymous one where nobody is logged in, or ends the session. */
    Outcome jsession(HttpRequest request, Authentication.Visitor visitor) {
        Negotiation.demand(request, "text/plain");
        if (request.method().equals("DELETE")) {
            visitor.session().ifPresent(session -> sessions.close(session.id()));
            return Outcome.of(HttpReply.text(200, ""));
        }
        ServerSession session = visitor.session().orElseGet(sessions::openAnonymous);
        String csrf = request.parameter("CSRF").equals("true") ? "; XNAT_CSRF=0b9c1f4e" : "";
        boolean fresh = visitor.fresh() || visitor.session().isEmpty();
        return new Outcome(HttpReply.text(200, session.id() + csrf), fresh ? Optional.of(session) : Optional.empty());
    }

    HttpReply whoAmI(HttpRequest request, Authentication.Visitor visitor) {
        Negotiation.demand(request, "text/plain");
        return HttpReply.text(200, "User '" + visitor.account().name() + "' is logged in");
    }

    /** The form login; it does not look at the limit of sessions. */
    Outcome form(HttpRequest request) {
        String form = request.body();
        String user =
                HttpRequest.valuesOf(form, "username").stream().findFirst().orElse("");
        String password =
                HttpRequest.valuesOf(form, "password").stream().findFirst().orElse("");
        Optional<Account> account = gate.authenticate(user, password);
        if (account.isEmpty()) {
            return Outcome.of(HttpReply.text(401, "Authentication failed."));
        }
        ServerSession session = sessions.open(account.get(), user);
        return new Outcome(HttpReply.text(200, session.id()), Optional.of(session));
    }

    /** {@code issue}, {@code show}, {@code validate/{alias}/{secret}}, {@code invalidate/{alias}/{secret}}. */
    HttpReply token(String path, Account account) {
        String[] words = path.split("/", -1);
        if (account.isGuest()) {
            throw Refusal.page(403, "Guests have no tokens");
        }
        if (words[0].equals("issue")) {
            return json(tokens.issue(account).toJson());
        }
        if (words[0].equals("show")) {
            return json(tokens.of(account).stream()
                    .map(AliasTokens.Token::toJson)
                    .collect(Collectors.joining(",", "[", "]")));
        }
        if (words.length < 3 || !tokens.knows(words[1])) {
            throw Refusal.page(404, "No such token");
        }
        return switch (words[0]) {
            case "validate" ->
                json(tokens.account(words[1], words[2])
                        .map(found -> "{\"valid\":\"" + found.name() + "\"}")
                        .orElse("{}"));
            case "invalidate" -> {
                tokens.invalidate(words[1]);
                yield json("{\"result\": \"OK\"}");
            }
            default -> throw Refusal.page(404, "Not Found");
        };
    }

    private static HttpReply json(String text) {
        return HttpReply.of(200, "application/json", Body.text(text));
    }
}
